"""What a report is made of: the settlement of a period, what was recorded of it, and what went before."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.contract.model import Contract
from nines.record import dataclass
from nines.settle.excluded import Excluded, masked_time
from nines.settle.promises import PromiseResult
from nines.settle.result import Settlement
from nines.settle.series import Before, Tile, Track
from nines.values.intervals import Interval, union
from nines.values.model import Percentage
from nines.values.units import base_value

__all__ = ["Found", "Trouble", "Watched", "troubles"]


@dataclass(frozen=True, slots=True)
class Found:
    """`before` are earlier periods, the first one first; `left_out` is all time that the agreement excludes.

    `notes` say where nothing was recorded.

    `numbers` marks the measured numbers that the settlement rests on, so that a print can be told from another's.
    """

    contract: Contract
    settlement: Settlement
    tracks: tuple[Track, ...]
    before: tuple[Before, ...]
    left_out: tuple[Excluded, ...]
    notes: tuple[str, ...]
    numbers: str

    def watched(self) -> Iterator[Watched]:
        """The promises of which something was recorded, in the order of the contract."""
        for result in self.settlement.promises:
            outcome = result.outcome
            track = next(
                (
                    track
                    for track in self.tracks
                    if track.promise == outcome.promise.name and set(track.labels) == set(outcome.labels)
                ),
                None,
            )
            if track is not None and isinstance(outcome.promise.comparison.value.value, Percentage):
                name = outcome.promise.name
                spans = [item.span for item in self.left_out if item.promise in (None, name)]
                masked = masked_time(outcome.promise, self.settlement.customer.agreement, self.settlement.judged)
                left_out = union([*spans, *(item.span for item in masked)])
                yield Watched(result, track.tiles, base_value(outcome.promise.comparison.value.value), left_out)


@dataclass(frozen=True, slots=True)
class Watched:
    """A promise of a share with what was recorded of it."""

    result: PromiseResult
    tiles: tuple[Tile, ...]
    promised: Fraction
    left_out: tuple[Interval, ...]

    @property
    def allowed(self) -> Fraction:
        """The share that may fail."""
        return 1 - self.promised

    @property
    def total(self) -> Fraction:
        return sum((tile.total for tile in self.tiles if tile.total is not None), Fraction(0))

    @property
    def used(self) -> Fraction | None:
        """The share of what may fail that has failed, by the settlement; None where nothing may."""
        seen = self.result.outcome.seen
        return (1 - seen.exact) / self.allowed if seen is not None and self.allowed else None

    def counts(self, tile: Tile) -> bool:
        """Whether a stretch of time counts: hours are cut where exclusions begin and end."""
        return not any(span.start <= tile.start and tile.start + tile.length <= span.end for span in self.left_out)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Time in which more failed than the promise allows: what failed in it, of how much, and whether it counts."""

    span: Interval
    bad: Fraction
    total: Fraction
    counts: bool

    @property
    def share(self) -> Fraction:
        return min(self.bad / self.total, Fraction(1)) if self.total else Fraction(0)


def troubles(watched: Watched) -> tuple[Trouble, ...]:
    """In the order of time; stretches that follow each other are one."""
    found: list[Trouble] = []
    for tile in watched.tiles:
        if not tile.total or not tile.bad or tile.bad <= watched.allowed * tile.total:
            continue
        span = Interval(tile.start, tile.start + tile.length)
        counts = watched.counts(tile)
        if found and found[-1].span.end == span.start and found[-1].counts is counts:
            last = found.pop()
            span = Interval(last.span.start, span.end)
            found.append(Trouble(span, last.bad + tile.bad, last.total + tile.total, counts))
        else:
            found.append(Trouble(span, tile.bad, tile.total, counts))
    return tuple(found)
