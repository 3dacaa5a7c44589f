"""The steps of a claim: until when each has to be taken, whether it was, and what lapses if it was not."""

from __future__ import annotations

from collections.abc import Sequence

from nines.contract.model import Customer
from nines.diagnostics.suggest import listing
from nines.language.statements.contract import ClaimStep
from nines.record import dataclass
from nines.settle.codes import BAD_VALUE, OPEN_TERM, WHOSE_NUMBERS
from nines.settle.deadlines import Due, Moments, due_day
from nines.settle.gaps import Gap
from nines.settle.judged import Judged
from nines.settle.promises import PromiseResult
from nines.settle.rows import ClaimRow, Measured
from nines.settle.stacking import Item

__all__ = ["ClaimDue", "claimed", "claims_of", "moments_of"]


@dataclass(frozen=True, slots=True)
class ClaimDue:
    """A step of the claim, and by when. `outage` where each outage is claimed alone.

    `taken` is when the step was taken (Unix seconds), None if that is not among the numbers. `lapsed`: it was too late,
    or it was not taken although its time is over; then there is no credit.
    """

    step: ClaimStep
    due: Due
    outage: str | None = None
    taken: int | None = None
    lapsed: bool = False


def claims_of(
    customer: Customer, judged: Judged, measured: Measured, results: Sequence[PromiseResult]
) -> tuple[ClaimDue, ...] | Gap:
    """All steps of the customer's claim for a period in which something is owed."""
    claim = customer.agreement.claim
    if claim is None or claim.automatic is not None:
        return ()
    steps = claim.body.all(ClaimStep)
    known = [step.step.value for step in steps]
    for row in measured.claims:
        if row.step not in known:
            said = f"the contract's claim has no step `{row.step}`"
            return Gap(BAD_VALUE, said, row.place("step"), helps=(f"there is {listing(known, joint='and')}",))
        if row.id is not None and row.id not in _known(measured, results):
            said = f"there is no outage `{row.id}` that could be claimed"
            return Gap(WHOSE_NUMBERS, said, row.place("id"))
    found: list[ClaimDue] = []
    for step in steps:
        ids = _outages(measured, results) if step.deadline.anchor.value.startswith("outage") else {}
        for outage, moments in (ids or {None: moments_of(measured, judged)}).items():
            found.append(_claim(customer, judged, measured, step, outage, moments))
    return tuple(found)


def moments_of(measured: Measured, judged: Judged) -> Moments:
    """What deadlines of a period are counted from, as far as the numbers tell."""
    sent = [row.sent for row in measured.reports if row.period in (None, judged.name)]
    return Moments(report=min(sent, default=None))


def _known(measured: Measured, results: Sequence[PromiseResult]) -> set[str | None]:
    return {row.id for row in measured.outages} | {result.outcome.outage for result in results}


def _outages(measured: Measured, results: Sequence[PromiseResult]) -> dict[str | None, Moments]:
    """The outages that something is owed for, each with its time."""
    alone = [result for result in results if result.credit is not None and result.outcome.during is not None]
    if alone:
        return {
            result.outcome.outage: Moments(result.outcome.during.start, result.outcome.during.end)
            for result in alone
            if result.outcome.during is not None
        }
    return {row.id: Moments(row.start, row.end) for row in measured.outages}


def _claim(
    customer: Customer,
    judged: Judged,
    measured: Measured,
    step: ClaimStep,
    outage: str | None,
    moments: Moments,
) -> ClaimDue:
    due = due_day(step.deadline, customer.agreement, judged, moments)
    taken = _taken(measured.claims, step, outage)
    if step.step.value == "answer" or due.day is None or "claims" not in measured.tables:
        return ClaimDue(step, due, outage, taken)
    if taken is not None:
        return ClaimDue(step, due, outage, taken, lapsed=judged.zone.local_day(taken) > due.day)
    over = measured.as_of is not None and judged.zone.local_day(measured.as_of) > due.day
    return ClaimDue(step, due, outage, None, lapsed=over)


def _taken(rows: Sequence[ClaimRow], step: ClaimStep, outage: str | None) -> int | None:
    """When a step was first taken; a claim that names no outage is for all."""
    mine = [row.at for row in rows if row.step == step.step.value and row.id in (None, outage)]
    return min(mine, default=None)


def claimed(items: Sequence[Item], claims: Sequence[ClaimDue]) -> list[Item] | Gap:
    """What is still owed of what was not claimed in time."""
    lapsed = [claim for claim in claims if claim.lapsed]
    if any(claim.outage is None for claim in lapsed):
        return []
    gone = {claim.outage for claim in lapsed}
    known = {claim.outage for claim in claims if claim.outage is not None}
    found: list[Item] = []
    for item in items:
        if item.outage in gone or (item.outage is None and gone and gone == known):
            continue
        if item.outage is None and gone:
            said = f"some outages were claimed in time and others not, and `{item.promise}` is judged over the period"
            return Gap(OPEN_TERM, said, item.span, "what of it is still owed is not said")
        found.append(item)
    return found
