"""How an explanation is shown in a terminal: lines that fit, tables in columns, places where they are said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nines.diagnostics.glyphs import visible, width, wrap
from nines.diagnostics.ink import Brush, Ink, brush
from nines.explain.model import Block, Code, Column, Explanation, Fact, Facts, Prose, Row, Section, Table
from nines.source import Span

__all__ = ["shown"]

_NARROWEST = 40
_INDENT = "  "
_WIDEST_LABEL = 16
_LEAST_CELL = 12
"""Columns below which a cell of a table is not made narrower."""


def shown(explanation: Explanation, *, width: int, color: bool) -> str:
    """The explanation in lines of at most `width` columns (40 where less is asked for), without a last end of line."""
    return "\n".join(_lines(explanation, max(_NARROWEST, width), brush(color=color)))


def _lines(explanation: Explanation, columns: int, paint: Brush) -> Iterator[str]:
    yield _heading(explanation, columns, paint)
    if explanation.title and explanation.title != explanation.name:
        yield from wrap(explanation.title, columns)
    for section in explanation.sections:
        yield ""
        yield from _section(section, columns, paint)


def _heading(explanation: Explanation, columns: int, paint: Brush) -> str:
    """`slo checkout.availability`, and at the right where it is declared."""
    name = visible(explanation.name)
    place = explanation.origin.address if explanation.origin is not None else ""
    gap = max(2, columns - width(explanation.kind) - 1 - width(name) - width(place))
    head = f"{explanation.kind} {paint(name, Ink.STRONG)}"
    return f"{head}{' ' * gap}{paint(visible(place), Ink.FRAME)}" if place else head


def _section(section: Section, columns: int, paint: Brush) -> Iterator[str]:
    indent = _INDENT if section.title else ""
    if section.title:
        yield from (paint(line, Ink.STRONG) for line in wrap(section.title, columns))
    for at, block in enumerate(section.blocks):
        if at and not (isinstance(block, Facts) and isinstance(section.blocks[at - 1], Facts)):
            yield ""
        for line in _block(block, columns - len(indent), paint):
            yield f"{indent}{line}".rstrip()


def _block(block: Block, columns: int, paint: Brush) -> Iterator[str]:
    match block:
        case Prose(text):
            yield from wrap(text, columns)
        case Code(text):
            yield from (visible(line) for line in text.split("\n"))
        case Facts(facts):
            yield from _facts(facts, columns, paint)
        case Table():
            yield from _table(block, columns, paint)


# --- facts --------------------------------------------------------------------


def _facts(facts: Sequence[Fact], columns: int, paint: Brush) -> Iterator[str]:
    taken = min(_WIDEST_LABEL, max((width(fact.label) for fact in facts), default=0))
    room = columns - taken - 2
    before = ""
    for fact in facts:
        label = "" if fact.label == before else fact.label
        before = fact.label
        lines = wrap(fact.text, room)
        if width(label) > taken:
            yield label
            label = ""
        for line in _with_place(lines, fact.place, room, paint):
            yield f"{label}{' ' * (taken - width(label))}  {line}"
            label = ""


def _with_place(lines: Sequence[str], place: Span | None, room: int, paint: Brush) -> Iterator[str]:
    """The lines, and where they are said at the right of the last one, or below it."""
    if place is None:
        yield from lines
        return
    said = visible(place.address)
    *before, last = lines or [""]
    yield from before
    gap = room - width(last) - width(said)
    if gap >= 2:
        yield f"{last}{' ' * gap}{paint(said, Ink.FRAME)}"
    else:
        yield last
        yield f"{' ' * max(0, room - width(said))}{paint(said, Ink.FRAME)}"


# --- tables -------------------------------------------------------------------


def _table(table: Table, columns: int, paint: Brush) -> Iterator[str]:
    rows = [_cells(row, table.columns) for row in table.rows]
    titled = any(column.title for column in table.columns)
    all_rows = [[column.title for column in table.columns], *rows] if titled else rows
    widths = _fitted([max(map(width, cells)) for cells in zip(*all_rows, strict=True)], table, columns)
    if titled:
        for line in _laid([column.title for column in table.columns], table.columns, widths):
            yield paint(line, Ink.FRAME)
    for row in rows:
        yield from _laid(row, table.columns, widths)


def _cells(row: Row, columns: Sequence[Column]) -> list[str]:
    cells = [*row.cells, *([row.place.address] if row.place is not None else [])]
    return [*cells, *[""] * (len(columns) - len(cells))][: len(columns)]


def _fitted(widths: list[int], table: Table, columns: int) -> list[int]:
    """The widths of the columns; where they do not fit, those of words are made narrower, the widest first."""
    excess = sum(widths) + 2 * (len(widths) - 1) - columns
    while excess > 0:
        flexible = [at for at, column in enumerate(table.columns) if not column.right and widths[at] > _LEAST_CELL]
        if not flexible:
            break
        widest = max(flexible, key=lambda at: widths[at])
        widths[widest] -= 1
        excess -= 1
    return widths


def _laid(cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> Iterator[str]:
    """A row; cells that are too wide go on below."""
    wrapped = [wrap(cell, room) if room else [""] for cell, room in zip(cells, widths, strict=True)]
    for at in range(max(map(len, wrapped), default=0)):
        parts = []
        for lines, column, room in zip(wrapped, columns, widths, strict=True):
            part = lines[at] if at < len(lines) else ""
            blanks = " " * (room - width(part))
            parts.append(blanks + part if column.right else part + blanks)
        yield "  ".join(parts).rstrip()
