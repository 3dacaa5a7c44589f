"""Finds blocks and phrases of each kind in specs, to show what one looks like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import dedent

from nines.diagnostics.model import Report
from nines.language.nodes import Body, Phrase, Statement
from nines.language.read import read
from nines.language.table import entry_of
from nines.record import dataclass, field, fields
from nines.source import Source
from nines.syntax.parser import parse

__all__ = ["Sample", "Samples", "samples_of"]

_FEWEST = 2
"""Statements that a block has to have to show anything."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A statement with its block, and the file that it is from, if that has a name."""

    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Samples:
    """The first statement with a block of each kind, and the first text of each phrase."""

    blocks: dict[str, Sample] = field(default_factory=dict)
    phrases: dict[type[Phrase], str] = field(default_factory=dict)


def samples_of(specs: Iterable[tuple[str, str]]) -> Samples:
    """What specs, given by name and text, have to show. A block of one statement does only if there is no other."""
    found, small = Samples(), dict[str, Sample]()
    for name, text in specs:
        source = Source(name, text)
        for node in _statements(Body(source.span(0, 0), read(parse(source, Report()), Report()).statements)):
            for phrase in _phrases(node):
                found.phrases.setdefault(type(phrase), phrase.span.text)
            block = entry_of(type(node)).body
            if block and node.body.statements:
                whole = len(node.body.statements) >= _FEWEST
                (found.blocks if whole else small).setdefault(block, Sample(_text(source, node), name))
    for block, sample in small.items():
        found.blocks.setdefault(block, sample)
    return found


def _statements(body: Body) -> Iterator[Statement]:
    for node in body.all(Statement):
        yield node
        yield from _statements(node.body)


def _phrases(node: Statement | Phrase) -> Iterator[Phrase]:
    for found in fields(node):
        value = getattr(node, found.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Phrase):
                yield one
                yield from _phrases(one)


def _text(source: Source, node: Statement) -> str:
    """The text of a statement, as far to the left as it goes."""
    start = source.text.rfind("\n", 0, node.span.start) + 1
    return dedent(source.text[start : node.span.end])
