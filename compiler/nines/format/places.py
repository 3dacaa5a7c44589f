"""Which statement of the language a line is, by the block that it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from nines.diagnostics.model import Report
from nines.format.words import Item
from nines.language.reading import Given, piece_of
from nines.language.table import Entry, contexts, entries
from nines.record import dataclass, field
from nines.source import Source
from nines.syntax.parser import parse
from nines.syntax.tokens import Kind, Token
from nines.syntax.tree import Block, Statement

__all__ = ["FILE", "Place", "braces_of", "sample"]


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of block; `unknown` for that of a statement that the language does not know.

    `given` are samples of what the parameters of a blueprint around it may stand for.
    """

    context: str
    given: Mapping[str, Given] = field(default_factory=dict)

    def candidates(self, statement: Statement, source: Source) -> tuple[Entry, ...]:
        """What the statement can be by its first word.

        A blueprint's body is read only where it is used, so there any statement will do.
        """
        if self.context == "arguments":
            return contexts()["arguments"]['"']
        head = _head(statement, source)
        return contexts().get(self.context, {}).get(head) or _anywhere().get(head, ())

    def inside(self, statement: Statement, source: Source) -> Place:
        """The place that the statement's block is."""
        body = next((entry.body for entry in self.candidates(statement, source) if entry.body), UNKNOWN)
        if body == "blueprint" and statement.block is not None:
            return Place(body, _parameters(statement.block, source))
        return Place(body, self.given)


UNKNOWN = "unknown"
FILE = Place("file")


def braces_of(candidates: tuple[Entry, ...]) -> str:
    """What an empty pair of braces at the end of a statement is: `block`, `matchers`, or `unknown`."""
    kinds = {"matchers" if entry.block == "no" else "block" for entry in candidates}
    return kinds.pop() if len(kinds) == 1 else "unknown"


def _head(statement: Statement, source: Source) -> str:
    first = statement.items[0] if statement.items else None
    if not isinstance(first, Token):
        return ""
    return '"' if first.kind in (Kind.STRING, Kind.PROSE) else first.text(source)


@lru_cache(maxsize=1)
def _anywhere() -> dict[str, tuple[Entry, ...]]:
    table: dict[str, list[Entry]] = {}
    for entry in entries():
        for head in sorted(entry.heads):
            table.setdefault(head, []).append(entry)
    return {head: tuple(found) for head, found in table.items()}


def _parameters(block: Block, source: Source) -> dict[str, Given]:
    """A sample for each `parameter NAME KIND` of a blueprint."""
    found: dict[str, Given] = {}
    for statement in block.statements:
        words = [item.text(source) for item in statement.items[:3]]
        if len(words) == 3 and words[0] == "parameter":
            found[words[1]] = sample(words[2])
    return found


_SAMPLES = {
    "text": '"text"',
    "percentage": "99%",
    "duration": "30d",
    "quantity": "99%",
    "number": "1",
    "date": "2026-01-01",
    "currency": "EUR",
    "window": "30d",
    "matchers": '{job="a"}',
    "promql": "`up`",
}


@cache
def sample(kind: str) -> Given:
    """What a parameter of a kind may stand for: one item, by which the form of a line can be told."""
    text = _SAMPLES.get(kind, "name")
    source = Source("sample", f"x {text}")
    item: Item = parse(source, Report()).statements[0].items[1]
    return Given((piece_of(source, item),), text)
