"""A document as one HTML page that needs nothing else: its style is in it, and it fetches and runs nothing."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from nines.emit.documents.characters import bound, one_line, several_lines
from nines.emit.environment import environment
from nines.plan.documents.inline import plain
from nines.plan.documents.model import (
    Align,
    Alternative,
    Block,
    Bullets,
    Clause,
    Code,
    Document,
    Facts,
    Figure,
    Formula,
    Inline,
    Line,
    Link,
    Listing,
    Paragraph,
    Pointer,
    Reference,
    Said,
    Signatures,
    Strong,
    Table,
    Term,
    Text,
)
from nines.record import dataclass
from nines.resources import Folder

__all__ = ["html"]


NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the head of its column, which narrow screens show beside it."""

    text: Markup
    head: str
    align: str


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block with finished parts; `kind` says which of them the template looks at."""

    kind: str
    text: Markup = NOTHING
    label: Markup = NOTHING
    items: tuple[Markup, ...] = ()
    pairs: tuple[tuple[Markup, Markup], ...] = ()
    columns: tuple[Cell, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    total: bool = False
    blocks: tuple[BlockView, ...] = ()
    parties: tuple[tuple[Markup, tuple[Markup, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseView:
    anchor: str
    number: str
    title: Markup
    blocks: tuple[BlockView, ...]
    clauses: tuple[ClauseView, ...]


def html(document: Document, own: Folder | None) -> str:
    """The page. `own` is the user's folder of templates."""
    template = environment("html", own).get_template("documents/document.html")
    numbers = {clause.anchor for clause in document.clauses()}
    lines = Lines(frozenset(numbers))
    return template.render(
        language=document.language,
        paper=document.paper.value,
        page_title=_page_title(document),
        title=lines.markup(document.title),
        subtitle=lines.markup(document.subtitle),
        facts=lines.block(document.facts).pairs,
        introduction=[lines.block(block) for block in document.introduction],
        short_title=lines.markup(document.short_title),
        short_note=lines.markup(document.short_note),
        short=[(lines.markup(fact.label), lines.markup(fact.value)) for fact in document.short],
        sections=[lines.clause(clause) for clause in document.sections],
        annexes=[lines.clause(clause) for clause in document.annexes],
        labels=document.labels,
        name=document.name,
        version=document.version,
        fingerprint=document.fingerprint,
        running=Markup(_css_string(_running(document))),
    )


def _page_title(document: Document) -> str:
    return one_line(f"{plain(document.title)} {plain(document.subtitle)}").strip()


def _running(document: Document) -> str:
    """What stands at the foot of each printed page, before the page's number."""
    parts = [document.name]
    if document.version is not None:
        parts.append(f"{document.labels.version} {one_line(document.version)}")
    return " · ".join([*parts, document.fingerprint])


def _css_string(text: str) -> str:
    """A string of CSS; all but letters and digits as numbers, so that nothing can end it."""
    safe = "".join(char if char.isascii() and char.isalnum() else f"\\{ord(char):06x}" for char in text)
    return f'"{safe}"'


@dataclass(frozen=True, slots=True)
class Lines:
    """Makes markup of lines; links lead to the anchors that there are."""

    anchors: frozenset[str]

    def clause(self, clause: Clause) -> ClauseView:
        return ClauseView(
            clause.anchor,
            clause.number,
            self.markup(clause.title),
            tuple(self.block(block) for block in clause.blocks),
            tuple(self.clause(inner) for inner in clause.clauses),
        )

    def block(self, block: Block) -> BlockView:
        match block:
            case Paragraph(sentences):
                return BlockView("paragraph", text=Markup(" ").join(self.markup(line) for line in sentences))
            case Bullets(items):
                return BlockView("bullets", items=tuple(self.markup(item) for item in items))
            case Formula(lines):
                return BlockView("formula", items=tuple(self.markup(line) for line in lines))
            case Facts(facts):
                pairs = tuple((self.markup(fact.label), self.markup(fact.value)) for fact in facts)
                return BlockView("facts", pairs=pairs)
            case Table():
                return self._table(block)
            case Listing(label, text):
                return BlockView("listing", label=self.markup(label), text=escape(several_lines(text)))
            case Signatures(parties):
                filled = tuple((self.markup(p.party), tuple(self.markup(line) for line in p.lines)) for p in parties)
                return BlockView("signatures", parties=filled)
            case Alternative(whom, blocks):
                return BlockView("alternative", label=self.markup(whom), blocks=tuple(self.block(b) for b in blocks))

    def _table(self, table: Table) -> BlockView:
        heads = [one_line(plain(column.head)) for column in table.columns]
        aligns = ["number" if column.align is Align.RIGHT else "words" for column in table.columns]
        columns = tuple(
            Cell(self.markup(column.head), head, align)
            for column, head, align in zip(table.columns, heads, aligns, strict=True)
        )
        rows = tuple(
            tuple(Cell(self.markup(cell), *of) for cell, *of in zip(row.cells, heads, aligns, strict=True))
            for row in table.rows
        )
        return BlockView("table", label=self.markup(table.caption), columns=columns, rows=rows, total=table.total)

    def markup(self, line: Line) -> Markup:
        return Markup("").join(self._parts(line))

    def _parts(self, line: Line) -> Iterable[Markup]:
        for part in line:
            yield self._part(part)

    def _part(self, part: Inline) -> Markup:
        match part:
            case Text(text) | Said(text) | Figure(text):
                return escape(one_line(text)) if text.strip() else Markup(" ")
            case Code(text):
                return Markup("<code>{}</code>").format(one_line(text))
            case Strong(parts):
                return Markup("<strong>{}</strong>").format(self.markup(parts))
            case Link(text, address):
                return Markup('<a href="{}">{}</a>').format(address, one_line(text))
            case Term(text, key, first):
                return self._term(text, key, first=first)
            case Reference(anchor, number):
                return self._to(anchor, number)
            case Pointer(anchor, before, after, number):
                return escape(bound(before)) + self._to(anchor, number) + escape(after)

    def _term(self, text: str, key: str, *, first: bool) -> Markup:
        target = next((name for name in (f"definition-{key}", key) if name in self.anchors), None)
        if not first or target is None:
            return escape(text)
        return Markup('<a class="term" href="#{}">{}</a>').format(target, text)

    def _to(self, anchor: str, number: str) -> Markup:
        if anchor not in self.anchors:
            return escape(number)
        return Markup('<a class="to" href="#{}">{}</a>').format(anchor, number)
