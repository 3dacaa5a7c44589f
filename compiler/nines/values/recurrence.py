"""Schedules and maintenance: times that come again, by the wall clock, and single spans.

A span that runs over midnight belongs to the day on which it starts.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from nines.record import dataclass
from nines.values.calendar import Period
from nines.values.intervals import Interval, difference, total, union
from nines.values.model import DateTime
from nines.values.names import days_in_month
from nines.values.zone import EPOCH_DAY, Which, Zone

__all__ = ["EVERY_DAY", "Extremes", "Line", "MonthDays", "Recurrence", "Span", "WeekDays", "extremes"]

_END_OF_DAY = 1_440
_WEEK = 604_800
_LONGEST = 2  # days that a recurring span can reach beyond the day it starts on, a skipped day included

EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class WeekDays:
    """`every mon..sat from 08:00 to 22:00 in Europe/Berlin`. Monday is 0.

    `start` and `end` are minutes since midnight, 0 to 1440. An end that is not after the start is on the
    next day; if they are equal the span lasts from one day's time to the next day's (`ambiguous`).
    """

    days: frozenset[int]
    start: int
    end: int
    zone: Zone

    def falls_on(self, day: int) -> bool:
        """Whether a span starts on a day (counted from 1970-01-01)."""
        return datetime.date.fromordinal(day + EPOCH_DAY).weekday() in self.days

    @property
    def ambiguous(self) -> bool:
        """Whether start and end are one time of day, which may have been meant as nothing or as a whole day."""
        return self.start == self.end

    @property
    def over_midnight(self) -> bool:
        return self.end <= self.start


@dataclass(frozen=True, slots=True)
class MonthDays:
    """`every first sun of month from 02:00 to 04:00 in UTC`. `nth` is 1 to 5, or -1 for the last."""

    nth: int
    weekday: int
    start: int
    end: int
    zone: Zone

    def falls_on(self, day: int) -> bool:
        """Whether a span starts on a day (counted from 1970-01-01)."""
        date = datetime.date.fromordinal(day + EPOCH_DAY)
        if date.weekday() != self.weekday:
            return False
        if self.nth < 0:
            return date.day + 7 > days_in_month(date.year, date.month)
        return (date.day - 1) // 7 + 1 == self.nth

    @property
    def ambiguous(self) -> bool:
        """As of `WeekDays`."""
        return self.start == self.end

    @property
    def over_midnight(self) -> bool:
        return self.end <= self.start


@dataclass(frozen=True, slots=True)
class Span:
    """`from 2026-11-27 00:00 to 2026-11-30 24:00 in Europe/Berlin`."""

    start: DateTime
    end: DateTime
    zone: Zone

    @property
    def interval(self) -> Interval:
        """Its time; empty or reversed if the end is not after the start."""
        return Interval(self.zone.to_instant(self.start, Which.FROM), self.zone.to_instant(self.end, Which.TO))


Line = WeekDays | MonthDays | Span


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The lines of a schedule, added up, less what is taken out.

    Of a recurring line, an excepted date takes out the span that starts on it, all of it; of a dated
    span, that local day. Excepted schedules take out their time.
    """

    lines: tuple[Line, ...]
    except_dates: frozenset[datetime.date] = frozenset()
    excepted: tuple[Recurrence, ...] = ()

    def contains(self, instant: int) -> bool:
        return bool(self.occurrences(instant, instant + 1))

    def occurrences(self, start: int, end: int) -> tuple[Interval, ...]:
        """Its time within a span, as intervals that neither touch nor overlap, in order."""
        spans = union(span.clipped(start, end) for line in self.lines for span in self._spans(line, start, end))
        holes = [hole for other in self.excepted for hole in other.occurrences(start, end)]
        return difference(spans, holes) if holes else spans

    def starts(self, start: int, end: int) -> tuple[Interval, ...]:
        """Whole spans that start within a span of time, each line's on its own, in order: what `notice` counts from."""
        found = (span for line in self.lines for span in self._spans(line, start, end))
        return tuple(sorted(span for span in found if start <= span.start < end and span.seconds > 0))

    def seconds(self, start: int, end: int) -> int:
        """How much of a span of time it covers."""
        return total(self.occurrences(start, end))

    @property
    def is_weekly(self) -> bool:
        """Whether it is the same each week by the wall clock of one zone, so that `weekly` says all of it."""
        same = {line.zone.name for line in self.lines}
        only_weekdays = all(isinstance(line, WeekDays) for line in self.lines)
        return only_weekdays and len(same) == 1 and not self.except_dates and not self.excepted

    def weekly(self) -> tuple[Interval, ...]:
        """The weekly lines as seconds from Monday 00:00 by the wall clock, 0 to 604800, merged: W of RULES-CALENDAR.md.

        Lines of other forms and exceptions are not in it. On the days of a clock change a mask made of this
        differs from the schedule in what `clock_change_differences` gives.
        """
        return _in_one_week(line for line in self.lines if isinstance(line, WeekDays))

    def clock_change_differences(self, start: int, end: int) -> tuple[Interval, ...]:
        """Time in which a mask made of `weekly` is wrong about the weekly lines: edges in a doubled hour."""
        lines = tuple(line for line in self.lines if isinstance(line, WeekDays))
        wrong: list[Interval] = []
        for zone in dict.fromkeys(line.zone for line in lines):
            of_zone = tuple(line for line in lines if line.zone == zone)
            for at, _ in zone.transitions(start, end)[1:]:
                near = Interval(at - 2 * 86_400, at + 2 * 86_400).clipped(start, end)
                true = Recurrence(of_zone).occurrences(near.start, near.end)
                shown = _as_the_wall_shows(_in_one_week(of_zone), zone, near)
                wrong += (*difference(true, shown), *difference(shown, true))
        return union(wrong)

    def _spans(self, line: Line, start: int, end: int) -> Iterator[Interval]:
        if isinstance(line, Span):
            days = (_day_number(date) for date in self.except_dates)
            holes = [Interval(line.zone.start_of_day(day), line.zone.start_of_day(day + 1)) for day in days]
            yield from difference([line.interval], holes)
            return
        zone = line.zone
        excepted = {_day_number(date) for date in self.except_dates}
        for day in range(zone.local_day(start) - _LONGEST, zone.local_day(end) + 1):
            if day in excepted or not line.falls_on(day):
                continue
            last_day = day + 1 if line.over_midnight else day
            first = zone.on_day(day, line.start, Which.FROM)
            span = Interval(first, zone.on_day(last_day, line.end, Which.TO))
            if span.start < end and span.end > start:
                yield span


@dataclass(frozen=True, slots=True)
class Extremes:
    """The periods in which a schedule takes the least and the most time, and how many seconds."""

    least: int
    least_in: Interval
    most: int
    most_in: Interval


def extremes(recurrence: Recurrence, period: Period, start: int, end: int) -> Extremes:
    """Over the periods that start in a span of time (at least the one that holds `start`).

    Maintenance `every sun from 03:00 to 03:30` takes 2h in most months, and 2h 30m in those with five Sundays.
    """
    current = period.containing(start)
    if current.start < start and period.after(current).start < end:
        current = period.after(current)
    seconds = recurrence.seconds(current.start, current.end)
    found = Extremes(seconds, current, seconds, current)
    current = period.after(current)
    while current.start < end:
        seconds = recurrence.seconds(current.start, current.end)
        if seconds < found.least:
            found = Extremes(seconds, current, found.most, found.most_in)
        if seconds > found.most:
            found = Extremes(found.least, found.least_in, seconds, current)
        current = period.after(current)
    return found


def _in_one_week(lines: Iterable[WeekDays]) -> tuple[Interval, ...]:
    spans = []
    for line in lines:
        for day in line.days:
            start = day * 86_400 + line.start * 60
            end = day * 86_400 + line.end * 60 + (86_400 if line.over_midnight else 0)
            spans.append(Interval(start, min(end, _WEEK)))
            spans.append(Interval(0, max(0, end - _WEEK)))
    return union(spans)


def _as_the_wall_shows(week: tuple[Interval, ...], zone: Zone, near: Interval) -> tuple[Interval, ...]:
    """When the wall clock is within intervals of the week, as a mask in PromQL computes it."""
    spans = []
    pieces = zone.transitions(near.start, near.end)
    ends = [at for at, _ in pieces[1:]] + [near.end]
    for (start, offset), end in zip(pieces, ends, strict=True):
        monday = start - (start + offset + 3 * 86_400) % _WEEK
        for at in (monday, monday + _WEEK):
            spans += [Interval(at + span.start, at + span.end).clipped(start, end) for span in week]
    return union(spans)


def _day_number(date: datetime.date) -> int:
    return date.toordinal() - EPOCH_DAY
