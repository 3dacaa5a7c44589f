"""Entries of time intervals as Alertmanager reads them: the zone, and a box of what its wall clock shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from nines.values.boxes import Box, bits
from nines.verify.alertmanager_yaml import UnreadableError, field_of, items_of, line_of, needed, text_of

__all__ = ["entry_of"]

_WEEKDAYS = {
    name: at for at, name in enumerate(("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"))
}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_FIRST_YEAR = 1970


def entry_of(node: yaml.Node) -> tuple[str, Box]:
    location = field_of(node, "location")
    full = Box()
    days = [_bounds(text, line) for text, line in _ranged(node, "days_of_month")]
    from_start = [bounds for bounds in days if bounds[0] > 0]
    from_end = [bounds for bounds in days if bounds[0] < 0]
    if from_start and from_end:
        raise UnreadableError("days are counted from both ends of the month", line_of(node))
    years = [_bounds(text, line) for text, line in _ranged(node, "years")]
    months = [_bounds(_numbered(text), line) for text, line in _ranged(node, "months")]
    weekdays = [_weekdays(text, line) for text, line in _ranged(node, "weekdays")]
    times = [_times(item) for item in items_of(field_of(node, "times"))]
    return (
        text_of(location) if location is not None else "UTC",
        Box(
            years=_mask(years, -_FIRST_YEAR) if years else full.years,
            months=_mask(months, -1) if months else full.months,
            days=_mask(from_start, -1) if from_start else full.days,
            from_end=_mask([(-last, -first) for first, last in from_end], -1) if from_end else full.from_end,
            weekdays=_from_monday(_mask(weekdays, 0)) if weekdays else full.weekdays,
            minutes=_mask([(start, end - 1) for start, end in times], 0) if times else full.minutes,
        ),
    )


def _ranged(node: yaml.Node, key: str) -> Iterator[tuple[str, int]]:
    for item in items_of(field_of(node, key)):
        yield text_of(item), line_of(item)


def _bounds(text: str, line: int) -> tuple[int, int]:
    """`3` or `1:5`, both ends included."""
    found = re.fullmatch(r"(-?[0-9]+)(?::(-?[0-9]+))?", text)
    if found is None:
        raise UnreadableError(f"`{text}` is no range of numbers", line)
    first = int(found[1])
    last = int(found[2]) if found[2] else first
    if first > last:
        raise UnreadableError(f"`{text}` ends before it begins", line)
    return first, last


def _numbered(text: str) -> str:
    """Months by their numbers, as Alertmanager takes their names too."""
    return ":".join(str(_MONTHS.index(part) + 1) if part in _MONTHS else part for part in text.split(":"))


def _weekdays(text: str, line: int) -> tuple[int, int]:
    first, _, last = text.partition(":")
    if first not in _WEEKDAYS or (last or first) not in _WEEKDAYS or _WEEKDAYS[first] > _WEEKDAYS[last or first]:
        raise UnreadableError(f"`{text}` is no range of weekdays from sunday to saturday", line)
    return _WEEKDAYS[first], _WEEKDAYS[last or first]


def _times(node: yaml.Node) -> tuple[int, int]:
    start, end = (_minutes(needed(node, key)) for key in ("start_time", "end_time"))
    if start >= end:
        raise UnreadableError("a time ends before it begins", line_of(node))
    return start, end


def _minutes(node: yaml.Node) -> int:
    text = text_of(node)
    if re.fullmatch(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00", text) is None:
        raise UnreadableError(f"`{text}` is no time of day", line_of(node))
    return int(text[:2]) * 60 + int(text[3:])


def _mask(spans: list[tuple[int, int]], shift: int) -> int:
    return bits(number + shift for first, last in spans for number in range(first, last + 1))


def _from_monday(mask: int) -> int:
    return (mask >> 1 | mask << 6) & 0b1111111
