"""Input series in promtool's notation: counters, gauges, probes, time stamps and native histograms from curves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise

from nines.promql import build as q
from nines.promql.numbers import number_text
from nines.promql.text import line
from nines.record import dataclass, replace
from nines.scenario.curves import Curve

__all__ = ["Grid", "Input", "counter", "gauge", "name_of", "native", "sampled", "stamp"]


@dataclass(frozen=True, slots=True)
class Input:
    """A series as promtool's unit tests take it."""

    series: str
    values: str


@dataclass(frozen=True, slots=True)
class Grid:
    """When samples are taken: every `step` milliseconds, `last` of them after the one at 0.

    `gaps` are times without samples, `resets` moments at which counters begin anew. A series lives from `born` until
    before `dies` (None: to the end).
    """

    step: int
    last: int
    gaps: tuple[tuple[int, int], ...] = ()
    resets: tuple[int, ...] = ()
    born: int = 0
    dies: int | None = None

    def index(self, moment: int) -> int:
        """The first sample that is not before a moment."""
        return -(-moment // self.step)

    def is_there(self, index: int) -> bool:
        at = index * self.step
        alive = self.born <= at and (self.dies is None or at < self.dies)
        return alive and not any(start <= at < end for start, end in self.gaps)

    def runs(self, *curves: Curve) -> Iterator[tuple[int, int]]:
        """Stretches of samples, `from` and `until`, between any two of which nothing changes."""
        moments = [moment for curve in curves for moment in curve.moments]
        edges = {0, 1, self.last + 1}
        for moment in moments:
            at = moment // self.step + 1
            edges |= {at - 1, at, at + 1}
        for moment in (*self.resets, *(edge for gap in self.gaps for edge in gap), self.born, self.dies or 0):
            edges.add(self.index(moment))
        inside = sorted(edge for edge in edges if 0 <= edge <= self.last + 1)
        yield from pairwise(inside)

    def generations(self, deploys: tuple[int, ...]) -> tuple[Grid, ...]:
        """One for the processes between each two deploys."""
        edges = (0, *deploys)
        ends = (*deploys, None)
        return tuple(replace(self, born=born, dies=dies) for born, dies in zip(edges, ends, strict=True))


def name_of(metric: str, labels: dict[str, str]) -> str:
    """A series as PromQL writes it."""
    return line(q.selector(metric, *(q.equal(label, value) for label, value in sorted(labels.items()))))


def counter(rate: Curve, grid: Grid) -> str:
    """A counter that grows by so many a second."""
    value = Fraction(0)
    resets = {grid.index(moment) for moment in (*grid.resets, grid.born)}
    parts = []
    for start, end in grid.runs(rate):
        if start in resets:
            value = Fraction(0)
        each = rate.area((start - 1) * grid.step, start * grid.step) / 1000 if start else Fraction(0)
        length = end - start
        parts.append(_run(value + each, each, length) if grid.is_there(start) else _missing(grid, start, length))
        value += each * length
    return " ".join(parts)


def gauge(level: Curve, grid: Grid) -> str:
    """A gauge at a level."""
    return _each_run(level, grid, lambda start, length: _run(level.at(start * grid.step), Fraction(0), length))


def sampled(share: Curve, good: Fraction, bad: Fraction, grid: Grid) -> str:
    """A gauge of which a share of samples is bad, spread evenly."""

    def run(start: int, length: int) -> str:
        of_bad = share.at(start * grid.step)
        if of_bad in (0, 1):
            return _run(bad if of_bad else good, Fraction(0), length)
        at = (int(of_bad * (index + 1)) > int(of_bad * index) for index in range(length))
        return " ".join(number_text(bad if is_bad else good) for is_bad in at)

    return _each_run(share, grid, run)


def stamp(stale: Curve, start: int, age: Fraction, grid: Grid) -> str:
    """Unix time of the last success: now, or, where `stale` is 1, too old by a minute. `start` is the time at 0."""
    seconds = Fraction(grid.step, 1000)

    def run(first: int, length: int) -> str:
        now = start + first * seconds
        return _run(now - (age + 60) * stale.at(first * grid.step), seconds, length)

    return _each_run(stale, grid, run)


def native(fast: Curve, slow: Curve, bound: Fraction, grid: Grid) -> str:
    """A native histogram: so many observations a second well within the bound, and well beyond it."""
    low, high = _bucket(bound / 2), _bucket(bound * 4)
    gap = " ".join(["0"] * (high - low - 1))
    counts = [Fraction(0), Fraction(0)]
    resets = {grid.index(moment) for moment in (*grid.resets, grid.born)}
    parts = []
    for start, end in grid.runs(fast, slow):
        if start in resets:
            counts = [Fraction(0), Fraction(0)]
        for index in range(start, end):
            for which, rate in enumerate((fast, slow)):
                counts[which] += rate.area((index - 1) * grid.step, index * grid.step) / 1000 if index else 0
            if not grid.is_there(index):
                parts.append(_missing(grid, index, 1))
                continue
            one, other = (number_text(Fraction(int(count))) for count in counts)
            every = number_text(Fraction(int(counts[0])) + int(counts[1]))
            parts.append(f"{{{{schema:0 sum:{every} count:{every} offset:{low} buckets:[{one} {gap} {other}]}}}}")
    return " ".join(parts)


def _bucket(value: Fraction) -> int:
    """The bucket of schema 0 that holds a value: its upper end is 2 to this power."""
    power = 0
    while Fraction(2) ** power < value:
        power += 1
    while Fraction(2) ** (power - 1) >= value:
        power -= 1
    return power


def _each_run(curve: Curve, grid: Grid, run: Callable[[int, int], str]) -> str:
    return " ".join(
        run(start, end - start) if grid.is_there(start) else _missing(grid, start, end - start)
        for start, end in grid.runs(curve)
    )


def _run(first: Fraction, each: Fraction, length: int) -> str:
    if length == 1:
        return number_text(first)
    step = number_text(each)
    return f"{number_text(first)}+{step}x{length - 1}" if each else f"{number_text(first)}x{length - 1}"


def _missing(grid: Grid, start: int, length: int) -> str:
    """No samples; the first says that the series has ended, if its process has."""
    if grid.dies is not None and grid.index(grid.dies) == start:
        return "stale" if length == 1 else f"stale _x{length - 1}"
    return "_" if length == 1 else f"_x{length}"
