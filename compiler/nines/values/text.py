"""The one place that prints numbers: for people, and for the machines that read what we write.

Everything comes in exact. What cannot be shown in full is cut off or rounded towards the worse,
so that no text promises more than is so. English, with `,` between thousands and `.` before decimals.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from fractions import Fraction

from nines.values.currencies import currency
from nines.values.model import Bytes, Date, Duration, FineDuration, Money, Percentage, Points, Quantity, Rate
from nines.values.names import MONTHS
from nines.values.rounding import Rounding, round_to
from nines.values.sizes import BYTE_UNITS, DURATION_UNITS, RATE_UNITS
from nines.values.spelling import decimals, literal, spell_decimal, spell_duration

__all__ = [
    "Sense",
    "about",
    "attained",
    "budget_left",
    "byte_size",
    "count",
    "day",
    "decimal",
    "duration",
    "factor",
    "fixed",
    "literal",
    "money",
    "percent",
    "percent_to",
    "prometheus_duration",
    "prometheus_number",
    "rate",
]


class Sense(Enum):
    """Which side of a bound is kept."""

    AT_LEAST = "at least"
    AT_MOST = "at most"

    @property
    def towards_miss(self) -> Rounding:
        return Rounding.FLOOR if self is Sense.AT_LEAST else Rounding.CEILING


# Plain numbers


def decimal(value: Fraction | int) -> str:
    """All digits of a value, `1,500` or `0.75`; the nearest with 17 significant digits if they do not end."""
    return _grouped(spell_decimal(Fraction(value)))


def fixed(value: Fraction | int, digits: int, rounding: Rounding = Rounding.HALF_EVEN) -> str:
    """With exactly so many decimals: `1,500.00`."""
    rounded = round_to(Fraction(value), Fraction(1, 10**digits), rounding)
    scaled = abs(rounded.numerator * 10**digits // rounded.denominator)
    whole, rest = divmod(scaled, 10**digits)
    sign = "-" if rounded < 0 else ""
    return f"{sign}{whole:,}.{rest:0{digits}}" if digits else f"{sign}{whole:,}"


def count(number: int, one: str, many: str = "") -> str:
    """`1 period`, `1,500 periods`; `many` where an `s` will not do."""
    return f"{number:,} {one if abs(number) == 1 else many or one + 's'}"


def factor(value: Fraction) -> str:
    """A burn rate or another multiple: `14.4x`, `0.5x`; three significant digits if the digits do not end by then."""
    digits = decimals(value)
    if digits is not None and digits <= 3:
        return f"{decimal(value)}x"
    return f"{_trimmed(fixed(value, _decimals_for(value, 3)))}x"


def rate(value: Rate | Fraction, unit: str = "s") -> str:
    """Events per unit of time: `1,500/s`; a rate that was written keeps its own unit."""
    per_second, unit = (value.per_second, value.unit) if isinstance(value, Rate) else (value, unit)
    return f"{decimal(per_second * RATE_UNITS[unit])}/{unit}"


def byte_size(value: Fraction | int) -> str:
    """In the largest binary unit in which it is at least one: `5 MiB`, `1.5 GiB`, `900 B`."""
    size = Fraction(value)
    unit = next((u for u in ("EiB", "PiB", "TiB", "GiB", "MiB", "KiB") if abs(size) >= BYTE_UNITS[u]), "B")
    return f"{_trimmed(fixed(size / BYTE_UNITS[unit], 2))} {unit}"


def money(amount: Money) -> str:
    """`EUR 12,000.00`: never fewer digits than the currency is paid in, never rounded."""
    value = Fraction(amount.amount)
    known = currency(amount.currency)
    digits = max(decimals(value) or 0, known.digits if known else 0)
    return f"{amount.currency} {fixed(value, digits)}"


def day(date: Date) -> str:
    """`1 January 2026`."""
    return f"{date.day.day} {MONTHS[date.day.month - 1].capitalize()} {date.day.year}"


# Shares


def percent(share: Fraction) -> str:
    """A share with all its digits, `99.95%`; six decimals if there are more, cut off, not rounded up."""
    value = share * 100
    digits = decimals(value)
    if digits is None or digits > 6:
        return f"{_trimmed(fixed(value, 6, Rounding.FLOOR))}%"
    return f"{decimal(value)}%"


def percent_to(share: Fraction, digits: int, rounding: Rounding = Rounding.FLOOR) -> str:
    """A share with exactly so many decimals: `99.90%`."""
    return f"{fixed(share * 100, digits, rounding)}%"


def attained(value: Fraction, promised: Quantity, sense: Sense = Sense.AT_LEAST) -> str:
    """What was reached, with one digit more than the promise and rounded towards the miss.

    So a miss never reads as kept, and 100% says that nothing at all was lost: 998999/1000000 against
    `99.9%` is `99.89%`. `value` is in base units, as `base_value` gives them.
    """
    digits = _written_decimals(promised) + 1
    match promised:
        case Percentage():
            return percent_to(value, digits, sense.towards_miss)
        case Duration() | FineDuration() if literal(promised).endswith("ms"):
            return f"{fixed(value * 1000, digits, sense.towards_miss)}ms"
        case Duration() | FineDuration():
            return duration(value * 1000, sense.towards_miss)
        case Rate():
            return f"{fixed(value * RATE_UNITS[promised.unit], digits, sense.towards_miss)}/{promised.unit}"
        case Points():
            return f"{fixed(value * 100, digits, sense.towards_miss)}pp"
        case Bytes():
            return f"{fixed(value / BYTE_UNITS[promised.unit], digits, sense.towards_miss)} {promised.unit}"
        case _:
            return fixed(value, digits, sense.towards_miss)


def budget_left(share: Fraction, of_milliseconds: Fraction | int) -> str:
    """The share of the error budget that is left, and the time that it stands for: `41%, 5m 19s`.

    Below zero: `overspent by 37%, 4m 48s`. `of_milliseconds` is the whole budget.
    """
    time = duration(abs(share) * of_milliseconds, Rounding.FLOOR if share >= 0 else Rounding.CEILING)
    if share < 0:
        return f"overspent by {_rough_percent(-share, Rounding.CEILING)}, {time}"
    return f"{_rough_percent(share, Rounding.FLOOR)}, {time}"


# Time


def duration(milliseconds: Fraction | int, rounding: Rounding = Rounding.FLOOR) -> str:
    """`3h 36m`, `4m 19s`, `25.92s`, `26.298ms`: to the second from a minute on, else to a thousandth of the unit.

    It rounds down, as suits what is allowed or left; give another way for what was lost.
    """
    value = Fraction(milliseconds)
    fine = round_to(value, Fraction(1, 1000), rounding)
    if abs(fine) < 1000:
        return _milliseconds(value, fine)
    whole = round_to(value, Fraction(1), rounding)
    if abs(whole) < 60_000:
        return f"{_trimmed(fixed(whole / 1000, 3))}s"
    return _clock(round_to(value, Fraction(1000), rounding))


def about(milliseconds: Fraction | int, rounding: Rounding = Rounding.FLOOR) -> str:
    """The two largest units: `2h 46m`, `3d 4h`, `2m 5s`; what is shorter than a minute as `duration` has it."""
    value = Fraction(milliseconds)
    for size, step in (("d", "h"), ("h", "m"), ("m", "s")):
        rounded = round_to(value, Fraction(DURATION_UNITS[step]), rounding)
        if abs(rounded) >= DURATION_UNITS[size]:
            return _clock(rounded)
    return duration(value, rounding)


def _milliseconds(value: Fraction, rounded: Fraction) -> str:
    if rounded == 0 and value:
        return "less than 0.001ms"
    return "0s" if rounded == 0 else f"{_trimmed(fixed(rounded, 3))}ms"


def _clock(milliseconds: Fraction) -> str:
    """Whole seconds in days, hours, minutes and seconds; parts that are zero are left out."""
    rest = abs(milliseconds.numerator)
    parts = []
    for unit in ("d", "h", "m", "s"):
        number, rest = divmod(rest, DURATION_UNITS[unit])
        if number:
            parts.append(f"{number:,}{unit}")
    return ("-" if milliseconds < 0 else "") + " ".join(parts)


# For machines


def prometheus_number(value: Fraction | int | Decimal) -> str:
    """A number as PromQL and JSON take it: exact if its digits end, else 17 significant ones. No exponent."""
    return spell_decimal(Fraction(value))


def prometheus_duration(milliseconds: int) -> str:
    """`1h30m`, `30d`, `14d`: days are the largest unit, in labels and names.

    Prometheus itself would print `2w` for the last; PromQL that we write is printed by `nines.promql`.
    """
    return spell_duration(milliseconds)


# Helpers


def _grouped(digits: str) -> str:
    whole, point, rest = digits.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-')):,}{point}{rest}"


def _trimmed(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _decimals_for(value: Fraction, significant: int) -> int:
    """How many decimals show so many significant digits."""
    digits, size = significant, abs(value)
    while size >= 1 and digits > 0:
        size, digits = size / 10, digits - 1
    while 0 < size < Fraction(1, 10):
        size, digits = size * 10, digits + 1
    return digits


def _rough_percent(share: Fraction, rounding: Rounding) -> str:
    """Whole percents, or two significant digits below ten."""
    value = share * 100
    return f"{_trimmed(fixed(value, 0 if value >= 10 else min(_decimals_for(value, 2), 6), rounding))}%"


def _written_decimals(promised: Quantity) -> int:
    """The decimals that the promise shows."""
    number = literal(promised).rstrip("%abcdefghijklmnopqrstuvwxyz/ ")
    return len(number.partition(".")[2].replace("_", ""))
