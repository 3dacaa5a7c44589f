"""How far the ratio of a window may be from the truth: the bounds that `make bench-rules` holds the rules to.

An error is the difference from the true ratio, divided by the larger of that and the budget. The bounds are for a base
range of a minute, with restarts, deploys, gaps and nights without traffic, but not for moments at which an incident
leaves the window (docs/rules.md); they grow with the base range.
"""

from __future__ import annotations

from fractions import Fraction

from nines.record import dataclass

__all__ = ["BOUNDS", "Accuracy", "Bound", "accuracy"]

_MINUTE = 60_000
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR


@dataclass(frozen=True, slots=True)
class Bound:
    """What windows from a length on, in milliseconds, are held to; `windows` are those in words.

    `edge` is the error at any moment from ten minutes into an incident, `settled` that once it is an hour old.
    """

    windows: str
    least: int
    edge: Fraction
    settled: Fraction


BOUNDS = (
    Bound("7d and more", 7 * _DAY, Fraction(1, 100), Fraction(1, 100)),
    Bound("1d to 3d", _DAY, Fraction(5, 100), Fraction(2, 100)),
    Bound("6h", 6 * _HOUR, Fraction(10, 100), Fraction(6, 100)),
    Bound("30m to 2h", 30 * _MINUTE, Fraction(10, 100), Fraction(10, 100)),
)
"""The longest first."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The errors that a window is held to: from ten minutes into an incident, and once it is an hour old.

    `measured` is False for windows so short that one edge of an incident decides: there it is the blur of their ends,
    as a share of the window.
    """

    edge: Fraction
    settled: Fraction
    measured: bool


def accuracy(window: int, base: int, blur: int) -> Accuracy:
    """For a window and a base range in milliseconds.

    `blur` is by how much the ends of a window are blurred: a base range, an evaluation and a scrape.
    """
    scale = max(Fraction(1), Fraction(base, _MINUTE))
    for bound in BOUNDS:
        if window >= bound.least:
            edge, settled = (min(Fraction(1), share * scale) for share in (bound.edge, bound.settled))
            return Accuracy(edge, settled, measured=True)
    smear = min(Fraction(1), Fraction(blur, window))
    return Accuracy(smear, smear, measured=False)
