"""Writes exact values the way a spec does, and numbers the way a program reads them."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from nines.values.model import (
    Bytes,
    Date,
    DateTime,
    Duration,
    FineDuration,
    Literal,
    Money,
    Multiple,
    Number,
    Ordinal,
    Percentage,
    Points,
    Quantity,
    Rate,
    Ratio,
    Time,
    Version,
)
from nines.values.sizes import BYTE_UNITS, DURATION_UNITS, RATE_UNITS

__all__ = [
    "decimals",
    "exact",
    "literal",
    "ordinal_letters",
    "spell_decimal",
    "spell_duration",
    "spell_grouped",
]

_ENOUGH = 17
"""Significant digits that tell any two binary floats apart."""


def literal(value: Literal) -> str:
    """The value as it was written, or as it would be if nobody wrote it."""
    return value.text or _spelled(value)


def _spelled(value: Literal) -> str:
    match value:
        case Date():
            return value.day.isoformat()
        case Time():
            return f"{value.minutes // 60:02}:{value.minutes % 60:02}"
        case DateTime():
            return f"{literal(value.date)} {literal(value.time)}"
        case Version():
            return ".".join(str(part) for part in value.parts)
        case _:
            return _spelled_quantity(value)


def _spelled_quantity(value: Quantity) -> str:
    match value:
        case Percentage():
            return f"{spell_decimal(value.value * 100)}%"
        case Points():
            return f"{spell_decimal(value.value * 100)}pp"
        case Duration() | FineDuration():
            return spell_duration(value.milliseconds)
        case Rate():
            return f"{spell_grouped(value.per_second * RATE_UNITS[value.unit])}/{value.unit}"
        case Multiple():
            return f"{spell_decimal(value.value)}x"
        case Ordinal():
            return f"{spell_decimal(value.value)}{ordinal_letters(value.value)}"
        case Number():
            return spell_grouped(value.value)
        case Ratio():
            return f"{value.value.numerator}/{value.value.denominator}"
        case Bytes():
            return f"{spell_grouped(value.value / BYTE_UNITS[value.unit])} {value.unit}"
        case Money():
            return f"{value.currency} {spell_grouped(Fraction(value.amount))}"


def exact(number: str) -> Fraction:
    """The value of plain digits: `1_500`, `0.75`, `-3`."""
    return Fraction(number.replace("_", ""))


@lru_cache(maxsize=4_096)
def spell_duration(milliseconds: Fraction | int) -> str:
    """The literal of a duration, days its largest unit: `30d`, `1h30m`, `0.5ms`, `0s`."""
    if milliseconds == 0:
        return "0s"
    if milliseconds < 0:
        return f"-{spell_duration(-milliseconds)}"
    whole, rest = divmod(Fraction(milliseconds), 1)
    if rest:
        return f"{spell_decimal(Fraction(milliseconds))}ms"
    out = []
    for unit in ("d", "h", "m", "s", "ms"):
        count, whole = divmod(whole, DURATION_UNITS[unit])
        if count:
            out.append(f"{count}{unit}")
    return "".join(out)


def spell_decimal(value: Fraction) -> str:
    """The decimal digits of a value, without exponent: all if they end, else the nearest with 17 significant ones."""
    sign, value = ("-" if value < 0 else ""), abs(value)
    digits = decimals(value)
    if digits is None:
        digits = _ENOUGH - _magnitude(value)
        value = Fraction(round(value * Fraction(10) ** digits)) / Fraction(10) ** digits
        digits = decimals(value) or 0
    whole, rest = divmod(value.numerator * 10**digits // value.denominator, 10**digits)
    return f"{sign}{whole}.{rest:0{digits}}" if digits else f"{sign}{whole}"


def _magnitude(value: Fraction) -> int:
    """The least n so that 10^n is above the value (which is above zero)."""
    guess = len(str(value.numerator)) - len(str(value.denominator))
    while Fraction(10) ** guess <= value:
        guess += 1
    return guess


def spell_grouped(value: Fraction) -> str:
    """As `spell_decimal`, with `_` between the thousands from five digits on: `12_000`, but `1500`."""
    whole, point, rest = spell_decimal(value).partition(".")
    return (f"{int(whole):_}" if len(whole.lstrip("-")) > 4 else whole) + point + rest


def decimals(value: Fraction) -> int | None:
    """How many decimals it takes to write a value exactly; None if no number of them will do."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def ordinal_letters(value: Fraction) -> str:
    """`st`, `nd`, `rd` or `th`."""
    if value.denominator != 1 or value.numerator % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value.numerator % 10, "th")
