"""Scalars as text: the exact decimal, without float noise."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from nines.promql.tree import Special

__all__ = ["number_text"]

_EXACT_UP_TO = 30
"""Significant digits printed of a finite decimal; a double holds less than 18."""

_ROUNDED_TO = 17
"""Significant digits of all else: enough to name any double."""

_PLAIN_UP_TO = 21
"""Places before the point up to which no exponent is used."""

_PLAIN_FROM = -7


@lru_cache(maxsize=16_384)
def number_text(value: Fraction | Special) -> str:
    """`0.001`, `-3`, `1e+30`, `Inf`.

    A decimal of up to 30 digits is exact; what has no end (1/3) or is longer is
    rounded half-even to 17 digits, which is more than Prometheus keeps.
    """
    if isinstance(value, Special):
        return value.value
    if value.denominator == 1 and abs(value.numerator) < 10**_PLAIN_UP_TO:
        return str(value.numerator)
    sign = "-" if value < 0 else ""
    digits, exponent = _decimal(abs(value))
    return sign + _placed(digits, exponent)


def _decimal(value: Fraction) -> tuple[str, int]:
    """Digits without outer zeros, and the power of ten of the last one."""
    places = _places(value.denominator)
    if places is not None:
        exact = str(value.numerator * 10**places // value.denominator)
        digits = exact.rstrip("0")
        if len(digits) <= _EXACT_UP_TO:
            return digits, len(exact) - len(digits) - places
    return _rounded(value)


def _places(denominator: int) -> int | None:
    """Decimal places that a fraction in lowest terms needs; None if it has no end or too many to count."""
    if denominator.bit_length() > 4 * _EXACT_UP_TO * _EXACT_UP_TO:
        return None
    twos = (denominator & -denominator).bit_length() - 1
    rest = denominator >> twos
    fives = 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    return max(twos, fives) if rest == 1 else None


def _rounded(value: Fraction) -> tuple[str, int]:
    exponent = len(str(value.numerator)) - len(str(value.denominator)) - _ROUNDED_TO
    scaled = round(value * Fraction(10) ** -exponent)
    while scaled >= 10**_ROUNDED_TO:
        exponent += 1
        scaled = round(value * Fraction(10) ** -exponent)
    exact = str(scaled)
    digits = exact.rstrip("0")
    return digits, exponent + len(exact) - len(digits)


def _placed(digits: str, exponent: int) -> str:
    point = len(digits) + exponent
    if point > _PLAIN_UP_TO or point <= _PLAIN_FROM:
        fraction = f".{digits[1:]}" if len(digits) > 1 else ""
        return f"{digits[0]}{fraction}e{point - 1:+d}"
    if exponent >= 0:
        return digits + "0" * exponent
    if point > 0:
        return f"{digits[:point]}.{digits[point:]}"
    return f"0.{'0' * -point}{digits}"
