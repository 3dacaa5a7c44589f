"""Reads compiled time zone files (TZif, RFC 8536) and the rule that they give for the years to come.

The standard library's `zoneinfo` answers what the clock says at an instant, but not when it changes.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from datetime import date

from nines.late import late_pattern
from nines.record import dataclass

__all__ = ["LAST_YEAR", "ClockChanges", "YearlyRule", "read_tzif"]

LAST_YEAR = 2299
"""The last year for which changes of the clock are known; later ones are as its end. No date in a spec is later."""

SECONDS_PER_DAY = 86_400
_EPOCH = date(1970, 1, 1).toordinal()
_FIRST = -2_208_988_800  # 1900-01-01, for a zone that is nothing but its rule
_HEADER = struct.Struct(">4s1s15x6l")


@dataclass(frozen=True, slots=True)
class ChangeDay:
    """`M10.5.0/3`: the last Sunday of October at 03:00 (`week` 5 is the last; Sunday is 0). Seconds of local time."""

    month: int
    week: int
    weekday: int
    seconds: int

    def local(self, year: int) -> int:
        """Seconds since 1970-01-01 00:00 by the wall clock."""
        first = date(year, self.month, 1).toordinal()
        day = first + (self.weekday - first) % 7 + 7 * (self.week - 1)
        while date.fromordinal(day).month != self.month:
            day -= 7
        return (day - _EPOCH) * SECONDS_PER_DAY + self.seconds


@dataclass(frozen=True, slots=True)
class YearlyRule:
    """The footer of a file, `CET-1CEST,M3.5.0,M10.5.0/3`: offsets in seconds east, and when they change."""

    standard: int
    summer: int
    begins: ChangeDay | None
    ends: ChangeDay | None

    def changes(self, year: int) -> tuple[tuple[int, int], ...]:
        """Unix seconds and new offset of each change in a year, in order."""
        if self.begins is None or self.ends is None:
            return ()
        begin = (self.begins.local(year) - self.standard, self.summer)
        end = (self.ends.local(year) - self.summer, self.standard)
        return (begin, end) if begin < end else (end, begin)


@dataclass(frozen=True, slots=True)
class ClockChanges:
    """Each change of a zone's offset: from `instants[i]` on (Unix seconds) it is `offsets[i]` seconds east."""

    first_offset: int
    instants: tuple[int, ...]
    offsets: tuple[int, ...]

    def offset(self, instant: int) -> int:
        at = bisect_right(self.instants, instant)
        return self.offsets[at - 1] if at else self.first_offset


def read_tzif(data: bytes) -> ClockChanges:
    """The contents of one whole file of the database, its yearly rule written out up to `LAST_YEAR`.

    Changes of a zone's name or of its summer time flag alone are left out.
    """
    at, size = 0, 4
    if data[4:5] >= b"2":
        at, size = _HEADER.size + _block_length(data, 0, 4), 8
    times, types = _HEADER.unpack_from(data, at)[5:7]
    start = at + _HEADER.size
    instants = struct.unpack_from(f">{times}{'q' if size == 8 else 'l'}", data, start)
    kinds = struct.unpack_from(f">{times}B", data, start + times * size)
    table = start + times * (size + 1)
    offsets = [struct.unpack_from(">l", data, table + 6 * kind)[0] for kind in range(types)]
    changes = [(instant, offsets[kind]) for instant, kind in zip(instants, kinds, strict=True)]
    footer = data[at + _HEADER.size + _block_length(data, at, size) :].strip(b"\n").decode("ascii")
    if size == 8 and footer:
        changes += _written_out(_rule(footer), after=changes[-1][0] if changes else None)
    return _distinct(offsets[0], changes)


def _written_out(rule: YearlyRule, after: int | None) -> list[tuple[int, int]]:
    if after is None:
        after = _FIRST
    first_year = date.fromordinal(_EPOCH + after // SECONDS_PER_DAY).year
    changes = [change for year in range(first_year, LAST_YEAR + 1) for change in rule.changes(year)]
    return [(instant, offset) for instant, offset in changes if instant > after]


def _distinct(first_offset: int, changes: list[tuple[int, int]]) -> ClockChanges:
    kept, before = [], first_offset
    for instant, offset in changes:
        if offset != before:
            kept.append((instant, offset))
        before = offset
    return ClockChanges(first_offset, tuple(instant for instant, _ in kept), tuple(offset for _, offset in kept))


def _block_length(data: bytes, at: int, size: int) -> int:
    counts: tuple[int, ...] = _HEADER.unpack_from(data, at)[2:]
    utc, standard, leaps, times, types, letters = counts
    return times * (size + 1) + types * 6 + letters + leaps * (size + 4) + standard + utc


_NAME = r"(?:<[^>]+>|[A-Za-z]+)"
_CLOCK = r"[-+]?[0-9]+(?::[0-9]+){0,2}"
_RULE = late_pattern(rf"{_NAME}({_CLOCK})(?:{_NAME}({_CLOCK})?,([^,]+),([^,]+))?")
_DAY = late_pattern(rf"M([0-9]+)\.([0-9]+)\.([0-9]+)(?:/({_CLOCK}))?")


def _rule(footer: str) -> YearlyRule:
    match = _RULE.fullmatch(footer)
    if match is None:
        raise ValueError(f"the time zone database has a rule of an unknown form: {footer}")
    standard = -_seconds(match[1])
    if match[3] is None:
        return YearlyRule(standard, standard, None, None)
    summer = -_seconds(match[2]) if match[2] else standard + 3600
    return YearlyRule(standard, summer, _change_day(match[3]), _change_day(match[4]))


def _change_day(text: str) -> ChangeDay:
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(f"the time zone database has a change of an unknown form: {text}")
    return ChangeDay(int(match[1]), int(match[2]), int(match[3]), _seconds(match[4] or "2"))


def _seconds(clock: str) -> int:
    """`-3:30` in seconds."""
    parts = [int(part) for part in clock.lstrip("+-").split(":")]
    total = sum(part * scale for part, scale in zip(parts, (3600, 60, 1), strict=False))
    return -total if clock.startswith("-") else total
