"""A settlement as text that can be sent to a customer: each number with the clause that it comes from."""

from __future__ import annotations

from fractions import Fraction

from nines.contract.model import Contract, Promise
from nines.language.statements.promise import Credit
from nines.settle.accounts_text import accounts, cap_words, claim_words, inputs, outage_words, rights
from nines.settle.counting import Averaged, Counted, Counting, LeftOut, Listed, Timed
from nines.settle.instants import day_words, moment_words
from nines.settle.judged import Judged
from nines.settle.outcome import Outcome
from nines.settle.page import Page
from nines.settle.promises import Due, PromiseResult
from nines.settle.result import Settlement
from nines.settle.words import length_words, money_words, number_words, steps, time_words, value_words, worth_words
from nines.source import Span
from nines.values.names import MONTHS
from nines.values.text import duration

__all__ = ["settlement_text"]


def settlement_text(settlement: Settlement, contract: Contract) -> str:
    """The whole text, with an end of line after its last line."""
    page = Page()
    _title(page, settlement, contract)
    _summary(page, settlement)
    for number, result in enumerate(settlement.promises, 1):
        _promise(page, number, result, settlement.judged)
    accounts(page, settlement)
    rights(page, settlement)
    page.references()
    inputs(page, settlement)
    return "\n".join(page.lines) + "\n"


# Head.


def _title(page: Page, settlement: Settlement, contract: Contract) -> None:
    customer, judged = settlement.customer, settlement.judged
    page.head(f"Settlement for {period_words(judged)}", "=")
    provider = contract.provider.title if contract.provider is not None else "The provider"
    page.lines.append("")
    agreement = customer.agreement
    plan = f", plan {customer.plan.title}" if customer.plan is not None else ""
    version = f", version {agreement.version}" if agreement.version is not None else ""
    page.row("Between", f"{provider} and {customer.title}")
    page.row("Agreement", f"{customer.sla.title}{version}{plan}")
    start, end = (moment_words(at, judged.zone) for at in (judged.span.start, judged.span.end))
    page.row("Period", f"{start} to {end} ({judged.zone.name}), {length_words(judged.span.seconds)}")
    if judged.counted is not None:
        page.row("", f"counted as {length_words(judged.counted)}")
    if judged.partial:
        start, end = (moment_words(at, judged.zone) for at in (judged.existing.start, judged.existing.end))
        partial = agreement.partial_period or ""
        page.row("Of it", f"{start} to {end}, since the service was there for that part only: {partial}")


def period_words(judged: Judged) -> str:
    """`September 2026`, `the third quarter of 2026`, `2026`, else its days."""
    name = judged.name
    if len(name) == 4:
        return name
    if len(name) == 7 and name[5] == "Q":
        return f"the {('first', 'second', 'third', 'fourth')[int(name[6]) - 1]} quarter of {name[:4]}"
    if len(name) == 7:
        return f"{MONTHS[int(name[5:]) - 1].capitalize()} {name[:4]}"
    first, last = (judged.zone.local_day(at) for at in (judged.span.start, judged.span.end - 1))
    if judged.span.seconds < 86_400:
        return f"{moment_words(judged.span.start, judged.zone)} to {moment_words(judged.span.end, judged.zone)}"
    return day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"


def _summary(page: Page, settlement: Settlement) -> None:
    page.lines.append("")
    credit, reward = settlement.credit, settlement.reward
    if credit is None or not credit.paid.amount:
        page.row("Credit", "none is paid for this period")
    else:
        page.row("Credit", worth_words(credit.paid))
    if credit is not None and credit.deferred.amount:
        page.row("Waits", f"{worth_words(credit.deferred)}, paid once there is enough to pay out")
    if credit is not None and credit.carried.amount:
        page.row("Carried", f"{worth_words(credit.carried)} to the next period")
    set_off = settlement.customer.agreement.set_off is not None
    if reward is not None and reward.due.amount:
        page.row("Reward", worth_words(reward.due) + (", set off against credits" if set_off else " to the provider"))
    for due in settlement.claims:
        if due.step.step.value != "answer":  # that is for the provider to do
            page.row("Claim", f"{due.step.step.value}{outage_words(due)} {claim_words(due, settlement)}")
    if settlement.termination is not None:
        page.row("Termination", "the customer may end the agreement")


# Promises.


def _promise(page: Page, number: int, result: PromiseResult, judged: Judged) -> None:
    outcome = result.outcome
    promise, seen = outcome.promise, outcome.seen
    scope = "".join(f", {name} {value}" for name, value in outcome.scope)
    state = "not judged" if seen is None else ("missed" if seen.missed else "kept")
    page.head(f"{number}. {promise.title}{scope}: {state}")
    comparison = promise.comparison
    level = f" (level {outcome.level})" if outcome.level is not None else ""
    page.row("Promised", f"{comparison.operator.value} {comparison.value.span.text}{level}", promise.origin)
    if seen is None:
        page.row("Measured", f"{outcome.why}: neither kept nor missed")
        _exclusions(page, outcome, judged)
        return
    assert outcome.counting is not None
    _exclusions(page, outcome, judged)
    measure = promise.measure.span if promise.measure is not None else None
    page.row("Measured", _formula(outcome.counting, promise, seen.exact), measure)
    rule = outcome.rounding
    if rule is not None and rule.mode is None:
        page.row("Rounded", "never", rule.span)
    elif rule is not None:
        page.row("Rounded", value_words(seen.measured, comparison.value.value), rule.span)
    if seen.deemed_missed:
        page.row("But", "the report was sent too late, which counts as a miss")
    if result.credit is not None:
        _due(page, "Credit", result.credit, result)
    elif seen.missed:
        page.row("Credit", "none is agreed for this", promise.remedy_none.span if promise.remedy_none else None)
    if result.reward is not None:
        _due(page, "Reward", result.reward, result)


def _formula(counting: Counting, promise: Promise, value: Fraction) -> str:
    shown = value_words(value, promise.comparison.value.value)
    match counting:
        case Counted(unit=unit, good=good, total=total, size=size):
            of = f" of {duration(size * 1000)}" if size is not None else ""
            if total == 0:
                return f"no {unit}: counts as {shown}"
            return f"{number_words(good)} good of {number_words(total)} {unit}{of} = {shown}"
        case Timed(down=down, length=length, weighed=weighed):
            by = ", weighed by the share of users that were hurt," if weighed else ""
            return f"1 - {time_words(down)} down{by} / {time_words(length)} = {shown}"
        case Averaged(sum=whole, slices=slices):
            return f"mean of {number_words(slices)} slices: {number_words(whole)} / {number_words(slices)} = {shown}"
        case Listed(unit=unit, amount=amount):
            return f"{unit} {time_words(amount) if unit == 'downtime' else number_words(amount)}"
        case _:
            return shown


def _exclusions(page: Page, outcome: Outcome, judged: Judged) -> None:
    told: dict[tuple[int, str | None], tuple[LeftOut, Fraction, Fraction]] = {}
    for item in outcome.left_out:
        key = (id(item.exclusion), item.evidence)
        before = told.get(key)
        bad, whole = (before[1], before[2]) if before is not None else (Fraction(0), Fraction(0))
        told[key] = (item, bad + item.bad, whole + item.whole)
    for item, bad, whole in told.values():
        shown = f", shown by {item.evidence}" if item.evidence else ""
        taken = _amount(bad, outcome.counting)
        words = f"{item.exclusion.title}: {taken} left out"
        if whole:
            words = f"{item.exclusion.title}: {_amount(whole, outcome.counting)} left out, {taken} of it bad"
        page.row("Excluded", words + shown, item.exclusion.origin)
    for refused in outcome.refused:
        start, end = (moment_words(at, judged.zone) for at in (refused.span.start, refused.span.end))
        words = f"{refused.exclusion.title} from {start} to {end}, which was {refused.why}"
        page.row("Counts", words, refused.exclusion.origin)


def _amount(value: Fraction, counting: Counting | None) -> str:
    if isinstance(counting, Counted):
        return f"{number_words(value)} {counting.unit}"
    if isinstance(counting, Averaged) or (isinstance(counting, Listed) and counting.unit == "bad slices"):
        return f"{number_words(value)} slices"
    return time_words(value)


def _due(page: Page, label: str, due: Due, result: PromiseResult) -> None:
    """What is due, step by step."""
    statement = due.statement
    found = steps(due.reckoned)
    base = _base(due)
    for index, (step, outcome_words) in enumerate(found):
        words = step if step == outcome_words else f"{step} = {outcome_words}"
        last = index == len(found) - 1
        page.row(label if index == 0 else "", words, statement.span if last else None)
    for text, spans in base:
        page.row("", text, *spans)
    for limit in due.limits:
        page.row("", cap_words(limit), limit.cap.span)
    trigger = result.trigger
    if trigger is not None and isinstance(statement, Credit):
        said = "withheld: it is due only when the trigger holds" if due.withheld else "paid, since the trigger holds"
        page.row("", said, trigger.span)
    for worth in due.released:
        page.row("", f"with {worth_words(worth)} that earlier periods withheld", trigger.span if trigger else None)
    for item in result.outcome.waived if due.waived else ():
        page.row("", f"waived: {item.title}", item.origin)


def _base(due: Due) -> list[tuple[str, tuple[Span | None, ...]]]:
    """The fees that a share is of."""
    pending = [due.reckoned]
    while pending:
        found = pending.pop()
        pending += found.inner
        if found.base is not None:
            per = f" per {found.base.unit}" if found.base.unit else ""
            of = "".join(f" of {name} {value}" for name, value in found.base.labels)
            return [
                (f"{fee.name}{of}: {money_words(fee.amount, found.base.currency)}{per}", (found.base.span, fee.span))
                for fee in found.base.fees
            ]
    return []
