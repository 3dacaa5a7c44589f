"""Durations as PromQL writes them, in integer milliseconds.

A year is always 365 days, a week 7, a day 24 hours (Prometheus, "Querying basics", time durations).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from nines.late import late_pattern
from nines.record import dataclass

__all__ = ["UNITS", "Length", "Placeholder", "duration_text", "milliseconds", "read_duration"]

UNITS = {
    "y": 31_536_000_000,
    "w": 604_800_000,
    "d": 86_400_000,
    "h": 3_600_000,
    "m": 60_000,
    "s": 1_000,
    "ms": 1,
}

_WHOLE = late_pattern(
    r"(?:([0-9]{1,15})y)?(?:([0-9]{1,15})w)?(?:([0-9]{1,15})d)?(?:([0-9]{1,15})h)?(?:([0-9]{1,15})m)?(?:([0-9]{1,15})s)?(?:([0-9]{1,15})ms)?"
)
_ONLY_IF_EXACT = frozenset({"y", "w"})


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`$window` where a duration belongs: a later pass puts the duration in. The name is without `$`."""

    name: str


Length: TypeAlias = int | Placeholder
"""The length of a range: milliseconds, or a placeholder for them."""


def read_duration(text: str) -> int | None:
    """`1h30m` in milliseconds; None if it is no PromQL duration (units in falling order, each once)."""
    match = _WHOLE.fullmatch(text)
    if match is None or not text:
        return None
    return sum(int(count) * size for count, size in zip(match.groups(), UNITS.values(), strict=True) if count)


def milliseconds(length: int | str) -> int:
    """Milliseconds of a duration that the compiler itself writes; a wrong one is a `ValueError`."""
    if isinstance(length, int):
        return length
    read = read_duration(length)
    if read is None:
        raise ValueError(f"{length!r} is no PromQL duration")
    return read


@lru_cache(maxsize=4_096)
def duration_text(length: int) -> str:
    """The spelling that Prometheus itself prints: `1h30m`, `59m59s999ms`, `4w` but `30d`, `0s`; `-55m` below zero."""
    if length == 0:
        return "0s"
    rest = abs(length)
    parts = []
    for unit, size in UNITS.items():
        if unit in _ONLY_IF_EXACT and rest % size:
            continue
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count}{unit}")
    return ("-" if length < 0 else "") + "".join(parts)
