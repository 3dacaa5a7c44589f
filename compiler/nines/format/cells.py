"""What a row says, cut into the parts of its statement's shape: the cells of a table."""

from __future__ import annotations

from collections.abc import Iterator

from nines.format.places import sample
from nines.format.rows import Row
from nines.format.words import text_of
from nines.language.match import match_shape
from nines.language.reading import Piece, Reading, piece_of
from nines.language.shape import Choice, Pattern, Sequence, Word
from nines.record import dataclass
from nines.source import Span
from nines.syntax.tokens import Kind, Token

__all__ = ["Cell", "cells", "name_and_rest"]

_Key = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, and which part of which shape it is. Cells of one key stand in one column; `text` may be empty."""

    text: str
    key: object


def name_and_rest(row: Row) -> list[Cell]:
    """The name of a row, and all the rest as one cell."""
    return [_name(row), Cell(text_of(row.forms[row.name :]), row)]


def cells(row: Row) -> list[Cell]:
    """The name of a row and a cell for each part of its shape; all the rest as one, if it fits none."""
    pieces = tuple(_pieces(row))
    end = Span(row.source, 0, 0)
    for entry in row.entries:
        reading = Reading(pieces, end, row.place.given)
        cuts = _cuts(entry.shape.parts, reading, 0, (), row.name)
        rest = None if cuts is None else _joined(cuts, row, entry.written)
        if rest is not None:
            return [_name(row), *rest]
    return name_and_rest(row)


def _name(row: Row) -> Cell:
    return Cell(text_of(row.forms[: row.name]), row.group)


def _pieces(row: Row) -> Iterator[Piece]:
    """The items, with samples for parameters."""
    for item in row.items:
        if isinstance(item, Token) and item.kind is Kind.PARAM:
            given = row.place.given.get(item.text(row.source).strip("${}"))
            yield (given or sample("name")).pieces[0]
        else:
            yield piece_of(row.source, item)


_Cut = tuple[_Key, int, int]


def _cuts(parts: tuple[Pattern, ...], reading: Reading, start: int, path: _Key, name: int) -> list[_Cut] | None:
    """Where each part of a shape starts and ends, all items taken; None if they do not fit.

    Words stand with what follows them, but for those of the name.
    """
    found: list[_Cut] = []
    cell = index = start
    for number, part in enumerate(parts):
        choice = _choice(part)
        if choice is not None and number == len(parts) - 1:
            chosen = _chosen(choice, reading, index, (*path, number), name)
            return None if chosen is None else found + _with_words(cell, index, chosen)
        stop = match_shape(Sequence((part,)), reading, index, {})
        if stop is None:
            return None
        index = stop
        if not isinstance(part, Word) or index <= name:
            found.append(((*path, number), cell, index))
            cell = index
    if cell < index:
        found.append(((*path, len(parts)), cell, index))
    return found if index == len(reading.pieces) else None


def _choice(part: Pattern) -> Choice | None:
    while isinstance(part, Sequence) and len(part.parts) == 1:
        part = part.parts[0]
    return part if isinstance(part, Choice) else None


def _chosen(choice: Choice, reading: Reading, start: int, path: _Key, name: int) -> list[_Cut] | None:
    for number, way in enumerate(choice.ways):
        cuts = _cuts(way.parts, reading, start, (*path, number), name)
        if cuts is not None:
            return cuts
    return None


def _with_words(cell: int, index: int, chosen: list[_Cut]) -> list[_Cut]:
    """The cuts of a choice; the words right before it, from `cell` on, stand with its first part."""
    if cell == index or not chosen:
        return chosen
    key, _, stop = chosen[0]
    return [(key, cell, stop), *chosen[1:]]


def _joined(cuts: list[_Cut], row: Row, shape: str) -> list[Cell] | None:
    """The cells behind the name. What begins with a comma stands with what is before it.

    None if a part begins in the name and does not end there.
    """
    texts: list[str] = []
    full = 0
    for _, start, stop in cuts:
        if start < row.name < stop:
            return None
        text = text_of(row.forms[start:stop]) if stop > row.name else ""
        if text and full and not row.forms[start].apart:
            texts[full - 1] += text
            text = ""
        texts.append(text)
        full = len(texts) if text else full
    return [Cell(text, (shape, key)) for text, (key, _, _) in zip(texts, cuts, strict=True)]
