"""Calendar periods as series: when the running one began and ends, and when the one before began.

Months, quarters and years are tables of their first instants, written out for the years ahead. Days and weeks are
counted by the wall clock, with a table of those in which the clock changes. Each period of each zone is recorded once
for the whole bundle; what belongs to a period is told by the Unix seconds of its start.
"""

from __future__ import annotations

from nines.contract.model import BlockWindow, CalendarWindow
from nines.plan.rules import clock
from nines.promql import build as q
from nines.promql.tree import Expression
from nines.record import dataclass
from nines.values.calendar import CalendarPeriod, Day, Month, Quarter, Week, Year
from nines.values.zone import Which, Zone, zone

__all__ = ["Calendar", "Starts", "block_starts", "calendar_of", "calendar_starts"]

_REGULAR = {"day": clock.DAY, "week": clock.WEEK}
_ZERO = 0


@dataclass(frozen=True, slots=True)
class Calendar:
    """A kind of period in a zone: `name` tells kinds apart that start on different days (`month`, `month from 15`)."""

    name: str
    zone: str
    period: CalendarPeriod


@dataclass(frozen=True, slots=True)
class Starts:
    """In Unix seconds: the start of the running period, of the one before it, and its end."""

    start: Expression
    previous: Expression
    end: Expression

    @property
    def elapsed(self) -> Expression:
        """The share of the running period that has passed."""
        return (q.time() - self.start) / (self.end - self.start)


def calendar_of(window: CalendarWindow) -> Calendar | None:
    """The calendar of a window; None if its zone is unknown, which has been reported."""
    found = zone(window.zone)
    if found is None:
        return None
    name = window.unit if window.start is None else f"{window.unit} from {window.start}"
    name += f"-{window.day}" if window.day != 1 else ""
    return Calendar(name, window.zone, _period(window, found))


def _period(window: CalendarWindow, found: Zone) -> CalendarPeriod:
    match window.unit:
        case "day":
            return Day(found)
        case "week":
            return Week(found, window.start or 0)
        case "month":
            return Month(found, window.start or 1)
        case "quarter":
            return Quarter(found, window.start or 1, window.day)
        case _:
            return Year(found, window.start or 1, window.day)


def calendar_starts(calendar: Calendar) -> Starts:
    period = calendar.period
    if isinstance(period, Day | Week):
        return _counted(period)
    return _written(period)


def block_starts(window: BlockWindow) -> Starts | None:
    """Blocks of one length need no calendar; None if the zone of their anchor is unknown."""
    found = zone(window.zone)
    if found is None:
        return None
    anchor = found.to_instant(window.anchor, Which.FROM)
    length = window.length.milliseconds // 1000
    start = q.time() - (q.time() - anchor % length) % length
    return Starts(start, start - length, start + length)


# Months, quarters, years.


def _written(period: CalendarPeriod) -> Starts:
    """Tables of instants. All time before the first of them is one long period since 1970."""
    first = period.containing(clock.START)
    starts = [first.start]
    current = first
    while current.end < clock.END:
        current = period.after(current)
        starts.append(current.start)
    running = [0, *starts]
    before = [-1, period.before(first).start, *starts[:-1]]
    after = [*starts, current.end]
    return Starts(*(_steps(values, starts) for values in (running, before, after)))


def _steps(values: list[int], instants: list[int]) -> Expression:
    """The first value, and from each instant on the next one."""
    step: Expression = q.number(values[0])
    for instant, before, value in zip(instants, values, values[1:], strict=False):
        step = step + (value - before) * clock.NOW.since(instant)
    return step


# Days and weeks.


def _counted(period: Day | Week) -> Starts:
    """By the wall clock; where it changes within a period, the table of corrections says by how much that misses."""
    length = _REGULAR["day" if isinstance(period, Day) else "week"]
    zero = _ZERO if isinstance(period, Day) else (3 - period.first) * clock.DAY
    passed = clock.into(clock.local(clock.NOW, period.zone), period.zone, length, zero)
    start: Expression = q.time() - passed
    end: Expression = q.time() - passed + length
    previous: Expression = q.time() - passed - length
    for instant, _ in period.zone.transitions(clock.START, clock.END)[1:]:
        here = period.containing(instant)
        after = period.after(here)
        from_change = instant - (period.zone.local(instant) + zero) % length
        to_change = instant - 1 - (period.zone.local(instant - 1) + zero) % length
        start = _corrected(start, here.start - from_change, instant, here.end)
        end = _corrected(end, here.end - (to_change + length), here.start, instant)
        end = _corrected(end, here.end - (from_change + length), instant, here.end)
        previous = _corrected(previous, period.before(here).start - (from_change - length), instant, here.end)
        previous = _corrected(previous, here.start - (here.end - length), here.end, after.end)
    return Starts(start, previous, end)


def _corrected(value: Expression, seconds: int, start: int, end: int) -> Expression:
    """A value with so many seconds more within a span of time."""
    if seconds == 0 or start >= end:
        return value
    inside = clock.NOW.between(start, end)
    return value + seconds * inside if seconds > 0 else value - (-seconds) * inside
