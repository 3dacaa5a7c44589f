"""The windows and periods that a promise is judged over, to the second, daylight saving included.

A calendar period goes from one local midnight to another. Where a midnight is skipped, the period starts
at the next instant that exists; where it is shown twice, at the first. So periods have neither gap nor overlap.
"""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from fractions import Fraction

from nines.record import dataclass
from nines.values.intervals import Interval
from nines.values.names import days_in_month
from nines.values.zone import EPOCH_DAY, Zone

__all__ = [
    "Block",
    "CalendarPeriod",
    "Day",
    "Hour",
    "Length",
    "Month",
    "Period",
    "Quarter",
    "Rolling",
    "Week",
    "Year",
    "allowed",
    "lengths",
]

_DAY = 86_400
_DAY_MS = 86_400_000
_WEEK_OF_EPOCH = 3  # 1970-01-01 was a Thursday, three days after a Monday


@dataclass(frozen=True, slots=True)
class CalendarPeriod(ABC):
    """Periods of whole local days, each with a number that grows by one from one to the next."""

    zone: Zone

    @abstractmethod
    def number(self, day: int) -> int:
        """The number of the period that a day (counted from 1970-01-01) belongs to."""

    @abstractmethod
    def first_day(self, number: int) -> int:
        """The day on which a period starts."""

    @property
    @abstractmethod
    def nominal(self) -> int:
        """Milliseconds that the period is taken to have where a burn rate needs one length."""

    def containing(self, instant: int) -> Interval:
        """The period that an instant belongs to."""
        number = self.number(self.zone.local_day(instant))
        while self.start(number) > instant:
            number -= 1
        while self.start(number + 1) <= instant:
            number += 1
        return Interval(self.start(number), self.start(number + 1))

    def start(self, number: int) -> int:
        """The first instant of a period."""
        return self.zone.start_of_day(self.first_day(number))

    def after(self, period: Interval) -> Interval:
        """The next period that has any time at all (Apia's calendar left out 2011-12-30)."""
        return self.containing(period.end)

    def before(self, period: Interval) -> Interval:
        return self.containing(period.start - 1)


@dataclass(frozen=True, slots=True)
class Day(CalendarPeriod):
    """`calendar day in ZONE`."""

    def number(self, day: int) -> int:
        return day

    def first_day(self, number: int) -> int:
        return number

    @property
    def nominal(self) -> int:
        return _DAY_MS


@dataclass(frozen=True, slots=True)
class Week(CalendarPeriod):
    """`calendar week [from sunday] in ZONE`. `first` is the weekday that it starts on: Monday is 0, Sunday 6."""

    first: int = 0

    def number(self, day: int) -> int:
        return (day + _WEEK_OF_EPOCH - self.first) // 7

    def first_day(self, number: int) -> int:
        return number * 7 - _WEEK_OF_EPOCH + self.first

    @property
    def nominal(self) -> int:
        return 7 * _DAY_MS


@dataclass(frozen=True, slots=True)
class Month(CalendarPeriod):
    """`calendar month [from day 15] in ZONE`, a billing cycle.

    `first` is the day of the month that it starts on, 1 to 31; where a month is too short for it, its last day.
    """

    first: int = 1

    def number(self, day: int) -> int:
        date = datetime.date.fromordinal(day + EPOCH_DAY)
        number = _month_number(date)
        return number if day >= self.first_day(number) else number - 1

    def first_day(self, number: int) -> int:
        year, month = divmod(number, 12)
        last = days_in_month(year, month + 1)
        return _day_number(year, month + 1, min(self.first, last))

    @property
    def nominal(self) -> int:
        return 30 * _DAY_MS


@dataclass(frozen=True, slots=True)
class Quarter(CalendarPeriod):
    """`calendar quarter [from april, from 6 april] in ZONE`. `first` is a month, 1 to 12, that a quarter starts with.

    It starts on the `day` of that month; where a month is too short for it, on its last day.
    """

    first: int = 1
    day: int = 1

    def number(self, day: int) -> int:
        number = (_month_number(datetime.date.fromordinal(day + EPOCH_DAY)) - (self.first - 1)) // 3
        return number if day >= self.first_day(number) else number - 1

    def first_day(self, number: int) -> int:
        year, month = divmod(number * 3 + self.first - 1, 12)
        return _day_number(year, month + 1, min(self.day, days_in_month(year, month + 1)))

    @property
    def nominal(self) -> int:
        return 91 * _DAY_MS


@dataclass(frozen=True, slots=True)
class Year(CalendarPeriod):
    """`calendar year [from april, from 6 april] in ZONE`. It starts on the `day` of the month `first`, 1 to 12."""

    first: int = 1
    day: int = 1

    def number(self, day: int) -> int:
        number = (_month_number(datetime.date.fromordinal(day + EPOCH_DAY)) - (self.first - 1)) // 12
        return number if day >= self.first_day(number) else number - 1

    def first_day(self, number: int) -> int:
        return _day_number(number, self.first, self.day)

    @property
    def nominal(self) -> int:
        return 365 * _DAY_MS


@dataclass(frozen=True, slots=True)
class Hour:
    """`clock hour in ZONE`: from one full hour of the wall clock to the next; a change of the clock ends one too."""

    zone: Zone

    @property
    def nominal(self) -> int:
        return 3_600_000

    def containing(self, instant: int) -> Interval:
        changes = self.zone.transitions(instant - 3600, instant + 3601)
        offset = self.zone.offset(instant)
        start = instant - (instant + offset) % 3600
        end = start + 3600
        for at, _ in changes[1:]:
            if start < at <= instant:
                start = at
            elif instant < at < end:
                end = at
        return Interval(start, end)

    def after(self, period: Interval) -> Interval:
        return self.containing(period.end)

    def before(self, period: Interval) -> Interval:
        return self.containing(period.start - 1)


@dataclass(frozen=True, slots=True)
class Block:
    """`30d from 2026-01-05 00:00 in UTC`: block after block of one exact length, whatever the clocks do.

    `anchor` is where one of them starts (Unix seconds). Blocks go on in both directions.
    """

    seconds: int
    anchor: int

    @property
    def nominal(self) -> int:
        return self.seconds * 1000

    def containing(self, instant: int) -> Interval:
        start = instant - (instant - self.anchor) % self.seconds
        return Interval(start, start + self.seconds)

    def after(self, period: Interval) -> Interval:
        return Interval(period.end, period.end + self.seconds)

    def before(self, period: Interval) -> Interval:
        return Interval(period.start - self.seconds, period.start)


@dataclass(frozen=True, slots=True)
class Rolling:
    """`over 30d`, `rolling 90d every 1d`: the time up to now.

    `containing` gives the window that ends at an instant; `after` and `before` move it by `every` seconds.
    """

    seconds: int
    every: int

    @property
    def nominal(self) -> int:
        return self.seconds * 1000

    def containing(self, instant: int) -> Interval:
        return Interval(instant - self.seconds, instant)

    def after(self, period: Interval) -> Interval:
        return Interval(period.start + self.every, period.end + self.every)

    def before(self, period: Interval) -> Interval:
        return Interval(period.start - self.every, period.end - self.every)


Period = Day | Week | Month | Quarter | Year | Hour | Block | Rolling


@dataclass(frozen=True, slots=True)
class Length:
    """A length that a period can have, how many of those looked at have it, and the first of them."""

    seconds: int
    number: int
    first: Interval

    @property
    def milliseconds(self) -> int:
        return self.seconds * 1000


def lengths(period: Period, start: int, end: int) -> tuple[Length, ...]:
    """All lengths that periods starting in a span of time have, the shortest first.

    A month in Europe/Berlin has six: 28, 29, 30 and 31 days, 31 days less an hour (March) and more (October).
    """
    if isinstance(period, Block | Rolling):
        return (Length(period.seconds, 1, period.containing(start)),)
    found: dict[int, Length] = {}
    current = period.containing(start)
    if current.start < start:
        current = period.after(current)
    while current.start < end:
        seen = found.get(current.seconds)
        found[current.seconds] = Length(
            current.seconds, (seen.number if seen else 0) + 1, seen.first if seen else current
        )
        current = period.after(current)
    return tuple(found[seconds] for seconds in sorted(found))


def allowed(objective: Fraction, milliseconds: Fraction | int) -> Fraction:
    """Milliseconds that may be bad in a period of a length: 99.9% of 30 days allow 2592000 (43m 12s)."""
    return (1 - objective) * milliseconds


def _month_number(date: datetime.date) -> int:
    """Months since the year 0."""
    return date.year * 12 + date.month - 1


def _day_number(year: int, month: int, day: int) -> int:
    return datetime.date(year, month, day).toordinal() - EPOCH_DAY
