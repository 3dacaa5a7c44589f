"""Settles one period of one customer: the whole pipeline, stage by stage."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nines.contract.model import Customer
from nines.contract.versions import every_version, since
from nines.diagnostics.model import Report
from nines.language.statements.promise import Duty
from nines.record import replace
from nines.settle.accounts import credit_account
from nines.settle.balances import earned_back, points_account, reward_of, to_set_off
from nines.settle.claiming import claimed, claims_of, moments_of
from nines.settle.codes import CONTRADICTION, OPEN_TERM
from nines.settle.deadlines import Moments, due_day
from nines.settle.entries import Earlier, Entry, earlier
from nines.settle.gaps import Gap
from nines.settle.ground import Charged, Ground
from nines.settle.history import with_history
from nines.settle.holding import Book, holds
from nines.settle.judged import Judged, judged_period, name_of
from nines.settle.observe import observe
from nines.settle.outcome import Outcome
from nines.settle.promises import PromiseResult, settle_promise
from nines.settle.remember import entry_of
from nines.settle.result import (
    DutyDue,
    PointsAccount,
    Settlement,
    Termination,
)
from nines.settle.rows import Measured
from nines.settle.seen import seen_of
from nines.settle.stacking import Item
from nines.settle.stated import contradicted
from nines.values.intervals import Interval
from nines.values.units import base_value
from nines.values.zone import EPOCH_DAY

__all__ = ["settle"]


def settle(
    customer: Customer, span: Interval, measured: Measured, entries: Sequence[Entry], report: Report
) -> Settlement | None:
    """The settlement of a customer's period from its own rows. None after a finding: nothing is settled by guess."""
    before = len(report)
    judged = _judged(customer, span, measured, report)
    if judged is None:
        return None
    ground = Ground(
        customer.agreement,
        _charged(measured),
        judged.length,
        judged.partial,
        usage=tuple((row.unit, row.quantity) for row in measured.usage),
        periods=_names(customer, judged),
    )
    gap = contradicted(customer, span, measured)
    known = with_history(customer, judged, measured.history, entries)
    if gap is not None or isinstance(known, Gap):
        report.extend(item.finding for item in (gap, known) if isinstance(item, Gap))
        return None
    past = earlier(known, judged, customer.name, _begun(customer, judged, measured))
    outcomes = observe(customer, judged, measured, report)
    if outcomes is None:
        return None
    missing = _report_missing(customer, judged, measured)
    if isinstance(missing, Gap):
        report.add(missing.finding)
        return None
    if missing:
        outcomes = tuple(_as_missed(outcome, customer) for outcome in outcomes)
    results = [settle_promise(outcome, ground, judged, past, report) for outcome in outcomes]
    if len(report) > before:
        return None
    settled = tuple(result for result in results if result is not None)
    found = _together(customer, judged, measured, ground, past, settled, missing=missing)
    if isinstance(found, Gap):
        report.add(found.finding)
        return None
    return found


# What goes before.


def _judged(customer: Customer, span: Interval, measured: Measured, report: Report) -> Judged | None:
    lives = measured.lifetimes
    if len(lives) > 1:
        said = f"there are two lifetimes of `{customer.name}`"
        report.say(CONTRADICTION, said, lives[1].span, helps=["one row says from when to when"])
        return None
    lifetime = Interval(lives[0].start, lives[0].end or span.end) if lives else None
    judged = judged_period(customer.agreement, span, lifetime)
    if judged is None or judged.existing.seconds <= 0:
        said = "the contract has no period" if judged is None else "the customer did not have the service in the period"
        report.say(OPEN_TERM, said, lives[0].span if lives else customer.origin)
        return None
    return judged


def _charged(measured: Measured) -> tuple[Charged, ...]:
    return tuple(
        Charged(row.fee, row.amount.currency, Fraction(row.amount.amount), row.labels, row.span, row.period)
        for row in measured.fees
    )


def _names(customer: Customer, judged: Judged) -> tuple[str, str, str]:
    """How the period before, this one and the next are called."""
    before, after = judged.calendar.before(judged.span), judged.calendar.after(judged.span)
    names = [name_of(customer.agreement, span, judged.zone) for span in (before, judged.span, after)]
    return names[0], names[1], names[2]


def _begun(customer: Customer, judged: Judged, measured: Measured) -> int | None:
    """When the customer's agreement began, None if nobody says."""
    starts = [row.start for row in measured.lifetimes]
    first = every_version(customer)[0]
    if first.agreement.effective is not None:
        starts.append(judged.zone.start_of_day(since(first).toordinal() - EPOCH_DAY))
    return max(starts, default=None)


def _report_missing(customer: Customer, judged: Judged, measured: Measured) -> bool | Gap:
    """Whether a report was sent too late. One that is not among the numbers may still come, until its time is over."""
    duty = customer.agreement.report
    if duty is None or duty.promise is None or "reports" not in measured.tables:
        return False
    reports = [row for row in measured.reports if row.period in (None, judged.name)]
    if not reports and measured.as_of is None:
        return False
    due = due_day(duty.deadline, customer.agreement, judged, Moments())
    if due.day is None:
        return Gap(OPEN_TERM, f"whether the report was in time cannot be told: {due.why}", duty.deadline.span)
    last = due.day
    over = measured.as_of is not None and judged.zone.local_day(measured.as_of) > last
    return all(judged.zone.local_day(row.sent) > last for row in reports) if reports else over


def _as_missed(outcome: Outcome, customer: Customer) -> Outcome:
    """A promise that counts as missed since the report is missing: nothing was measured, all of it failed."""
    duty = customer.agreement.report
    name = duty.promise.value if duty is not None and duty.promise is not None else None
    seen = outcome.seen
    if outcome.promise.name != name or (seen is not None and seen.missed):
        return outcome
    if seen is None:
        value = base_value(outcome.promise.comparison.value.value)
        seen = replace(seen_of(outcome.promise, value, value, length=None, downtime=None), told=False)
    return replace(outcome, why="the report is missing", seen=replace(seen, deemed_missed=True))


# What comes of it all.


def _together(
    customer: Customer,
    judged: Judged,
    measured: Measured,
    ground: Ground,
    past: Earlier,
    results: tuple[PromiseResult, ...],
    *,
    missing: bool,
) -> Settlement | Gap:
    agreement = customer.agreement
    book = Book(tuple((r.outcome.promise.name, r.outcome.seen) for r in results if r.outcome.seen is not None))
    points = points_account(results, ground, past, book)
    if isinstance(points, Gap):
        return points
    book = replace(book, points=points.after if points is not None else None)
    items = _items(results, points, ground, judged)
    back = earned_back(ground, past, book)
    if isinstance(back, Gap):
        return back
    reward = reward_of(results, ground, judged, past, back)
    if isinstance(reward, Gap):
        return reward
    waiting = to_set_off(reward, past) if agreement.set_off is not None else None
    claims = claims_of(customer, judged, measured, results) if items else ()
    if isinstance(claims, Gap):
        return claims
    lapsed = any(claim.lapsed for claim in claims)
    left = claimed(items, claims) if lapsed else items
    if isinstance(left, Gap):
        return left
    credit = credit_account(left, ground, judged, past, measured.needs, waiting)
    if isinstance(credit, Gap):
        return credit
    moments = moments_of(measured, judged)
    termination = _termination(customer, judged, book, past, moments)
    if isinstance(termination, Gap):
        return termination
    duties = _duties(customer, results, judged, book, past, moments)
    if isinstance(duties, Gap):
        return duties
    owed = lapsed or (credit is not None and credit.due.amount > 0)
    return Settlement(
        customer=customer,
        judged=judged,
        promises=results,
        points=points,
        credit=credit,
        reward=reward,
        earned_back=back,
        claims=claims if owed else (),
        duties=duties,
        termination=termination,
        report=agreement.report,
        report_due=due_day(agreement.report.deadline, agreement, judged, Moments()) if agreement.report else None,
        report_missing=missing,
        entry=entry_of(customer, judged, ground, results, points, credit, reward, back, waiting),
    )


def _items(
    results: Sequence[PromiseResult], points: PointsAccount | None, ground: Ground, judged: Judged
) -> list[Item]:
    found: list[Item] = []
    for result in results:
        due, outcome = result.credit, result.outcome
        base = ground.base_terms(outcome.promise)
        label = base.label.value if base is not None and base.label is not None else None
        affected = tuple(item for item in outcome.labels if item[0] == label)
        name = outcome.promise.name
        if result.rest is not None:
            span = outcome.promise.origin
            found.append(Item(name, outcome.labels, outcome.outage, result.rest.worth, affected, span))
        if due is None or not due.is_paid or due.worth.kind == "points":
            continue
        released = sum((worth.amount for worth in due.released if worth.alike(due.worth)), Fraction(0))
        worth = replace(due.worth, amount=due.worth.amount + released)
        day = _day(outcome, judged)
        incidents = outcome.incidents if outcome.outage is None else (outcome.outage,)
        found.append(Item(name, outcome.labels, outcome.outage, worth, affected, due.statement.span, day, incidents))
    if points is not None and points.credit is not None and points.reckoned is not None:
        found.append(Item("", (), None, points.reckoned.worth, (), points.credit.span))
    return found


def _day(outcome: Outcome, judged: Judged) -> int | None:
    """The day to which what happened belongs, by where it starts or ends if over midnight."""
    during, crossing = outcome.during, outcome.promise.crossing
    if during is None:
        return None
    first, last = judged.zone.local_day(during.start), judged.zone.local_day(max(during.start, during.end - 1))
    if first != last and (crossing is None or crossing.how.value == "split"):
        return None
    return last if crossing is not None and crossing.how.value == "counts where it ends" else first


def _termination(
    customer: Customer, judged: Judged, book: Book, past: Earlier, moments: Moments
) -> Termination | Gap | None:
    clause = customer.agreement.terminate
    if clause is None or not book.seen:
        return None
    held = holds(clause.condition, book, past.of_all())
    if isinstance(held, Gap) or not held:
        return held if isinstance(held, Gap) else None
    notice = clause.notice
    return Termination(clause, due_day(notice, customer.agreement, judged, moments) if notice is not None else None)


def _duties(
    customer: Customer, results: Sequence[PromiseResult], judged: Judged, book: Book, past: Earlier, moments: Moments
) -> tuple[DutyDue, ...] | Gap:
    found: list[DutyDue] = []
    agreement = customer.agreement
    for result in results:
        for duty in result.duties:
            during = result.outcome.during
            own = Moments(during.start, during.end, moments.report) if during is not None else moments
            due = due_day(duty.deadline, agreement, judged, own) if duty.deadline is not None else None
            found.append(DutyDue(duty, result.outcome.promise.name, due))
    points = agreement.points
    for duty in (*agreement.duties, *(points.body.all(Duty) if points is not None else ())):
        held = holds(duty.condition, book, past.of_all()) if duty.condition is not None else True
        if isinstance(held, Gap):
            return held
        if held:
            due = due_day(duty.deadline, agreement, judged, moments) if duty.deadline is not None else None
            found.append(DutyDue(duty, None, due))
    return tuple(found)
