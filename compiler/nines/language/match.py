"""Matches the items of a statement against shapes: left to right, the first way that fits."""

from __future__ import annotations

from nines.language.codes import MISFIT
from nines.language.leaves import LEAVES
from nines.language.nodes import At, Phrase
from nines.language.reading import Reading, Slip
from nines.language.shape import Choice, Maybe, Pattern, Repeat, Sequence, Slot, Word
from nines.language.table import PhraseEntry, phrases, slots_of
from nines.syntax.tokens import Kind

__all__ = ["match_shape"]

Values = dict[str, object]

_DEEPEST = 40
"""Amounts and conditions may hold others; deeper than this nobody can read them."""


def match_shape(shape: Sequence, reading: Reading, index: int, values: Values) -> int | None:
    """Match a whole shape from a place on; the index after it, or None. Slots come into `values`."""
    found = _sequence(shape, reading, index, values)
    if found is not None:
        _complete(shape, values)
    return found


def _complete(shape: Sequence, values: Values) -> None:
    for name, how in slots_of(shape).items():
        if how == "many":
            found = values.get(name)
            values[name] = tuple(found) if isinstance(found, list) else ()
        else:
            values.setdefault(name, None)


def _sequence(shape: Sequence, reading: Reading, index: int, values: Values) -> int | None:
    for part in shape.parts:
        found = _part(part, reading, index, values)
        if found is None:
            return None
        index = found
    return index


def _part(part: Pattern, reading: Reading, index: int, values: Values) -> int | None:
    match part:
        case Word(text):
            return _word(text, reading, index)
        case Slot():
            return _slot(part, reading, index, values)
        case Maybe(inner):
            own: Values = {}
            found = _sequence(inner, reading, index, own)
            if found is None:
                return index
            _merge(values, own)
            return found
        case Choice(ways):
            for way in ways:
                own = {}
                found = _sequence(way, reading, index, own)
                if found is not None:
                    _merge(values, own)
                    return found
            return None
        case Repeat(inner):
            return _repeat(inner, reading, index, values)
        case Sequence():
            return _sequence(part, reading, index, values)


def _merge(values: Values, own: Values) -> None:
    for name, value in own.items():
        before = values.get(name)
        if isinstance(before, list) and isinstance(value, list):
            before.extend(value)
        else:
            values[name] = value


def _repeat(inner: Sequence, reading: Reading, index: int, values: Values) -> int:
    while True:
        own: Values = {}
        found = _sequence(inner, reading, index, own)
        if found is None or found == index:
            return index
        _merge(values, {name: value if isinstance(value, list) else [value] for name, value in own.items()})
        index = found


def _word(text: str, reading: Reading, index: int) -> int | None:
    piece = reading.at(index)
    if piece is not None and (piece.word == text or (text == "," and piece.kind is Kind.COMMA)):
        return index + 1
    if piece is not None and piece.kind is Kind.NUMBER and piece.text == text:
        return index + 1
    reading.fail(index, f"`{text}`", word=text)
    return None


def _slot(slot: Slot, reading: Reading, index: int, values: Values) -> int | None:
    first = _value(slot, reading, index)
    if first is None:
        return None
    if not slot.many:
        values[slot.name] = first[0]
        return first[1]
    found, index = [first[0]], first[1]
    while reading.kind(index) is Kind.COMMA:
        more = _value(slot, reading, index + 1)
        if more is None:
            break
        found.append(more[0])
        index = more[1]
    values[slot.name] = found
    return index


def _value(slot: Slot, reading: Reading, index: int) -> tuple[object, int] | None:
    if slot.options:
        return _option(slot, reading, index)
    leaf = LEAVES.get(slot.kind)
    if leaf is not None:
        return leaf(reading, index)
    return _phrase(slot.kind, reading, index)


def _option(slot: Slot, reading: Reading, index: int) -> tuple[object, int] | None:
    for option in slot.options:
        stop = index
        while stop - index < len(option) and reading.word(stop) == option[stop - index]:
            stop += 1
        if stop - index == len(option):
            return At(" ".join(option), reading.span(index, stop)), stop
        rest = " ".join(option[stop - index :])
        reading.fail(stop, f"`{rest}`", word=option[stop - index])
    return None


def _phrase(kind: str, reading: Reading, index: int) -> tuple[object, int] | None:
    if reading.depth >= _DEEPEST:
        headline = f"a statement holds more than {_DEEPEST} amounts or conditions in one another"
        slip = Slip(MISFIT, headline, reading.span(index, index + 1), helps=("write what it comes to",))
        reading.fail(index, "less nesting", slip=slip)
        return None
    reading.depth += 1
    try:
        for entry in phrases(kind):
            found = _phrase(entry, reading, index) if isinstance(entry, str) else _way(entry, reading, index)
            if found is not None:
                return found
        return None
    finally:
        reading.depth -= 1


def _way(entry: PhraseEntry, reading: Reading, index: int) -> tuple[object, int] | None:
    values: Values = {}
    stop = match_shape(entry.shape, reading, index, values)
    if stop is None:
        return None
    node: Phrase = entry.node(span=reading.span(index, stop), **values)
    return node, stop
