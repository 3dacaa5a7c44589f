"""Numbers and units as people write them elsewhere, and as they are written here."""

from __future__ import annotations

import re
from fractions import Fraction

from nines.record import dataclass, replace
from nines.values.model import Problem
from nines.values.sizes import BYTE_UNITS, DURATION_UNITS, LONGEST_DURATION
from nines.values.spelling import decimals, exact, ordinal_letters, spell_decimal, spell_duration, spell_grouped

__all__ = ["measured"]

UNITS = "Units are `%`, `pp`, `x`, `ms`, `s`, `m` (minutes), `h`, `d`, `w`, `/s`, `/min`, `/h`, `/d`, `99th`, ` MiB`."

_PART = re.compile(r"([0-9._,]+)([^\W\d_]+|%+|/[^\W\d_]+|[^\W\d_]+/[^\W\d_]+)?")


def measured(text: str) -> Problem | None:
    """What is wrong with a number, with or without a unit; None if it is neither."""
    sign = "-" if text.startswith("-") else ""
    parts = _parts(text[len(sign) :])
    if not parts:
        return None
    numbers = [_mend_number(number, unit) for number, unit in parts]
    if len(parts) > 1 or parts[0][1].casefold() in _TIME_WORDS:
        return _duration(text, sign, parts, numbers)
    number, (written, unit) = numbers[0], parts[0]
    if number is None:
        return Problem(f"`{text}` is no number", 0, len(text), help="Numbers look like `1_500`, `0.75`, `-3`.")
    mended = _mend_unit(number.text, unit) if unit else _Mended(number.text, "")
    if mended is None:
        if number.said:
            return Problem(number.said, len(sign), len(sign) + len(written), number.text, help=number.help)
        close = f"`{unit}` is no unit that Nines knows"
        return Problem(close, len(sign) + len(written), len(text), help=UNITS)
    behind = mended.text[len(written) :]
    if (
        mended.said
        and not number.said
        and mended.text.startswith(written)
        and not behind.startswith(("_", *"0123456789"))
    ):
        at = len(sign) + len(written)
        return Problem(mended.said, at, len(text), behind, mended.certain, mended.help)
    said = number.said or mended.said
    if not said:
        return None
    whole = sign + mended.text if mended.text else None
    return Problem(
        said, 0, len(text), whole, (number.certain or not number.said) and mended.certain, number.help or mended.help
    )


@dataclass(frozen=True, slots=True)
class _Mended:
    """A piece as it should be, and what was wrong with it, if anything."""

    text: str
    said: str
    certain: bool = True
    help: str = ""


def _parts(text: str) -> list[tuple[str, str]]:
    """Numbers and the units behind them, if the text is nothing else."""
    parts = []
    at = 0
    while at < len(text):
        match = _PART.match(text, at)
        if match is None or not re.search(r"[0-9]", match[1]):
            return []
        parts.append((match[1], match[2] or ""))
        at = match.end()
    return parts


def _mend_number(number: str, unit: str) -> _Mended | None:
    """Plain digits for what was written; None if that cannot be told."""
    if re.fullmatch(r"[0-9]+(?:_[0-9]+)*(?:\.[0-9]+)?", number):
        return _Mended(number, "")
    if "," in number:
        return _mend_commas(number, unit)
    bare = re.sub(r"_+", "_", number.strip("_")).replace("_.", ".").replace("._", ".")
    if bare.startswith("."):
        bare = f"0{bare}"
    bare = bare.removesuffix(".")
    if not re.fullmatch(r"[0-9]+(?:_[0-9]+)*(?:\.[0-9]+)?", bare):
        return None
    if number.startswith("."):
        return _Mended(bare, "A number starts with a digit")
    if number.endswith("."):
        return _Mended(bare, "A number ends with a digit")
    return _Mended(bare, "`_` stands between two digits")


def _mend_commas(number: str, unit: str) -> _Mended | None:
    grouped = re.fullmatch(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?", number)
    decimal = re.fullmatch(r"[0-9]+,[0-9]+", number)
    if grouped and not (decimal and unit == "%"):
        help_ = f"For the decimal number, write `{number.replace(',', '.')}`." if decimal else ""
        return _Mended(number.replace(",", "_"), "Digits are grouped by `_`, not by `,`", not decimal, help_)
    if decimal:
        return _Mended(number.replace(",", "."), "The decimal sign is `.`, not `,`", not grouped)
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+", number):
        said = "The decimal sign is `.`, and digits are grouped by `_`"
        return _Mended(number.replace(".", "_").replace(",", "."), said)
    return None


_TIME_NAMES: dict[str, tuple[str, Fraction, str, str]] = {
    "nanoseconds": ("ms", Fraction(1, 10**6), "Nanoseconds", "ns nsec nsecs nanos nanosecond nanoseconds"),
    "microseconds": ("ms", Fraction(1, 1000), "Microseconds", "us µs μs usec usecs micros microsecond microseconds"),
    "milliseconds": ("ms", Fraction(1), "Milliseconds", "ms msec msecs milli millis millisec millisecond milliseconds"),
    "seconds": ("s", Fraction(1), "Seconds", "s sec secs second seconds"),
    "minutes": ("m", Fraction(1), "Minutes", "m min mins minute minutes"),
    "hours": ("h", Fraction(1), "Hours", "h hr hrs hour hours"),
    "days": ("d", Fraction(1), "Days", "d day days"),
    "weeks": ("w", Fraction(1), "Weeks", "w wk wks week weeks"),
}
_TIME_WORDS = {word: key for key, (_, _, _, words) in _TIME_NAMES.items() for word in words.split()}
_SMALLER = {"w": "d", "d": "h", "h": "m", "m": "s", "s": "ms"}


def _duration(text: str, sign: str, parts: list[tuple[str, str]], numbers: list[_Mended | None]) -> Problem | None:
    """`5mins`, `1hr30min`, `1h30`: the whole in our units."""
    total = Fraction(0)
    said, certain, unit_before = "", True, ""
    for (_, word), number in zip(parts, numbers, strict=True):
        if number is None:
            return None
        if not word and unit_before in _SMALLER:
            unit, scale, name = _SMALLER[unit_before], Fraction(1), ""
            said, certain = said or f"`{number.text}` has no unit", False
        elif word.casefold() in _TIME_WORDS and word != "M":
            unit, scale, name, _ = _TIME_NAMES[_TIME_WORDS[word.casefold()]]
            if word != unit:
                said = said or f"{name} are written `{unit}`, not `{word}`"
                certain = certain and scale == 1
        else:
            return _vague(text, sign, parts)
        said = said or number.said
        certain = certain and number.certain
        total += exact(number.text) * scale * DURATION_UNITS[unit]
        unit_before = unit
    if total > LONGEST_DURATION or sign:
        return Problem(said, 0, len(text))
    if len(parts) == 1 and _TIME_NAMES[_TIME_WORDS[parts[0][1].casefold()]][1] != 1:
        smallest = "The smallest unit of time is `ms`: microseconds and nanoseconds are its fractions"
        return Problem(smallest, 0, len(text), f"{spell_decimal(total)}ms", certain=True)
    if len(parts) == 1 and numbers[0] is not None:
        return _one_duration(parts[0], numbers[0], Problem(said, 0, len(text), None, certain))
    whole = spell_duration(total) if decimals(total) is not None else None
    return Problem(said, 0, len(text), whole, certain)


def _one_duration(part: tuple[str, str], number: _Mended, found: Problem) -> Problem:
    """With the digits as they were written, as nobody who wrote `90mins` wants to see `1h30m`."""
    unit = _TIME_NAMES[_TIME_WORDS[part[1].casefold()]][0]
    if not number.said:
        return replace(found, start=len(part[0]), suggestion=unit)
    return replace(found, suggestion=f"{number.text}{unit}", help=number.help)


def _vague(text: str, sign: str, parts: list[tuple[str, str]]) -> Problem | None:
    """A unit that has no one length."""
    mended = _mend_unit(parts[0][0], parts[0][1]) if len(parts) == 1 and not sign else None
    if mended is None:
        return None
    return Problem(mended.said, 0, len(text), mended.text or None, mended.certain, mended.help)


_RATE_WORDS = {
    **dict.fromkeys(("/s", "/sec", "/secs", "/second", "/seconds", "ps", "rps", "qps", "tps", "req/s", "reqs/s"), "/s"),
    **dict.fromkeys(("/min", "/m", "/mins", "/minute", "/minutes", "pm", "rpm", "req/min"), "/min"),
    **dict.fromkeys(("/h", "/hr", "/hrs", "/hour", "/hours"), "/h"),
    **dict.fromkeys(("/d", "/day", "/days"), "/d"),
}
_VAGUE = {
    **dict.fromkeys(("y", "yr", "yrs", "year", "years", "a"), "year"),
    **dict.fromkeys(("mo", "mos", "mon", "month", "months"), "month"),
    **dict.fromkeys(("q", "qtr", "quarter", "quarters"), "quarter"),
}
_PERIOD_DAYS = {"year": "365 or 366 days", "month": "28 to 31 days", "quarter": "90 to 92 days"}
_SCALES = {"k": 10**3, "mio": 10**6, "mn": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}


def _mend_unit(number: str, unit: str) -> _Mended | None:
    """The number with its unit as it is written here; an empty text if that cannot be told."""
    word = unit.casefold()
    if unit == "M":
        said = "`M` could be minutes, months or millions"
        return _Mended("", said, False, f"Write `{number}m`, `calendar month` or `{number}_000_000`.")
    if word in _VAGUE:
        return _mend_period(number, _VAGUE[word])
    if word in _RATE_WORDS:
        right = _RATE_WORDS[word]
        return _Mended(number + right, "" if unit == right else f"This rate is written `{right}`, not `{unit}`")
    if unit in ("%", "x", "pp"):
        return _Mended(number + unit, "")
    if word in ("pct", "percent", "percents", "perc", "%%"):
        return _Mended(f"{number}%", f"Percent is written `%`, not `{unit}`")
    if word in ("ppt", "ppts", "pps", "%p", "pp", "points"):
        return _Mended(f"{number}pp", f"Percentage points are written `pp`, not `{unit}`")
    if word in ("bp", "bps"):
        points = spell_grouped(exact(number) / 100)
        return _Mended(f"{points}pp", "There are no basis points: a hundredth of a point is `0.01pp`", False)
    if word in ("x", "times", "fold"):
        return _Mended(f"{number}x", f"A multiple is written `x`, not `{unit}`")
    if word in ("st", "nd", "rd", "th"):
        return _Mended(number + ordinal_letters(exact(number)), "The letters of `99th` are small")
    if word in _SCALES:
        return _Mended(
            spell_grouped(exact(number) * _SCALES[word]),
            "Numbers are written out, without a letter for thousands or millions",
        )
    return _mend_bytes(number, unit)


def _mend_period(number: str, period: str) -> _Mended:
    said = f"A {period} is no duration: it has {_PERIOD_DAYS[period]}"
    if period == "year":
        days = spell_grouped(exact(number) * 365)
        return _Mended(f"{days}d", said, False, "`calendar year` counts years as the calendar has them.")
    fixed = f"{spell_grouped(exact(number) * {'month': 30, 'quarter': 91}[period])}d"
    return _Mended("", said, False, f"Write `calendar {period}`, or a number of days such as `{fixed}`.")


def _mend_bytes(number: str, unit: str) -> _Mended | None:
    same = [known for known in BYTE_UNITS if known.casefold() == unit.casefold()]
    if not same:
        return None
    if unit == same[0]:
        return _Mended(f"{number} {unit}", "A size in bytes has a blank before its unit")
    said = f"There is no unit `{unit}`: bytes are counted in `{same[0]}`"
    return _Mended(f"{number} {same[0]}", said, False)
