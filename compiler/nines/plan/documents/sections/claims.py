"""Claims and payment: what the customer has to do, by when, and how a credit is given."""

from __future__ import annotations

from nines.language.statements.contract import ClaimStep, Needs
from nines.plan.documents.inline import clause, join, link, paragraph, say
from nines.plan.documents.model import Clause, Line, Said
from nines.plan.documents.sections.measured import rounding
from nines.plan.documents.words.deadlines import deadline
from nines.plan.documents.words.numbers import money
from nines.plan.documents.words.terms import Terms, readable

__all__ = ["claims", "way_words"]


def claims(terms: Terms) -> Clause | None:
    clauses = [
        *_claim(terms),
        *(_needs(need, terms) for need in terms.agreement.needs),
        _payout(terms),
        _settle_as(terms),
        _round_money(terms),
    ]
    return clause("claims", title=say(terms.t.CLAIMS), clauses=clauses, origins=[terms.sla.origin])


def _claim(terms: Terms) -> list[Clause | None]:
    t, claim = terms.t, terms.agreement.claim
    if claim is None:
        return []
    found: list[Clause | None] = []
    if claim.automatic is not None:
        found.append(clause("claim-automatic", paragraph(say(t.AUTOMATIC)), origins=[claim.span]))
    for step in claim.body.all(ClaimStep):
        lines = [_step(step, terms)]
        if step.step.value == "submit" and claim.automatic is None:
            lines.append(say(t.WITHOUT_CLAIM))
        found.append(clause(f"claim-{step.step.value}", paragraph(*lines), origins=[step.span]))
    return found


def _step(step: ClaimStep, terms: Terms) -> Line:
    t = terms.t
    evidence: Line = ()
    if step.evidence:
        items = [(Said(readable(word.value)),) for word in step.evidence]
        evidence = say(t.EVIDENCE_IS, evidence=join(items, t.COMMA, t.LAST_AND))
    way = way_words(step.way.value, terms) if step.way is not None else ()
    return say(t.STEPS[step.step.value], deadline=deadline(step.deadline, terms.t), way=way, evidence=evidence)


def way_words(way: str, terms: Terms) -> Line:
    """`, by mail to claims@provider.example`: with the provider's address where it is known."""
    provider = terms.contract.provider
    if way == "mail" and provider is not None and provider.mail is not None:
        return say(terms.t.WAY_MAIL, address=link(provider.mail))
    return say(terms.t.WAY, way=Said(readable(way)))


def _needs(need: Needs, terms: Terms) -> Clause | None:
    template = terms.t.NEEDS_ELSE if need.otherwise is not None else terms.t.NEEDS
    line = say(template, text=Said(need.text.value.rstrip(".")))
    return clause(f"needs-{need.name.value}", paragraph(line), origins=[need.span])


def _payout(terms: Terms) -> Clause | None:
    value = terms.agreement.payout
    if value is None:
        return None
    amount = money(value.amount.value, terms.t, value.amount.span)
    line = say(terms.t.PAYOUT[value.otherwise.value], amount=amount)
    return clause("payout", paragraph(line), origins=[value.span])


def _settle_as(terms: Terms) -> Clause | None:
    value = terms.agreement.settle_as
    if value is None:
        return None
    return clause("settle-as", paragraph(say(terms.t.SETTLE_AS[value.form.value])), origins=[value.span])


def _round_money(terms: Terms) -> Clause | None:
    value = terms.agreement.round_money
    if value is None:
        return None
    line = say(terms.t.MONEY_ROUNDED, rounding=rounding(value, terms))
    return clause("round-money", paragraph(line), origins=[value.span])
