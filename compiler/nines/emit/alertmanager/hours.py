"""Boxes of wall-clock time as the entries of Alertmanager's time intervals."""

from __future__ import annotations

from collections.abc import Iterator

from nines.emit.alertmanager.text import flow, scalar
from nines.emit.environment import Raw
from nines.plan.routes.model import TimeInterval
from nines.values.boxes import (
    EVERY_DAY,
    EVERY_MINUTE,
    EVERY_MONTH,
    EVERY_WEEKDAY,
    EVERY_YEAR,
    FIRST_YEAR,
    Box,
    ranges,
)

__all__ = ["entries", "spans"]

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")


def entries(interval: TimeInterval) -> tuple[tuple[tuple[str, Raw], ...], ...]:
    """The entries of an interval, each as keys and values; any of them suffices."""
    return tuple((*_entry(box), ("location", scalar(part.zone.name))) for part in interval.hours for box in part.boxes)


def spans(box: Box) -> Iterator[tuple[str, Raw]]:
    """An entry as the Prometheus operator's objects have it. An entry for all time names the hours of the day."""
    if box.minutes != EVERY_MINUTE or box == Box():
        times = ranges(box.minutes)
        both = (f"{{startTime: '{_clock(first)}', endTime: '{_clock(last + 1)}'}}" for first, last in times)
        yield "times", Raw("[" + ", ".join(both) + "]")
    days = [(first + 1, last + 1) for first, last in ranges(box.days)] if box.days != EVERY_DAY else []
    days += [(-last - 1, -first - 1) for first, last in ranges(box.from_end)] if box.from_end != EVERY_DAY else []
    if days:
        yield "daysOfMonth", Raw("[" + ", ".join(f"{{start: {first}, end: {last}}}" for first, last in days) + "]")
    if box.months != EVERY_MONTH:
        # Numbers above 2 the definitions of older operators refuse (0.66, tried); names all take.
        yield "months", flow(_span(_MONTHS[first], _MONTHS[last]) for first, last in ranges(box.months))
    yield from ((key, value) for key, value in _entry(box) if key in ("weekdays", "years"))


def _entry(box: Box) -> Iterator[tuple[str, Raw]]:
    if box.minutes != EVERY_MINUTE:
        yield "times", _times(box.minutes)
    if box.weekdays != EVERY_WEEKDAY:
        yield "weekdays", flow(_span(_WEEKDAYS[first], _WEEKDAYS[last]) for first, last in ranges(_from_sunday(box)))
    if box.days != EVERY_DAY:
        yield "days_of_month", flow(_span(first + 1, last + 1) for first, last in ranges(box.days))
    if box.from_end != EVERY_DAY:
        yield "days_of_month", flow(_span(-last - 1, -first - 1) for first, last in ranges(box.from_end))
    if box.months != EVERY_MONTH:
        yield "months", flow(_span(first + 1, last + 1) for first, last in ranges(box.months))
    if box.years != EVERY_YEAR:
        yield "years", flow(_span(first + FIRST_YEAR, last + FIRST_YEAR) for first, last in ranges(box.years))


def _times(minutes: int) -> Raw:
    """Each run of minutes, its end not included."""
    spans = (f"{{start_time: '{_clock(first)}', end_time: '{_clock(last + 1)}'}}" for first, last in ranges(minutes))
    return Raw("[" + ", ".join(spans) + "]")


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _from_sunday(box: Box) -> int:
    """Weekdays counted from Sunday, as Alertmanager's ranges do."""
    return (box.weekdays << 1 | box.weekdays >> 6) & EVERY_WEEKDAY


def _span(first: int | str, last: int | str) -> str:
    return f"{first}" if first == last else f"{first}:{last}"
