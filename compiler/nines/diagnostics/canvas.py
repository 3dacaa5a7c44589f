"""Rows of the screen, put together from pieces that know their column."""

from __future__ import annotations

from collections.abc import Iterable

from nines.diagnostics.glyphs import width
from nines.diagnostics.ink import Brush, Ink
from nines.record import dataclass

__all__ = ["Piece", "line_up"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A text at a column (from 0), with its colour. The text is already safe to print."""

    column: int
    text: str
    ink: Ink | None = None


def line_up(pieces: Iterable[Piece], brush: Brush) -> str:
    """One row: the pieces at their columns, blanks between, none at the end.

    Where two pieces would overlap, the one further right moves on.
    """
    row: list[str] = []
    column = 0
    for piece in sorted(pieces, key=lambda piece: piece.column):
        text = piece.text
        if not text:
            continue
        if piece.column > column:
            row.append(" " * (piece.column - column))
            column = piece.column
        row.append(brush(text, piece.ink))
        column += width(text)
    return "".join(row).rstrip(" ")
