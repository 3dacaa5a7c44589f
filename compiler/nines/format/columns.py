"""Puts neighbouring lines into columns: what they say under one name, and the comments behind them.

Only lines right below one another make a table: an empty line, a comment on a line of its own, and
a statement over several lines end it. A line that is much wider or narrower in a column than its
neighbour begins a new table in that column, so that one long name does not push all others away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from nines.format.cells import Cell, cells, name_and_rest
from nines.format.lines import COMMENT_GAP, Line
from nines.format.rows import Row
from nines.record import dataclass

__all__ = ["align"]

_WIDEST_STEP = 12
"""How much wider than its neighbour a cell may be to stand in one column with it."""

_WIDEST_COMMENT_STEP = 40
"""The same for what stands before comments."""


def align(lines: Sequence[Line]) -> None:
    """Put the columns of lines below one another, and then their comments."""
    for run in _runs(lines):
        if len(run) > 1:
            _align_rows(run)
    _align_comments(lines)


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The runs of lines that may make a table."""
    run: list[Line] = []
    for line in lines:
        row = line.row
        if run and (row is None or line.blank_above or not _may_follow(run[-1], row)):
            yield run
            run = []
        if row is not None and (run or not row.opens):
            run.append(line)
        if row is not None and row.opens:
            yield run
            run = []
    yield run


def _may_follow(before: Line, row: Row) -> bool:
    """Whether a row goes on with a table: the head of a block does after statements of its own kind."""
    return not row.opens or (before.row is not None and before.row.entries == row.entries)


@dataclass(slots=True)
class _TableRow:
    line: Line
    row: Row
    cells: list[Cell]
    widths: list[int]

    def reaches(self, column: int) -> bool:
        """Whether something stands behind a column."""
        return any(cell.text for cell in self.cells[column + 1 :])

    def text(self) -> str:
        shown = [cell.text.ljust(width) for cell, width in zip(self.cells, self.widths, strict=True) if width]
        return " ".join(shown).rstrip(" ") + self.row.tail


def _align_rows(run: Sequence[Line]) -> None:
    rows = [line.row for line in run if line.row is not None]
    table: list[_TableRow] = []
    for index, (line, row) in enumerate(zip(run, rows, strict=True)):
        neighbours = rows[max(0, index - 1) : index] + rows[index + 1 : index + 2]
        alike = any(other.entries == row.entries for other in neighbours)
        found = cells(row) if alike else name_and_rest(row)
        table.append(_TableRow(line, row, found, [len(cell.text) for cell in found]))
    _align_column(table, 0)
    for entry in table:
        entry.line.text = entry.text()


def _align_column(table: Iterable[_TableRow], column: int) -> None:
    """Give the cells of a column one width, section by section, and then those of the next one in each.

    A row with nothing behind its cell needs no width, and is passed over.
    """
    section: list[_TableRow] = []
    for row in table:
        cell = row.cells[column]
        reaches = row.reaches(column)
        if section and not _is_one_section(section[-1].cells[column], cell, measured=reaches):
            _align_section(section, column)
            section = []
        if reaches:
            section.append(row)
    _align_section(section, column)


def _align_section(section: Sequence[_TableRow], column: int) -> None:
    if len(section) < 2:
        return
    width = max(len(row.cells[column].text) for row in section)
    for row in section:
        row.widths[column] = width
    _align_column(section, column + 1)


def _is_one_section(before: Cell, cell: Cell, *, measured: bool) -> bool:
    if before.key != cell.key:
        return False
    return not measured or abs(len(before.text) - len(cell.text)) <= _WIDEST_STEP


def _align_comments(lines: Sequence[Line]) -> None:
    section: list[Line] = []
    for line in lines:
        if section and not _goes_on(section[-1], line):
            _align_comment_section(section)
            section = []
        if line.comment and line.depth is not None:
            section.append(line)
    _align_comment_section(section)


def _goes_on(before: Line, line: Line) -> bool:
    return (
        bool(line.comment)
        and not line.blank_above
        and line.depth == before.depth
        and abs(line.width - before.width) <= _WIDEST_COMMENT_STEP
    )


def _align_comment_section(section: Sequence[Line]) -> None:
    column = max((line.width for line in section), default=0)
    for line in section:
        line.gap = column - line.width + COMMENT_GAP
