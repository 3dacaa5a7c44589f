"""Numbers and amounts of a settlement as people read them. What does not end is cut off, and says so: `99.8333...%`."""

from __future__ import annotations

from fractions import Fraction

from nines.language.nodes import Phrase
from nines.language.phrases import GreaterOf, LesserOf, PerUnit, ProRata, ServiceTime, Share, Sum, Times
from nines.settle.reckon import Reckoned, Worth
from nines.values import text
from nines.values.currencies import currency
from nines.values.model import Bytes, Duration, FineDuration, Percentage, Points, Quantity, Rate
from nines.values.rounding import Rounding
from nines.values.sizes import RATE_UNITS
from nines.values.spelling import decimals

__all__ = [
    "length_words",
    "money_words",
    "number_words",
    "share_words",
    "steps",
    "time_words",
    "value_words",
    "worth_words",
]

_MOST = 6
"""Decimals that are shown of a number that does not end."""


def number_words(value: Fraction) -> str:
    digits = decimals(value)
    if digits is None or digits > _MOST:
        return f"{text.fixed(value, _MOST, Rounding.FLOOR)}..."
    return text.decimal(value)


def share_words(value: Fraction) -> str:
    return f"{number_words(value * 100)}%"


def time_words(seconds: Fraction) -> str:
    """`43m 12s`; days and hours as in specs."""
    whole = seconds * 1000
    if seconds >= 60 and whole % 1000:
        return f"{number_words(seconds)}s"
    return text.duration(whole) if seconds >= 0 else f"-{text.duration(-whole)}"


def length_words(seconds: int) -> str:
    """`30 days`, `31 days 1h`: how long a period is."""
    days, rest = divmod(seconds, 86_400)
    if not days:
        return time_words(Fraction(rest))
    return text.count(days, "day") + (f" {time_words(Fraction(rest))}" if rest else "")


def value_words(value: Fraction, promised: Quantity) -> str:
    """A measured value in the unit of what is promised."""
    match promised:
        case Percentage():
            return share_words(value)
        case Points():
            return f"{number_words(value * 100)}pp"
        case Duration() | FineDuration():
            return time_words(value)
        case Rate():
            return f"{number_words(value * RATE_UNITS[promised.unit])}/{promised.unit}"
        case Bytes():
            return text.byte_size(value)
        case _:
            return number_words(value)


def money_words(amount: Fraction, code: str) -> str:
    """Never fewer digits than the currency is paid in, and all there are if they end."""
    known, digits = currency(code), decimals(amount)
    least = known.digits if known is not None else 0
    if digits is None or digits > _MOST:
        return f"{code} {text.fixed(amount, _MOST, Rounding.FLOOR)}..."
    return f"{code} {text.fixed(amount, max(digits, least))}"


def worth_words(worth: Worth) -> str:
    match worth.kind:
        case "money":
            return money_words(worth.amount, worth.currency)
        case "share":
            return f"{share_words(worth.amount)} of the base"
        case "days":
            return f"{number_words(worth.amount)} {'day' if worth.amount == 1 else 'days'} of service"
        case _:
            return f"{number_words(worth.amount)} {'point' if worth.amount == 1 else 'points'}"


def steps(found: Reckoned) -> list[tuple[str, str]]:
    """Each step of the reckoning and its result, the innermost first."""
    value = found.amount
    inner = [step for part in found.inner for step in steps(part) if len(steps(part)) > 1 or step[0] != step[1]]
    result = worth_words(found.worth)
    match value:
        case GreaterOf() | LesserOf():
            which = "the greater of" if isinstance(value, GreaterOf) else "the lesser of"
            both = " and ".join(worth_words(part.worth) for part in found.inner)
            return [*inner, (f"{which} {both}", result)]
        case PerUnit():
            one = found.inner[0]
            lead = steps(one) if one.base is not None or one.inner else []
            units = number_words(found.units or Fraction(0))
            counted = (f"{_counted(found, value)} in {_step(value)}", units)
            return [*lead, counted, (f"{units} x {worth_words(one.worth)}", result)]
        case Times():
            factor = number_words(found.units or Fraction(0))
            return [*inner, (f"{factor} x {worth_words(found.inner[0].worth)}", result)]
        case ProRata() | ServiceTime() if found.base is not None and found.counted is not None:
            base = money_words(found.base.amount, found.base.currency)
            factor = f"{number_words(found.units)} x " if found.units is not None and found.units != 1 else ""
            of = f"{time_words(found.counted)} / {time_words(found.whole or Fraction(1))}"
            return [(f"{factor}{base} x {of}", result)]
        case Sum():
            return [(result, result)]
        case ProRata() | ServiceTime() | Share() if found.base is not None:
            return [(f"{_of(value)} of {money_words(found.base.amount, found.base.currency)}", result)]
        case _:
            return [(_phrase(value), result)]


def _phrase(value: Phrase) -> str:
    """A phrase as it is written."""
    return " ".join(value.span.text.split())


def _of(value: ProRata | ServiceTime | Share) -> str:
    return _phrase(value) if not isinstance(value, Share) or value.fee is not None else value.share.span.text


def _step(value: PerUnit) -> str:
    if value.event is not None:
        return f"{value.event.value}s"
    how = value.count.value if value.count is not None else "exact"
    step = value.step.span.text if value.step is not None else ""
    return f"parts of {step}" if how == "exact" else f"{how} {step}"


def _counted(found: Reckoned, value: PerUnit) -> str:
    amount = found.counted or Fraction(0)
    name = value.quantity.value if value.quantity is not None else ""
    if value.step is None:
        return number_words(amount)
    match value.step.value:
        case Duration() | FineDuration():
            return f"{name} {time_words(amount)}"
        case Percentage() | Points():
            return f"{name} {share_words(amount)}"
        case _:
            return f"{name} {number_words(amount)}"
