"""Which statements of contracts, and which choices of theirs, the contracts of `specs/contracts` make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from nines.diagnostics.model import Report
from nines.language.nodes import At, Body, Phrase, Statement
from nines.language.read import read
from nines.language.shape import Choice, Maybe, Pattern, Repeat, Sequence, Slot
from nines.language.table import PhraseEntry, entries, phrases
from nines.source import Source
from nines.syntax.parser import parse

__all__ = ["BLOCKS", "choices", "choices_of"]

BLOCKS = ("sla", "plan", "promise", "level", "customer", "claim", "support", "points")
"""The blocks whose statements a contract is made of."""

_PARTS = ("period", "amount", "sum", "condition", "term", "history", "outcome", "measured", "deadline")
"""The phrases in which they make further choices."""


@cache
def choices() -> tuple[str, ...]:
    """Everything that can be chosen: `stack sum`, `credit`; a statement without choices is one itself."""
    found: list[str] = []
    for entry in entries():
        if set(BLOCKS) & set(entry.inside) and entry.keyword not in ("", "use", "allow"):
            found += _of_shape(entry.keyword, entry.shape)
    for kind in _PARTS:
        for item in phrases(kind):
            if isinstance(item, PhraseEntry):
                found += _of_shape(f"{kind}: {_form(item)}", item.shape)
    return tuple(dict.fromkeys(found))


def choices_of(text: str) -> frozenset[str]:
    """The choices that a spec makes."""
    report = Report()
    file = read(parse(Source("contract.nines", text), report), report)
    return frozenset(_walk(file.statements))


def _of_shape(name: str, shape: Sequence) -> list[str]:
    options = [(slot, " ".join(option)) for slot in _slots(shape) for option in slot.options]
    return [f"{name} · {option}" for _, option in options] or [name]


def _slots(pattern: Pattern) -> Iterator[Slot]:
    match pattern:
        case Slot():
            yield pattern
        case Maybe(inner) | Repeat(inner):
            yield from _slots(inner)
        case Sequence(parts):
            for part in parts:
                yield from _slots(part)
        case Choice(ways):
            for way in ways:
                yield from _slots(way)
        case _:
            return


def _form(entry: PhraseEntry) -> str:
    """A phrase's way of being written, short: its class in words."""
    name = entry.node.__name__
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()


@cache
def _names() -> Mapping[type, tuple[str, Sequence]]:
    named: dict[type, tuple[str, Sequence]] = {entry.node: (entry.keyword, entry.shape) for entry in entries()}
    for kind in _PARTS:
        for item in phrases(kind):
            if isinstance(item, PhraseEntry):
                named[item.node] = (f"{kind}: {_form(item)}", item.shape)
    return named


def _walk(value: object) -> Iterator[str]:
    if isinstance(value, Statement | Phrase):
        yield from _chosen(value)
        for name in _fields(type(value)):
            if name not in ("span", "keyword", "head"):
                yield from _walk(getattr(value, name))
    elif isinstance(value, Body):
        for item in value.statements:
            yield from _walk(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from _walk(item)


def _fields(kind: type) -> Iterator[str]:
    for base in reversed(kind.__mro__):
        yield from getattr(base, "__annotations__", {})


def _chosen(value: Statement | Phrase) -> Iterator[str]:
    name, shape = _names().get(type(value), ("", None))
    if shape is None:
        return
    options = {(slot.name, " ".join(option)) for slot in _slots(shape) for option in slot.options}
    if not options:
        yield name
    for slot, option in options:
        held = getattr(value, slot, None)
        texts = [item.value for item in (held if isinstance(held, tuple) else (held,)) if isinstance(item, At)]
        if option in texts:
            yield f"{name} · {option}"
