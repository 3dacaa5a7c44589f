"""Shapes: how a statement is written, as a small pattern language.

    slo [<indicator:name>] <target:percentage> over <window:window> [each <each:label,>]

A word stands for itself. `<slot:kind>` takes a value; with a comma at its end a list of
values, with `|` between words one of these, with `=` before words just these. `[...]` may be
left out, `( a | b )` is one of several, `( ... )*` is repeated. Matching goes left to right,
the first way that fits wins.
"""

from __future__ import annotations

import re
from functools import cache

from nines.record import dataclass

__all__ = ["Choice", "Maybe", "Pattern", "Repeat", "Sequence", "Slot", "Word", "compile_shape", "first_words", "slots"]


@dataclass(frozen=True, slots=True)
class Word:
    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """`options` are the word sequences of a choice slot; then `kind` is `option`."""

    name: str
    kind: str
    many: bool = False
    options: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Maybe:
    inner: Sequence


@dataclass(frozen=True, slots=True)
class Repeat:
    inner: Sequence


@dataclass(frozen=True, slots=True)
class Choice:
    ways: tuple[Sequence, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sequence:
    """Compared by identity: each text is compiled once, and what is known of a shape is found by it often."""

    parts: tuple[Pattern, ...]


Pattern = Word | Slot | Maybe | Repeat | Choice | Sequence

_TOKEN = re.compile(r"<([a-z_]+):([^>]+)>|\)\*|[\[\]()|]|[^\s\[\]()|<>]+")


@cache
def compile_shape(text: str) -> Sequence:
    """Read a shape. Raises ValueError for a text that is none: a mistake of ours."""
    stack: list[list[list[Pattern]]] = [[[]]]
    for found in _TOKEN.finditer(text):
        token = found.group()
        if token in ("[", "("):
            stack.append([[]])
        elif token in ("]", ")", ")*"):
            if len(stack) == 1:
                raise ValueError(f"unbalanced shape: {text}")
            ways = [Sequence(tuple(way)) for way in stack.pop()]
            inner = ways[0] if len(ways) == 1 else Sequence((Choice(tuple(ways)),))
            part: Pattern = Maybe(inner) if token == "]" else Repeat(inner) if token == ")*" else inner
            stack[-1][-1].append(part)
        elif token == "|":
            stack[-1].append([])
        elif found.group(1):
            stack[-1][-1].append(_slot(found.group(1), found.group(2)))
        else:
            stack[-1][-1].append(Word(token))
    if len(stack) != 1:
        raise ValueError(f"unbalanced shape: {text}")
    ways = [Sequence(tuple(way)) for way in stack[0]]
    return ways[0] if len(ways) == 1 else Sequence((Choice(tuple(ways)),))


def _slot(name: str, kind: str) -> Slot:
    many = kind.endswith(",")
    kind = kind.removesuffix(",")
    if "|" in kind or kind.startswith("="):
        return Slot(name, "option", many, tuple(tuple(option.split()) for option in kind.removeprefix("=").split("|")))
    return Slot(name, kind, many)


def first_words(pattern: Pattern) -> tuple[frozenset[str], bool]:
    """The words that a pattern can start with, and whether it can also start otherwise or be empty."""
    match pattern:
        case Word(text):
            return frozenset([text]), False
        case Slot(options=options) if options:
            return frozenset(option[0] for option in options), False
        case Slot():
            return frozenset(), True
        case Maybe(inner) | Repeat(inner):
            return first_words(inner)[0], True
        case Choice(ways):
            found = [first_words(way) for way in ways]
            return frozenset().union(*(words for words, _ in found)), any(other for _, other in found)
        case Sequence(parts):
            words: frozenset[str] = frozenset()
            for part in parts:
                more, other = first_words(part)
                words |= more
                if not other:
                    return words, False
            return words, True


def slots(pattern: Pattern) -> dict[str, str]:
    """The slots of a pattern by name: `one`, `maybe` (None if left out) or `many` (a tuple)."""
    found: dict[str, str] = {}
    _collect(pattern, "one", found)
    return found


def _collect(pattern: Pattern, how: str, found: dict[str, str]) -> None:
    match pattern:
        case Slot(name, _, many):
            before = found.get(name)
            found[name] = "many" if many or how == "many" else how if before in (None, how) else "maybe"
        case Maybe(inner):
            _collect(inner, "many" if how == "many" else "maybe", found)
        case Repeat(inner):
            _collect(inner, "many", found)
        case Choice(ways):
            _collect_ways(ways, how, found)
        case Sequence(parts):
            for part in parts:
                _collect(part, how, found)
        case Word():
            pass


def _collect_ways(ways: tuple[Sequence, ...], how: str, found: dict[str, str]) -> None:
    """A slot of a choice is there for certain only if every way has it."""
    apart = [dict[str, str]() for _ in ways]
    for way, own in zip(ways, apart, strict=True):
        _collect(way, how, own)
    for name in {name: None for own in apart for name in own}:
        kinds = [own.get(name, "maybe") for own in apart]
        found[name] = "many" if "many" in kinds else "maybe" if "maybe" in kinds else "one"
