"""Writes exact values the way a spec does."""

from __future__ import annotations

from fractions import Fraction

from nines.values.units import DURATION_UNITS

__all__ = ["decimals", "exact", "ordinal_letters", "spell_decimal", "spell_duration", "spell_grouped"]


def exact(number: str) -> Fraction:
    """The value of plain digits: `1_500`, `0.75`, `-3`."""
    return Fraction(number.replace("_", ""))


def spell_duration(milliseconds: Fraction | int) -> str:
    """The literal of a duration, days its largest unit: `30d`, `1h30m`, `0.5ms`, `0s`."""
    if milliseconds == 0:
        return "0s"
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
    """The exact decimal digits of a value that has finitely many, without exponent."""
    sign, value = ("-" if value < 0 else ""), abs(value)
    digits = decimals(value)
    if digits is None:
        raise ValueError(f"{value} has no finite decimal form")
    whole, rest = divmod(value.numerator * 10**digits // value.denominator, 10**digits)
    return f"{sign}{whole}.{rest:0{digits}}" if digits else f"{sign}{whole}"


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
