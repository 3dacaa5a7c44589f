"""Until when something has to be done: the day, where it can be known from what was measured."""

from __future__ import annotations

from nines.contract.model import Agreement
from nines.language.phrases import Deadline
from nines.record import dataclass
from nines.settle.business import business_day, business_of
from nines.settle.judged import Judged

__all__ = ["Due", "Moments", "due_day"]


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline of the contract. `day` (counted from 1970-01-01) is the last one on which it is kept, None if unknown.

    `why` says what it depends on where there is no day. `passed` are the holidays that were no business days.
    `anchored` is False where that from which it is counted is not among the numbers.
    """

    deadline: Deadline
    day: int | None
    why: str
    passed: tuple[tuple[int, str], ...] = ()
    anchored: bool = True


@dataclass(frozen=True, slots=True)
class Moments:
    """What deadlines are counted from, in Unix seconds; None for what did not happen or is not known."""

    outage_start: int | None = None
    outage_end: int | None = None
    report: int | None = None


def due_day(deadline: Deadline, agreement: Agreement, judged: Judged, moments: Moments) -> Due:
    """Days are counted from the day on which the anchor falls; a period ends on its last day."""
    anchor, count = deadline.anchor.value, deadline.count.value.whole or 0
    instant = {
        "period end": judged.span.end - 1,
        "outage start": moments.outage_start,
        "outage end": moments.outage_end - 1 if moments.outage_end is not None else None,
        "report": moments.report,
    }.get(anchor)
    if instant is None:
        return Due(deadline, None, f"the day of {anchor} is not among the measured numbers", anchored=False)
    start = judged.zone.local_day(instant)
    if deadline.unit.value != "business days":
        return Due(deadline, start + count, "")
    if agreement.calendar is None:
        return Due(deadline, None, "the contract does not say whose holidays count: `calendar`")
    business = business_of(agreement.calendar.place.value, agreement.language or "en")
    if isinstance(business, str):
        return Due(deadline, None, business)
    day, passed = business_day(business, start, count)
    return Due(deadline, day, "", passed)
