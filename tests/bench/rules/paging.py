"""When alerts fire, against an ideal that knows every event at once, second by second.

The ideal fires while the burn rate of its long window and that of its short one are above its factor. Spells with less
than 150 seconds between them are one. An ideal spell of 75 seconds or more that no alert meets is missed; an alert
that meets no ideal spell, 75 seconds to either side, is false.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tests.bench.rules.fill import Recorded
from tests.bench.rules.shop import END, STALE, START, Counts

__all__ = ["PYRRA_PAGES", "SRE_PAGES", "SRE_TICKETS", "Burn", "Spell", "Told", "firing", "ideal", "told"]

_LATE = 75
_APART = 150
_FROM = START + 86_400
"""From here on the windows of pages lie within the history."""


@dataclass(frozen=True, slots=True)
class Burn:
    """Windows in seconds, and how many budgets they burn."""

    long: int
    short: int
    factor: float


SRE_PAGES = (Burn(3_600, 300, 14.4), Burn(21_600, 1_800, 6))
SRE_TICKETS = (Burn(86_400, 7_200, 3), Burn(259_200, 21_600, 1))
PYRRA_PAGES = (Burn(3_840, 300, 14), Burn(23_160, 1_920, 7))


@dataclass(frozen=True, slots=True)
class Spell:
    """From `begin` to `end`, in Unix seconds."""

    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Told:
    """Pairs of an ideal spell and the alert that tells of it; ideal spells nobody is told of; alerts about nothing."""

    pairs: tuple[tuple[Spell, Spell], ...]
    missed: tuple[Spell, ...]
    false: tuple[Spell, ...]

    @property
    def begins(self) -> list[float]:
        """Seconds by which alerts begin after they should."""
        return [alert.begin - spell.begin for spell, alert in self.pairs]

    @property
    def ends(self) -> list[float]:
        return [alert.end - spell.end for spell, alert in self.pairs]


def ideal(true: Counts, burns: Iterable[Burn], budget: float) -> list[Spell]:
    """When any of some burn rates is too high in truth."""
    on = np.zeros(END - START + 1, bool)
    for burn in burns:
        on |= _over(true, burn.long, burn.factor * budget) & _over(true, burn.short, burn.factor * budget)
    on[: _FROM - START] = False
    edges = np.flatnonzero(np.diff(np.concatenate([[0], on.astype(np.int8), [0]])))
    return _merged([Spell(START + begin, START + end) for begin, end in zip(edges[::2], edges[1::2], strict=True)])


def _over(true: Counts, seconds: int, limit: float) -> npt.NDArray[np.bool_]:
    before = np.maximum(np.arange(len(true.bad)) - seconds, 0)
    bad, total = (half - half[before] for half in (true.bad, true.total))
    over: npt.NDArray[np.bool_] = bad > limit * np.maximum(total, 1)
    return over


def firing(recorded: Recorded, **labels: str) -> list[Spell]:
    """The spells of all alerts with these labels, together."""
    found: list[Spell] = []
    for one in recorded.of("ALERTS", **labels):
        begin: float | None = None
        mark = np.float64(STALE).view(np.uint64)
        for at, value in zip(one.times / 1000.0, one.values.view(np.uint64), strict=True):
            if value != mark and begin is None:
                begin = at
            elif value == mark and begin is not None:
                found.append(Spell(begin, at))
                begin = None
        if begin is not None:
            found.append(Spell(begin, float(END)))
    return [spell for spell in _merged(found) if spell.begin >= _FROM]


def told(spells: Sequence[Spell], alerts: Sequence[Spell]) -> Told:
    pairs = []
    met: set[Spell] = set()
    missed = []
    for spell in spells:
        near = [alert for alert in alerts if alert.begin <= spell.end + _LATE and alert.end >= spell.begin - _LATE]
        met.update(near)
        if near:
            pairs.append((spell, Spell(near[0].begin, near[-1].end)))
        elif spell.end - spell.begin >= _LATE:
            missed.append(spell)
    return Told(tuple(pairs), tuple(missed), tuple(alert for alert in alerts if alert not in met))


def _merged(spells: Iterable[Spell]) -> list[Spell]:
    found: list[Spell] = []
    for spell in sorted(spells, key=lambda one: one.begin):
        if found and spell.begin - found[-1].end < _APART:
            found[-1] = Spell(found[-1].begin, max(found[-1].end, spell.end))
        else:
            found.append(spell)
    return found
