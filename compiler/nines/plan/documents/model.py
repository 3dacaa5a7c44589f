"""A contract as a document, free of any format: clauses in three levels, each with an anchor and its origin.

Markdown and HTML are written from it, and other formats can be. Every number in it is a `Figure`, every word of
the user's a `Said`; what is left are the words of the catalogue, which hold no digit.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from enum import Enum

from nines.record import dataclass
from nines.source import Span

__all__ = [
    "Align",
    "Alternative",
    "Block",
    "Bullets",
    "Clause",
    "Code",
    "Column",
    "Document",
    "Fact",
    "Facts",
    "Figure",
    "Formula",
    "Inline",
    "Labels",
    "Line",
    "Link",
    "Listing",
    "Paper",
    "Paragraph",
    "Picture",
    "Pointer",
    "Reference",
    "Row",
    "Said",
    "Signature",
    "Signatures",
    "Strong",
    "Table",
    "Term",
    "Text",
]


# Inline text.


@dataclass(frozen=True, slots=True)
class Text:
    """Words of the catalogue."""

    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the spec: a title, a name, prose. Any text whatever."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """A query, or what stands between backticks in prose."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is printed, with its unit. `origins` are the places it is written at, or computed from."""

    text: str
    origins: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A defined term. `key` names the definition; `first` is its first use, which links to it."""

    text: str
    key: str
    first: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """The number of another clause, `9.2`; it has to exist. `number` is empty until clauses are numbered."""

    anchor: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Pointer:
    """` (clause 9.2)`, in the catalogue's words; it vanishes if there is no such clause."""

    anchor: str
    before: str
    after: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An address of the user's: a website, a mail address."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Strong:
    parts: Line


Inline = Text | Said | Code | Figure | Term | Reference | Pointer | Link | Strong
Line = tuple[Inline, ...]


# Blocks.


@dataclass(frozen=True, slots=True)
class Paragraph:
    sentences: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """An equation, and perhaps what it gives in numbers; a line each."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    label: Line
    value: Line
    origins: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and their values: who, which version, which fee."""

    facts: tuple[Fact, ...]


class Align(Enum):
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; its unit stands in the head."""

    head: Line
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """The first cell is the row's heading."""

    cells: tuple[Line, ...]
    origins: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """With `total` the last row is what the others come to."""

    caption: Line
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A query on lines of its own, exactly as it is, and what it is for."""

    label: Line
    text: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A party, and what its signatory fills in."""

    party: Line
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    parties: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """What holds for some plans only, where plans differ."""

    whom: Line
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the text of an SVG file, and what it shows in words."""

    svg: str
    shows: str


Block = Paragraph | Bullets | Formula | Facts | Table | Listing | Signatures | Alternative | Picture


# The whole.


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered clause. At the first level it is a section or an annex, and has a title.

    `anchor` is its stable name, `number` what it is called by (`9.2`, `A.1`) once numbered.
    """

    anchor: str
    title: Line
    blocks: tuple[Block, ...]
    clauses: tuple[Clause, ...]
    origins: tuple[Span, ...]
    number: str = ""

    def walk(self) -> Iterator[Clause]:
        """It and all clauses within, in their order."""
        yield self
        for clause in self.clauses:
            yield from clause.walk()

    @property
    def has_content(self) -> bool:
        return bool(self.blocks or self.clauses)


class Paper(Enum):
    """The paper that the place of the law prints on."""

    A4 = "A4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Labels:
    """Words that formats need around the text."""

    contents: str
    clause: str
    annex: str
    fingerprint: str
    version: str
    page: str
    page_of: str
    skip: str


@dataclass(frozen=True, slots=True)
class Document:
    """One contract for everybody (`kind` is `sla`) or for one customer (`customer`).

    `name` is the sla's or the customer's, `sla` the sla's. `facts` stand under the title, `short` in the box of
    the short version with `short_title` and `short_note`. `fingerprint` is of the words, so that two prints that
    show the same one say the same.
    """

    kind: str
    name: str
    sla: str
    version: str | None
    effective: datetime.date | None
    language: str
    title: Line
    subtitle: Line
    facts: Facts
    introduction: tuple[Block, ...]
    short_title: Line
    short_note: Line
    short: tuple[Fact, ...]
    sections: tuple[Clause, ...]
    annexes: tuple[Clause, ...]
    labels: Labels
    fingerprint: str
    paper: Paper
    logo: Picture | None
    origin: Span

    def clauses(self) -> Iterator[Clause]:
        """All clauses, of sections and annexes, in their order."""
        for clause in (*self.sections, *self.annexes):
            yield from clause.walk()

    def clause(self, anchor: str) -> Clause | None:
        """The clause of an anchor: `credits-availability`, `exclusion-weekly`."""
        return next((clause for clause in self.clauses() if clause.anchor == anchor), None)
