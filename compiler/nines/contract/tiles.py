"""Over how long a pair is measured, so that everything longer adds up from it: the arithmetic of rules and checks.

Calendar windows and blocks begin with a tile (an hour almost everywhere); the base range divides it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import lru_cache

from nines.contract.model import BlockWindow, CalendarWindow, Composite, Indicator, Window

__all__ = ["END", "FIRST_YEAR", "LAST_YEAR", "SCRAPES", "START", "base_range", "slice_lengths", "tile_of"]

FIRST_YEAR = 2025
LAST_YEAR = 2030
"""The years whose clock changes, months and dated hours are written out, the last one whole.

They are fixed, so that the same specs give the same rules whenever they are compiled. `CALENDAR_UNTIL` says their end.
"""

_WEEK = 604_800
START = int(datetime.datetime(FIRST_YEAR, 1, 1, tzinfo=datetime.UTC).timestamp()) - _WEEK
END = int(datetime.datetime(LAST_YEAR + 1, 1, 1, tzinfo=datetime.UTC).timestamp()) + _WEEK
"""The span of time that tables are written for, in Unix seconds: the years, and a week on either side."""

SCRAPES = 4
"""Scrapes in a base range: fewer see nothing when one is late, more smear the edges of incidents (RULES.md, 2)."""

_HOUR = 3600


@lru_cache
def base_range(evaluate: int, scrape: int, tile: int, slices: tuple[int, ...]) -> int | None:
    """The shortest range that is at least four scrapes, whole evaluations, and fits the tile and every slice.

    All in milliseconds. It divides the tile; of each slice it is a divisor or a multiple. None if there is no such.
    """
    if evaluate <= 0 or tile % evaluate:
        return None
    count = tile // evaluate
    for times in range(1, count + 1):
        size = evaluate * times
        if count % times or size < SCRAPES * scrape:
            continue
        if all(length % size == 0 or size % length == 0 for length in slices):
            return size
    return None


def slice_lengths(indicators: Iterable[Indicator]) -> tuple[int, ...]:
    """The lengths of all slices of some indicators in milliseconds, each once, the shortest first."""
    return tuple(sorted({length for indicator in indicators for length in _slices(indicator) if length > 0}))


def tile_of(windows: Iterable[Window]) -> int:
    """The longest tile, in milliseconds, that no start of any of the windows cuts."""
    tile = _HOUR
    for window in windows:
        if not isinstance(window, CalendarWindow | BlockWindow):
            continue
        edges = _edges(window)
        tile = next(size for size in (3600, 1800, 900, 300, 60, 1) if size <= tile and not any(e % size for e in edges))
    return tile * 1000


@lru_cache
def _edges(window: CalendarWindow | BlockWindow) -> frozenset[int]:
    """Seconds that tell when the windows of a kind begin, on top of whole days in UTC."""
    from nines.values.zone import Which, zone  # most specs have rolling windows only

    found = zone(window.zone)
    if found is None:
        return frozenset()
    if isinstance(window, BlockWindow):
        return frozenset({found.to_instant(window.anchor, Which.FROM), window.length.milliseconds // 1000})
    return frozenset(offset for _, offset in found.transitions(START, END))


def _slices(indicator: Indicator) -> tuple[int, ...]:
    if isinstance(indicator.measurement, Composite):
        return (indicator.measurement.slice.milliseconds,) if indicator.measurement.slice is not None else ()
    return (indicator.slices.length.milliseconds,) if indicator.slices is not None else ()
