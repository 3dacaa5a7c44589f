"""The short version: five lines in plain words, not binding."""

from __future__ import annotations

from collections.abc import Sequence

from nines.language.phrases import Share
from nines.language.statements.contract import ClaimStep
from nines.language.statements.promise import Credit
from nines.language.statements.support import Call
from nines.plan.documents.allowed import allowances
from nines.plan.documents.inline import capital, figure, join, link, plain, say
from nines.plan.documents.model import Fact, Line, Pointer, Said
from nines.plan.documents.sections.commitments import Variant
from nines.plan.documents.sections.limits import cap_amount
from nines.plan.documents.sections.support import severities_named
from nines.plan.documents.words.amounts import amount, share_figure
from nines.plan.documents.words.comparisons import compared, comparison
from nines.plan.documents.words.deadlines import deadline
from nines.plan.documents.words.numbers import computed_time, quantity_at
from nines.plan.documents.words.periods import length_of, short_noun
from nines.plan.documents.words.terms import Terms, readable

__all__ = ["short_version"]


def short_version(variants: Sequence[Variant]) -> tuple[Fact, ...]:
    """What is promised, what that allows, what comes back, how to get it, whom to turn to."""
    t = variants[0].terms.t
    found = (
        (t.SHORT_PROMISED, _promised(variants)),
        (t.SHORT_ALLOWS, _allows(variants[0].terms)),
        (t.SHORT_CREDITS, _credits(variants)),
        (t.SHORT_CLAIM, _claim(variants)),
        (t.SHORT_CALL, _call(variants[0].terms)),
    )
    return tuple(Fact(say(label), line) for label, line in found if line)


def _promised(variants: Sequence[Variant]) -> Line:
    t = variants[0].terms.t
    names = list(dict.fromkeys(p.name for variant in variants for p in variant.terms.agreement.promises))
    return join([_promise(name, variants) for name in names], t.SEMICOLON)


def _promise(name: str, variants: Sequence[Variant]) -> Line:
    """`Availability at least 99.9% (Standard), at least 99.95% (Premium)`."""
    t = variants[0].terms.t
    values: dict[str, tuple[Line, list[Line]]] = {}
    title = ""
    number = 0
    for variant in variants:
        promise = variant.terms.agreement.promise(name)
        if promise is not None:
            number += 1
            title = title or promise.title
            line = comparison(promise.comparison, t)
            values.setdefault(plain(line), (line, []))[1].append(variant.title)
    if len(values) == 1 and number == len(variants):
        return say(t.SHORT_PROMISE, title=Said(title), value=next(iter(values.values()))[0])
    each = [say(t.SHORT_OF_PLAN, value=line, plan=join(plans, t.COMMA, t.LAST_AND)) for line, plans in values.values()]
    return say(t.SHORT_PROMISE, title=Said(title), value=join(each, t.COMMA))


def _allows(terms: Terms) -> Line:
    t, period = terms.t, terms.agreement.period
    length = length_of(period) if period is not None else None
    found = allowances((terms,))
    if not found or length is None:
        return ()
    item = found[0]
    template = t.SHORT_ALLOWED_EVENTS if item.counts_events else t.SHORT_ALLOWED
    return say(
        template,
        length=figure(computed_time(length, t)),
        title=join([(Said(title),) for title in item.titles], t.COMMA, t.LAST_AND),
        value=compared(item.operator, quantity_at(item.promised, t), t),
        time=figure(computed_time(item.bad(int(length)), t), item.promised.span),
    )


def _credits(variants: Sequence[Variant]) -> Line:
    t = variants[0].terms.t
    found = [credit for variant in variants for credit in _all_credits(variant.terms)]
    if not found:
        return ()
    see = Pointer("credits", *t.POINTER)
    shares = [credit.amount for credit in found if isinstance(credit.amount, Share) and credit.amount.fee is None]
    if len(shares) != len(found):
        line = _kinds(variants, see)
    else:
        least = min(shares, key=lambda share: share.share.value.value)
        most = max(shares, key=lambda share: share.share.value.value)
        terms = variants[0].terms
        if least.share.value.value == most.share.value.value:
            line = capital(say(t.SHORT_CREDIT_ONE, amount=amount(least, terms), see=see))
        else:
            low, high = share_figure(least.share, terms), amount(most, terms)
            line = say(t.SHORT_CREDIT_MANY, least=low, most=high, see=see)
    return join([line, *_most(variants)], " ")


def _kinds(variants: Sequence[Variant], see: Pointer) -> Line:
    """One or two amounts that are no shares of the base; more than that are for the clause to say."""
    t = variants[0].terms.t
    found = {}
    for variant in variants:
        for credit in _all_credits(variant.terms):
            line = amount(credit.amount, variant.terms)
            found[plain(line)] = line
    lines = list(found.values())
    if len(lines) == 1:
        return capital(say(t.SHORT_CREDIT_ONE, amount=lines[0], see=see))
    if len(lines) == 2:
        return capital(say(t.SHORT_CREDIT_EITHER, first=lines[0], second=lines[1], see=see))
    return say(t.SHORT_CREDIT_VARIES, see=see)


def _all_credits(terms: Terms) -> list[Credit]:
    promises = terms.agreement.promises
    return [
        credit
        for promise in promises
        for credit in (*promise.credits, *(c for level in promise.levels for c in level.body.all(Credit)))
    ]


def _most(variants: Sequence[Variant]) -> list[Line]:
    """The cap for one period, where all plans have the same."""
    t = variants[0].terms.t
    lines: dict[str, Line] = {}
    for variant in variants:
        caps = [cap for cap in variant.terms.agreement.caps if cap.what.value == "credits" and cap.amount is not None]
        of_period = [cap for cap in caps if cap.scope is not None and cap.scope.value == "period"]
        period = variant.terms.agreement.period
        if len(of_period) != 1 or of_period[0].amount is None or period is None:
            return []
        most = cap_amount(of_period[0], of_period[0].amount, variant.terms)
        line = say(t.SHORT_AT_MOST, cap=most, period=short_noun(period, t))
        lines[plain(line)] = line
    return list(lines.values()) if len(lines) == 1 else []


def _claim(variants: Sequence[Variant]) -> Line:
    lines: dict[str, tuple[Line, list[Line]]] = {}
    for variant in variants:
        line = _claim_of(variant.terms)
        lines.setdefault(plain(line), (line, []))[1].append(variant.title)
    t = variants[0].terms.t
    if len(lines) == 1:
        return capital(next(iter(lines.values()))[0])
    said = [
        say(t.SHORT_FOR, plan=join(plans, t.COMMA, t.LAST_AND), line=line) for line, plans in lines.values() if line
    ]
    return join([capital(line) for line in said], " ")


def _claim_of(terms: Terms) -> Line:
    t, claim = terms.t, terms.agreement.claim
    if claim is None:
        return ()
    see = Pointer("claims", *t.POINTER)
    if claim.automatic is not None:
        return say(t.SHORT_AUTOMATIC, see=see)
    step = next((step for step in claim.body.all(ClaimStep) if step.step.value == "submit"), None)
    if step is None:
        return ()
    way = say(t.SHORT_WAY, way=Said(readable(step.way.value))) if step.way is not None else ()
    return say(t.SHORT_SUBMIT, deadline=deadline(step.deadline, t), way=way, see=see)


def _call(terms: Terms) -> Line:
    t, provider, support = terms.t, terms.contract.provider, terms.agreement.support
    lines: list[Line] = []
    for call in support.body.all(Call) if support is not None else ():
        names = severities_named(tuple(item.value for item in call.severities), terms)
        lines.append(say(t.SHORT_PHONE, number=Said(call.number.value), severities=names))
    if provider is not None and provider.mail is not None:
        lines.append(say(t.SHORT_MAIL, mail=link(provider.mail)))
    if provider is not None and provider.status_page is not None:
        lines.append(say(t.SHORT_STATUS, page=link(provider.status_page)))
    return join(lines, " ")
