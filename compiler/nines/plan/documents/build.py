"""The documents of a contract: one for each sla, one for each customer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeVar

from nines.contract.model import Agreement, Contract, Customer, Sla
from nines.contract.versions import Versioned, in_order, living, since
from nines.plan.documents.inline import lines_of, plain, prose, say
from nines.plan.documents.merge import merged
from nines.plan.documents.model import Clause, Document, Fact, Facts, Labels, Line, Paper, Picture, Said
from nines.plan.documents.outline import number
from nines.plan.documents.schedule import Schedule, schedule
from nines.plan.documents.sections.allowed import allowed
from nines.plan.documents.sections.annexes import indicators, particulars, signatures, sources
from nines.plan.documents.sections.claims import claims
from nines.plan.documents.sections.commitments import Variant, commitments
from nines.plan.documents.sections.credits import credits_section
from nines.plan.documents.sections.definitions import definitions
from nines.plan.documents.sections.example import example
from nines.plan.documents.sections.history import history
from nines.plan.documents.sections.legal import changes, chronic, liability, reporting
from nines.plan.documents.sections.maintenance import exclusions, maintenance
from nines.plan.documents.sections.measuring import measuring
from nines.plan.documents.sections.own import own_anchors, own_definitions, own_sections
from nines.plan.documents.sections.parties import covered, parties
from nines.plan.documents.sections.rewards import rewards
from nines.plan.documents.sections.short import short_version
from nines.plan.documents.sections.support import support
from nines.plan.documents.texts import Texts, catalogue
from nines.plan.documents.words.countries import LETTER_PAPER, country
from nines.plan.documents.words.numbers import date
from nines.plan.documents.words.terms import Terms
from nines.plan.documents.written import Written
from nines.plan.redline.compare import redline
from nines.plan.redline.model import Redline
from nines.record import replace

__all__ = ["Written", "customer_document", "documents", "schedules", "sla_document", "written", "written_before"]

V = TypeVar("V", bound=Versioned)
Section = Callable[[Terms], Clause | None]


def documents(contract: Contract) -> tuple[Document, ...]:
    """All documents: those of the slas, then those of the customers, in the order of the specs.

    What holds today has the plain name; other versions, coming ones and such as a customer stays with, are called by
    the day from which they hold.
    """
    return tuple(item.document for item in written(contract))


def schedules(planned: Sequence[Written]) -> tuple[Schedule, ...]:
    """The schedule of credits beside each document."""
    return tuple(
        schedule(item.document, [(variant.plan, variant.terms) for variant in item.variants]) for item in planned
    )


def written(contract: Contract) -> tuple[Written, ...]:
    """The documents of `documents`, with what they were made of."""
    today = {(sla.name, sla.agreement.version) for sla in contract.slas}
    found = []
    for sla in living(contract):
        paper = _of_sla(sla, contract)
        found.append(paper if (sla.name, sla.agreement.version) in today else _dated(paper))
    for customer in contract.customers:
        found.append(_of_customer(customer, contract))
        coming = [version for version in customer.others if since(version) > since(customer)]
        found += [_dated(_of_customer(version, contract)) for version in coming]
    return tuple(found)


def written_before(contract: Contract) -> tuple[Written, ...]:
    """The documents of versions that no longer hold, the last of each party first; customers that stay have none."""
    slas = [other for sla in contract.slas for other in _past(sla, sla.others)]
    customers = [other for customer in contract.customers for other in _past(customer, customer.others)]
    return (*(_of_sla(sla, contract) for sla in slas), *(_of_customer(one, contract) for one in customers))


def _past(version: V, others: Sequence[V]) -> list[V]:
    return [other for other in reversed(in_order(others)) if since(other) < since(version)]


def _dated(item: Written) -> Written:
    name = f"{item.document.name}-from-{since(item.party).isoformat()}"
    return replace(item, document=replace(item.document, name=name))


def _of_sla(sla: Sla, contract: Contract) -> Written:
    made, before = _sla(sla, contract), _older(sla, _slas(sla.name, contract))
    change = redline(_sla(before, contract), made, since(sla)) if before is not None else None
    return replace(made, document=sla_document(sla, contract, change)) if change is not None else made


def _of_customer(customer: Customer, contract: Contract) -> Written:
    made, before = _customer(customer, contract), _older(customer, _customers(customer.name, contract))
    change = redline(_customer(before, contract), made, since(customer)) if before is not None else None
    return replace(made, document=customer_document(customer, contract, change)) if change is not None else made


def _slas(name: str, contract: Contract) -> list[Sla]:
    return [version for sla in contract.slas if sla.name == name for version in (sla, *sla.others)]


def _customers(name: str, contract: Contract) -> list[Customer]:
    every = [customer for customer in contract.customers if customer.name == name]
    return [version for customer in every for version in (customer, *customer.others)]


def _sla(sla: Sla, contract: Contract) -> Written:
    variants = tuple(_variants(sla, contract, catalogue(sla.agreement.language)))
    return Written(sla_document(sla, contract), sla, variants)


def _customer(customer: Customer, contract: Contract) -> Written:
    plan = customer.plan.name if customer.plan is not None else None
    return Written(customer_document(customer, contract), customer, (Variant((), _terms_of(customer, contract), plan),))


def _older(version: V, every: Sequence[V]) -> V | None:
    """The version that one replaces; None for the first, and for a customer that stays with one."""
    older = [other for other in in_order(every) if since(other) < since(version)]
    return older[-1] if older else None


def _terms_of(customer: Customer, contract: Contract) -> Terms:
    return Terms(contract, customer.sla, customer, customer.agreement, catalogue(customer.agreement.language))


def sla_document(sla: Sla, contract: Contract, change: Redline | None = None) -> Document:
    """The terms that an sla offers to everybody, with what differs from plan to plan, in the language of the sla.

    `change` is what differs from the version before, for its annex.
    """
    texts = catalogue(sla.agreement.language)
    variants = _variants(sla, contract, texts)
    document = _document("sla", sla.name, variants, change)
    provider = contract.provider
    subtitle = say(texts.BY, provider=Said(provider.title)) if provider is not None else ()
    return replace(document, subtitle=subtitle, introduction=prose(sla.description), origin=sla.origin)


def customer_document(customer: Customer, contract: Contract, change: Redline | None = None) -> Document:
    """The contract with one customer, in its language: its own terms over those of its plan and of the sla.

    `change` is what differs from the version before, for its annex.
    """
    terms = _terms_of(customer, contract)
    texts = terms.t
    document = _document("customer", customer.name, [Variant((), terms)], change)
    provider, name = contract.provider, Said(customer.title)
    subtitle = say(texts.FOR, customer=name)
    if provider is not None:
        subtitle = say(texts.BETWEEN, provider=Said(provider.title), customer=name)
    return replace(document, subtitle=subtitle, introduction=prose(customer.sla.description), origin=customer.origin)


def _variants(sla: Sla, contract: Contract, t: Texts) -> list[Variant]:
    """The plans, and the sla without one where that is something else than each of them."""

    def variant(title: Line, agreement: Agreement, plan: str | None = None) -> Variant:
        return Variant(title, Terms(contract, sla, None, agreement, t), plan)

    plans = [variant((Said(plan.title),), plan.agreement, plan.name) for plan in sla.plans]
    if not plans:
        return [variant((), sla.agreement)]
    if any(plan.agreement == sla.agreement for plan in sla.plans):
        return plans
    return [variant(say(t.WITHOUT_PLAN), sla.agreement), *plans]


def _document(kind: str, name: str, variants: Sequence[Variant], change: Redline | None) -> Document:
    first = variants[0].terms
    t = first.t
    body = _sections(variants)
    several = [variant.terms for variant in variants]
    annexes = [allowed(several), particulars(first), indicators(several)]
    anchors = _anchors([*body, *annexes]) | own_anchors(variants) | {"definitions"}
    body += own_sections(variants, anchors, annex=False)
    annexes += [*own_sections(variants, anchors, annex=True), history(change, first), signatures(first)]
    known = [clause for clause in (*body, *annexes) if clause is not None]
    defined = definitions(first, known, own_definitions(variants, anchors))
    sections = [*body[:3], defined, *body[3:]]
    written = [clause for clause in (*sections, *annexes) if clause is not None]
    numbered, lettered, numbers = number(sections, [*annexes, sources(first, written)])
    short = tuple(Fact(numbers.line(fact.label), numbers.line(fact.value)) for fact in short_version(variants))
    document = Document(
        kind=kind,
        name=name,
        sla=first.sla.name,
        version=first.agreement.version,
        effective=first.agreement.effective.day if first.agreement.effective is not None else None,
        language=t.LANGUAGE,
        title=(Said(first.sla.title),),
        subtitle=(),
        facts=_facts(first),
        introduction=(),
        short_title=say(t.SHORT_TITLE),
        short_note=say(t.SHORT_NOTE),
        short=short,
        sections=numbered,
        annexes=lettered,
        labels=Labels(t.CONTENTS, t.CLAUSE, t.ANNEX, t.FINGERPRINT, t.VERSION, t.PAGE, t.PAGE_OF, t.SKIP),
        fingerprint="",
        paper=_paper(first),
        logo=_logo(first),
        origin=first.sla.origin,
    )
    return replace(document, fingerprint=_fingerprint(document))


def _anchors(clauses: Sequence[Clause | None]) -> frozenset[str]:
    return frozenset(inner.anchor for clause in clauses if clause is not None for inner in clause.walk())


def _sections(variants: Sequence[Variant]) -> list[Clause | None]:
    """All sections but the definitions, which come fourth and depend on the others."""
    first = variants[0].terms

    def each(section: Section) -> Clause | None:
        return merged([(variant.title, section(variant.terms)) for variant in variants], first.t)

    return [
        parties(first),
        each(covered),
        commitments(variants),
        each(measuring),
        each(maintenance),
        each(exclusions),
        each(support),
        each(credits_section),
        example(first, variants[0].title),
        each(rewards),
        each(claims),
        each(chronic),
        each(reporting),
        each(liability),
        each(changes),
    ]


def _facts(terms: Terms) -> Facts:
    """What stands under the title: version, dates, plan."""
    t, agreement, customer = terms.t, terms.agreement, terms.customer
    facts: list[Fact] = []
    if agreement.version is not None:
        facts.append(Fact(say(t.FACT_VERSION), (Said(agreement.version),)))
    if agreement.effective is not None:
        facts.append(Fact(say(t.FACT_EFFECTIVE), (date(agreement.effective, t, terms.sla.origin),)))
    if customer is not None and customer.plan is not None:
        facts.append(Fact(say(t.FACT_PLAN), (Said(customer.plan.title),)))
    return Facts(tuple(facts))


def _logo(terms: Terms) -> Picture | None:
    provider = terms.contract.provider
    return Picture(provider.logo.text, provider.title) if provider is not None and provider.logo is not None else None


def _paper(terms: Terms) -> Paper:
    provider = terms.contract.provider
    law = terms.agreement.law or (provider.law if provider is not None else None) or ""
    return Paper.LETTER if country(law) in LETTER_PAPER else Paper.A4


def _fingerprint(document: Document) -> str:
    """Twelve hexadecimal digits of the words, without the places that they come from."""
    words = [plain(document.title), plain(document.subtitle)]
    for clause in document.clauses():
        if clause.anchor != "source-lines":
            words += [
                clause.number,
                plain(clause.title),
                *(plain(x) for block in clause.blocks for x in lines_of(block)),
            ]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]
