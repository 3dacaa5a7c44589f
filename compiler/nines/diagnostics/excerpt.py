"""The lines of a spec that a finding speaks of, with its labels under them.

       --> shop/checkout.nines:38:21
        |
     38 |   slo availability  99.5% over 30d
        |                     ^^^^^ allows 3h 36m in 30 days

A label of several lines has a rail at its left, from its first character to its last.
"""

from __future__ import annotations

from collections.abc import Iterator

from nines.diagnostics.canvas import Piece, line_up
from nines.diagnostics.glyphs import visible, width
from nines.diagnostics.ink import Brush, Ink, severity_ink
from nines.diagnostics.marks import Mark, block, mark_rows
from nines.diagnostics.model import Diagnostic, Severity
from nines.diagnostics.sections import Place, Section
from nines.diagnostics.view import Line, View, look

__all__ = ["excerpt"]


def excerpt(finding: Diagnostic, shown: list[Section], digits: int, columns: int, brush: Brush) -> Iterator[str]:
    """The rows of all sections of a finding, in a frame whose line numbers have so many digits."""
    for at, section in enumerate(shown):
        arrow = ":::" if at else "-->"
        span = section.head.label.span
        yield line_up([Piece(digits, arrow, Ink.FRAME), Piece(digits + 4, visible(span.address))], brush)
        if not at and (section.source.text or finding.primary.text):
            yield line_up([Piece(digits + 1, "|", Ink.FRAME)], brush)
        if section.source.text or any(place.label.text for place in section.places):
            frame = _Frame(section, digits, columns, brush, finding.severity)
            yield from frame.rows()


class _Frame:
    """Draws one section. Columns are counted from where the rails begin."""

    def __init__(self, section: Section, digits: int, columns: int, brush: Brush, severity: Severity) -> None:
        self.section = section
        self.digits = digits
        self.brush = brush
        self.ink = severity_ink(severity)
        self.left = 2 * section.rails
        self.room = max(20, columns - digits - 3 - self.left)
        self.open: list[Place] = []

    def rows(self) -> Iterator[str]:
        previous = None
        for number in self.section.lines:
            if previous is not None and number > previous + 1:
                yield self.row("", self.rails(), bar=False)
            yield from self.line(number)
            previous = number

    def line(self, number: int) -> Iterator[str]:
        """A line of the source, the marks in it, then the rails that begin and end in it."""
        line = Line(self.section.source, number)
        here = [place for place in self.section.places if number in (place.first, place.last)]
        view = look(line, [self.mark_of(place, number) for place in here], self.room - 1)
        begins = sorted((p for p in here if p.long and p.first == number), key=lambda place: place.level)
        short = [place for place in begins if self.at_margin(place, line)]
        self.open += short
        corners = [Piece(2 * place.level, "/", self.ink_of(place)) for place in short]
        going_on = [rail for rail in self.rails() if rail.column not in {corner.column for corner in corners}]
        yield self.row(str(number), [*going_on, *corners, Piece(self.left, view.shown)])
        marks = [self.mark(place, view) for place in here if not place.long]
        for pieces in mark_rows(marks, self.room) if marks else ():
            yield self.row("", [*self.rails(), *_moved(pieces, self.left)])
        for place in begins:
            if place not in short:
                yield self.row("", [*self.rails(), *self.corner(place, view.columns(place.start, place.start)[0])])
                self.open.append(place)
        for place in sorted((p for p in here if p.long and p.last == number), key=lambda place: -place.level):
            yield from self.end(place, view)

    def end(self, place: Place, view: View) -> Iterator[str]:
        """The lower corner of a rail, its label beside or below it."""
        self.open.remove(place)
        first, last = view.columns(place.end - 1, place.end)
        label = place.label.text
        pieces = [*self.rails(), self.rail(place), *self.corner(place, first)]
        if label and last + 1 + width(label) <= self.room and "\n" not in label:
            yield self.row("", [*pieces, Piece(self.left + last + 1, visible(label), self.ink_of(place))])
            return
        yield self.row("", pieces)
        if label:
            column, rows = block(label, first, self.room)
            for text in rows:
                yield self.row("", [*self.rails(), Piece(self.left + column, text, self.ink_of(place))])

    def corner(self, place: Place, column: int) -> list[Piece]:
        """`_` from a rail to its character, under the rails in between, and the sign of the character."""
        ink = self.ink_of(place)
        crossed = {rail.column for rail in self.rails()}
        reach = range(2 * place.level + 1, self.left + column)
        return [
            *(Piece(at, "_", ink) for at in reach if at not in crossed),
            Piece(self.left + column, self.sign(place), ink),
        ]

    def at_margin(self, place: Place, line: Line) -> bool:
        """Whether only blanks stand before it: then a `/` at the rail says where it begins."""
        before = self.section.source.text[max(line.start, place.start - 200) : place.start]
        return place.start - line.start <= 200 and not before.strip()

    def mark_of(self, place: Place, number: int) -> tuple[int, int]:
        """The offsets that are to be seen of a place in one of its lines."""
        if not place.long:
            return place.start, place.end
        return (place.start, place.start + 1) if number == place.first else (place.end - 1, place.end)

    def mark(self, place: Place, view: View) -> Mark:
        start, end = view.columns(place.start, place.end)
        return Mark(start, end, place.label.text, self.sign(place), self.ink_of(place))

    def sign(self, place: Place) -> str:
        return "^" if place.primary else "-"

    def ink_of(self, place: Place) -> Ink:
        return self.ink if place.primary else Ink.FRAME

    def rails(self) -> list[Piece]:
        return [self.rail(place) for place in self.open]

    def rail(self, place: Place) -> Piece:
        return Piece(2 * place.level, "|", self.ink_of(place))

    def row(self, number: str, pieces: list[Piece], *, bar: bool = True) -> str:
        """A row with its frame; the row of what is left out has dots instead."""
        frame = [Piece(self.digits - len(number), number, Ink.FRAME), Piece(self.digits + 1, "|", Ink.FRAME)]
        if not bar:
            frame = [Piece(0, "...", Ink.FRAME)]
        return line_up([*frame, *_moved(pieces, self.digits + 3)], self.brush)


def _moved(pieces: list[Piece], by: int) -> list[Piece]:
    return [Piece(piece.column + by, piece.text, piece.ink) for piece in pieces]
