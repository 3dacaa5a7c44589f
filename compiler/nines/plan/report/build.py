"""The report of a period as a document: the form is that of contracts, so that pages and paper are set alike."""

from __future__ import annotations

from nines.plan.documents.model import (
    Document,
    Fact,
    Facts,
    Labels,
    Line,
    Paper,
    Picture,
    Said,
)
from nines.plan.documents.outline import number
from nines.plan.documents.texts import ENGLISH
from nines.plan.documents.words.countries import LETTER_PAPER, country
from nines.plan.report.coming import coming
from nines.plan.report.drawn import finding
from nines.plan.report.due import credits_of, left_out, sources
from nines.plan.report.model import Found
from nines.plan.report.pieces import figures, said, state_of, title_of
from nines.plan.report.told import reached, watched_section
from nines.settle.promises import PromiseResult
from nines.settle.text import period_words
from nines.settle.texts import ENGLISH as SETTLED
from nines.settle.words import (
    length_words,
    moment_words,
    value_words,
    worth_words,
)
from nines.source import Span

__all__ = ["report"]


def report(found: Found) -> Document:
    """The report of a settled period to its customer. Its numbers are those of the settlement, to the digit."""
    settlement, t = found.settlement, ENGLISH
    customer, judged = settlement.customer, settlement.judged
    provider = found.contract.provider
    sections = [
        reached(found),
        *(watched_section(watched, found) for watched in found.watched()),
        left_out(found),
        credits_of(found),
        coming(found),
        sources(found),
    ]
    numbered, _, _ = number(sections, [])
    law = customer.agreement.law or (provider.law if provider is not None else None) or ""
    return Document(
        kind="report",
        name=f"{customer.name} {judged.name}",
        sla=customer.sla.name,
        version=customer.agreement.version,
        effective=None,
        language=t.LANGUAGE,
        title=said(f"Service report for {period_words(judged, SETTLED)}"),
        subtitle=(Said(customer.title),),
        facts=_head(found),
        introduction=(),
        short_title=said("In short"),
        short_note=said("Computed by the terms of the agreement; the settlement has each number with its clause."),
        short=_short(found),
        sections=numbered,
        annexes=(),
        labels=Labels(t.CONTENTS, t.CLAUSE, t.ANNEX, "Numbers", t.VERSION, t.PAGE, t.PAGE_OF, t.SKIP),
        fingerprint=found.numbers,
        paper=Paper.LETTER if country(law) in LETTER_PAPER else Paper.A4,
        logo=Picture(provider.logo.text, provider.title)
        if provider is not None and provider.logo is not None
        else None,
        origin=customer.origin,
    )


def _head(found: Found) -> Facts:
    customer, judged = found.settlement.customer, found.settlement.judged
    start, end = (moment_words(at, judged.zone) for at in (judged.span.start, judged.span.end))
    length = length_words(judged.span.seconds)
    facts = [
        _fact("Agreement", (Said(customer.sla.title),), customer.sla.origin),
        _fact("Period", figures(f"{start} to {end}, {length}"), customer.origin),
        _fact("Time zone", (Said(judged.zone.name),), customer.origin),
    ]
    if customer.plan is not None:
        facts.insert(1, _fact("Plan", (Said(customer.plan.title),), customer.plan.origin))
    return Facts(tuple(facts))


def _short(found: Found) -> tuple[Fact, ...]:
    told = {id(watched.result): finding(watched, found) for watched in found.watched()}
    facts = [
        _fact(title_of(result), figures(told.get(id(result)) or _plainly(result)))
        for result in found.settlement.promises
    ]
    return (*facts, _fact("Credit", figures(_owed(found))))


def _owed(found: Found) -> str:
    credit = found.settlement.credit
    if credit is None or not credit.due.amount:
        return "None is due"
    waits = f"; {worth_words(credit.deferred)} waits for later periods" if credit.deferred.amount else ""
    return f"{worth_words(credit.paid)}{waits}"


def _plainly(result: PromiseResult) -> str:
    seen, value = result.outcome.seen, result.outcome.promise.comparison.value.value
    if seen is None:
        return f"Not judged: {result.outcome.why}"
    return f"{state_of(result).capitalize()}: {value_words(seen.measured, value)}"


def _fact(label: str, value: Line, *origins: Span) -> Fact:
    return Fact(said(label), value, origins)
