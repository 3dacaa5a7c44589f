"""Hours by the wall clocks of zones as boxes of UTC, for programs that know no zones: cut where clocks change."""

from __future__ import annotations

import datetime
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from nines.record import dataclass, replace
from nines.values.boxes import EVERY_MINUTE, FIRST_YEAR, Box, bits, date_box, subtract, union
from nines.values.wallclock import ZoneHours, whole_days
from nines.values.zone import Zone

__all__ = ["in_utc"]

_DAY = datetime.timedelta(days=1)
_EPOCH = datetime.date(1970, 1, 1).toordinal()
_DAY_MINUTES, _DAY_SECONDS = 1_440, 86_400
_FOR_EVER = 2199


def in_utc(parts: Iterable[ZoneHours], first_year: int, last_year: int) -> tuple[Box, ...]:
    """The same time in UTC, exact from the start of the first year to the end of the last.

    Afterwards clocks change at times that nobody knows yet: weekly hours then go on as in the winter of the last year,
    an hour late in summer, since hours that ended would leave people untold.
    """
    return union(box for part in parts for box in _of_part(part, first_year, last_year))


@dataclass(frozen=True, slots=True)
class _Season:
    """Whole days in UTC on which the clock is so many minutes ahead, from `first` to `last`, both included."""

    offset: int
    first: datetime.date
    last: datetime.date

    @property
    def days(self) -> Iterator[datetime.date]:
        for ordinal in range(self.first.toordinal(), self.last.toordinal() + 1):
            yield datetime.date.fromordinal(ordinal)


def _of_part(part: ZoneHours, first_year: int, last_year: int) -> Iterator[Box]:
    """What most weeks of a season have, and the days on which it is otherwise each by itself."""
    clock = _Clock(part)
    seasons = list(_seasons(part.zone, first_year, last_year))
    shown = {day: clock.minutes(day, season.offset) for season in seasons for day in season.days}
    usual = _usual(seasons, shown)
    weeks: list[Box] = []
    odd: dict[datetime.date, int] = {day: clock.of_change(day) for day in _changes(seasons)}
    for season in seasons:
        within = list(whole_days(season.first, season.last))
        weeks += [box.meets(week) for box in within for week in usual[season.offset]]
        odd |= {day: shown[day] for day in season.days if shown[day] != _on(usual[season.offset], day)}
    yield from subtract(weeks, map(date_box, odd))
    yield from (replace(date_box(day), minutes=minutes) for day, minutes in odd.items() if minutes)
    later = bits(year - FIRST_YEAR for year in range(last_year + 1, _FOR_EVER + 1))
    yield from (replace(week, years=later) for week in usual[seasons[-1].offset])


def _seasons(zone: Zone, first_year: int, last_year: int) -> Iterator[_Season]:
    start, end = _instant(datetime.date(first_year, 1, 1)), _instant(datetime.date(last_year + 1, 1, 1))
    changes = zone.transitions(start, end)
    for (at, offset), until in zip(changes, [*(at for at, _ in changes[1:]), end], strict=True):
        first = -(-max(at, start) // _DAY_SECONDS)
        last = until // _DAY_SECONDS - 1
        if first <= last:
            yield _Season(offset // 60, *(datetime.date.fromordinal(day + _EPOCH) for day in (first, last)))


def _changes(seasons: list[_Season]) -> Iterator[datetime.date]:
    """The days on which the clock changes: those between two seasons."""
    for before, after in itertools.pairwise(seasons):
        day = before.last + _DAY
        while day < after.first:
            yield day
            day += _DAY


def _usual(seasons: list[_Season], shown: dict[datetime.date, int]) -> dict[int, tuple[Box, ...]]:
    """For each offset the week that most of its weeks are like."""
    counts: dict[int, tuple[Counter[int], ...]] = {}
    for season in seasons:
        days = counts.setdefault(season.offset, tuple(Counter() for _ in range(7)))
        for day in season.days:
            days[day.weekday()][shown[day]] += 1
    return {
        offset: union(
            Box(weekdays=1 << weekday, minutes=max(days.items(), key=lambda item: (item[1], -item[0]))[0])
            for weekday, days in enumerate(week)
            if days
        )
        for offset, week in counts.items()
    }


def _on(week: tuple[Box, ...], day: datetime.date) -> int:
    """The minutes that a week has on a day."""
    return _joined(box.minutes for box in week if box.weekdays >> day.weekday() & 1)


def _joined(masks: Iterable[int]) -> int:
    """All bits of some masks."""
    found = 0
    for mask in masks:
        found |= mask
    return found


class _Clock:
    """Which minutes of a day in UTC are in the hours that a wall clock shows."""

    def __init__(self, part: ZoneHours) -> None:
        self._part = part
        self._local = lru_cache(maxsize=None)(self._on_local_day)

    def minutes(self, day: datetime.date, offset: int) -> int:
        """The minutes of a day while the clock is so many minutes ahead."""
        found = 0
        for days in (-1, 0, 1):
            by = offset - days * _DAY_MINUTES
            local = self._local(day + days * _DAY)
            found |= (local >> by if by >= 0 else local << -by) & EVERY_MINUTE
        return found

    def of_change(self, day: datetime.date) -> int:
        """The minutes of a day within which the clock changes."""
        start = _instant(day)
        found = 0
        for minute in range(_DAY_MINUTES):
            local = self._part.zone.local(start + minute * 60)
            number, second = divmod(local, _DAY_SECONDS)
            found |= (self._local(datetime.date.fromordinal(number + _EPOCH)) >> second // 60 & 1) << minute
        return found

    def _on_local_day(self, day: datetime.date) -> int:
        midnight = datetime.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - by the wall clock
        return _joined(box.minutes for box in self._part.boxes if replace(box, minutes=EVERY_MINUTE).holds(midnight))


def _instant(day: datetime.date) -> int:
    return (day.toordinal() - _EPOCH) * _DAY_SECONDS
