"""The periods of an agreement, as `nines.values.calendar` computes them."""

from __future__ import annotations

from nines.language.phrases import CalendarPeriod, ClockHourPeriod, FixedPeriod, Period, RollingPeriod
from nines.values import calendar, names
from nines.values.model import DateTime
from nines.values.zone import Which, Zone, zone

__all__ = ["calendar_period"]


def calendar_period(value: Period) -> calendar.Period | None:
    """The period that a phrase says; None without a known zone."""
    found = zone(value.zone.value)
    if found is None:
        return None
    match value:
        case CalendarPeriod():
            return _of_unit(value, found)
        case ClockHourPeriod():
            return calendar.Hour(found)
        case RollingPeriod():
            return calendar.Rolling(
                max(1, value.length.value.milliseconds // 1000), max(1, value.step.value.milliseconds // 1000)
            )
        case FixedPeriod():
            anchor = found.to_instant(DateTime(value.date.value, value.time.value), Which.FROM)
            return calendar.Block(max(1, value.length.value.milliseconds // 1000), anchor)


def _of_unit(value: CalendarPeriod, found: Zone) -> calendar.Period:
    start = value.start
    day = start.day.value.whole if start is not None and start.day is not None else None
    word = start.word.value.lower() if start is not None and start.word is not None else ""
    date = start.date.value.whole if start is not None and start.date is not None else None
    weekday = names.WEEKDAYS.index(word) if word in names.WEEKDAYS else 0
    month = names.MONTHS.index(word) + 1 if word in names.MONTHS else 1
    match value.unit.value:
        case "day":
            return calendar.Day(found)
        case "week":
            return calendar.Week(found, weekday)
        case "quarter":
            return calendar.Quarter(found, month, _within(month, date))
        case "year":
            return calendar.Year(found, month, _within(month, date))
        case _:
            return calendar.Month(found, min(max(day or 1, 1), 31))


def _within(month: int, day: int | None) -> int:
    """A day that the month has every year; others the model pass has reported."""
    return min(max(day or 1, 1), names.days_in_month(2025, month))
