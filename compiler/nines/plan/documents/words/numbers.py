"""Numbers with their units in words: `99.9%` as written, `48 hours`, `EUR 40.00`, `43 minutes 12 seconds`.

The digits are those of `nines.values.text`; here they get the marks and the units of the document's language.
"""

from __future__ import annotations

import re
from fractions import Fraction

from nines.language.nodes import At
from nines.plan.documents.inline import Part, figure, say
from nines.plan.documents.model import Figure, Line
from nines.plan.documents.texts import Texts
from nines.source import Span
from nines.values import text
from nines.values.model import Date, Duration, FineDuration, Money, Number, Percentage, Points, Quantity, Rate, Ratio
from nines.values.spelling import spell_duration

__all__ = [
    "computed_time",
    "count",
    "date",
    "interval_at",
    "local",
    "money",
    "number",
    "ordinal",
    "percentage_at",
    "quantity",
    "quantity_at",
    "share",
    "time_of_day",
    "written_time",
]

_PART = re.compile(r"(-?[\d_,]+(?:\.\d+)?)\s*(ms|[wdhms])")
_PRINTED = re.compile(r"(?:(?P<currency>[A-Z]{3}) )?(?P<number>-?\d[\d,_]*(?:\.\d+)?…?)(?P<percent>%)?")


def local(printed: str, t: Texts) -> str:
    """What `nines.values.text` printed, as the language writes it: `EUR 1,800.00` is `1.800,00 EUR` in German."""
    return _PRINTED.sub(lambda found: _local(found, t), printed)


def _local(found: re.Match[str], t: Texts) -> str:
    marks = {",": t.THOUSANDS_MARK, ".": t.DECIMAL_MARK, "_": ""}
    number = "".join(marks.get(char, char) for char in found["number"])
    number += t.PERCENT_SIGN if found["percent"] else ""
    return t.MONEY.format(currency=found["currency"], amount=number) if found["currency"] else number


def quantity_at(value: At[Quantity], t: Texts) -> Figure:
    """A quantity of the spec, and its place."""
    return figure(quantity(value.value, t), value.span)


def quantity(value: Quantity, t: Texts) -> str:
    """A quantity as people read it. Percentages keep the digits that they were written with."""
    match value:
        case Percentage():
            return local(text.literal(value), t)
        case Points():
            return _counted(text.decimal(value.value * 100), t.POINTS_OF_PERCENT, t)
        case Duration() | FineDuration():
            return written_time(value, t)
        case Rate():
            return f"{local(text.decimal(value.per_second * _seconds(value)), t)} {t.RATE_UNITS[value.unit]}"
        case Money():
            return local(text.money(value), t)
        case Number():
            return local(text.decimal(value.value), t)
        case Ratio():
            return f"{value.value.numerator}/{value.value.denominator}"
        case _:
            return local(text.literal(value), t)


def _seconds(rate: Rate) -> int:
    return {"s": 1, "min": 60, "h": 3_600, "d": 86_400}[rate.unit]


def percentage_at(value: At[Percentage], t: Texts) -> Figure:
    """A percentage of the spec, and its place."""
    return figure(quantity(value.value, t), value.span)


def written_time(value: Duration | FineDuration, t: Texts) -> str:
    """A duration in the units that it was written in: `48h` stays 48 hours, as two days may be 47."""
    return _in_words(_parts(value), t)


def _parts(value: Duration | FineDuration) -> list[tuple[str, str]]:
    return _PART.findall(value.text) or _PART.findall(spell_duration(value.milliseconds))


def interval_at(value: At[Duration], t: Texts) -> Figure:
    """How often: `every day`, `every 2 days`."""
    parts = _parts(value.value)
    once = len(parts) == 1 and parts[0][0] == "1"
    words = t.EVERY_ONE[parts[0][1]] if once else t.EVERY_TIME.format(time=_in_words(parts, t))
    return figure(words, value.span)


def computed_time(milliseconds: Fraction | int, t: Texts) -> str:
    """A computed length of time, rounded down to the second from a minute on: `43 minutes 12 seconds`."""
    if milliseconds == 0:
        return t.NO_TIME
    parts = _PART.findall(text.duration(milliseconds))
    return _in_words(parts, t) if Fraction(milliseconds) * 1000 >= 1 else t.LESS_THAN_MOMENT


def _in_words(parts: list[tuple[str, str]], t: Texts) -> str:
    return " ".join(_counted(_grouped(number), t.UNITS_OF_TIME[unit], t) for number, unit in parts)


def _grouped(number: str) -> str:
    return text.decimal(Fraction(number.replace("_", "").replace(",", "")))


def _counted(number: str, forms: tuple[str, str], t: Texts) -> str:
    return f"{local(number, t)} {forms[0] if number == '1' else forms[1]}"


def count(forms: tuple[str, str], number: int, t: Texts, *origins: Span | None, **slots: Part) -> Line:
    """`1 day`, `30 days`: the first form is for one; both have the slot `{n}`."""
    return say(forms[0] if number == 1 else forms[1], n=figure(local(f"{number:,}", t), *origins), **slots)


def share(value: Fraction, t: Texts, *origins: Span | None) -> Figure:
    """A computed share, with all its digits."""
    return figure(local(text.percent(value), t), *origins)


def number(value: At[Number], t: Texts) -> Figure:
    return figure(local(text.decimal(value.value.value), t), value.span)


def ordinal(printed: str, t: Texts) -> str:
    """`95th`, as it stands before “percentile”."""
    number = printed.rstrip("dhnrst")
    return t.ORDINAL_NUMBER.format(number=local(number, t), suffix=printed.removeprefix(number))


def money(value: Money, t: Texts, *origins: Span | None) -> Figure:
    """A sum that is written in the spec."""
    return figure(local(text.money(value), t), *origins)


def date(value: Date, t: Texts, *origins: Span | None) -> Figure:
    """`1 January 2026`."""
    day = value.day
    return figure(t.DATE.format(day=day.day, month=t.MONTHS[day.month - 1], year=day.year), *origins)


def time_of_day(minutes: int, *origins: Span | None) -> Figure:
    """`08:00`; midnight at the end of a day is `24:00`."""
    return figure(f"{minutes // 60:02}:{minutes % 60:02}", *origins)
