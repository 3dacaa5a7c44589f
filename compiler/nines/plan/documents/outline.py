"""Numbers clauses, resolves references, and marks each term's first use: an outline becomes a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from nines.plan.documents.model import (
    Alternative,
    Block,
    Bullets,
    Clause,
    Column,
    Fact,
    Facts,
    Formula,
    Inline,
    Line,
    Listing,
    Paragraph,
    Picture,
    Pointer,
    Reference,
    Row,
    Signature,
    Signatures,
    Strong,
    Table,
    Term,
)
from nines.record import replace

__all__ = ["Numbers", "letters", "number"]


class Numbers:
    """The number of each clause by its anchor, and which terms were used already."""

    __slots__ = ("by_anchor", "used")

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self.by_anchor = {inner.anchor: inner.number for clause in clauses for inner in clause.walk()}
        self.used: set[str] = set()

    def line(self, line: Line, *, mark: bool = False) -> Line:
        """A line with its references resolved; with `mark`, a term's first use is one that links."""
        return tuple(found for part in line for found in self._part(part, mark=mark))

    def _part(self, part: Inline, *, mark: bool) -> tuple[Inline, ...]:
        match part:
            case Reference(anchor):
                return (Reference(anchor, self.by_anchor.get(anchor, "")),)
            case Pointer(anchor, before, after):
                number = self.by_anchor.get(anchor)
                return (Pointer(anchor, before, after, number),) if number is not None else ()
            case Strong(parts):
                return (Strong(self.line(parts, mark=mark)),)
            case Term(_, key):
                return (self._term(part, key, mark=mark),)
            case _:
                return (part,)

    def _term(self, part: Term, key: str, *, mark: bool) -> Term:
        defined = self.definition(key)
        if not mark or key in self.used or defined is None:
            return part
        self.used.add(key)
        return Term(part.text, key, first=True)

    def definition(self, key: str) -> str | None:
        """The anchor of the clause that defines a term."""
        return next((name for name in (f"definition-{key}", key) if name in self.by_anchor), None)

    def block(self, block: Block) -> Block:
        """A block with all its lines resolved."""

        def marked(line: Line) -> Line:
            return self.line(line, mark=True)

        return _mapped(block, marked)


def _mapped(block: Block, line: Callable[[Line], Line]) -> Block:
    match block:
        case Paragraph(sentences):
            return Paragraph(tuple(line(sentence) for sentence in sentences))
        case Bullets(items):
            return Bullets(tuple(line(item) for item in items))
        case Formula(lines):
            return Formula(tuple(line(item) for item in lines))
        case Facts(facts):
            return Facts(tuple(Fact(line(fact.label), line(fact.value), fact.origins) for fact in facts))
        case Table(caption, columns, rows, total):
            heads = tuple(Column(line(column.head), column.align) for column in columns)
            cells = tuple(Row(tuple(line(cell) for cell in row.cells), row.origins) for row in rows)
            return Table(line(caption), heads, cells, total)
        case Listing(label, text):
            return Listing(line(label), text)
        case Signatures(parties):
            return Signatures(tuple(Signature(line(p.party), tuple(line(item) for item in p.lines)) for p in parties))
        case Alternative(whom, blocks):
            return Alternative(line(whom), tuple(_mapped(inner, line) for inner in blocks))
        case Picture():
            return block


def number(
    sections: Iterable[Clause | None], annexes: Iterable[Clause | None]
) -> tuple[tuple[Clause, ...], tuple[Clause, ...], Numbers]:
    """Sections from 1, annexes from A, what is in them from 1 again; those that are None or empty leave no gap."""
    numbered = [_numbered(clause, str(index)) for index, clause in enumerate(_kept(sections), 1)]
    lettered = [_numbered(clause, letters(index)) for index, clause in enumerate(_kept(annexes))]
    numbers = Numbers((*numbered, *lettered))
    resolve = [_resolved(clause, numbers) for clause in numbered]
    return tuple(resolve), tuple(_resolved(clause, numbers) for clause in lettered), numbers


def _kept(clauses: Iterable[Clause | None]) -> list[Clause]:
    return [clause for clause in clauses if clause is not None and clause.has_content]


def letters(index: int) -> str:
    """`A` to `Z`, then `AA`."""
    before, letter = divmod(index, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + letter)


def _numbered(clause: Clause, name: str) -> Clause:
    within = [inner for inner in clause.clauses if inner.has_content]
    inner = tuple(_numbered(item, f"{name}.{index}") for index, item in enumerate(within, 1))
    return replace(clause, clauses=inner, number=name)


def _resolved(clause: Clause, numbers: Numbers) -> Clause:
    defines = clause.anchor.removeprefix("definition-") if clause.anchor.startswith("definition-") else ""
    if defines:
        numbers.used.add(defines)
    return replace(
        clause,
        title=numbers.line(clause.title),
        blocks=tuple(numbers.block(block) for block in clause.blocks),
        clauses=tuple(_resolved(inner, numbers) for inner in clause.clauses),
    )
