"""Numbers and amounts of a settlement as people read them. What does not end is cut off, and says so: `99.8333...%`.

The digits are those of `nines.values.text`; here they get the marks and units of a language.
"""

from __future__ import annotations

import datetime
from fractions import Fraction

from nines.late import late_pattern
from nines.settle.reckon import Worth
from nines.settle.texts import ENGLISH, Texts
from nines.values import text
from nines.values.currencies import currency
from nines.values.model import Bytes, Duration, FineDuration, Percentage, Points, Quantity, Rate
from nines.values.rounding import Rounding
from nines.values.sizes import RATE_UNITS
from nines.values.spelling import decimals
from nines.values.units import base_value
from nines.values.zone import EPOCH_DAY, Zone

__all__ = [
    "day_words",
    "length_words",
    "listed_words",
    "local",
    "moment_words",
    "money_words",
    "number_words",
    "share_words",
    "time_words",
    "value_words",
    "worth_words",
    "written_words",
]

_MOST = 6
"""Decimals that are shown of a number that does not end."""
_PART = late_pattern(r"(-?[0-9,.]+?)(ms|[dhms])")
_DAY = 86_400


def local(printed: str, t: Texts = ENGLISH) -> str:
    """Digits as `nines.values.text` prints them, with the marks of a language: `1,800.5` is `1.800,5` in German."""
    marks = {",": t.thousands_mark, ".": t.decimal_mark}
    return "".join(marks.get(char, char) for char in printed)


def number_words(value: Fraction, t: Texts = ENGLISH) -> str:
    digits = decimals(value)
    if digits is None or digits > _MOST:
        return f"{local(text.fixed(value, _MOST, Rounding.FLOOR), t)}{t.unending}"
    return local(text.decimal(value), t)


def share_words(value: Fraction, t: Texts = ENGLISH) -> str:
    return t.percent.format(number=number_words(value * 100, t))


def time_words(seconds: Fraction, t: Texts = ENGLISH) -> str:
    """`43m 12s`; days and hours as in specs."""
    whole = seconds * 1000
    if seconds >= 60 and whole % 1000:
        return t.units_of_time["s"].format(n=number_words(seconds, t))
    printed = text.duration(whole) if seconds >= 0 else f"-{text.duration(-whole)}"
    return _PART.sub(lambda found: t.units_of_time[found[2]].format(n=local(found[1], t)), printed)


def length_words(seconds: int, t: Texts = ENGLISH) -> str:
    """`30 days`, `31 days 1h`: how long a period is."""
    days, rest = divmod(seconds, _DAY)
    if not days:
        return time_words(Fraction(rest), t)
    words = t.days[0 if days == 1 else 1].format(n=days)
    return words + (f" {time_words(Fraction(rest), t)}" if rest else "")


def value_words(value: Fraction, promised: Quantity, t: Texts = ENGLISH) -> str:
    """A measured value in the unit of what is promised."""
    match promised:
        case Percentage():
            return share_words(value, t)
        case Points():
            return t.points_of_percent.format(number=number_words(value * 100, t))
        case Duration() | FineDuration():
            return time_words(value, t)
        case Rate():
            return f"{number_words(value * RATE_UNITS[promised.unit], t)}{t.per_second[promised.unit]}"
        case Bytes():
            return local(text.byte_size(value), t)
        case _:
            return number_words(value, t)


def written_words(value: Quantity, written: str, t: Texts = ENGLISH) -> str:
    """A value of the specs; percentages keep the digits that they were written with."""
    if t is ENGLISH:
        return written
    if isinstance(value, Percentage):
        return t.percent.format(number=local(written.removesuffix("%"), t))
    return value_words(base_value(value), value, t)


def money_words(amount: Fraction, code: str, t: Texts = ENGLISH) -> str:
    """Never fewer digits than the currency is paid in, and all there are if they end."""
    known, digits = currency(code), decimals(amount)
    least = known.digits if known is not None else 0
    if digits is None or digits > _MOST:
        number = f"{local(text.fixed(amount, _MOST, Rounding.FLOOR), t)}{t.unending}"
    else:
        number = local(text.fixed(amount, max(digits, least)), t)
    return t.money.format(currency=code, number=number)


def worth_words(worth: Worth, t: Texts = ENGLISH) -> str:
    match worth.kind:
        case "money":
            return money_words(worth.amount, worth.currency, t)
        case "share":
            return t.of_base.format(share=share_words(worth.amount, t))
        case "days":
            forms = t.days_of_service
        case _:
            forms = t.points
    return forms[0 if worth.amount == 1 else 1].format(n=number_words(worth.amount, t))


def listed_words(parts: list[str], t: Texts = ENGLISH) -> str:
    """`a, b and c`."""
    return t.last_and.join([*([t.comma.join(parts[:-1])] if parts[:-1] else []), *parts[-1:]])


def day_words(day: int, t: Texts = ENGLISH) -> str:
    """`1 September 2026`, of a day counted from 1970-01-01."""
    date = datetime.date.fromordinal(day + EPOCH_DAY)
    return t.date.format(day=date.day, month=t.months[date.month - 1], year=date.year)


def moment_words(instant: int, zone: Zone, t: Texts = ENGLISH) -> str:
    """`1 September 2026, 08:15`, by the wall clock; with seconds where there are some."""
    second = zone.local(instant) % _DAY
    clock = f"{second // 3600:02}:{second // 60 % 60:02}" + (f":{second % 60:02}" if second % 60 else "")
    return t.moment.format(date=day_words(zone.local_day(instant), t), clock=clock)
