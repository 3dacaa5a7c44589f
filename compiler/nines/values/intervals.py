"""Spans of time and what is done with them: union, what is left, what is common. Half-open, whole Unix seconds."""

from __future__ import annotations

from collections.abc import Iterable

from nines.record import dataclass

__all__ = ["Interval", "difference", "intersection", "total", "union"]


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From `start` up to but not including `end`."""

    start: int
    end: int

    @property
    def seconds(self) -> int:
        return self.end - self.start

    @property
    def milliseconds(self) -> int:
        return self.seconds * 1000

    def __contains__(self, instant: int) -> bool:
        return self.start <= instant < self.end

    def clipped(self, start: int, end: int) -> Interval:
        """The part of it in a span; empty if it has none there."""
        start = max(self.start, start)
        return Interval(start, max(start, min(self.end, end)))


def union(spans: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same time in spans that neither touch nor overlap, in order; empty ones vanish."""
    merged: list[Interval] = []
    for span in sorted(spans):
        if span.seconds <= 0:
            continue
        if merged and span.start <= merged[-1].end:
            merged[-1] = Interval(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def difference(spans: Iterable[Interval], without: Iterable[Interval]) -> tuple[Interval, ...]:
    """The time of `spans` that is not in `without`."""
    holes = union(without)
    left: list[Interval] = []
    at = 0
    for span in union(spans):
        while at < len(holes) and holes[at].end <= span.start:
            at += 1
        start, reached = span.start, at
        while reached < len(holes) and holes[reached].start < span.end:
            left.append(Interval(start, holes[reached].start))
            start = holes[reached].end
            reached += 1
        left.append(Interval(start, span.end))
    return union(left)


def intersection(spans: Iterable[Interval], others: Iterable[Interval]) -> tuple[Interval, ...]:
    """The time that is in both."""
    spans, others = union(spans), union(others)
    common = []
    at = 0
    for span in spans:
        while at < len(others) and others[at].end <= span.start:
            at += 1
        reached = at
        while reached < len(others) and others[reached].start < span.end:
            common.append(others[reached].clipped(span.start, span.end))
            reached += 1
    return union(common)


def total(spans: Iterable[Interval]) -> int:
    """Seconds, overlaps counted once."""
    return sum(span.seconds for span in union(spans))
