"""The table of statements and phrases: each is declared once, as a class with its shape.

What a statement may say stands in its decorator, as data: how it is written, where it may
stand, what may stand inside, an example; its docstring is its line in the reference.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import TypeVar, dataclass_transform

from nines.language.nodes import Phrase, Statement
from nines.language.shape import Sequence, compile_shape, first_words, slots
from nines.record import dataclass

__all__ = [
    "ANYWHERE",
    "Entry",
    "PhraseEntry",
    "also",
    "contexts",
    "entries",
    "entry_of",
    "phrase",
    "phrases",
    "slots_of",
    "statement",
]

ANYWHERE = "*"
"""The context of statements that may stand in every block."""

S = TypeVar("S", bound=Statement)
P = TypeVar("P", bound=Phrase)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the table. `inside` are the contexts it may stand in, `body` that of its own block.

    `block` says whether it has one: `no`, `may`, `must`. `once`: at most one in a block.
    `required`: its contexts cannot do without. `needs`: contexts that it must be written in.
    """

    node: type[Statement]
    keyword: str
    written: str
    inside: tuple[str, ...]
    body: str
    block: str
    once: bool
    required: bool
    example: str

    @property
    def shape(self) -> Sequence:
        return compile_shape(self.written)

    @property
    def line(self) -> str:
        """What it is for, in one sentence."""
        return (self.node.__doc__ or "").strip().partition("\n\n")[0].replace("\n", " ")

    @property
    def heads(self) -> frozenset[str]:
        """The words it can start with; empty for one that starts with prose."""
        first = self.written.partition(" ")[0]
        return frozenset([first]) if first.isalpha() else first_words(self.shape)[0]


@dataclass(frozen=True, slots=True)
class PhraseEntry:
    node: type[Phrase]
    kind: str
    written: str

    @property
    def shape(self) -> Sequence:
        return compile_shape(self.written)


_NODE = dataclass(frozen=True, slots=True, kw_only=True, eq=False)
"""Nodes are frozen values made by keyword; two of them are never the same statement."""

_entries: list[Entry] = []
_phrases: dict[str, list[PhraseEntry | str]] = {}


@dataclass_transform(kw_only_default=True, frozen_default=True)
def statement(
    shape: str,
    *,
    inside: str,
    example: str,
    body: str = "",
    block: str = "",
    once: bool = False,
    required: bool = False,
) -> Callable[[type[S]], type[S]]:
    """Declare a statement. With `body` a block may follow, with `block="must"` it has to."""

    def declare(cls: type[S]) -> type[S]:
        node = _NODE(cls)
        _entries.append(
            Entry(
                node=node,
                keyword=_keyword(shape),
                written=shape,
                inside=tuple(inside.split()),
                body=body,
                block=block or ("may" if body else "no"),
                once=once,
                required=required,
                example=example,
            )
        )
        return node

    return declare


@dataclass_transform(kw_only_default=True, frozen_default=True)
def phrase(kind: str, shape: str) -> Callable[[type[P]], type[P]]:
    """Declare a way to write a phrase; the ways of one kind are tried in the order of their declaration."""

    def declare(cls: type[P]) -> type[P]:
        node = _NODE(cls)
        _phrases.setdefault(kind, []).append(PhraseEntry(node, kind, shape))
        return node

    return declare


def also(kind: str, other: str) -> None:
    """Whatever is a phrase of the kind `other` is one of `kind` too, tried at this place in the order."""
    _phrases.setdefault(kind, []).append(other)


def _keyword(shape: str) -> str:
    """How a statement is called: its leading words (`no traffic`), but for those that may be left out."""
    words = []
    for part in (shape.partition("] ")[2] if shape.startswith("[") else shape).split():
        if not part[0].isalpha():
            break
        words.append(part)
    return " ".join(words)


def _load() -> None:
    from nines.language import phrases as _  # noqa: F401 - fills the table
    from nines.language import statements as __  # noqa: F401


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """Every statement there is, in the order of the reference."""
    _load()
    return tuple(_entries)


@lru_cache(maxsize=1)
def _by_class() -> dict[type[Statement], Entry]:
    return {entry.node: entry for entry in entries()}


def entry_of(node: type[Statement]) -> Entry:
    """The row of a statement's class."""
    return _by_class()[node]


@lru_cache(maxsize=1)
def contexts() -> dict[str, dict[str, tuple[Entry, ...]]]:
    """For each context the statements by the words they start with; prose under `\"`."""
    names = {name for entry in entries() for name in (*entry.inside, entry.body) if name and name != ANYWHERE}
    table: dict[str, dict[str, list[Entry]]] = {name: {} for name in sorted(names)}
    for entry in entries():
        for name in table if ANYWHERE in entry.inside else entry.inside:
            for head in sorted(entry.heads) or ['"']:
                table[name].setdefault(head, []).append(entry)
    return {name: {head: tuple(found) for head, found in heads.items()} for name, heads in table.items()}


@cache
def phrases(kind: str) -> tuple[PhraseEntry | str, ...]:
    """The ways to write a kind of phrase."""
    _load()
    return tuple(_phrases.get(kind, ()))


@cache
def slots_of(shape: Sequence) -> dict[str, str]:
    return slots(shape)
