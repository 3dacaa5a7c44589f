"""Numbers with their units in words: `99.9%` as written, `48 hours`, `EUR 40.00`, `43 minutes 12 seconds`.

The digits are those of `nines.values.text`; here they only get their units in the document's language.
"""

from __future__ import annotations

import re
from fractions import Fraction

from nines.language.nodes import At
from nines.plan.documents.inline import figure
from nines.plan.documents.model import Figure
from nines.plan.documents.texts import Texts
from nines.source import Span
from nines.values import text
from nines.values.model import Date, Duration, FineDuration, Money, Number, Percentage, Points, Quantity, Rate, Ratio
from nines.values.spelling import spell_duration

__all__ = [
    "computed_time",
    "date",
    "interval_at",
    "number",
    "percentage_at",
    "quantity",
    "quantity_at",
    "share",
    "time_of_day",
    "written_time",
]

_PART = re.compile(r"(-?[\d_,]+(?:\.\d+)?)\s*(ms|[wdhms])")


def quantity_at(value: At[Quantity], t: Texts) -> Figure:
    """A quantity of the spec, and its place."""
    return figure(quantity(value.value, t), value.span)


def quantity(value: Quantity, t: Texts) -> str:
    """A quantity as people read it. Percentages keep the digits that they were written with."""
    match value:
        case Percentage():
            return text.literal(value)
        case Points():
            return _counted(text.decimal(value.value * 100), t.POINTS_OF_PERCENT)
        case Duration() | FineDuration():
            return written_time(value, t)
        case Rate():
            return f"{text.decimal(value.per_second * _seconds(value))} {t.RATE_UNITS[value.unit]}"
        case Money():
            return text.money(value)
        case Number():
            return text.decimal(value.value)
        case Ratio():
            return f"{value.value.numerator}/{value.value.denominator}"
        case _:
            return text.literal(value)


def _seconds(rate: Rate) -> int:
    return {"s": 1, "min": 60, "h": 3_600, "d": 86_400}[rate.unit]


def percentage_at(value: At[Percentage], t: Texts) -> Figure:
    """A percentage of the spec, and its place."""
    return figure(quantity(value.value, t), value.span)


def written_time(value: Duration | FineDuration, t: Texts) -> str:
    """A duration in the units that it was written in: `48h` stays 48 hours, as two days may be 47."""
    parts = _PART.findall(value.text) or _PART.findall(spell_duration(value.milliseconds))
    return _in_words(parts, t)


def interval_at(value: At[Duration], t: Texts) -> Figure:
    """A duration behind “every”: `day`, `2 days`."""
    words = written_time(value.value, t)
    return figure(words.removeprefix("1 ") if words.count(" ") == 1 else words, value.span)


def computed_time(milliseconds: Fraction | int, t: Texts) -> str:
    """A computed length of time, rounded down to the second from a minute on: `43 minutes 12 seconds`."""
    if milliseconds == 0:
        return t.NO_TIME
    parts = _PART.findall(text.duration(milliseconds))
    return _in_words(parts, t) if Fraction(milliseconds) * 1000 >= 1 else t.LESS_THAN_MOMENT


def _in_words(parts: list[tuple[str, str]], t: Texts) -> str:
    return " ".join(_counted(_grouped(number), t.UNITS_OF_TIME[unit]) for number, unit in parts)


def _grouped(number: str) -> str:
    return text.decimal(Fraction(number.replace("_", "").replace(",", "")))


def _counted(number: str, forms: tuple[str, str]) -> str:
    return f"{number} {forms[0] if number == '1' else forms[1]}"


def share(value: Fraction, *origins: Span | None) -> Figure:
    """A computed share, with all its digits."""
    return figure(text.percent(value), *origins)


def number(value: At[Number]) -> Figure:
    return figure(text.decimal(value.value.value), value.span)


def date(value: Date, *origins: Span | None) -> Figure:
    """`1 January 2026`."""
    return figure(text.day(value), *origins)


def time_of_day(minutes: int, *origins: Span | None) -> Figure:
    """`08:00`; midnight at the end of a day is `24:00`."""
    return figure(f"{minutes // 60:02}:{minutes % 60:02}", *origins)
