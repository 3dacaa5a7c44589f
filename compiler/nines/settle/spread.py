"""Many values as one: mean, percentile, share within a bound, score. Each value has a weight: a count, or seconds."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nines.language.statements.promise import Score
from nines.record import dataclass
from nines.values.units import base_value

__all__ = ["Valued", "mean", "percentile", "scored", "within"]


@dataclass(frozen=True, slots=True)
class Valued:
    """A value in base units, and how much it counts."""

    value: Fraction
    weight: Fraction = Fraction(1)


def mean(items: Sequence[Valued]) -> Fraction:
    """Of at least one value."""
    return sum((item.value * item.weight for item in items), Fraction(0)) / _weight(items)


def percentile(items: Sequence[Valued], share: Fraction) -> Fraction:
    """The smallest value that a share of all does not exceed (nearest rank): one that was measured, never between two.

    `share` is above 0 and at most 1. Of at least one value.
    """
    wanted, reached = share * _weight(items), Fraction(0)
    ordered = sorted(items, key=lambda item: item.value)
    for item in ordered:
        reached += item.weight
        if reached >= wanted:
            return item.value
    return ordered[-1].value


def within(items: Sequence[Valued], bound: Fraction) -> Fraction:
    """The weight of the values that are at most a bound."""
    return sum((item.weight for item in items if item.value <= bound), Fraction(0))


def scored(items: Sequence[Valued], score: Score) -> Fraction:
    """The sum of the scores: 1 up to a first bound, so much up to a second, and so much beyond. Bounds are included."""
    full, limit = base_value(score.full.value), base_value(score.limit.value)
    fast, slow = within(items, full), within(items, max(full, limit))
    return fast + (slow - fast) * score.half.value.value + (_weight(items) - slow) * score.rest.value.value


def _weight(items: Sequence[Valued]) -> Fraction:
    return sum((item.weight for item in items), Fraction(0))
