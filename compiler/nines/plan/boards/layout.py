"""Puts panels into rows of the grid, from the top down."""

from __future__ import annotations

from collections.abc import Iterable

from nines.plan.boards.model import Panel, Place, Section
from nines.record import dataclass, replace

__all__ = ["COLUMNS", "Row", "stacked"]

COLUMNS = 24


@dataclass(frozen=True, slots=True)
class Row:
    """Panels side by side, each with its width in columns. They are all as high as the row."""

    height: int
    panels: tuple[tuple[int, Panel], ...]


def stacked(rows: Iterable[Row | Section], top: int = 0) -> tuple[Panel, ...]:
    """Every panel at its place. Those of a section were placed before, and move under its heading."""
    placed: list[Panel] = []
    for row in rows:
        if isinstance(row, Section):
            placed.append(replace(row, place=Place(0, top, COLUMNS, 1), panels=_below(row, top + 1)))
            top += 1
            continue
        x = 0
        for width, one in row.panels:
            placed.append(replace(one, place=Place(x, top, width, row.height)))
            x += width
        assert x <= COLUMNS, f"a row of {x} columns"
        top += row.height
    return tuple(placed)


def _below(section: Section, top: int) -> tuple[Panel, ...]:
    """The panels of a section, moved under its heading."""
    return tuple(replace(one, place=replace(one.place, y=one.place.y + top)) for one in section.panels)
