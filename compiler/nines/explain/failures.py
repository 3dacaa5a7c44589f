"""For which failures is told when alerts fire, and how such times are shown."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from nines.values.text import duration

__all__ = ["FAILURES", "exact"]

FAILURES = (Fraction(1, 100), Fraction(1, 10), Fraction(1))
"""Shares of failing events."""


def exact(milliseconds: Fraction) -> str:
    """Up to the next second, from a second on: an alert never fires sooner than is said."""
    return duration(Fraction(ceil(milliseconds / 1000) * 1000) if milliseconds >= 1000 else milliseconds)
