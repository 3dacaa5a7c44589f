"""The table of statements keeps its own rules, and each row what its columns say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import get_annotations

import pytest

from nines.language.leaves import LEAVES
from nines.language.nodes import Phrase, Statement
from nines.language.shape import Choice, Maybe, Pattern, Repeat, Sequence, Slot, Word, compile_shape
from nines.language.statements.promise import Valid
from nines.language.table import ANYWHERE, Entry, PhraseEntry, contexts, entries, phrases, slots_of
from nines.language.wanted import NAMES
from tests.language.wrapping import findings, required

ENTRIES = entries()
PLACES = [
    (entry, context) for entry in ENTRIES for context in (contexts() if ANYWHERE in entry.inside else entry.inside)
]


def kinds(pattern: Pattern) -> Iterator[str]:
    """The kinds of the slots of a pattern."""
    match pattern:
        case Slot(kind=kind):
            yield kind
        case Maybe(inner) | Repeat(inner):
            yield from kinds(inner)
        case Choice(parts) | Sequence(parts):
            for part in parts:
                yield from kinds(part)
        case Word():
            pass


def phrase_entries() -> list[PhraseEntry]:
    """Every phrase that a statement can reach."""
    waiting = [kind for entry in ENTRIES for kind in kinds(entry.shape)]
    found: dict[str, tuple[PhraseEntry, ...]] = {}
    while waiting:
        kind = waiting.pop()
        if kind in found or kind in LEAVES or kind == "option":
            continue
        ways = phrases(kind)
        waiting += [way for way in ways if isinstance(way, str)]
        found[kind] = tuple(way for way in ways if isinstance(way, PhraseEntry))
        waiting += [inner for way in found[kind] for inner in kinds(way.shape)]
    return [way for _, ways in sorted(found.items()) for way in ways]


PHRASES = phrase_entries()


def name_of(row: Entry | PhraseEntry) -> str:
    return row.node.__name__


# Its nodes.


def own_fields(node: type, base: type) -> dict[str, str]:
    """The fields that a class declares beyond those of its base, with their annotations."""
    assert node.__bases__ == (base,)
    return dict(get_annotations(node))


@pytest.mark.parametrize("row", [*ENTRIES, *PHRASES], ids=name_of)
def test_the_fields_of_a_node_are_the_slots_of_its_shape(row: Entry | PhraseEntry) -> None:
    fields = own_fields(row.node, Statement if isinstance(row, Entry) else Phrase)
    if row.node.__name__ == "Blueprint":
        assert fields.pop("template") == "tuple[syntax.Statement, ...]"
    slots = slots_of(row.shape)
    assert set(fields) == set(slots)
    for name, how in slots.items():
        text = fields[name]
        assert text.endswith(" | None") == (how == "maybe"), f"{name}: {text}, and may be left out: {how == 'maybe'}"
        assert text.startswith("tuple[") == (how == "many"), f"{name}: {text}, and there may be many: {how == 'many'}"


VALUES = {
    "option": "At[str]",
    "name": "At[str]",
    "reference": "At[str]",
    "word": "At[str]",
    "zone": "At[str]",
    "label": "At[str]",
    "import": "At[str]",
    "clock event": "At[str]",
    "example": "At[str]",
    "text": "At[str]",
    "prose": "At[str]",
    "sign": "At[str]",
    "group": "At[str]",
    "percentage": "At[Percentage]",
    "duration": "At[Duration]",
    "quantity": "At[Quantity]",
    "number": "At[Number]",
    "count": "At[Number]",
    "rate": "At[Rate]",
    "multiple": "At[Multiple]",
    "ordinal": "At[Ordinal]",
    "date": "At[Date]",
    "time": "At[Time]",
    "version": "At[Version]",
    "money": "At[Money]",
    "share": "At[Percentage] | At[Ratio]",
    "query": "Query",
    "matchers": "Query",
    "value": "Argument",
    "argument": "Argument",
    "window start": "WindowStart",
    "window": "Window",
    "period": "Period",
    "comparison": "Comparison",
    "range": "Range",
    "slice condition": "SliceCondition",
    "promql comparison": "PromqlComparison",
    "outcome": "Outcome",
    "history": "History",
    "measured": "MeasuredRange",
    "term": "Term",
    "condition": "Condition",
    "deadline": "Deadline",
    "sum": "SimpleAmount",
    "amount": "Amount",
    "days": "Days",
}
"""What a slot of a kind becomes."""


def slots_with_kinds(pattern: Pattern) -> Iterator[tuple[str, str]]:
    match pattern:
        case Slot(name, kind):
            yield name, kind
        case Maybe(inner) | Repeat(inner):
            yield from slots_with_kinds(inner)
        case Choice(parts) | Sequence(parts):
            for part in parts:
                yield from slots_with_kinds(part)
        case Word():
            pass


@pytest.mark.parametrize("row", [*ENTRIES, *PHRASES], ids=name_of)
def test_a_field_has_the_type_of_its_slot(row: Entry | PhraseEntry) -> None:
    fields = own_fields(row.node, Statement if isinstance(row, Entry) else Phrase)
    for name, kind in slots_with_kinds(row.shape):
        inner = fields[name].removesuffix(" | None").removeprefix("tuple[").removesuffix(", ...]")
        assert inner == VALUES[kind], name


@pytest.mark.parametrize("row", [*ENTRIES, *PHRASES], ids=name_of)
def test_each_kind_of_slot_is_a_leaf_with_a_name_or_a_phrase(row: Entry | PhraseEntry) -> None:
    for kind in kinds(row.shape):
        assert kind == "option" or bool(phrases(kind)) != (kind in LEAVES and kind in NAMES)


# Its words.


@pytest.mark.parametrize("row", [*ENTRIES, *PHRASES], ids=name_of)
def test_what_it_is_for_is_one_sentence(row: Entry | PhraseEntry) -> None:
    line = (row.node.__doc__ or "").strip().partition("\n\n")[0].replace("\n", " ")
    assert line.endswith(".")
    assert not re.search(r"[.!?] +[A-Z`]", line), "the rest is a paragraph of its own"
    assert line[0] == line[0].upper()
    assert not line.startswith(f"{row.node.__name__}(")


# Its shapes.


_ANY = "word text numeral currency fence braces sign parenthesis"
STARTS = {
    **dict.fromkeys(("name", "reference", "word", "zone", "clock event", "argument"), "word"),
    **dict.fromkeys(("percentage", "duration", "number", "count", "rate", "multiple", "ordinal"), "numeral"),
    **dict.fromkeys(("date", "time", "version", "share"), "numeral"),
    **dict.fromkeys(("text", "prose"), "text"),
    **dict.fromkeys(("label", "import"), "word text"),
    **dict.fromkeys(("value", "example"), _ANY),
    "money": "currency",
    "quantity": "numeral currency",
    "query": "word fence braces",
    "matchers": "braces",
    "sign": "sign",
    "group": "parenthesis",
}
"""What the value of a leaf can start with. A currency is no word that a shape has: it is in capitals."""


def starts(pattern: Pattern | str) -> tuple[frozenset[str], bool]:
    """What a pattern, or a phrase of a kind, can start with (words of a shape in backticks), and if it can be empty."""
    match pattern:
        case Word(text):
            return frozenset([f"`{text}`"]), False
        case Slot(options=options) if options:
            return frozenset(f"`{option[0]}`" for option in options), False
        case Slot(kind=kind):
            return starts(kind)
        case Maybe(inner) | Repeat(inner):
            return starts(inner)[0], True
        case Choice(ways):
            found = [starts(way) for way in ways]
            return frozenset[str]().union(*(one for one, _ in found)), any(empty for _, empty in found)
        case Sequence(parts):
            found_here = frozenset[str]()
            for part in parts:
                more, empty = starts(part)
                found_here |= more
                if not empty:
                    return found_here, False
            return found_here, True
        case str() if pattern in STARTS:
            return frozenset(STARTS[pattern].split()), False
        case str():
            ways_of_kind = [way if isinstance(way, str) else way.shape for way in phrases(pattern)]
            return frozenset[str]().union(*(starts(way)[0] for way in ways_of_kind)), False


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both can start with one and the same item."""
    return bool(one & other) or any(
        "word" in first and any(start[0] == "`" and start[1].isalpha() for start in second)
        for first, second in ((one, other), (other, one))
    )


def sequences(pattern: Pattern) -> Iterator[Sequence]:
    match pattern:
        case Maybe(inner) | Repeat(inner):
            yield from sequences(inner)
        case Choice(ways):
            for way in ways:
                yield from sequences(way)
        case Sequence(parts):
            yield pattern
            for part in parts:
                yield from sequences(part)
        case _:
            pass


def doubts(shape: Sequence) -> Iterator[str]:
    """Optional parts that begin like what can follow them, so that position would not decide."""
    for sequence in sequences(shape):
        for index, part in enumerate(sequence.parts):
            if not isinstance(part, (Maybe, Repeat)):
                continue
            own, _ = starts(part)
            for after in sequence.parts[index + 1 :]:
                others, empty = starts(after)
                if alike(own, others):
                    yield f"{sorted(own)} and then {sorted(others)}"
                if not empty:
                    break


@pytest.mark.parametrize("row", [*ENTRIES, *PHRASES], ids=name_of)
def test_an_optional_part_begins_unlike_all_that_can_follow_it(row: Entry | PhraseEntry) -> None:
    allowed = ["['`slice`'] and then ['text', 'word']"] if row.node is Valid else []
    assert list(doubts(row.shape)) == allowed  # `slice` right after `valid` is never a subject's name


def test_parts_that_begin_alike_are_found() -> None:
    assert list(doubts(compile_shape("a [of <x:name>] [of <y:text>]"))) == ["['`of`'] and then ['`of`']"]
    assert list(doubts(compile_shape("a [<x:name>] [<t:text>] of"))) == ["['word'] and then ['`of`']"]
    assert list(doubts(compile_shape("a [<x:name>] <t:text> of <y:name>"))) == []


@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_a_statement_begins_with_a_word_or_with_prose_and_has_no_equals_sign(entry: Entry) -> None:
    first, empty = starts(entry.shape)
    assert not empty
    assert all(start[0] == "`" for start in first) or first <= {"word", "text"}
    words = re.findall(r"[^\s\[\]()|<>]+", re.sub(r"<[^>]+>", "", entry.written))
    assert not {"=", "!=", "=~", "!~"} & set(words)


# Its places.


@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_every_block_is_one_that_something_has_and_something_stands_in(entry: Entry) -> None:
    bodies = {other.body for other in ENTRIES}
    assert entry.inside
    for context in entry.inside:
        assert context in bodies | {"file", ANYWHERE}
    assert (entry.body != "") == (entry.block != "no")
    if entry.body:
        assert any(entry.body in other.inside for other in ENTRIES)


@pytest.mark.parametrize(
    ("entry", "context"), PLACES, ids=[f"{entry.node.__name__}-{place}" for entry, place in PLACES]
)
def test_its_example_fits_where_it_may_stand(entry: Entry, context: str) -> None:
    needed = [need.example for need in required(entry.body)] if entry.body else []
    inside = "\n".join(["{", *needed, "}"])
    assert findings(context, entry.example.replace("{ }", inside)) == []
