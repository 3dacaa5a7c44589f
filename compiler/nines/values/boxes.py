"""Times by the wall clock as boxes, so that they can be added, cut and compared exactly.

A box is what one entry of an Alertmanager time interval can say: all of its conditions hold
(years, months, days of the month, weekdays, minutes of the day). A set of times is a union
of boxes. Every condition is a bit mask, hence what two boxes share is one `&` for each.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Iterator

from nines.record import dataclass, replace

__all__ = [
    "EVERY_DAY",
    "EVERY_MINUTE",
    "EVERY_MONTH",
    "EVERY_WEEKDAY",
    "EVERY_YEAR",
    "FIRST_YEAR",
    "Box",
    "bits",
    "date_box",
    "leap_years",
    "month_length_boxes",
    "ranges",
    "subtract",
    "union",
]

FIRST_YEAR = 1970
_LAST_YEAR = 2199  # the dates that a spec can write end here
_YEARS = range(FIRST_YEAR, _LAST_YEAR + 1)
_LONG_MONTHS = (1, 3, 5, 7, 8, 10, 12)
_MIDDLE_MONTHS = (4, 6, 9, 11)

EVERY_YEAR = (1 << len(_YEARS)) - 1
EVERY_MONTH = (1 << 12) - 1
EVERY_DAY = (1 << 31) - 1
EVERY_WEEKDAY = (1 << 7) - 1
EVERY_MINUTE = (1 << 1_440) - 1


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """Bit 0 is 1970, January, the first of the month, its last day (`from_end`), Monday, 00:00."""

    years: int = EVERY_YEAR
    months: int = EVERY_MONTH
    days: int = EVERY_DAY
    from_end: int = EVERY_DAY
    weekdays: int = EVERY_WEEKDAY
    minutes: int = EVERY_MINUTE

    @property
    def is_empty(self) -> bool:
        return 0 in _masks(self)

    def holds(self, local: datetime.datetime) -> bool:
        """Whether a time that the wall clock shows is in it."""
        length = calendar.monthrange(local.year, local.month)[1]
        at = (
            local.year - FIRST_YEAR,
            local.month - 1,
            local.day - 1,
            length - local.day,
            local.weekday(),
            local.hour * 60 + local.minute,
        )
        return all(mask >> bit & 1 for mask, bit in zip(_masks(self), at, strict=True))

    def meets(self, other: Box) -> Box:
        """What both have; perhaps empty."""
        return Box(*(mine & theirs for mine, theirs in zip(_masks(self), _masks(other), strict=True)))


def bits(numbers: Iterable[int]) -> int:
    """The mask of some numbers."""
    mask = 0
    for number in numbers:
        mask |= 1 << number
    return mask


def ranges(mask: int) -> tuple[tuple[int, int], ...]:
    """The runs of a mask, as first and last number of each."""
    found: list[tuple[int, int]] = []
    for number in range(mask.bit_length()):
        if not mask >> number & 1:
            continue
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)


def date_box(day: datetime.date) -> Box:
    """One whole day."""
    return Box(years=1 << day.year - FIRST_YEAR, months=1 << day.month - 1, days=1 << day.day - 1)


def leap_years() -> int:
    return bits(year - FIRST_YEAR for year in _YEARS if calendar.isleap(year))


def month_length_boxes() -> tuple[tuple[Box, int], ...]:
    """All time, apart by how many days the month has."""
    leap = leap_years()
    return (
        (Box(months=bits(month - 1 for month in _LONG_MONTHS)), 31),
        (Box(months=bits(month - 1 for month in _MIDDLE_MONTHS)), 30),
        (Box(months=1 << 1, years=leap), 29),
        (Box(months=1 << 1, years=EVERY_YEAR & ~leap), 28),
    )


def union(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """The same time in few boxes, each of which counts the days of the month from one end only."""
    found = [box for given in boxes if not given.is_empty for box in _writable(given)]
    merged = True
    while merged:
        found, merged = _merged(found)
    return tuple(sorted(found, key=_order))


def subtract(boxes: Iterable[Box], holes: Iterable[Box]) -> tuple[Box, ...]:
    """What is in a box and in no hole."""
    left = tuple(boxes)
    for hole in holes:
        left = tuple(piece for box in left for piece in _without(box, hole))
    return left


def _order(box: Box) -> tuple[int, ...]:
    """What holds in most years first, then by the calendar."""
    return (-box.years.bit_count(), box.years, box.months, box.days, box.from_end, box.weekdays, box.minutes)


def _masks(box: Box) -> tuple[int, ...]:
    return (box.years, box.months, box.days, box.from_end, box.weekdays, box.minutes)


def _without(box: Box, hole: Box) -> Iterator[Box]:
    """The parts of a box outside of another: in each, one more condition of the hole fails."""
    if box.meets(hole).is_empty:
        yield box
        return
    rest = list(_masks(box))
    for at, forbidden in enumerate(_masks(hole)):
        piece = Box(*(*rest[:at], rest[at] & ~forbidden, *rest[at + 1 :]))
        if not piece.is_empty:
            yield piece
        rest[at] &= forbidden


def _writable(box: Box) -> Iterator[Box]:
    """A box whose days are all counted from one end of the month; in a month of known length both can be."""
    if EVERY_DAY in (box.days, box.from_end):
        yield box
        return
    for months, length in month_length_boxes():
        part = box.meets(months)
        from_start = bits(length - 1 - back for back in range(length) if box.from_end >> back & 1)
        part = replace(part, days=part.days & from_start, from_end=EVERY_DAY)
        if not part.is_empty:
            yield part


def _merged(boxes: list[Box]) -> tuple[list[Box], bool]:
    """Join the first two boxes that make one, if there are any."""
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            joined = _joined(one, other)
            if joined is not None:
                return [*(box for box in boxes if box not in (one, other)), joined], True
    return boxes, False


def _joined(one: Box, other: Box) -> Box | None:
    """Two boxes as one: where they differ in one condition, or one has all of the other."""
    both = one.meets(other)
    if both == one:
        return other
    if both == other:
        return one
    mine, theirs = _masks(one), _masks(other)
    apart = [at for at in range(len(mine)) if mine[at] != theirs[at]]
    if len(apart) != 1:
        return None
    at = apart[0]
    return Box(*(*mine[:at], mine[at] | theirs[at], *mine[at + 1 :]))
