"""What people write instead of a literal, and what they are offered.

A suggestion is given only if the text with it is a literal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction

from nines.diagnostics.suggest import several
from nines.record import replace
from nines.values.literals import well_formed
from nines.values.model import Date, Duration, Problem
from nines.values.quantity_slips import measured
from nines.values.spelling import spell_grouped

__all__ = ["explain", "unknown_currency"]

FORMS = (
    "Values look like `99.9%`, `300ms`, `1h30m`, `200/s`, `14.4x`, `1_500`, `0.75`, `1/12`, `5 MiB`, `EUR 12_000`,"
    " `2026-01-01`, `08:00`."
)


def explain(text: str) -> Problem:
    """Why a text has the form of no literal."""
    words = list(re.finditer(r"\S+", text))
    if not words:
        return Problem("A value is missing", 0, len(text), help=FORMS)
    start, end = words[0].start(), words[-1].end()
    written = text[start:end]
    slips = _OF_ONE_WORD if len(words) == 1 else _OF_WORDS
    for slip in slips:
        problem = slip(written)
        if problem is not None:
            return _checked(text, replace(problem, start=problem.start + start, end=problem.end + start))
    what = "is no value" if len(words) == 1 else "is not one value"
    return Problem(f"`{written}` {what} that Nines knows", start, end, help=FORMS)


def unknown_currency(code: str, start: int = 0) -> Problem:
    """Why a word is no currency; `start` is where it stands in the text."""
    from nines.values.currencies import currencies

    known = currencies()
    end = start + len(code)
    if code.upper() in known:
        return Problem(f"A currency is written in capitals: `{code.upper()}`", start, end, code.upper(), certain=True)
    close = _by_name(code) or sorted(several(code, known, most=20), key=lambda found: found not in _OFTEN_MEANT)[:3]
    listed = ", ".join(f"`{found}` ({known[found].name})" for found in close)
    return Problem(
        f"There is no currency `{code}`",
        start,
        end,
        close[0] if close else None,
        help=f"Did you mean {listed}?" if close else "Currencies go by their ISO 4217 codes: `EUR`, `USD`, `GBP`.",
    )


_OFTEN_MEANT = frozenset({"CAD", "CHF", "CNY", "DKK", "EUR", "GBP", "JPY", "NOK", "SEK", "USD"})
_NAMES = {
    "euro": "EUR",
    "euros": "EUR",
    "dollar": "USD",
    "dollars": "USD",
    "pound": "GBP",
    "pounds": "GBP",
    "sterling": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "rmb": "CNY",
    "franc": "CHF",
    "francs": "CHF",
    "rupee": "INR",
    "rupees": "INR",
}
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₺": "TRY", "₴": "UAH"}


def _by_name(word: str) -> list[str]:
    code = _NAMES.get(word.casefold()) or _SIGNS.get(word)
    return [code] if code else []


def _checked(text: str, problem: Problem) -> Problem:
    """The problem, without a suggestion that would not help."""
    if problem.suggestion is not None:
        mended = well_formed(text[: problem.start] + problem.suggestion + text[problem.end :])
        if mended is None or isinstance(mended, Problem):
            return replace(problem, suggestion=None, certain=False)
    return problem


def _plus(text: str) -> Problem | None:
    if not text.startswith("+"):
        return None
    return Problem("A number above zero has no sign", 0, 1, "", certain=True)


def _other_script(text: str) -> Problem | None:
    plain = unicodedata.normalize("NFKC", text).translate(
        {0x2212: "-", 0x2013: "-", 0x2014: "-", 0xD7: "x", 0x66A: "%"}
    )
    digits = "".join(str(unicodedata.digit(letter, letter)) for letter in plain)
    if digits == text or well_formed(digits) is None:
        return None
    return Problem("Numbers are written in plain ASCII characters", 0, len(text), digits)


def _other_base(text: str) -> Problem | None:
    if not re.fullmatch(r"0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+", text):
        return None
    return Problem("Numbers are decimal", 0, len(text), str(int(text, 0)), certain=True)


def _exponent(text: str) -> Problem | None:
    match = re.fullmatch(r"(-?[0-9]+(?:\.[0-9]+)?)[eE]([-+]?[0-9]{1,2})(%|x)?", text)
    if match is None:
        return None
    value = Fraction(match[1]) * Fraction(10) ** int(match[2])
    plain = spell_grouped(value) + (match[3] or "")
    return Problem("Numbers are written without an exponent", 0, len(text), plain, certain=True)


def _date(text: str) -> Problem | None:
    if match := re.fullmatch(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})", text):
        year, month, day = match[1], match[3], match[4]
    elif match := re.fullmatch(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})", text):
        day, month, year = match[1], match[3], match[4]
        if int(month) > 12:
            day, month = month, day
        elif int(day) <= 12 and match[2] != ".":
            return Problem("A date is year, month, day", 0, len(text), help="Write it as in `2026-12-25`.")
    elif re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        return Problem("A date has a day", 0, len(text), f"{text}-01")
    else:
        return None
    said = "A date is year, month, day: four digits, two and two, with `-` between"
    right = f"{year}-{int(month):02}-{int(day):02}"
    return Problem(said, 0, len(text), right, certain=text.startswith(year))


def _date_and_time(text: str) -> Problem | None:
    match = re.fullmatch(
        r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt_]?\s*([0-9]{2}:[0-9]{2})(:[0-9]{2}(?:\.[0-9]+)?)?([Zz]|[-+][0-9]{2}:?[0-9]{2})?",
        text,
    )
    if match is None:
        return None
    seconds = bool(match[3] and match[3].strip(":0."))
    said = "A date and a time have a blank between them" + (", and no zone" if match[4] else "")
    zone = "`in UTC`" if (match[4] or "Z") in "Zz" else "`in Europe/Berlin`"
    return Problem(
        "A time has hours and minutes, no seconds" if seconds else said,
        0,
        len(text),
        f"{match[1]} {match[2]}",
        certain=not seconds and not match[4],
        help=f"The zone is stated after the time, as in {zone}." if match[4] else "",
    )


def _time(text: str) -> Problem | None:
    if match := re.fullmatch(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?\s*([aApP])\.?[mM]\.?", text):
        hour = int(match[1]) % 12 + (12 if match[3] in "pP" else 0)
        if not 1 <= int(match[1]) <= 12:
            hour = int(match[1])
        said = "Times are written from `00:00` to `24:00`"
        return Problem(said, 0, len(text), f"{hour:02}:{match[2] or '00'}", certain=int(match[1]) <= 12)
    if match := re.fullmatch(r"([0-9]{1,2}):([0-9]{1,2})", text):
        said = "A time has two digits for the hour and two for the minute"
        return Problem(said, 0, len(text), f"{int(match[1]):02}:{int(match[2]):02}", certain=len(match[2]) == 2)
    if match := re.fullmatch(r"([0-9]{1,2}):([0-9]{2}):[0-9]{2}(?:\.[0-9]+)?", text):
        said = "A time has hours and minutes, no seconds"
        return Problem(said, 0, len(text), f"{int(match[1]):02}:{match[2]}")
    return None


def _ratio(text: str) -> Problem | None:
    match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)/([0-9]+(?:\.[0-9]+)?)", text)
    if match is None or not Fraction(match[2]):
        return None
    value = Fraction(match[1]) / Fraction(match[2])
    whole = f"{value.numerator}/{value.denominator}"
    return Problem("Both parts of a ratio are whole numbers", 0, len(text), whole, certain=True)


def _money(text: str) -> Problem | None:
    """`12_000 EUR`, `5€`, `$5`: the currency comes first."""
    number, sign = r"(?P<number>-?[0-9][0-9_.,]*)", r"(?P<sign>[A-Za-z]{3,8}|[€$£¥₹₩₺₴])"
    match = re.fullmatch(
        rf"{number}\s*{sign}|{sign.replace('sign', 'first')}\s*{number.replace('number', 'last')}", text
    )
    if match is None:
        return None
    from nines.values.currencies import currency

    word = match["sign"] or match["first"]
    amount = match["number"] or match["last"]
    code = _SIGNS.get(word) or _NAMES.get(word.casefold()) or word.upper()
    if currency(code) is None:
        return None
    if match["first"] and word == code:
        wrong = explain(amount)
        return moved_problem(wrong, match.start("last"))
    said = "An amount of money is a currency's code, a blank, and a number"
    plain = _mended_number(amount)
    return Problem(said, 0, len(text), f"{code} {plain}", certain=word == code and plain == amount)


def moved_problem(problem: Problem, by: int) -> Problem:
    return replace(problem, start=problem.start + by, end=problem.end + by)


def _mended_number(amount: str) -> str:
    if well_formed(amount) is not None:
        return amount
    return explain(amount).suggestion or amount


def _touching(text: str) -> Problem | None:
    """`5 minutes`, `99 %`, `1h 30m`: what belongs to one value stands together."""
    if re.search(r"[0-9]\s+[0-9]", text):
        return None
    joined = re.sub(r"\s+", "", text)
    said = "A number and its unit stand together, without a blank"
    value = well_formed(joined)
    if value is not None and not isinstance(value, Problem):
        if isinstance(value, Duration) and len(re.findall(r"[a-z]+", joined)) > 1:
            said = "The parts of a duration stand together, without a blank"
        return Problem(said, 0, len(text), joined, certain=True)
    mended = measured(joined)
    if mended is None or mended.suggestion is None:
        return None
    whole = joined[: mended.start] + mended.suggestion + joined[mended.end :]
    if whole.replace(" ", "") == text.replace(" ", ""):
        return None
    return replace(mended, start=0, end=len(text), suggestion=whole)


def _groups(text: str) -> Problem | None:
    """`12 000`."""
    if not re.fullmatch(r"-?[0-9]{1,3}(?:\s[0-9]{3})+(?:\.[0-9]+)?", text):
        return None
    return Problem("Digits are grouped by `_`, not by a blank", 0, len(text), re.sub(r"\s", "_", text))


def _date_then(text: str) -> Problem | None:
    """A good date, then a bad time."""
    match = re.fullmatch(r"(\S+)(\s+)(\S+)", text)
    if match is None or not isinstance(well_formed(match[1]), Date):
        return None
    return moved_problem(explain(match[3]), match.start(3)) if well_formed(match[3]) is None else None


_Slip = Callable[[str], Problem | None]
_OF_ONE_WORD: tuple[_Slip, ...] = (
    *(_plus, _other_script, _other_base, _exponent, _date, _date_and_time, _time, _ratio),
    *(_money, measured),
)
_OF_WORDS: tuple[_Slip, ...] = (_date_and_time, _date_then, _time, _money, _groups, _touching)
