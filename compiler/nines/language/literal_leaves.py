"""The leaves that take literals, and what they say of one that is none, or of another unit."""

from __future__ import annotations

import re

from nines.diagnostics.model import Edit, Fix
from nines.language.codes import BAD_LITERAL, WRONG_UNIT
from nines.language.nodes import At
from nines.language.reading import Reading, Slip
from nines.language.wanted import NAMES, Found, Leaf
from nines.source import Span
from nines.syntax.numerals import lowered
from nines.syntax.tokens import NUMERALS, Kind
from nines.values import literals
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

__all__ = ["count", "literal"]

_UNITS: dict[type, str] = {
    Percentage: "a percentage",
    Points: "percentage points",
    Duration: "a duration",
    FineDuration: "a duration",
    Rate: "a rate",
    Multiple: "a multiple",
    Ordinal: "an ordinal",
    Number: "a number without a unit",
    Ratio: "a fraction",
    Bytes: "an amount of bytes",
    Money: "an amount of money",
    Date: "a date",
    Time: "a time",
    DateTime: "a date and time",
    Version: "a version",
}


def literal(kind: str, wanted: tuple[type, ...]) -> Leaf:
    def leaf(reading: Reading, index: int) -> Found:
        text, stop = _literal_text(reading, index)
        if text is None:
            reading.fail(index, NAMES[kind])
            return None
        if Money in wanted and (slip := _currency_last(reading, index)) is not None:
            reading.fail(index + 1, NAMES[kind], slip=slip)
            return None
        span = reading.span(index, stop)
        value = literals.version(text) if Version in wanted else literals.parse(text)
        if isinstance(value, Problem):
            reading.fail(index, NAMES[kind], slip=_problem(value, span, text))
            return None
        if not isinstance(value, wanted):
            spelt = _spelt_unit(reading, stop) if kind == "duration" and isinstance(value, Number) else None
            slip = _other_unit(value, kind, span) if spelt is None else _joined(reading, index, stop, spelt)
            reading.fail(index, NAMES[kind], slip=slip)
            return None
        return At(value, span), stop

    return leaf


def count(reading: Reading, index: int) -> Found:
    found = literal("count", (Number,))(reading, index)
    if found is None:
        return None
    value = found[0]
    assert isinstance(value, At)
    if value.value.whole is None or value.value.value < 0:
        slip = Slip(WRONG_UNIT, f"expected a whole number, but found `{value.span.text}`", value.span)
        reading.fail(index, NAMES["count"], slip=slip)
        return None
    return found


def _spelt_unit(reading: Reading, index: int) -> str | None:
    """The unit of time that a word spells: `d` for `days`."""
    found = re.fullmatch(r"(milli|ms|s|m|h|d|w)(sec(ond)?|in(ute)?|our|r|ay|eek|k)?s?", reading.words[index] or "")
    if found is None:
        return None
    return "ms" if found[1] == "milli" else found[1]


def _joined(reading: Reading, index: int, stop: int, unit: str) -> Slip:
    """The slip of `30 days`, as one literal."""
    span = reading.span(index, stop + 1)
    right = f"{reading.span(index, stop).text}{unit}"
    return Slip.replace(WRONG_UNIT, f"a duration is one word: `{right}`, not `{span.text}`", span, right, certain=True)


def _literal_text(reading: Reading, index: int) -> tuple[str | None, int]:
    """The text of the literal at a place: one numeral, or currency and amount, or amount and unit of bytes."""
    kind, word = reading.kinds[index], reading.words[index]
    if word is not None:
        if len(word) == 3 and word.isupper() and reading.kinds[index + 1] is Kind.NUMBER:
            return f"{word} {reading.pieces[index + 1].text}", index + 2
        return None, index
    if kind not in NUMERALS:
        return None, index
    text = reading.pieces[index].text
    unit = reading.words[index + 1]
    if unit is not None and kind is Kind.NUMBER and re.fullmatch(r"[KMGTPE]?i?B|bytes?", unit):
        return f"{text} {unit}", index + 2
    return text, index + 1


def _currency_last(reading: Reading, index: int) -> Slip | None:
    """The slip of an amount with its currency behind it."""
    amount, currency = reading.at(index), reading.at(index + 1)
    if amount is None or amount.kind is not Kind.NUMBER or currency is None or currency.word is None:
        return None
    if len(currency.word) != 3 or not currency.word.isupper():
        return None
    right = f"{currency.word} {amount.text}"
    span = reading.span(index, index + 2)
    return Slip.replace(WRONG_UNIT, "the currency goes before the amount", span, right, certain=True)


def _problem(problem: Problem, span: Span, text: str) -> Slip:
    part = span.part(problem.start, problem.end) if span.text == text else span
    fixes: tuple[Fix, ...] = ()
    if problem.suggestion is not None and span.text == text:
        fixes = (Fix(f"write `{problem.suggestion}`", (Edit(part, problem.suggestion),), problem.certain),)
    helps = (problem.help,) if problem.help else ()
    return Slip(BAD_LITERAL, lowered(problem.message), part, "", helps, fixes)


def _other_unit(value: Literal, kind: str, span: Span) -> Slip:
    wanted = NAMES[kind].partition(" such as")[0]
    headline = f"expected {wanted}, but `{span.text}` is {_UNITS[type(value)]}"
    if kind == "percentage" and isinstance(value, Number) and 0 < value.value <= 1:
        text = f"{_decimal(value)}%"
        return Slip.replace(WRONG_UNIT, headline, span, text, certain=True, label=f"as a percentage: `{text}`")
    if kind == "percentage" and isinstance(value, Number):
        return Slip.replace(WRONG_UNIT, headline, span, f"{span.text}%", certain=False, label="the sign is missing")
    if kind == "duration" and isinstance(value, Number):
        return Slip(
            WRONG_UNIT, headline, span, "without a unit", (f"write `{span.text}s`, `{span.text}m` or `{span.text}h`",)
        )
    return Slip(WRONG_UNIT, headline, span, helps=(f"write {NAMES[kind]}",))


def _decimal(value: Number) -> str:
    hundred = value.value * 100
    digits = 0
    while (hundred * 10**digits).denominator != 1 and digits < 40:
        digits += 1
    whole = hundred * 10**digits
    text = str(int(whole)).rjust(digits + 1, "0")
    return text if digits == 0 else f"{text[:-digits]}.{text[-digits:]}"
