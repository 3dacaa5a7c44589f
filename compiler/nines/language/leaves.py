"""The kinds of values that a slot of a shape can take, and how each is read.

A leaf looks at the pieces from an index on. It returns its value and the index after it;
or None, after telling the reading what was wanted, and if something close stood there,
what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from nines.diagnostics.model import Edit, Fix
from nines.language.codes import BAD_LITERAL, BAD_NAME, WRONG_UNIT
from nines.language.guests import fill, fill_promql, matchers_text, read_matchers, read_query
from nines.language.nodes import Argument, At
from nines.language.reading import Given, Piece, Reading, Slip
from nines.late import late_pattern
from nines.source import Span
from nines.syntax.numerals import lowered
from nines.syntax.problems import shown
from nines.syntax.quotes import inside
from nines.syntax.tokens import NUMERALS, Kind
from nines.syntax.tree import Block, Group, Matchers
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

__all__ = ["LEAVES", "NAMES", "argument_text"]

Found = tuple[object, int] | None
Leaf = Callable[[Reading, int], Found]

NAMES = {
    "name": "a name",
    "reference": "a name such as `checkout.availability`",
    "word": "a word",
    "label": "a label",
    "text": "a text in quotes",
    "prose": "a text in quotes",
    "percentage": "a percentage such as `99.9%`",
    "duration": "a duration such as `30d` or `5m`",
    "quantity": "a number with its unit",
    "number": "a number",
    "count": "a whole number",
    "rate": "a rate such as `200/s`",
    "multiple": "a burn rate such as `14.4x`",
    "ordinal": "an ordinal such as `99th`",
    "date": "a date such as `2026-01-31`",
    "time": "a time such as `08:00`",
    "version": "a version such as `3.5`",
    "money": "money such as `EUR 12_000`",
    "share": "a percentage or a fraction such as `1/12`",
    "zone": "a time zone such as `Europe/Berlin` or `UTC`",
    "query": "a selector, or PromQL in backticks",
    "matchers": 'matchers such as `{job="checkout"}`',
    "sign": "a sign such as `>=`",
    "group": "a formula in parentheses",
    "import": "a file in quotes, or a name such as `std/http`",
    "argument": "a parameter and its value",
    "value": "a value",
    "clock event": "what sets the clock, such as `while waiting-for-customer`",
    "example": "what was observed and what is expected",
}

SIGNS = frozenset(("<", "<=", ">", ">=", "==", "!="))
_KEBAB = late_pattern(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LABEL = late_pattern(r"[A-Za-z_][A-Za-z0-9_]*")
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


# Names and words.


def _name(reading: Reading, index: int) -> Found:
    piece = reading.at(index)
    word = None if piece is None else piece.word
    if piece is None or word is None:
        reading.fail(index, NAMES["name"])
        return None
    if _KEBAB.fullmatch(word) is None:
        reading.slips_after[index] = _misspelt(piece, word)
    return At(word, piece.span), index + 1


def _misspelt(piece: Piece, word: str) -> Slip:
    """The slip of a declared name that is not kebab-case. It is taken as it is, so that nothing follows from it."""
    kebab = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", word).lower()
    kebab = re.sub(r"[^a-z0-9]+", "-", kebab).strip("-")
    headline = f"the name {shown(word)} is not in kebab-case"
    if _KEBAB.fullmatch(kebab):
        return Slip.replace(BAD_NAME, headline, piece.span, kebab, certain=False, label=f"write `{kebab}`")
    return Slip(BAD_NAME, headline, piece.span, "lower-case letters, digits and single hyphens")


def _reference(reading: Reading, index: int) -> Found:
    piece = reading.at(index)
    word = None if piece is None else piece.word
    if piece is None or word is None or not all(_KEBAB.fullmatch(part) for part in word.split(".")):
        reading.fail(index, NAMES["reference"])
        return None
    return At(word, piece.span), index + 1


def _word(kind: str) -> Leaf:
    def leaf(reading: Reading, index: int) -> Found:
        piece = reading.at(index)
        if piece is None or piece.word is None:
            reading.fail(index, NAMES[kind])
            return None
        return At(piece.text, piece.span), index + 1

    return leaf


def _label(reading: Reading, index: int) -> Found:
    piece = reading.at(index)
    if piece is not None and piece.kind is Kind.STRING:
        return At(_unquoted(piece.text), piece.span), index + 1
    if piece is not None and piece.word is not None:
        if _LABEL.fullmatch(piece.word):
            return At(piece.word, piece.span), index + 1
        slip = Slip.replace(
            BAD_NAME,
            f"the label {shown(piece.word)} has to stand in quotes",
            piece.span,
            f'"{piece.word}"',
            certain=True,
        )
        reading.fail(index, NAMES["label"], slip=slip)
        return None
    reading.fail(index, NAMES["label"])
    return None


def _import(reading: Reading, index: int) -> Found:
    piece = reading.at(index)
    if piece is not None and piece.kind is Kind.STRING:
        return At(_unquoted(piece.text), piece.span), index + 1
    if piece is not None and piece.word is not None and piece.word.startswith("std/"):
        return At(piece.word, piece.span), index + 1
    reading.fail(index, NAMES["import"])
    return None


def _clock_event(reading: Reading, index: int) -> Found:
    stop = index
    while reading.word(stop) is not None and reading.word(stop) != "for":
        stop += 1
    if stop == index:
        reading.fail(index, NAMES["clock event"])
        return None
    span = reading.span(index, stop)
    return At(span.text, span), stop


def _rest(reading: Reading, index: int) -> Found:
    if index >= len(reading.pieces):
        reading.fail(index, NAMES["example"])
        return None
    span = reading.span(index, len(reading.pieces))
    return At(span.text, span), len(reading.pieces)


# Texts.


def _unquoted(text: str) -> str:
    start, end = inside(text)
    inner = text[start:end]
    if text.startswith('"""'):
        from textwrap import dedent

        first, newline, rest = inner.partition("\n")
        return f"{first}{newline}{dedent(rest)}".strip()
    return re.sub(r'\\(["\\])', r"\1", inner)


def _text(kinds: frozenset[Kind], kind: str) -> Leaf:
    def leaf(reading: Reading, index: int) -> Found:
        piece = reading.at(index)
        if piece is None or piece.kind not in kinds:
            reading.fail(index, NAMES[kind])
            return None
        return At(fill(_unquoted(piece.text), reading.given), piece.span), index + 1

    return leaf


# Literals.


def _literal(kind: str, wanted: tuple[type, ...]) -> Leaf:
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


def _spelt_unit(reading: Reading, index: int) -> str | None:
    """The unit of time that a word spells: `d` for `days`."""
    found = re.fullmatch(r"(milli|ms|s|m|h|d|w)(sec(ond)?|in(ute)?|our|r|ay|eek|k)?s?", reading.word(index) or "")
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
    piece, after = reading.at(index), reading.at(index + 1)
    if piece is None:
        return None, index
    if piece.kind is Kind.WORD and len(piece.text) == 3 and piece.text.isupper():
        if after is not None and after.kind is Kind.NUMBER:
            return f"{piece.text} {after.text}", index + 2
        return None, index
    if piece.kind not in NUMERALS:
        return None, index
    if piece.kind is Kind.NUMBER and after is not None and re.fullmatch(r"[KMGTPE]?i?B|bytes?", after.word or ""):
        return f"{piece.text} {after.text}", index + 2
    return piece.text, index + 1


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


def _count(reading: Reading, index: int) -> Found:
    found = _literal("count", (Number,))(reading, index)
    if found is None:
        return None
    value = found[0]
    assert isinstance(value, At)
    if value.value.whole is None or value.value.value < 0:
        slip = Slip(WRONG_UNIT, f"expected a whole number, but found `{value.span.text}`", value.span)
        reading.fail(index, NAMES["count"], slip=slip)
        return None
    return found


# PromQL, formulas, arguments.


def _query(reading: Reading, index: int) -> Found:
    found = read_query(reading, index)
    if found is None:
        reading.fail(index, NAMES["query"])
    return found


def _matchers(reading: Reading, index: int) -> Found:
    found = read_matchers(reading, index)
    if found is None:
        reading.fail(index, NAMES["matchers"])
    return found


def _sign(reading: Reading, index: int) -> Found:
    piece = reading.at(index)
    if piece is None or piece.kind is not Kind.OP or piece.text not in SIGNS:
        reading.fail(index, NAMES["sign"])
        return None
    return At(piece.text, piece.span), index + 1


def _group(reading: Reading, index: int) -> Found:
    piece = reading.at(index)
    if piece is None or not isinstance(piece.item, Group):
        reading.fail(index, NAMES["group"])
        return None
    return At(piece.text, piece.span), index + 1


def argument_text(pieces: tuple[Piece, ...], given: dict[str, Given]) -> str:
    """What `${name}` becomes for a value: a text without its quotes, matchers without their braces."""
    if len(pieces) == 1:
        piece = pieces[0]
        if piece.kind in (Kind.STRING, Kind.PROSE):
            return fill(_unquoted(piece.text), given)
        if isinstance(piece.item, Matchers):
            return matchers_text(piece, given)
        if isinstance(piece.item, Block):
            return ""
        if piece.kind is Kind.FENCE:
            return fill_promql(piece.text[slice(*inside(piece.text))], given)
    return " ".join(piece.text for piece in pieces)


def _value(reading: Reading, index: int) -> Found:
    """Any value: all pieces up to the next comma."""
    stop = index
    while stop < len(reading.pieces) and reading.kind(stop) is not Kind.COMMA:
        stop += 1
    pieces = reading.pieces[index:stop]
    if not pieces:
        reading.fail(index, NAMES["value"])
        return None
    span = reading.span(index, stop)
    given = Given(pieces, argument_text(pieces, dict(reading.given)))
    return Argument(At("", span), given, given.text, span), stop


def _argument(reading: Reading, index: int) -> Found:
    name = _name(reading, index)
    if name is None:
        return None
    value = _value(reading, name[1])
    if value is None:
        return None
    located, given = name[0], value[0]
    assert isinstance(located, At)
    assert isinstance(given, Argument)
    return Argument(located, given.value, given.text, reading.span(index, value[1])), value[1]


_STRING = frozenset((Kind.STRING,))

LEAVES: dict[str, Leaf] = {
    "name": _name,
    "reference": _reference,
    "word": _word("word"),
    "zone": _word("zone"),
    "label": _label,
    "import": _import,
    "clock event": _clock_event,
    "example": _rest,
    "text": _text(_STRING, "text"),
    "prose": _text(frozenset((Kind.STRING, Kind.PROSE)), "prose"),
    "percentage": _literal("percentage", (Percentage,)),
    "duration": _literal("duration", (Duration,)),
    "quantity": _literal(
        "quantity",
        (Percentage, Points, Duration, FineDuration, Rate, Multiple, Ordinal, Number, Ratio, Bytes, Money),
    ),
    "number": _literal("number", (Number,)),
    "count": _count,
    "rate": _literal("rate", (Rate,)),
    "multiple": _literal("multiple", (Multiple,)),
    "ordinal": _literal("ordinal", (Ordinal,)),
    "date": _literal("date", (Date,)),
    "time": _literal("time", (Time,)),
    "version": _literal("version", (Version,)),
    "money": _literal("money", (Money,)),
    "share": _literal("share", (Percentage, Ratio)),
    "query": _query,
    "matchers": _matchers,
    "sign": _sign,
    "group": _group,
    "value": _value,
    "argument": _argument,
}
