"""Reads the text of one literal into its exact value, or says why it has none.

Forms and units: LANGUAGE-INDICATORS.md, section 1, points 6 to 8. What people write
instead, and what to offer them, is in `slips`.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from nines.late import late_pattern
from nines.record import replace
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
    Problem,
    Rate,
    Ratio,
    Time,
    Version,
)
from nines.values.names import MONTHS, days_in_month
from nines.values.sizes import BYTE_UNITS, DURATION_UNITS, LONGEST_DURATION, RATE_UNITS
from nines.values.spelling import exact, ordinal_letters, spell_duration

__all__ = ["FIRST_YEAR", "LAST_YEAR", "moved", "parse", "version", "well_formed"]

FIRST_YEAR, LAST_YEAR = 1970, 2199
"""The years that a date may have: Unix time starts with the first."""

_MOST_DIGITS = 40
_PLAIN = r"-?[0-9]+(?:_[0-9]+)*(?:\.[0-9]+(?:_[0-9]+)*)?"
_SIMPLE = late_pattern(rf"(?P<number>{_PLAIN})(?P<unit>%|pp|x|st|nd|rd|th|/s|/min|/h|/d)?")
_DURATION = late_pattern(rf"-?(?:{_PLAIN[2:]}(?:ms|[smhdw]))+")
_DURATION_PART = late_pattern(rf"({_PLAIN[2:]})(ms|[smhdw])")
_RATIO = late_pattern(r"([0-9]+)/([0-9]+)")
_DATE = late_pattern(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = late_pattern(r"([0-9]{2}):([0-9]{2})")
_VERSION = late_pattern(r"[0-9]+(?:\.[0-9]+)*")
_NUMBER = late_pattern(_PLAIN)
_DIGITS = late_pattern(r"[0-9]+")
_CURRENCY = late_pattern(r"[A-Za-z]+")
_WORD = late_pattern(r"\S+")


@lru_cache(maxsize=4_096)
def parse(text: str) -> Literal | Problem:
    """The value of one literal: a numeral, or a pair such as `EUR 40`, `5 MiB`, `2026-01-01 08:00`.

    Blanks around it and between the two of a pair do not matter. Offsets of a problem count
    from the start of `text`.
    """
    value = well_formed(text)
    if value is not None:
        return value
    from nines.values import slips

    return slips.explain(text)


def well_formed(text: str) -> Literal | Problem | None:
    """As `parse`, but None for a text that has the form of no literal."""
    words = list(_WORD.finditer(text))
    problem = _too_long(text)
    if problem is not None:
        return problem
    if len(words) == 1:
        return moved(_numeral(words[0][0]), words[0].start())
    if len(words) == 2:
        return _pair(text, words[0], words[1])
    return None


def moved(result: Literal | Problem | None, by: int) -> Literal | Problem | None:
    """A result whose text starts `by` further on in a longer one."""
    if by and isinstance(result, Problem):
        return replace(result, start=result.start + by, end=result.end + by)
    return result


def version(text: str) -> Version | Problem:
    """A version, `3.5` or `2.42.0`. `3.10` is ten, not one, so it is read from the text, never from a number."""
    problem = _too_long(text)
    if problem is not None:
        return problem
    if _VERSION.fullmatch(text):
        return Version(tuple(int(part) for part in text.split(".")), text)
    bare = text.removeprefix("v").removeprefix("V")
    if bare != text and _VERSION.fullmatch(bare):
        return Problem(f"A version is written without `{text[0]}`", 0, 1, "", certain=True)
    return Problem(
        f"`{text}` is no version", 0, len(text), help="A version is whole numbers with dots between: `3.5`, `2.42.0`."
    )


def _numeral(text: str) -> Literal | Problem | None:
    if simple := _SIMPLE.fullmatch(text):
        return _simple(text, simple["number"], simple["unit"])
    if _DURATION.fullmatch(text):
        return _duration(text)
    if date := _DATE.fullmatch(text):
        return _date(text, int(date[1]), int(date[2]), int(date[3]))
    if time := _TIME.fullmatch(text):
        return _time(text, int(time[1]), int(time[2]))
    if ratio := _RATIO.fullmatch(text):
        if int(ratio[2]) == 0:
            return Problem("A ratio cannot divide by zero", ratio.start(2), ratio.end(2))
        return Ratio(Fraction(int(ratio[1]), int(ratio[2])), text)
    if _VERSION.fullmatch(text):
        return version(text)
    return None


def _too_long(text: str) -> Problem | None:
    """Python refuses to read thousands of digits, and nobody means them."""
    for run in _DIGITS.finditer(text.replace("_", "0")):
        if len(run[0]) > _MOST_DIGITS:
            return Problem(f"A number has at most {_MOST_DIGITS} digits, this has {len(run[0])}", *run.span())
    return None


def _simple(text: str, number: str, unit: str | None) -> Literal | Problem:
    value = exact(number)
    match unit:
        case None:
            return Number(value, text)
        case "%":
            return Percentage(value / 100, text)
        case "pp":
            return Points(value / 100, text)
        case "x":
            return Multiple(value, text)
        case "st" | "nd" | "rd" | "th":
            return _ordinal(text, number, value, unit)
        case _:
            return Rate(value / RATE_UNITS[unit[1:]], unit[1:], text)


def _ordinal(text: str, number: str, value: Fraction, letters: str) -> Ordinal | Problem:
    right = ordinal_letters(value)
    if letters != right:
        said = f"`{number}` takes `{right}`, not `{letters}`"
        return Problem(said, len(number), len(text), right, certain=True)
    return Ordinal(value, text)


def _duration(text: str) -> Duration | FineDuration | Problem:
    if text.startswith("-"):
        return Problem("A duration cannot be below zero", 0, 1, "")
    parts = [(exact(part[1]), part[2], part) for part in _DURATION_PART.finditer(text)]
    units = [unit for _, unit, _ in parts]
    if units != [unit for unit in DURATION_UNITS if unit in units]:
        return _disordered(text, [(number, unit) for number, unit, _ in parts])
    if len(parts) > 1:
        for number, _, part in parts:
            if number.denominator != 1:
                return Problem(
                    "Only a duration of a single unit can have decimals",
                    *part.span(),
                    help="Write the rest in the next smaller unit: `1h30m` for `1.5h`.",
                )
    milliseconds = sum((number * DURATION_UNITS[unit] for number, unit, _ in parts), Fraction(0))
    if milliseconds > LONGEST_DURATION:
        return Problem("Prometheus cannot count this far: the longest duration is `106751d`", 0, len(text), "106751d")
    if milliseconds.denominator != 1:
        return FineDuration(milliseconds, text)
    return Duration(milliseconds.numerator, text)


def _disordered(text: str, parts: list[tuple[Fraction, str]]) -> Problem:
    total = sum((number * DURATION_UNITS[unit] for number, unit in parts), Fraction(0))
    return Problem(
        "The parts of a duration go from the largest unit to the smallest, each once",
        0,
        len(text),
        spell_duration(total) if 0 < total <= LONGEST_DURATION else None,
        help="The units are `w`, `d`, `h`, `m` (minutes), `s`, `ms`.",
    )


def _date(text: str, year: int, month: int, day: int) -> Date | Problem:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Problem(f"Years run from {FIRST_YEAR} to {LAST_YEAR}", 0, 4)
    if not 1 <= month <= 12:
        swapped = f"{year}-{day:02}-{month:02}" if 1 <= day <= 12 and 1 <= month <= days_in_month(year, day) else None
        if swapped is None:
            return Problem(f"There is no month {month}: months run from 01 to 12", 5, 7)
        return Problem(f"There is no month {month}: a date is year, month, day", 0, 10, swapped)
    last = days_in_month(year, month)
    if not 1 <= day <= last:
        if day == 0:
            return Problem("Days are counted from 01", 8, 10, "01")
        name = f"{MONTHS[month - 1].capitalize()} {year}"
        return Problem(f"{name} has {last} days, so its last is {year}-{month:02}-{last}", 8, 10, str(last))
    return Date(datetime.date(year, month, day), text)


def _time(text: str, hours: int, minutes: int) -> Time | Problem:
    if minutes > 59:
        return Problem(f"An hour has no minute {minutes}: minutes run from 00 to 59", 3, 5)
    if hours > 24 or (hours == 24 and minutes):
        past = f"{(hours - 24):02}:{minutes:02}"
        rest = f" For {past} of the next day, write `{past}`: a span that ends before it starts runs over midnight."
        return Problem("A day ends at `24:00`", 0, len(text), past if hours < 48 else None, help=rest.strip())
    return Time(hours * 60 + minutes, text)


def _pair(text: str, first: re.Match[str], second: re.Match[str]) -> Literal | Problem | None:
    written = text[first.start() : second.end()]
    if _DATE.fullmatch(first[0]) and _TIME.fullmatch(second[0]):
        date, time = moved(_numeral(first[0]), first.start()), moved(_numeral(second[0]), second.start())
        if isinstance(date, Date) and isinstance(time, Time):
            return DateTime(date, time, written)
        if isinstance(date, Date) and isinstance(time, Problem) and 24 <= int(second[0][:2]) < 48:
            return _next_day(date, first, second)
        return date if isinstance(date, Problem) else time
    if _NUMBER.fullmatch(second[0]) and _CURRENCY.fullmatch(first[0]):
        return _money(written, first, second)
    if _NUMBER.fullmatch(first[0]) and second[0] in BYTE_UNITS:
        return Bytes(exact(first[0]) * BYTE_UNITS[second[0]], second[0], written)
    return None


def _next_day(date: Date, first: re.Match[str], second: re.Match[str]) -> Problem:
    """`2026-01-01 25:00`, which is an hour into the next day."""
    hours, minutes = int(second[0][:2]), second[0][3:]
    day = date.day + datetime.timedelta(days=1)
    there = f"{day.isoformat()} {hours - 24:02}:{minutes}"
    return Problem(
        "A day ends at `24:00`",
        first.start(),
        second.end(),
        there if minutes < "60" and day.year <= LAST_YEAR else None,
    )


def _money(written: str, first: re.Match[str], second: re.Match[str]) -> Money | Problem:
    from nines.values.currencies import currency

    if currency(first[0]) is None:
        from nines.values import slips

        return slips.unknown_currency(first[0], first.start())
    return Money(first[0], Decimal(second[0].replace("_", "")), written)
