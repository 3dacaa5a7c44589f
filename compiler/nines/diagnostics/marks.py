"""The rows under one source line: what is underlined, and what is said about it.

The label of the rightmost mark stands beside it, the others below their marks, right to left, with
`|` leading down to those still to come:

    slo speed 97% over 30d
        ----- ^^^ allows 21h 36m in 30 days
        measured here

Labels never overlap each other; where one would reach over the edge it is wrapped, or moves left.
"""

from __future__ import annotations

from nines.diagnostics.canvas import Piece
from nines.diagnostics.glyphs import visible, width, wrap
from nines.diagnostics.ink import Ink
from nines.record import dataclass

__all__ = ["Mark", "block", "mark_rows"]

_ENOUGH = 36
"""A label wrapped to fewer columns than this is hard to read: it moves left instead."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Columns `start` to `end` of a row, underlined by `sign`, with a label that may be empty."""

    start: int
    end: int
    label: str
    sign: str
    ink: Ink


@dataclass(frozen=True, slots=True)
class _Hanging:
    """A label below the underlines: its mark, where its block starts, and the rows of it."""

    mark: Mark
    column: int
    rows: tuple[str, ...]

    @property
    def end(self) -> int:
        return self.column + max(width(row) for row in self.rows)


def mark_rows(marks: list[Mark], room: int) -> list[list[Piece]]:
    """The rows for all marks of one line, the most important mark first, in `room` columns."""
    rows = [_underlines(marks)]
    rightmost = max(marks, key=lambda mark: (mark.end, mark.start, bool(mark.label)))
    beside = rightmost.end + 1 + width(rightmost.label) <= room and "\n" not in rightmost.label
    if rightmost.label and beside:
        rows[0].append(Piece(rightmost.end + 1, visible(rightmost.label), rightmost.ink))
    waiting = [
        _hang(mark, room)
        for mark in sorted(marks, key=lambda mark: -mark.start)
        if mark.label and not (beside and mark is rightmost)
    ]
    while waiting:
        label = _next(waiting)
        waiting.remove(label)
        leads = _leads(waiting, label)
        rows += ([Piece(label.column, row, label.mark.ink), *leads] for row in label.rows)
    return rows


def block(label: str, column: int, room: int) -> tuple[int, tuple[str, ...]]:
    """Where a label goes that hangs at a column, and its rows: at the column if it can, else further left."""
    wanted = max(width(line) for line in label.split("\n"))
    left = room - column
    if wanted > left and left < _ENOUGH:
        left = min(wanted, max(left, room * 2 // 3))
        column = max(0, room - left)
    return column, tuple(wrap(label, left))


def _underlines(marks: list[Mark]) -> list[Piece]:
    """One piece for each run of the same sign; where marks overlap, the more important one is seen."""
    cells: dict[int, Mark] = {}
    for mark in reversed(marks):
        cells.update(dict.fromkeys(range(mark.start, mark.end), mark))
    pieces: list[Piece] = []
    for column in sorted(cells):
        mark = cells[column]
        last = pieces[-1] if pieces else None
        if last and last.column + len(last.text) == column and (last.text[0], last.ink) == (mark.sign, mark.ink):
            pieces[-1] = Piece(last.column, last.text + mark.sign, last.ink)
        else:
            pieces.append(Piece(column, mark.sign, mark.ink))
    return pieces


def _hang(mark: Mark, room: int) -> _Hanging:
    column, rows = block(mark.label, mark.start, room)
    return _Hanging(mark, column, rows)


def _next(waiting: list[_Hanging]) -> _Hanging:
    """The rightmost label that lies over no lead of another; if there is none, the rightmost."""
    for label in waiting:
        others = (other.mark.start for other in waiting if other is not label)
        if not any(label.column <= start < label.end and start != label.mark.start for start in others):
            return label
    return waiting[0]


def _leads(waiting: list[_Hanging], shown: _Hanging) -> list[Piece]:
    leads = {
        other.mark.start: Piece(other.mark.start, "|", other.mark.ink)
        for other in waiting
        if not shown.column <= other.mark.start < shown.end
    }
    return list(leads.values())
