"""A company's own clauses, as its Markdown files say them: sections, numbered clauses, and terms that they define."""

from __future__ import annotations

from collections.abc import Iterator

from nines.record import dataclass
from nines.source import Span

__all__ = [
    "OwnBullets",
    "OwnClause",
    "OwnCode",
    "OwnInline",
    "OwnLine",
    "OwnLink",
    "OwnParagraph",
    "OwnStrong",
    "OwnTerm",
    "OwnText",
    "OwnTo",
    "OwnUse",
    "Wording",
]


@dataclass(frozen=True, slots=True)
class OwnText:
    text: str


@dataclass(frozen=True, slots=True)
class OwnStrong:
    parts: OwnLine


@dataclass(frozen=True, slots=True)
class OwnCode:
    text: str


@dataclass(frozen=True, slots=True)
class OwnLink:
    """An address of the web or of a mailbox, and the words that lead there."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class OwnUse:
    """A defined term in use: `[personal data]`, `[their data][personal data]`. `key` names the term."""

    text: str
    key: str
    span: Span


@dataclass(frozen=True, slots=True)
class OwnTo:
    """Words and the number of another clause: `[clause](#credits)` is `clause 9`."""

    text: str
    anchor: str
    span: Span


OwnInline = OwnText | OwnStrong | OwnCode | OwnLink | OwnUse | OwnTo
OwnLine = tuple[OwnInline, ...]


@dataclass(frozen=True, slots=True)
class OwnParagraph:
    line: OwnLine


@dataclass(frozen=True, slots=True)
class OwnBullets:
    items: tuple[OwnLine, ...]


@dataclass(frozen=True, slots=True)
class OwnClause:
    """A heading with what stands below it, or a paragraph with its list (`title` is empty). `anchor` names it."""

    anchor: str
    title: OwnLine
    blocks: tuple[OwnParagraph | OwnBullets, ...]
    clauses: tuple[OwnClause, ...]
    span: Span

    def walk(self) -> Iterator[OwnClause]:
        """It and all clauses within, in their order."""
        yield self
        for clause in self.clauses:
            yield from clause.walk()

    @property
    def lines(self) -> tuple[OwnLine, ...]:
        """Its own lines, not those of clauses within."""
        found = [self.title]
        for block in self.blocks:
            found += [block.line] if isinstance(block, OwnParagraph) else block.items
        return tuple(found)


@dataclass(frozen=True, slots=True)
class OwnTerm:
    """A defined term: its key (`personal-data`), its words as they are written, and what it means."""

    key: str
    words: str
    meaning: OwnLine
    span: Span


@dataclass(frozen=True, slots=True)
class Wording:
    """One file of own clauses. `sections` stand at the top; with `is_annex` they are annexes."""

    file: str
    sections: tuple[OwnClause, ...]
    terms: tuple[OwnTerm, ...]
    is_annex: bool

    @property
    def lines(self) -> tuple[OwnLine, ...]:
        """Every line of it, the meanings of terms last."""
        clauses = [clause for section in self.sections for clause in section.walk()]
        return (*(line for clause in clauses for line in clause.lines), *(term.meaning for term in self.terms))
