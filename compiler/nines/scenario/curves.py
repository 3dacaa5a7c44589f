"""What happens over time, as numbers that change at moments and are constant between them."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from itertools import pairwise

from nines.record import dataclass

__all__ = ["Curve"]

_EVER = -(10**15)
"""Long before anything that is looked at."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A number over time: `values[i]` holds from `moments[i]` (milliseconds) on. The first of them is long ago."""

    moments: tuple[int, ...]
    values: tuple[Fraction, ...]

    @classmethod
    def steady(cls, value: Fraction | int) -> Curve:
        return cls((_EVER,), (Fraction(value),))

    def at(self, moment: int) -> Fraction:
        return self.values[max(bisect_right(self.moments, moment) - 1, 0)]

    def put(self, start: int, end: int, value: Fraction | int) -> Curve:
        """The curve with another value from `start` up to, but not including, `end`."""
        after = self.at(end)
        kept = [(m, v) for m, v in zip(self.moments, self.values, strict=True) if m < start or m > end]
        points = sorted([*kept, (start, Fraction(value)), (end, after)])
        return Curve(tuple(m for m, _ in points), tuple(v for _, v in points))

    def times(self, other: Curve) -> Curve:
        moments = sorted({*self.moments, *other.moments})
        return Curve(tuple(moments), tuple(self.at(m) * other.at(m) for m in moments))

    def less(self, other: Curve) -> Curve:
        moments = sorted({*self.moments, *other.moments})
        return Curve(tuple(moments), tuple(self.at(m) - other.at(m) for m in moments))

    def area(self, start: int, end: int) -> Fraction:
        """The value added up over the milliseconds from `start` to `end`."""
        total = Fraction(0)
        edges = [start, *(m for m in self.moments if start < m < end), end]
        for one, other in pairwise(edges):
            total += self.at(one) * (other - one)
        return total
