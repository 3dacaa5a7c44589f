"""How far the ratio of a window may be from the truth: the bounds that `make bench-rules` holds the rules to.

An error is the difference from the true ratio, divided by the larger of that and the budget. The bounds are for a base
range of a minute, with restarts, deploys, gaps and nights without traffic, but not for moments at which an incident
passes a blurred end of the window (docs/rules.md); they grow with the base range.
"""

from __future__ import annotations

from fractions import Fraction

from nines.record import dataclass

__all__ = ["Accuracy", "accuracy"]

_MINUTE = 60_000
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
_BOUNDS = (
    (7 * _DAY, Fraction(1, 100), Fraction(1, 100)),
    (_DAY, Fraction(5, 100), Fraction(2, 100)),
    (6 * _HOUR, Fraction(10, 100), Fraction(6, 100)),
    (30 * _MINUTE, Fraction(10, 100), Fraction(10, 100)),
)
"""From which length on, the error at any moment from ten minutes into an incident, and once that is an hour old."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The errors that a window is held to: while an incident begins or ends, and once it is an hour old.

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
    for least, edge, settled in _BOUNDS:
        if window >= least:
            return Accuracy(min(Fraction(1), edge * scale), min(Fraction(1), settled * scale), measured=True)
    smear = min(Fraction(1), Fraction(blur, window))
    return Accuracy(smear, smear, measured=False)
