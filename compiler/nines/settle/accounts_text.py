"""The second half of a settlement's text: accounts, the claim, rights and duties, and where the numbers stand."""

from __future__ import annotations

from nines.settle.accounts import Account, Change
from nines.settle.claiming import ClaimDue
from nines.settle.deadlines import Due
from nines.settle.instants import day_words, moment_words
from nines.settle.page import Page
from nines.settle.promises import Limit
from nines.settle.reckon import Worth
from nines.settle.result import PointsAccount, Settlement
from nines.settle.words import number_words, share_words, steps, worth_words

__all__ = ["accounts", "cap_words", "claim_words", "inputs", "outage_words", "rights", "until"]


def accounts(page: Page, settlement: Settlement) -> None:
    """Points, credits and rewards, each as an account."""
    if settlement.points is not None:
        _points(page, settlement.points)
    if settlement.credit is not None:
        _account(page, settlement, settlement.credit)
    _rewards(page, settlement)


def rights(page: Page, settlement: Settlement) -> None:
    """The claim, termination, duties and reports."""
    _claims(page, settlement)
    _others(page, settlement)


def _points(page: Page, points: PointsAccount) -> None:
    page.head("Points")
    page.row("Before", number_words(points.before), points.clause.head)
    if points.credits:
        page.row("Charged", number_words(points.credits))
    if points.rewards:
        page.row("Earned", number_words(points.rewards))
    page.row("Balance", f"{number_words(points.after)}{', starts anew' if points.reset else ''}")
    if points.credit is not None and points.reckoned is not None:
        for step, result in steps(points.reckoned):
            page.row("Credit", step if step == result else f"{step} = {result}", points.credit.span)


def _account(page: Page, settlement: Settlement, account: Account) -> None:
    items = [item for stack in account.stacks for item in (*stack.paid, *stack.dropped)]
    if not items and not account.changes:
        return
    page.head("Account of credits")
    for stack in account.stacks:
        dropped = {id(item) for item in stack.dropped}
        for item in (*stack.paid, *stack.dropped):
            promise = settlement.customer.agreement.promise(item.promise)
            title = promise.title if promise is not None else "Points"
            scope = "".join(f", {name} {value}" for name, value in item.labels)
            scope += f", outage {item.outage}" if item.outage is not None else ""
            words = f"{title}{scope}: {worth_words(item.worth)}"
            if id(item) in dropped:
                words += ", not paid beside the others"
            page.row("Due", words, *(rule.span for rule in stack.rules))
    for change in account.changes:
        label, words = _change(change)
        page.row(label, words, change.span)
    page.row("Paid", worth_words(account.paid))


def _change(change: Change) -> tuple[str, str]:
    by, after = worth_words(_by(change)), worth_words(change.after)
    match change.what:
        case "carried":
            return "Carried over", f"{by} that a cap left for later: {after}"
        case "cap":
            assert change.limit is not None
            of = "".join(f" ({name} {value})" for name, value in change.of)
            return "Cap", cap_words(change.limit) + of
        case "need":
            return "Condition", f"`{change.text}` is not met: no credit"
        case "set off":
            return "Set off", f"{by} of rewards: {after} is left"
        case "round":
            return "Rounded", after
        case "waited":
            return "Waited", f"{by} from earlier periods: {after}"
        case "waits":
            return "Payout", f"{by} is less than is paid out, and waits"
        case _:
            return "Payout", f"{by} is less than is paid out, and lapses"


def _by(change: Change) -> Worth:
    return Worth(change.after.kind, abs(change.by), change.after.currency)


def _rewards(page: Page, settlement: Settlement) -> None:
    reward = settlement.reward
    if reward is None:
        return
    page.head("Account of rewards")
    for result in settlement.promises:
        if result.reward is not None and result.reward.worth.kind != "points":
            page.row("Earned", f"{result.outcome.promise.title}: {worth_words(result.reward.worth)}")
    back = settlement.earned_back
    if back is not None:
        share = share_words(back.clause.share.value.value)
        words = f"{share} of {worth_words(back.credited)} credited before = {worth_words(back.back)}"
        page.row("Earned back", words, back.clause.span)
    for change in reward.changes:
        label, words = _change(change)
        page.row(label, words, change.span)
    page.row("Due", worth_words(reward.due))


# Dues and rights.


def outage_words(item: ClaimDue) -> str:
    return f" {item.outage}" if item.outage is not None else ""


def claim_words(item: ClaimDue, settlement: Settlement) -> str:
    """By when a step is due, or when it was taken."""
    words = until(item.due)
    if item.taken is not None:
        late = ", too late: no credit" if item.lapsed else ", in time"
        return f"{words}: was done on {moment_words(item.taken, settlement.judged.zone)}{late}"
    return f"{words}: was not done, so there is no credit" if item.lapsed else words


def until(due: Due) -> str:
    days = due.deadline.count.value.whole or 0
    rule = f"within {days} {due.deadline.unit.value} of {due.deadline.anchor.value}"
    if due.day is None:
        return f"{rule} ({due.why})"
    passed = ", ".join(f"{day_words(day)}, {name}" for day, name in due.passed)
    return f"by the end of {day_words(due.day)} ({rule}{f'; no business days: {passed}' if passed else ''})"


def _claims(page: Page, settlement: Settlement) -> None:
    claim = settlement.customer.agreement.claim
    credit = settlement.credit
    if (credit is None or not credit.due.amount) and not any(item.lapsed for item in settlement.claims):
        return
    form = settlement.customer.agreement.settle_as
    if claim is None and form is None:
        return
    page.head("Claim")
    if claim is not None and claim.automatic is not None:
        page.row("Claim", "none is needed: the credit comes by itself", claim.head)
    for item in settlement.claims:
        way = f" by {item.step.way.value}" if item.step.way is not None else ""
        evidence = f", with {', '.join(word.value for word in item.step.evidence)}" if item.step.evidence else ""
        label = f"{item.step.step.value.capitalize()}{outage_words(item)}"
        page.row(label, f"{claim_words(item, settlement)}{way}{evidence}", item.step.span)
    if form is not None:
        page.row("Form", form.form.value, form.span)


def _others(page: Page, settlement: Settlement) -> None:
    """Termination, duties and reports."""
    if settlement.termination is None and not settlement.duties and settlement.report is None:
        return
    page.head("Rights and duties")
    termination = settlement.termination
    if termination is not None:
        notice = f", with notice {until(termination.notice)}" if termination.notice is not None else ""
        page.row("Termination", f"the customer may end the agreement{notice}", termination.clause.span)
    for item in settlement.duties:
        by = f", {until(item.deadline)}" if item.deadline is not None else ""
        page.row("Duty", f"{item.duty.text.value}{by}", item.duty.span)
    if settlement.report is not None and settlement.report_due is not None:
        missing = settlement.report.promise
        counts = f"; without it `{missing.value}` counts as missed" if missing is not None else ""
        words = "was sent too late" if settlement.report_missing else f"is due {until(settlement.report_due)}{counts}"
        page.row("Report", words, settlement.report.span)


def inputs(page: Page, settlement: Settlement) -> None:
    """Where the numbers stand that were used."""
    found: dict[str, list[int]] = {}
    for result in settlement.promises:
        for span in result.outcome.rows:
            found.setdefault(span.source.name, []).append(span.line)
    if not found:
        return
    page.head("Measured numbers")
    for name, lines in found.items():
        first, last = min(lines), max(lines)
        rows = f"line {first}" if first == last else f"lines {first:,} to {last:,}, {len(set(lines)):,} rows"
        page.lines.append(f"   {name}, {rows}")


def cap_words(limit: Limit) -> str:
    most = worth_words(limit.most)
    if limit.bites:
        return f"capped at {most}: {worth_words(limit.after)} is left"
    return f"the cap of {most} is {'just' if limit.most == limit.after else 'not'} reached"
