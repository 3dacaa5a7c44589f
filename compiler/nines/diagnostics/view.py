"""One line of a source as it fits on the screen: whole, or the parts around its marks with `…` between.

Nothing here reads more of a line than it shows, so that a finding in a line of a megabyte costs no
more than one in a short line.
"""

from __future__ import annotations

from collections.abc import Sequence

from nines.diagnostics.glyphs import Laid, lay
from nines.record import dataclass
from nines.source import Source

__all__ = ["Line", "View", "look"]

_GAP = "…"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a source, by offsets: from `start` up to but not including its end of line."""

    source: Source
    number: int

    @property
    def start(self) -> int:
        return self.source.line_starts[self.number - 1]

    @property
    def end(self) -> int:
        starts, text = self.source.line_starts, self.source.text
        if self.number == len(starts):
            return len(text)
        end = starts[self.number] - 1
        return end - 1 if end > self.start and text[end - 1] == "\r" else end


@dataclass(frozen=True, slots=True)
class _Piece:
    """Offsets `start` to `end` of the source, shown from `column` on."""

    start: int
    end: int
    column: int
    laid: Laid


@dataclass(frozen=True, slots=True)
class View:
    """What is shown of a line, and which columns its offsets have there."""

    shown: str
    width: int
    pieces: tuple[_Piece, ...]

    def columns(self, start: int, end: int) -> tuple[int, int]:
        """Columns of the text between two offsets, at least one; what is left out stands at its `…`."""
        first = self._column(start, last=False)
        return first, max(first + 1, self._column(end - 1, last=True) if end > start else 0)

    def _column(self, offset: int, *, last: bool) -> int:
        for piece in self.pieces:
            if offset < piece.start:
                return piece.column - 1 + last
            if offset < piece.end:
                edges = piece.laid.ends if last else piece.laid.starts
                return piece.column + edges[offset - piece.start]
        return self.pieces[-1].column + self.pieces[-1].laid.width + last


def look(line: Line, marks: Sequence[tuple[int, int]], room: int) -> View:
    """A view of at most `room` columns on a line, with as much as possible around the marks.

    Marks are pairs of offsets within the line, the most important first.
    """
    if line.end - line.start <= room:
        view = _view(line, [(line.start, line.end)])
        if view.width <= room:
            return view
    places = [place for mark in marks for place in _places(mark, room)] or [(line.start, line.start)]
    if _view(line, _around(line, places, 0)).width > room:
        places = [(places[0][0], places[0][0] + 1)]
    least, most = 0, room
    while least < most:
        middle = (least + most + 1) // 2
        if _view(line, _around(line, places, middle)).width <= room:
            least = middle
        else:
            most = middle - 1
    return _view(line, _around(line, places, least))


def _places(mark: tuple[int, int], room: int) -> list[tuple[int, int]]:
    """Where a mark wants to be seen: all of it, or both its ends if it is long."""
    start, end = mark
    return [mark] if end - start <= room // 2 else [(start, start + 1), (end - 1, end)]


def _around(line: Line, places: list[tuple[int, int]], margin: int) -> list[tuple[int, int]]:
    """The places with a margin on both sides, joined where no more than a `…` would lie between."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(places):
        start, end = max(line.start, first - margin), min(line.end, last + margin)
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    if joined[0][0] == line.start + 1:
        joined[0] = (line.start, joined[0][1])
    if joined[-1][1] == line.end - 1:
        joined[-1] = (joined[-1][0], line.end)
    return joined


def _view(line: Line, parts: list[tuple[int, int]]) -> View:
    text = line.source.text
    shown: list[str] = []
    pieces: list[_Piece] = []
    column = 0
    if parts[0][0] > line.start:
        shown.append(_GAP)
        column = 1
    for start, end in parts:
        laid = lay(text[start:end])
        pieces.append(_Piece(start, end, column, laid))
        shown.append(laid.shown)
        column += laid.width
        if end < line.end:
            shown.append(_GAP)
            column += 1
    return View("".join(shown), column, tuple(pieces))
