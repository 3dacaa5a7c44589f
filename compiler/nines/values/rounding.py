"""Rounding of exact numbers, in the modes that a contract can name."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

__all__ = ["Rounding", "round_to"]


class Rounding(Enum):
    """`half-*` go to the nearer step and differ at the middle; the others go one way always."""

    HALF_EVEN = "half-even"
    HALF_UP = "half-up"
    HALF_DOWN = "half-down"
    UP = "up"
    DOWN = "down"
    CEILING = "ceiling"
    FLOOR = "floor"


def round_to(value: Fraction, step: Fraction, mode: Rounding) -> Fraction:
    """The multiple of `step` (above zero) that the mode picks.

    `up` is away from zero and `down` towards it, as in accounting; `ceiling` and `floor` are
    the greater and the smaller number. `half-up` and `half-down` do the same at the middle.
    """
    floor, rest = divmod(value / step, 1)
    if rest == 0:
        return value
    return (floor + (1 if _raised(floor, rest, mode, away=value > 0) else 0)) * step


def _raised(floor: int, rest: Fraction, mode: Rounding, *, away: bool) -> bool:
    """Whether to go up by `1 - rest` rather than down by `rest`; up is away from zero if `away`."""
    match mode:
        case Rounding.FLOOR | Rounding.CEILING:
            return mode is Rounding.CEILING
        case Rounding.UP:
            return away
        case Rounding.DOWN:
            return not away
        case Rounding.HALF_UP | Rounding.HALF_DOWN | Rounding.HALF_EVEN:
            middle = {Rounding.HALF_UP: away, Rounding.HALF_DOWN: not away, Rounding.HALF_EVEN: floor % 2 == 1}
            return 2 * rest > 1 or (2 * rest == 1 and middle[mode])
