"""An explanation: what is said of a thing, free of how it is shown."""

from __future__ import annotations

from nines.record import dataclass
from nines.source import Span

__all__ = ["Block", "Code", "Column", "Explanation", "Fact", "Facts", "Prose", "Row", "Section", "Table"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a list: what it is about, what is so, and where it is said. Several may share a label."""

    label: str
    text: str
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; numbers stand at the right."""

    title: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A cell for each column; missing ones are empty."""

    cells: tuple[str, ...]
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Lines of PromQL or of a spec, shown as they are."""

    text: str


Block = Facts | Table | Prose | Code


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a title; the first one of an explanation has none."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """`kind` is its word in the specs (`slo`, `customer`), `name` what it is called, `title` what people call it."""

    kind: str
    name: str
    title: str
    origin: Span | None
    sections: tuple[Section, ...]
