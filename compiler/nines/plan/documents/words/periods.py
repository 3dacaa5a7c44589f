"""The periods of an agreement in words, and their exact lengths."""

from __future__ import annotations

import datetime
from fractions import Fraction

from nines.contract.periods import calendar_period
from nines.language.phrases import CalendarPeriod, ClockHourPeriod, FixedPeriod, Period, RollingPeriod
from nines.plan.documents.inline import figure, say
from nines.plan.documents.model import Line, Said, Text
from nines.plan.documents.texts import Texts
from nines.plan.documents.words.numbers import date, interval_at, quantity_at, time_of_day
from nines.record import dataclass
from nines.values import calendar, names
from nines.values.model import Date
from nines.values.zone import EPOCH_DAY

__all__ = ["PeriodLength", "kind_of", "length_of", "lengths", "period", "short_noun"]

_YEARS = 8
"""So many years from the start of the agreement hold a leap year, and so every length there is."""


def period(value: Period, t: Texts) -> tuple[Line, ...]:
    """What a period is, as a noun, and a sentence that a special case needs."""
    name = Said(value.zone.value)
    match value:
        case CalendarPeriod():
            return _calendar(value, name, t)
        case ClockHourPeriod():
            return (say(t.A_CLOCK_HOUR, zone=name),)
        case RollingPeriod():
            length, step = quantity_at(value.length, t), interval_at(value.step, t)
            return (say(t.A_ROLLING_PERIOD, length=length, step=step, zone=name),)
        case FixedPeriod():
            first = date(value.date.value, t, value.date.span)
            at = time_of_day(value.time.value.minutes, value.time.span)
            return (say(t.A_FIXED_PERIOD, length=quantity_at(value.length, t), date=first, time=at, zone=name),)


def _calendar(value: CalendarPeriod, zone_name: Said, t: Texts) -> tuple[Line, ...]:
    noun = Text(t.PERIOD_NOUNS[value.unit.value])
    if value.start is None:
        return (say(t.A_CALENDAR_PERIOD, noun=noun, zone=zone_name),)
    if value.start.day is not None:
        day = value.start.day
        first = say(t.FROM_DAY, zone=zone_name, day=figure(str(day.value.whole), day.span))
        return (first, say(t.FROM_DAY_SHORT)) if (day.value.whole or 0) > 28 else (first,)
    word = value.start.word.value if value.start.word is not None else ""
    if word in names.WEEKDAYS:
        return (say(t.FROM_WEEKDAY, zone=zone_name, weekday=Text(t.WEEKDAYS[names.WEEKDAYS.index(word)])),)
    if word in names.MONTHS:
        month = Text(t.MONTHS[names.MONTHS.index(word)])
        within = value.start.date
        if within is not None and within.value.whole != 1:
            on = figure(str(within.value.whole), within.span)
            first = say(t.FROM_DAY_OF_MONTH, noun=noun, zone=zone_name, day=on, month=month)
            is_short = value.unit.value == "quarter" and (within.value.whole or 0) > 28
            return (first, say(t.FROM_DAY_SHORT)) if is_short else (first,)
        return (say(t.FROM_MONTH, noun=noun, zone=zone_name, month=month),)
    return (say(t.A_CALENDAR_PERIOD, noun=noun, zone=zone_name),)


def kind_of(value: Period) -> str:
    """`month`, `hour`, `rolling`, `fixed` and so on."""
    match value:
        case CalendarPeriod():
            return value.unit.value
        case ClockHourPeriod():
            return "hour"
        case RollingPeriod():
            return "rolling"
        case FixedPeriod():
            return "fixed"


def short_noun(value: Period, t: Texts) -> Line:
    """`month`, `hour`, `period of 90 days`."""
    match value:
        case RollingPeriod() | FixedPeriod():
            return say(t.PERIOD_NAMES[kind_of(value)], length=quantity_at(value.length, t))
        case _:
            return (Text(t.SHORT_NOUNS[kind_of(value)]),)


# Lengths.


@dataclass(frozen=True, slots=True)
class PeriodLength:
    """A length that a period can have. `month` (1 to 12) is the only month that has it, else None."""

    milliseconds: int
    month: int | None


def lengths(value: Period, effective: Date | None) -> tuple[PeriodLength, ...]:
    """Every length that the periods of an agreement have, the shortest first; the one that all count as, if stated."""
    if isinstance(value, CalendarPeriod) and value.counted is not None:
        return (PeriodLength(value.counted.value.milliseconds, None),)
    found = calendar_period(value)
    if found is None:
        return ()
    if isinstance(found, calendar.Hour):
        return (PeriodLength(3_600_000, None),)
    if isinstance(found, calendar.Block | calendar.Rolling):
        return (PeriodLength(found.nominal, None),)
    first = effective.day if effective is not None else datetime.date(2026, 1, 1)
    start = found.zone.start_of_day(datetime.date(first.year, 1, 1).toordinal() - EPOCH_DAY)
    end = found.zone.start_of_day(datetime.date(first.year + _YEARS, 1, 1).toordinal() - EPOCH_DAY)
    months = _months(found, start, end) if isinstance(found, calendar.Month) else {}
    return tuple(
        PeriodLength(length.milliseconds, _only(months.get(length.seconds, set())))
        for length in calendar.lengths(found, start, end)
    )


def _months(found: calendar.Month, start: int, end: int) -> dict[int, set[int]]:
    """For each length in seconds the months in which periods of that length begin."""
    seen: dict[int, set[int]] = {}
    current = found.containing(start)
    while current.start < end:
        day = datetime.date.fromordinal(found.zone.local_day(current.start) + EPOCH_DAY)
        seen.setdefault(current.seconds, set()).add(day.month)
        current = found.after(current)
    return seen


def _only(months: set[int]) -> int | None:
    return next(iter(months)) if len(months) == 1 else None


def length_of(value: Period) -> Fraction | None:
    """Milliseconds of a typical period: the nominal one, or the one that all count as."""
    if isinstance(value, CalendarPeriod) and value.counted is not None:
        return Fraction(value.counted.value.milliseconds)
    found = calendar_period(value)
    return Fraction(found.nominal) if found is not None else None
