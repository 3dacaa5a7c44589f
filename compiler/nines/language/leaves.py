"""The kinds of values that a slot of a shape can take, and how each is read.

A leaf looks at the pieces from an index on. It returns its value and the index after it;
or None, after telling the reading what was wanted, and if something close stood there,
what is wrong with it.
"""

from __future__ import annotations

import re

from nines.language.codes import BAD_NAME
from nines.language.guests import fill, fill_promql, matchers_text, read_matchers, read_query
from nines.language.literal_leaves import count, literal
from nines.language.nodes import Argument, At
from nines.language.reading import Given, Piece, Reading, Slip
from nines.language.wanted import NAMES, Found, Leaf
from nines.late import late_pattern
from nines.syntax.problems import shown
from nines.syntax.quotes import inside
from nines.syntax.tokens import Kind
from nines.syntax.tree import Block, Group, Matchers
from nines.values.model import (
    Bytes,
    Date,
    Duration,
    FineDuration,
    Money,
    Multiple,
    Number,
    Ordinal,
    Percentage,
    Points,
    Rate,
    Ratio,
    Time,
    Version,
)

__all__ = ["LEAVES", "argument_text"]

SIGNS = frozenset(("<", "<=", ">", ">=", "==", "!="))
_KEBAB = late_pattern(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LABEL = late_pattern(r"[A-Za-z_][A-Za-z0-9_]*")


# Names and words.


def _name(reading: Reading, index: int) -> Found:
    word = reading.words[index]
    if word is None:
        reading.fail(index, "a name")
        return None
    piece = reading.pieces[index]
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
    word = reading.words[index]
    if word is None or not all(_KEBAB.fullmatch(part) for part in word.split(".")):
        reading.fail(index, NAMES["reference"])
        return None
    return At(word, reading.pieces[index].span), index + 1


def _word(kind: str) -> Leaf:
    def leaf(reading: Reading, index: int) -> Found:
        word = reading.words[index]
        if word is None:
            reading.fail(index, NAMES[kind])
            return None
        return At(word, reading.pieces[index].span), index + 1

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
    while reading.words[stop] is not None and reading.words[stop] != "for":
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
    return re.sub(r'\\(["\\])', r"\1", inner) if "\\" in inner else inner


def _text(kinds: frozenset[Kind], kind: str) -> Leaf:
    def leaf(reading: Reading, index: int) -> Found:
        if reading.kinds[index] not in kinds:
            reading.fail(index, NAMES[kind])
            return None
        piece = reading.pieces[index]
        return At(fill(_unquoted(piece.text), reading.given), piece.span), index + 1

    return leaf


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
    while stop < len(reading.pieces) and reading.kinds[stop] is not Kind.COMMA:
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
    "percentage": literal("percentage", (Percentage,)),
    "duration": literal("duration", (Duration,)),
    "quantity": literal(
        "quantity",
        (Percentage, Points, Duration, FineDuration, Rate, Multiple, Ordinal, Number, Ratio, Bytes, Money),
    ),
    "number": literal("number", (Number,)),
    "count": count,
    "rate": literal("rate", (Rate,)),
    "multiple": literal("multiple", (Multiple,)),
    "ordinal": literal("ordinal", (Ordinal,)),
    "date": literal("date", (Date,)),
    "time": literal("time", (Time,)),
    "version": literal("version", (Version,)),
    "money": literal("money", (Money,)),
    "share": literal("share", (Percentage, Ratio)),
    "query": _query,
    "matchers": _matchers,
    "sign": _sign,
    "group": _group,
    "value": _value,
    "argument": _argument,
}
