"""A settlement as text that can be sent to a customer: each number with the clause that it comes from."""

from __future__ import annotations

from fractions import Fraction

from nines.contract.model import Contract
from nines.settle.accounts_text import accounts
from nines.settle.counted_text import counting_words, exclusions
from nines.settle.judged import Judged
from nines.settle.page import Page
from nines.settle.promises import Due, PromiseResult
from nines.settle.result import Settlement
from nines.settle.rights_text import claim_words, inputs, rights
from nines.settle.steps import steps
from nines.settle.texts import Texts, catalogue
from nines.settle.windows import Limit
from nines.settle.words import (
    day_words,
    length_words,
    moment_words,
    money_words,
    value_words,
    worth_words,
    written_words,
)
from nines.source import Span

__all__ = ["period_words", "settlement_text"]

_MANY = 4
"""From how many on outages, tickets or records of a promise that was kept are told of together."""


def settlement_text(settlement: Settlement, contract: Contract) -> str:
    """The whole text in the language of the agreement, with an end of line after its last line."""
    page = Page(catalogue(settlement.customer.agreement.language))
    _title(page, settlement, contract)
    _summary(page, settlement)
    many = _many_kept(settlement)
    told = {id(result) for group in many for result in group}
    few = [result for result in settlement.promises if id(result) not in told]
    for number, result in enumerate(few, 1):
        _promise(page, number, result, settlement.judged)
    for number, group in enumerate(many, len(few) + 1):
        _many(page, number, group)
    accounts(page, settlement)
    rights(page, settlement)
    page.references()
    inputs(page, settlement)
    return "\n".join(page.lines) + "\n"


# Head.


def _title(page: Page, settlement: Settlement, contract: Contract) -> None:
    customer, judged, t = settlement.customer, settlement.judged, page.t
    page.head(t.title.format(period=period_words(judged, t)), "=")
    provider = contract.provider.title if contract.provider is not None else t.the_provider
    page.lines.append("")
    agreement = customer.agreement
    version = t.version.format(version=agreement.version) if agreement.version is not None else ""
    plan = t.plan.format(plan=customer.plan.title) if customer.plan is not None else ""
    page.row(t.between, t.both.format(provider=provider, customer=customer.title))
    page.row(t.agreement, f"{customer.sla.title}{version}{plan}")
    start, end = (moment_words(at, judged.zone, t) for at in (judged.span.start, judged.span.end))
    length = length_words(judged.span.seconds, t)
    page.row(t.period, t.period_is.format(start=start, end=end, zone=judged.zone.name, length=length))
    if judged.counted is not None:
        page.row("", t.counted_as.format(length=length_words(judged.counted, t)))
    if judged.partial:
        start, end = (moment_words(at, judged.zone, t) for at in (judged.existing.start, judged.existing.end))
        rule = t.partial[agreement.partial_period] if agreement.partial_period is not None else ""
        page.row(t.of_it, t.partly.format(start=start, end=end, rule=rule))


def period_words(judged: Judged, t: Texts) -> str:
    """`September 2026`, `the third quarter of 2026`, `2026`, else its days."""
    name = judged.name
    if len(name) == 4:
        return name
    if len(name) == 7 and name[5] == "Q":
        return t.quarter_of.format(ordinal=t.ordinals[int(name[6]) - 1], year=name[:4])
    if len(name) == 7:
        return t.month_of.format(month=t.months[int(name[5:]) - 1], year=name[:4])
    first, last = (judged.zone.local_day(at) for at in (judged.span.start, judged.span.end - 1))
    if judged.span.seconds < 86_400:
        start, end = (moment_words(at, judged.zone, t) for at in (judged.span.start, judged.span.end))
        return t.span.format(start=start, end=end)
    return day_words(first, t) if first == last else t.span.format(start=day_words(first, t), end=day_words(last, t))


def _summary(page: Page, settlement: Settlement) -> None:
    page.lines.append("")
    credit, reward, t = settlement.credit, settlement.reward, page.t
    paid = credit is not None and credit.paid.amount
    page.row(t.credit, worth_words(credit.paid, t) if credit is not None and paid else t.no_credit)
    if credit is not None and credit.deferred.amount:
        page.row(t.waits, t.waits_is.format(amount=worth_words(credit.deferred, t)))
    if credit is not None and credit.carried.amount:
        page.row(t.carried, t.carried_is.format(amount=worth_words(credit.carried, t)))
    set_off = settlement.customer.agreement.set_off is not None
    if reward is not None and reward.due.amount:
        words = t.reward_set_off if set_off else t.reward_is
        page.row(t.reward, words.format(amount=worth_words(reward.due, t)))
    for due in settlement.claims:
        if due.step.step.value != "answer":  # that is for the provider to do
            outage = f" {due.outage}" if due.outage is not None else ""
            page.row(t.claim, f"{t.steps_inside[due.step.step.value]}{outage} {claim_words(due, settlement, t)}")
    if settlement.termination is not None:
        page.row(t.termination, t.may_end)


# Promises.


def _promise(page: Page, number: int, result: PromiseResult, judged: Judged) -> None:
    outcome, t = result.outcome, page.t
    promise, seen = outcome.promise, outcome.seen
    scope = "".join(f", {name} {value}" for name, value in outcome.labels)
    scope += f", {t.alone[outcome.kind].format(id=outcome.outage)}" if outcome.outage is not None else ""
    state = t.states["not judged" if seen is None else ("missed" if seen.missed else "kept")]
    page.head(f"{number}. {promise.title}{scope}: {state}")
    comparison = promise.comparison
    level = t.level.format(level=outcome.level) if outcome.level is not None else ""
    promised = t.comparisons[comparison.operator.value].format(
        value=written_words(comparison.value.value, comparison.value.span.text, t)
    )
    page.row(t.promised, f"{promised}{level}", promise.origin)
    if seen is None:
        page.row(t.measured, t.neither.format(why=t.reasons.get(outcome.why, outcome.why)))
        exclusions(page, outcome, judged)
        _rest(page, result)
        return
    exclusions(page, outcome, judged)
    measure = promise.measure.span if promise.measure is not None else None
    if outcome.counting is not None:
        page.row(t.measured, counting_words(outcome.counting, promise, seen.exact, t), measure)
    rule = outcome.rounding
    if rule is not None and rule.mode is None:
        page.row(t.rounded, t.never, rule.span)
    elif rule is not None:
        page.row(t.rounded, value_words(seen.measured, comparison.value.value, t), rule.span)
    if seen.deemed_missed:
        page.row(t.but, t.late_report)
    if result.credit is not None:
        _due(page, t.credit, result.credit, result)
    elif seen.missed:
        page.row(t.credit, t.none_agreed, promise.remedy_none.span if promise.remedy_none else None)
    _rest(page, result)
    if result.reward is not None:
        _due(page, t.reward, result.reward, result)


def _many_kept(settlement: Settlement) -> list[list[PromiseResult]]:
    """Outages, tickets or records of one promise for which it was kept, with no more to tell, where they are many."""
    groups: dict[tuple[object, ...], list[PromiseResult]] = {}
    for result in settlement.promises:
        outcome = result.outcome
        plain = result.credit is None and result.reward is None and not outcome.left_out and not result.duties
        if outcome.outage is not None and outcome.seen is not None and outcome.seen.kept and plain:
            groups.setdefault((outcome.promise.name, outcome.labels, outcome.level), []).append(result)
    return [group for group in groups.values() if len(group) >= _MANY]


def _many(page: Page, number: int, group: list[PromiseResult]) -> None:
    """What was kept for many, in short: how many there are, and the worst of them."""
    t, first = page.t, group[0].outcome
    promise, comparison = first.promise, first.promise.comparison
    scope = "".join(f", {name} {value}" for name, value in first.labels)
    page.head(f"{number}. {promise.title}{scope}: {t.kept_alone[first.kind].format(n=len(group))}")
    written = written_words(comparison.value.value, comparison.value.span.text, t)
    page.row(t.promised, t.comparisons[comparison.operator.value].format(value=written), promise.origin)
    seen = [(item.outcome.seen.exact, item.outcome.outage or "") for item in group if item.outcome.seen is not None]
    value, name = (min if comparison.operator.value in ("at least", "above") else max)(seen)
    page.row(t.worst, t.worst_is.format(value=value_words(value, comparison.value.value, t), id=name))


def _due(page: Page, label: str, due: Due, result: PromiseResult) -> None:
    """What is due, step by step."""
    statement, t = due.statement, page.t
    found = steps(due.reckoned, t)
    for index, (step, outcome_words) in enumerate(found):
        words = step if step == outcome_words else t.equals.format(step=step, result=outcome_words)
        page.row(label if index == 0 else "", words, statement.span if index == len(found) - 1 else None)
    for text, spans in _base(due, t):
        page.row("", text, *spans)
    if due.before is not None:
        page.row("", t.before.format(amount=worth_words(due.before, t)))
    _limits(page, due.limits)
    if due.carried is not None:
        page.row("", t.later.format(amount=worth_words(due.carried, t)))
    if due is result.credit:
        _conditions(page, due, result)


def _conditions(page: Page, due: Due, result: PromiseResult) -> None:
    """A trigger and what is waived, of a credit."""
    trigger, t = result.trigger, page.t
    if trigger is not None:
        page.row("", t.withheld if due.withheld else t.triggered, trigger.span)
    for worth in due.released:
        words = t.released.format(amount=worth_words(worth, t))
        page.row("", words, trigger.span if trigger is not None else None)
    for item in result.outcome.waived:
        words = t.waived if due.waived else t.spared
        page.row("", words.format(exclusion=item.title), item.origin)


def _rest(page: Page, result: PromiseResult) -> None:
    """What a cap of the promise had left for later, where no credit of this period has it."""
    rest, t = result.rest, page.t
    if rest is None:
        return
    page.row(t.carried_over, t.carried_over_is.format(by=worth_words(rest.before, t), after=worth_words(rest.worth, t)))
    _limits(page, rest.limits)
    if rest.carried is not None:
        page.row("", t.later.format(amount=worth_words(rest.carried, t)))


def _limits(page: Page, limits: tuple[Limit, ...]) -> None:
    for limit in limits:
        page.row("", page.cap(limit), limit.cap.span)


def _base(due: Due, t: Texts) -> list[tuple[str, tuple[Span | None, ...]]]:
    """The fees that a share is of."""
    pending = [due.reckoned]
    while pending:
        found = pending.pop()
        pending += found.inner
        base = found.base
        if base is None:
            continue
        lines: list[tuple[str, tuple[Span | None, ...]]] = []
        for fee in base.fees:
            name = fee.name
            for label, value in base.labels:
                name = t.fee_of.format(fee=name, label=label, value=value)
            amount = money_words(Fraction(fee.amount), base.currency, t)
            amount = t.fee_per[base.unit].format(amount=amount) if base.unit in t.fee_per else amount
            lines.append((t.fee.format(fee=name, amount=amount), (base.span, fee.span)))
        return lines
    return []
