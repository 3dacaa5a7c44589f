"""Alertmanager's time intervals, evaluated as its documentation says, from the written configuration alone."""

from __future__ import annotations

import calendar
import datetime
from typing import Any
from zoneinfo import ZoneInfo

import yaml

__all__ = ["holds", "intervals"]

_MONTHS = [name.lower() for name in calendar.month_name]
_DAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]


def intervals(config: str) -> dict[str, list[dict[str, Any]]]:
    """The entries of each interval by its name."""
    return {item["name"]: item["time_intervals"] for item in yaml.safe_load(config).get("time_intervals", [])}


def holds(entries: list[dict[str, Any]], instant: int) -> bool:
    """Whether an instant (Unix seconds) is in any entry: all fields of an entry must match."""
    return any(_entry_holds(entry, instant) for entry in entries)


def _entry_holds(entry: dict[str, Any], instant: int) -> bool:
    at = datetime.datetime.fromtimestamp(instant, ZoneInfo(entry.get("location", "UTC")))
    length = calendar.monthrange(at.year, at.month)[1]
    minute = at.hour * 60 + at.minute
    times = [(_minutes(span["start_time"]), _minutes(span["end_time"])) for span in entry.get("times", [])]
    return (
        (not times or any(start <= minute < end for start, end in times))
        and _in(entry.get("weekdays"), at.isoweekday() % 7, _DAYS.index)
        and _in(entry.get("months"), at.month, lambda text: _MONTHS.index(text) if text in _MONTHS else int(text))
        and _in(entry.get("years"), at.year, int)
        and _in_month(entry.get("days_of_month"), at.day, length)
    )


def _in(ranges: list[str] | None, value: int, read: Any) -> bool:
    if not ranges:
        return True
    spans = [text.split(":") for text in ranges]
    return any(read(span[0]) <= value <= read(span[-1]) for span in spans)


def _in_month(ranges: list[str] | None, day: int, length: int) -> bool:
    """Negative days count from the end; a range that begins after the month's end is left out, others are cut."""
    if not ranges:
        return True
    for text in ranges:
        first, last = (int(part) for part in (text.split(":") * 2)[:2]) if ":" in text else (int(text), int(text))
        first = length + first + 1 if first < 0 else first
        last = length + last + 1 if last < 0 else last
        if first <= length and first <= day <= min(last, length):
            return True
    return False


def _minutes(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])
