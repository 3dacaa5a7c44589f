"""From hours of a schedule to boxes of wall-clock time, exactly, or to the reason why that cannot be."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator

from nines.record import dataclass
from nines.values.boxes import (
    EVERY_YEAR,
    FIRST_YEAR,
    Box,
    bits,
    date_box,
    leap_years,
    subtract,
    union,
)
from nines.values.names import days_in_month
from nines.values.recurrence import Line, MonthDays, Recurrence, Span, WeekDays
from nines.values.zone import Zone

__all__ = ["Difference", "OtherZone", "ZoneHours", "clock_change_difference", "wall_clock", "whole_days"]

_DAY = datetime.timedelta(days=1)
_END_OF_DAY = 1_440
_MINUTE = 60
_DAY_SECONDS = 86_400

_FIRST_CHANGE = 1_767_225_600  # 2026-01-01 00:00 UTC
_LAST_CHANGE = 2_650_838_400  # 2054-01-01: after 28 years the weekdays of all dates come again


@dataclass(frozen=True, slots=True)
class ZoneHours:
    """A part of a schedule: what the wall clock of one zone shows while it holds."""

    zone: Zone
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class OtherZone:
    """Hours of `zone` less hours of `excepted`: no union of wall-clock times says that."""

    zone: Zone
    excepted: Zone


@dataclass(frozen=True, slots=True)
class Difference:
    """The first time that a clock set back makes the wall-clock form differ from the schedule.

    `start` is the instant at which it begins, `minutes` how many minutes around that change are wrong.
    """

    zone: Zone
    start: int
    minutes: int


def wall_clock(hours: Recurrence) -> tuple[ZoneHours, ...] | OtherZone:
    """The hours by the wall clock of each zone they are written in, in the order of the lines."""
    zones = tuple(dict.fromkeys(line.zone for line in hours.lines))
    taken: dict[Zone, list[Box]] = {zone: [] for zone in zones}
    for other in hours.excepted:
        found = wall_clock(other)
        if isinstance(found, OtherZone):
            return found
        for part in found:
            for zone in zones:
                if zone != part.zone:
                    return OtherZone(zone, part.zone)
                taken[zone] += part.boxes
    return tuple(ZoneHours(zone, union(subtract(_of_zone(hours, zone), taken[zone]))) for zone in zones)


def clock_change_difference(hours: Recurrence, parts: tuple[ZoneHours, ...]) -> Difference | None:
    """Where the two differ: only in hours that the clock shows twice can they, so only these are compared."""
    zones = tuple(dict.fromkeys(part.zone for part in parts))
    edges = frozenset(_edges(hours))
    for zone in zones:
        for start, end in _doubled(zone):
            if not any(_is_between(edge, zone.local(start), end - start) for edge in edges):
                continue  # all of it lies in the hours or beside them, whichever showing it is
            wrong = [at for at in range(start, end, _MINUTE) if hours.contains(at) != shown(parts, at)]
            if wrong:
                return Difference(zone, wrong[0], len(wrong))
    return None


def _edges(hours: Recurrence) -> Iterator[int]:
    """Minutes of the day at which hours can begin or end by the clock."""
    if hours.except_dates:
        yield 0
    for line in hours.lines:
        if isinstance(line, Span):
            yield from (line.start.time.minutes, line.end.time.minutes % _END_OF_DAY)
        else:
            yield from (line.start % _END_OF_DAY, line.end % _END_OF_DAY)
    for other in hours.excepted:
        yield from _edges(other)


def _is_between(edge: int, local: int, seconds: int) -> bool:
    """Whether a minute of the day comes within so many seconds from a time of the clock on, both ends included."""
    return (edge * _MINUTE - local) % _DAY_SECONDS <= seconds


def shown(parts: tuple[ZoneHours, ...], instant: int) -> bool:
    """Whether the wall clocks say that it is within the hours."""
    for part in parts:
        local = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=part.zone.local(instant))  # noqa: DTZ001
        if any(box.holds(local) for box in part.boxes):
            return True
    return False


def _of_zone(hours: Recurrence, zone: Zone) -> Iterator[Box]:
    for line in hours.lines:
        if line.zone == zone:
            yield from _of_line(line, hours.except_dates)


def _of_line(line: Line, except_dates: frozenset[datetime.date]) -> Iterator[Box]:
    """A line without the excepted dates: those on which its span starts, or, of a dated span, the days themselves."""
    dates = sorted(except_dates)
    if isinstance(line, Span):
        yield from subtract(_dated(line), (date_box(day) for day in dates))
        return
    evening = _minutes(line.start, _END_OF_DAY if line.over_midnight else line.end)
    yield from subtract(
        (box.meets(Box(minutes=evening)) for box in _start_days(line)),
        (date_box(day) for day in dates),
    )
    if line.over_midnight and line.end > 0:
        morning = _minutes(0, line.end)
        yield from subtract(
            (box.meets(Box(minutes=morning)) for box in _next_days(line)),
            (date_box(day + _DAY) for day in dates),
        )


def _start_days(line: WeekDays | MonthDays) -> Iterator[Box]:
    """The days on which a span starts."""
    if isinstance(line, WeekDays):
        yield Box(weekdays=bits(line.days))
    elif line.nth < 0:
        yield Box(from_end=bits(range(7)), weekdays=1 << line.weekday)
    else:
        yield Box(days=_days(7 * line.nth - 6, 7 * line.nth), weekdays=1 << line.weekday)


def _next_days(line: WeekDays | MonthDays) -> Iterator[Box]:
    """The days after those. After the nth of a weekday that may be the first of the next month."""
    if isinstance(line, WeekDays):
        yield Box(weekdays=bits((day + 1) % 7 for day in line.days))
        return
    weekdays = 1 << (line.weekday + 1) % 7
    if line.nth < 0:
        yield Box(from_end=bits(range(6)), weekdays=weekdays)
        yield Box(days=1, weekdays=weekdays)
        return
    yield Box(days=_days(7 * line.nth - 5, 7 * line.nth + 1), weekdays=weekdays)
    for month in range(1, 13):
        for length, years in _lengths(month):
            if 7 * line.nth - 6 <= length <= 7 * line.nth:
                yield Box(years=years, months=1 << month % 12, days=1, weekdays=weekdays)


def _lengths(month: int) -> Iterator[tuple[int, int]]:
    """How long a month is, and in which years."""
    if month != 2:
        yield days_in_month(FIRST_YEAR, month), EVERY_YEAR
    else:
        yield 28, EVERY_YEAR & ~leap_years()
        yield 29, leap_years()


def _dated(line: Span) -> Iterator[Box]:
    """Its first day from the start on, whole days, its last day up to the end."""
    first, start = line.start.date.day, line.start.time.minutes
    last, end = line.end.date.day, line.end.time.minutes
    if first == last:
        yield date_box(first).meets(Box(minutes=_minutes(start, end)))
        return
    yield date_box(first).meets(Box(minutes=_minutes(start, _END_OF_DAY)))
    yield from whole_days(first + _DAY, last - _DAY)
    yield date_box(last).meets(Box(minutes=_minutes(0, end)))


def whole_days(first: datetime.date, last: datetime.date) -> Iterator[Box]:
    """From one day up to and including another: months that are not whole, months of years that are not, years."""
    if first > last:
        return
    first_month, last_month = (first.year, first.month), (last.year, last.month)
    if first_month == last_month:
        yield _part_of_month(first_month, first.day, last.day)
        return
    yield _part_of_month(first_month, first.day, 31)
    yield _part_of_month(last_month, 1, last.day)
    for year, months in (
        (first.year, range(first.month + 1, 13 if first.year < last.year else last.month)),
        (last.year, range(1 if first.year < last.year else last.month, last.month)),
    ):
        yield Box(years=1 << year - FIRST_YEAR, months=bits(month - 1 for month in months))
    yield Box(years=bits(year - FIRST_YEAR for year in range(first.year + 1, last.year)))


def _part_of_month(month: tuple[int, int], first: int, last: int) -> Box:
    return Box(years=1 << month[0] - FIRST_YEAR, months=1 << month[1] - 1, days=_days(first, last))


def _minutes(start: int, end: int) -> int:
    return (1 << end) - (1 << start)


def _days(first: int, last: int) -> int:
    """The mask of days of the month from the first to the last, both included, as far as there are any."""
    return bits(day - 1 for day in range(first, min(last, 31) + 1))


def _doubled(zone: Zone) -> Iterator[tuple[int, int]]:
    """Instants around each change at which the clock shows a time for the first or the second time."""
    pieces = zone.transitions(_FIRST_CHANGE, _LAST_CHANGE)
    for (_, before), (at, after) in itertools.pairwise(pieces):
        if after < before:
            back = before - after
            yield at - back, at + back
