"""Until when something has to be done: the day, where it can be known from what was measured."""

from __future__ import annotations

from nines.language.phrases import Deadline
from nines.record import dataclass
from nines.settle.judged import Judged

__all__ = ["Due", "due_day"]


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline of the contract. `day` (counted from 1970-01-01) is the last one on which it is kept, None if unknown.

    `why` says what it depends on where there is no day.
    """

    deadline: Deadline
    day: int | None
    why: str


def due_day(deadline: Deadline, judged: Judged, outage_start: int | None, outage_end: int | None) -> Due:
    """Days are counted from the day on which the anchor falls; a period ends on its last day."""
    anchor = deadline.anchor.value
    if deadline.unit.value == "business days":
        return Due(deadline, None, "the day depends on holidays")
    instant = {
        "period end": judged.span.end - 1,
        "outage start": outage_start,
        "outage end": outage_end - 1 if outage_end is not None else None,
    }.get(anchor)
    if instant is None:
        return Due(deadline, None, f"the day of {anchor} is not among the measured numbers")
    return Due(deadline, judged.zone.local_day(instant) + (deadline.count.value.whole or 0), "")
