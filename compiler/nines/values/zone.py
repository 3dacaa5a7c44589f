"""Time zones: what the wall clock says, exactly, from the pinned database of the `tzdata` package.

The system's own database is never read, so that results are the same on every machine. Instants are
whole Unix seconds; local times are whole seconds since 1970-01-01 00:00 by the wall clock.
"""

from __future__ import annotations

import datetime
import pkgutil
from bisect import bisect_left, bisect_right
from enum import Enum
from functools import cache
from importlib import import_module

from nines.diagnostics.suggest import several
from nines.record import dataclass, field
from nines.values.model import DateTime
from nines.values.tzif import ClockChanges, read_tzif

__all__ = ["EPOCH_DAY", "Which", "Zone", "database_version", "similar_zones", "zone", "zone_names"]

EPOCH_DAY = datetime.date(1970, 1, 1).toordinal()
"""1970-01-01 as `date.toordinal` counts. A local day number plus this is its ordinal."""

_DAY = 86_400
_END_OF_DAY = 1_440


class Which(Enum):
    """Which instant a wall-clock time means when the clock shows it twice."""

    FROM = "the first, where something starts"
    TO = "the second, where something ends"


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone by its name in the database. Two of one name are equal."""

    name: str
    changes: ClockChanges = field(compare=False, repr=False)

    def offset(self, instant: int) -> int:
        """Seconds that the clock is ahead of UTC at an instant."""
        return self.changes.offset(instant)

    def local(self, instant: int) -> int:
        """What the wall clock shows at an instant."""
        return instant + self.changes.offset(instant)

    def local_day(self, instant: int) -> int:
        """The day that the calendar on the wall shows, counted from 1970-01-01."""
        return self.local(instant) // _DAY

    def instant(self, local: int, which: Which) -> int:
        """The instant at which the clock shows `local`.

        A time that is skipped means the instant of the change, the next that exists; of two, `which`
        decides (LANGUAGE-INDICATORS.md, 1.8).
        """
        shown = [at for at in (local - offset for offset in self._offsets_near(local)) if self.local(at) == local]
        if not shown:
            return self._skipping(local)
        return min(shown) if which is Which.FROM else max(shown)

    def to_instant(self, moment: DateTime, which: Which) -> int:
        """The instant of a written date and time."""
        return self.on_day(moment.date.day.toordinal() - EPOCH_DAY, moment.time.minutes, which)

    def on_day(self, day: int, minutes: int, which: Which) -> int:
        """The instant of a time of day (0 to 1440) on a day counted from 1970-01-01.

        `24:00` is the day's end and so where the next one starts, though midnight be shown twice.
        """
        if minutes == _END_OF_DAY:
            return self.start_of_day(day + 1)
        return self.instant(day * _DAY + minutes * 60, which)

    def start_of_day(self, day: int) -> int:
        """The first instant of a day (counted from 1970-01-01); a skipped day starts where the next one does."""
        return self.instant(day * _DAY, Which.FROM)

    def transitions(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """`(start, offset)`, then each change after `start` and before `end` with the offset from there on."""
        instants, offsets = self.changes.instants, self.changes.offsets
        first = bisect_right(instants, start)
        last = max(first, bisect_left(instants, end))
        return ((start, self.offset(start)), *zip(instants[first:last], offsets[first:last], strict=True))

    def tile(self, start: int, end: int) -> int:
        """The longest tile, in seconds, whose edges fall on all local midnights in the span.

        3600 for nearly all zones (shifted by `phase`), 1800 where a change is half an hour (Lord Howe).
        """
        offsets = {offset for _, offset in self.transitions(start, end)}
        return next(size for size in (3600, 1800, 900, 300, 60, 1) if len({o % size for o in offsets}) == 1)

    def phase(self, start: int, end: int) -> int:
        """The offset modulo `tile(start, end)`: PHI of RULES-CALENDAR.md. Kolkata 1800, Kathmandu 2700."""
        return self.offset(start) % self.tile(start, end)

    def has_uneven_changes(self, start: int, end: int) -> bool:
        """Whether a change in the span is not of whole hours."""
        return self.tile(start, end) != 3600

    def smallest_offset(self, start: int, end: int) -> int:
        return min(offset for _, offset in self.transitions(start, end))

    def _offsets_near(self, local: int) -> set[int]:
        """Every offset that may hold when the clock shows `local`: no offset is beyond a day."""
        return {offset for _, offset in self.transitions(local - _DAY - 1, local + _DAY + 1)}

    def _skipping(self, local: int) -> int:
        """The change at which the clock jumps from below `local` to above it."""
        return next(at for at, _ in self.transitions(local - _DAY - 1, local + _DAY + 1)[1:] if self.local(at) > local)


@cache
def zone(name: str) -> Zone | None:
    """The zone of a name such as `Europe/Berlin`, `Etc/GMT+5`, `UTC`, exactly as the database spells it."""
    if name not in zone_names():
        return None
    return Zone(name, read_tzif(_read(f"zoneinfo/{name}")))


def similar_zones(name: str, most: int = 3) -> tuple[str, ...]:
    """What an unknown name may have meant: `Berlin` and `europe/berlin` both mean `Europe/Berlin`."""
    folded = name.casefold().replace(" ", "_")
    known = zone_names()
    if exact := [zone for zone in known if zone.casefold() == folded]:
        return tuple(exact)
    cities = [zone for zone in known if zone.rpartition("/")[2].casefold() == folded]
    by_city = {zone.rpartition("/")[2]: zone for zone in known}
    close = [*several(name, known, most=most), *(by_city[city] for city in several(name, by_city, most=most))]
    return tuple(dict.fromkeys([*sorted(cities), *close]))[:most]


@cache
def zone_names() -> frozenset[str]:
    """All names that the database has."""
    return frozenset(_read("zones").decode("ascii").split())


def database_version() -> str:
    """The release of the time zone database, `2026a`, which outputs that depend on it should name."""
    return str(import_module("tzdata").IANA_VERSION)


def _read(path: str) -> bytes:
    """A file of the `tzdata` package, wherever it is installed (in a zip too)."""
    data = pkgutil.get_data("tzdata", path)
    if data is None:
        raise FileNotFoundError(f"the package tzdata has no {path}")
    return data
