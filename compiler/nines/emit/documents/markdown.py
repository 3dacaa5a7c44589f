"""A document as Markdown that GitHub shows well and that diffs well: a sentence a line, tables aligned."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from nines.emit.documents.characters import several_lines, width
from nines.emit.documents.escaping import code, escaped, fenced, guarded
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
    Picture,
    Pointer,
    Reference,
    Said,
    Signature,
    Signatures,
    Strong,
    Table,
    Term,
    Text,
)
from nines.record import dataclass
from nines.resources import Folder

__all__ = ["markdown"]


@dataclass(frozen=True, slots=True)
class Part:
    """A clause as the template lays it out: `heading` is empty for one without a title, whose number is in its text."""

    heading: str
    level: int
    text: str
    parts: tuple[Part, ...]


def markdown(document: Document, own: Folder | None) -> str:
    """The text. `own` is the user's folder of templates."""
    template = environment("text", own).get_template("documents/document.md")
    lines = Lines(_slugs(document))
    return template.render(
        title=lines.line(document.title),
        subtitle=lines.line(document.subtitle),
        facts=[(lines.line(fact.label), lines.line(fact.value)) for fact in document.facts.facts],
        introduction=[lines.block(block) for block in document.introduction],
        short_title=lines.line(document.short_title),
        short_note=lines.line(document.short_note),
        short=[(lines.line(fact.label), lines.line(fact.value)) for fact in document.short],
        sections=[lines.part(clause, "", 2) for clause in document.sections],
        annexes=[lines.part(clause, f"{document.labels.annex} ", 2) for clause in document.annexes],
        labels=document.labels,
        name=document.name,
        version=escaped(document.version) if document.version is not None else None,
        fingerprint=document.fingerprint,
    )


def _heading(clause: Clause, before: str) -> str:
    return f"{before}{clause.number}. {plain(clause.title)}"


def _slugs(document: Document) -> dict[str, str]:
    """For each clause the fragment that GitHub gives to the heading it stands under."""
    seen: Counter[str] = Counter()
    found: dict[str, str] = {}
    for title in (plain(document.title), plain(document.short_title)):
        seen[_slug(title)] += 1

    def walk(clause: Clause, before: str, above: str) -> None:
        own = above
        if clause.title:
            slug = _slug(_heading(clause, before))
            own = f"{slug}-{seen[slug]}" if seen[slug] else slug
            seen[slug] += 1
        found[clause.anchor] = own
        for inner in clause.clauses:
            walk(inner, "", own)

    for section in document.sections:
        walk(section, "", "")
    for annex in document.annexes:
        walk(annex, f"{document.labels.annex} ", "")
    return found


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", " ".join(heading.split()).lower()).replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Lines:
    """Makes Markdown of lines and blocks; references lead to the heading above what they name."""

    slugs: dict[str, str]

    def part(self, clause: Clause, before: str, level: int) -> Part:
        heading = f"{before}{clause.number}. {self.line(clause.title)}" if clause.title else ""
        blocks = [self.block(block) for block in clause.blocks]
        if not heading:
            blocks = self._numbered(clause, blocks)
        inner = tuple(self.part(item, "", min(level + 1, 6)) for item in clause.clauses)
        return Part(heading, level, "\n\n".join(blocks), inner)

    def _numbered(self, clause: Clause, blocks: list[str]) -> list[str]:
        """The blocks of a clause without a title, its number before the first sentence."""
        number = f"**{clause.number}**"
        if not clause.blocks or not isinstance(clause.blocks[0], Paragraph):
            return [number, *blocks]
        first, *more = (self.line(sentence) for sentence in clause.blocks[0].sentences)
        return ["\n".join([f"{number} {first}", *(guarded(line) for line in more)]), *blocks[1:]]

    def block(self, block: Block) -> str:
        match block:
            case Paragraph(sentences):
                return "\n".join(guarded(self.line(sentence)) for sentence in sentences)
            case Bullets(items):
                return "\n".join(f"- {guarded(self.line(item))}" for item in items)
            case Formula(lines):
                return "\n>\n".join(f"> {guarded(self.line(line))}" for line in lines)
            case Facts(facts):
                return "\n".join(f"- {self.line(fact.label)}: {self.line(fact.value)}" for fact in facts)
            case Table():
                return f"**{self.line(block.caption)}**\n\n{self._table(block)}"
            case Listing(label, text):
                return "\n".join([self.line(label), "", *fenced(several_lines(text), "promql")])
            case Signatures(parties):
                return self._signatures(parties)
            case Alternative(whom, blocks):
                return "\n\n".join([f"**{self.line(whom)}**", *(self.block(inner) for inner in blocks)])
            case Picture(shows=shows):
                return f"*{guarded(self.line((Said(shows),)))}*"

    def _table(self, table: Table) -> str:
        rows = [[self.line(cell, cell=True) for cell in row.cells] for row in table.rows]
        if table.total and rows:
            rows[-1] = [f"**{cell}**" if cell else "" for cell in rows[-1]]
        heads = [self.line(column.head, cell=True) for column in table.columns]
        return _grid(heads, rows, [column.align for column in table.columns])

    def _signatures(self, parties: Sequence[Signature]) -> str:
        heads = ["", *(self.line(party.party, cell=True) for party in parties)]
        names = [self.line(line, cell=True) for line in parties[0].lines] if parties else []
        return _grid(heads, [[name, *("" for _ in parties)] for name in names], [Align.LEFT for _ in heads])

    # Lines.

    def line(self, line: Line, *, cell: bool = False) -> str:
        """A line of text, in which nothing but our own marks is markup."""
        return "".join(self._part(part, cell=cell) for part in line)

    def _part(self, part: Inline, *, cell: bool) -> str:
        match part:
            case Text(text) | Said(text) | Figure(text) | Term(text):
                return escaped(text) if text.strip() else " "
            case Code(text):
                return code(text, cell=cell)
            case Strong(parts):
                return f"**{self.line(parts, cell=cell)}**"
            case Link(text, address):
                return _link(text, address)
            case Reference(anchor, number):
                return self._to(anchor, number)
            case Pointer(anchor, before, after, number):
                return f"{before}{self._to(anchor, number)}{after}"

    def _to(self, anchor: str, number: str) -> str:
        slug = self.slugs.get(anchor)
        return f"[{number}](#{slug})" if slug else number


def _link(text: str, address: str) -> str:
    """An address alone stands as it is; with other words it is behind them, and nothing in it can end it."""
    if text in (address, address.removeprefix("mailto:")):
        return f"<{text}>".replace("|", "%7C")
    target = address.translate({ord(char): f"%{ord(char):02X}" for char in "()<>|\\ "})
    return f"[{escaped(text)}]({target})"


def _grid(heads: Sequence[str], rows: Sequence[Sequence[str]], aligns: Sequence[Align]) -> str:
    """A table of GitHub's, its columns as wide as their widest cell."""
    wide = [max(3, *(width(cell) for cell in column)) for column in zip(heads, *rows, strict=True)]
    rule = ["-" * (w - 1) + ":" if align is Align.RIGHT else "-" * w for w, align in zip(wide, aligns, strict=True)]
    lines = [_row(heads, wide, aligns), f"| {' | '.join(rule)} |"]
    return "\n".join([*lines, *(_row(row, wide, aligns) for row in rows)])


def _row(cells: Sequence[str], wide: Sequence[int], aligns: Sequence[Align]) -> str:
    padded = []
    for cell, columns, align in zip(cells, wide, aligns, strict=True):
        blanks = " " * (columns - width(cell))
        padded.append(blanks + cell if align is Align.RIGHT else cell + blanks)
    return f"| {' | '.join(padded)} |"
