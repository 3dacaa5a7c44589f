"""Matches the items of a statement against shapes: left to right, the first way that fits.

A shape becomes a function when it is first matched, so that no part of it is looked at twice to find out what it is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from nines.language.codes import MISFIT
from nines.language.leaves import LEAVES
from nines.language.nodes import At, Phrase
from nines.language.reading import Reading, Slip
from nines.language.shape import Choice, Maybe, Pattern, Repeat, Sequence, Slot, Word
from nines.language.table import PhraseEntry, phrases, slots_of
from nines.language.wanted import Leaf
from nines.syntax.tokens import Kind

__all__ = ["match_shape"]

Values = dict[str, object]
Matcher = Callable[[Reading, int, Values], int | None]
"""Matches from an index on; the index after it, or None. What it found comes into the values, if it fits."""

_COMMA, _NUMBER = Kind.COMMA, Kind.NUMBER

_DEEPEST = 40
"""Amounts and conditions may hold others; deeper than this nobody can read them."""


def match_shape(shape: Sequence, reading: Reading, index: int, values: Values) -> int | None:
    """Match a whole shape from a place on; the index after it, or None. Slots come into `values`."""
    found = _matcher(shape)(reading, index, values)
    if found is not None:
        for name, how in slots_of(shape).items():
            if how == "many":
                many = values.get(name)
                values[name] = tuple(many) if isinstance(many, list) else ()
            elif name not in values:
                values[name] = None
    return found


@cache
def _matcher(shape: Sequence) -> Matcher:
    return _sequence(shape)


def _part(part: Pattern) -> Matcher:
    match part:
        case Word(text):
            return _word(text)
        case Slot(name, many=many):
            return _list(name, _value(part)) if many else _slot(name, _value(part))
        case Maybe(inner):
            return _maybe(_sequence(inner))
        case Choice(ways):
            return _choice(tuple(_sequence(way) for way in ways))
        case Repeat(inner):
            return _repeat(_sequence(inner))
        case Sequence():
            return _sequence(part)


def _sequence(shape: Sequence) -> Matcher:
    parts = tuple(_part(part) for part in shape.parts)
    if len(parts) == 1:
        return parts[0]

    def match(reading: Reading, index: int, values: Values) -> int | None:
        for part in parts:
            found = part(reading, index, values)
            if found is None:
                return None
            index = found
        return index

    return match


def _maybe(inner: Matcher) -> Matcher:
    def match(reading: Reading, index: int, values: Values) -> int | None:
        own: Values = {}
        found = inner(reading, index, own)
        if found is None:
            return index
        _merge(values, own)
        return found

    return match


def _choice(ways: tuple[Matcher, ...]) -> Matcher:
    def match(reading: Reading, index: int, values: Values) -> int | None:
        for way in ways:
            own: Values = {}
            found = way(reading, index, own)
            if found is not None:
                _merge(values, own)
                return found
        return None

    return match


def _repeat(inner: Matcher) -> Matcher:
    def match(reading: Reading, index: int, values: Values) -> int | None:
        while True:
            own: Values = {}
            found = inner(reading, index, own)
            if found is None or found == index:
                return index
            _merge(values, {name: value if isinstance(value, list) else [value] for name, value in own.items()})
            index = found

    return match


def _merge(values: Values, own: Values) -> None:
    for name, value in own.items():
        before = values.get(name)
        if isinstance(before, list) and isinstance(value, list):
            before.extend(value)
        else:
            values[name] = value


def _word(text: str) -> Matcher:
    wanted = f"`{text}`"
    is_comma, is_number = text == ",", text[0].isdigit()

    def match(reading: Reading, index: int, values: Values) -> int | None:  # noqa: ARG001 - as all of them
        if reading.words[index] == text:
            return index + 1
        kind = reading.kinds[index]
        if (is_comma and kind is _COMMA) or (is_number and kind is _NUMBER and reading.pieces[index].text == text):
            return index + 1
        reading.fail(index, wanted, text)
        return None

    return match


def _slot(name: str, value: Leaf) -> Matcher:
    def match(reading: Reading, index: int, values: Values) -> int | None:
        found = value(reading, index)
        if found is None:
            return None
        values[name] = found[0]
        return found[1]

    return match


def _list(name: str, value: Leaf) -> Matcher:
    def match(reading: Reading, index: int, values: Values) -> int | None:
        one = value(reading, index)
        if one is None:
            return None
        found, index = [one[0]], one[1]
        while reading.kinds[index] is _COMMA:
            one = value(reading, index + 1)
            if one is None:
                break
            found.append(one[0])
            index = one[1]
        values[name] = found
        return index

    return match


def _value(slot: Slot) -> Leaf:
    if slot.options:
        return _option(slot.options)
    return LEAVES.get(slot.kind) or _phrase_of(slot.kind)


def _option(options: tuple[tuple[str, ...], ...]) -> Leaf:
    """One of several sequences of words. What is wanted after each of their words is known before."""
    ways = [
        (option, " ".join(option), tuple(f"`{' '.join(option[at:])}`" for at in range(len(option))))
        for option in options
    ]

    def leaf(reading: Reading, index: int) -> tuple[object, int] | None:
        words = reading.words
        for option, text, rests in ways:
            at = 0
            while at < len(option) and words[index + at] == option[at]:
                at += 1
            if at == len(option):
                return At(text, reading.span(index, index + at)), index + at
            reading.fail(index + at, rests[at], option[at])
        return None

    return leaf


def _phrase_of(kind: str) -> Leaf:
    def leaf(reading: Reading, index: int) -> tuple[object, int] | None:
        if reading.depth >= _DEEPEST:
            headline = f"a statement holds more than {_DEEPEST} amounts or conditions in one another"
            slip = Slip(MISFIT, headline, reading.span(index, index + 1), helps=("write what it comes to",))
            reading.fail(index, "less nesting", slip=slip)
            return None
        reading.depth += 1
        found = _first_way(kind, reading, index)
        reading.depth -= 1
        return found

    return leaf


def _first_way(kind: str, reading: Reading, index: int) -> tuple[object, int] | None:
    for entry in phrases(kind):
        if isinstance(entry, PhraseEntry):
            values: Values = {}
            stop = match_shape(entry.shape, reading, index, values)
            if stop is not None:
                node: Phrase = entry.node(span=reading.span(index, stop), **values)
                return node, stop
        elif (found := _phrase_of(entry)(reading, index)) is not None:
            return found
    return None
