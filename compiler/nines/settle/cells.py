"""Measured numbers as they were written: tables of cells, each with its place in the file."""

from __future__ import annotations

from nines.record import dataclass
from nines.source import Span

__all__ = ["Cell", "Line", "Table"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value under a column. `span` is where it is written; `column` its name as written."""

    column: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table. Cells that were left empty are not in it."""

    cells: tuple[Cell, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its name, with its columns as written and where they are."""

    name: str
    columns: tuple[Cell, ...]
    lines: tuple[Line, ...]
    span: Span
