"""The words of two clauses side by side: what stands in both, what went, what came.

A reference to another clause is what it refers to, not its number: that a number moved is no change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from nines.plan.documents.inline import lines_of
from nines.plan.documents.model import Alternative, Block, Clause, Pointer, Reference, Strong, Table
from nines.plan.documents.model import Line as Words
from nines.plan.redline.model import Line, Mark, Piece

__all__ = ["lines_between"]

_WORD = re.compile(r"\s*\S+|\s+$")
_ALIKE = 5
"""One part of so many, that lines have in common at least; else they are told one after the other."""

Token = tuple[str, str]
"""What is compared, and how it is shown."""

Row = tuple[Token, ...]


def lines_between(old: Clause | None, new: Clause | None) -> tuple[Line, ...]:
    """Every line of both, with what changed in it; none if nothing did. Lines that stayed are left out."""
    was, now = (tuple(_rows(clause)) if clause is not None else () for clause in (old, new))
    found: list[Line] = []
    matcher = SequenceMatcher(None, [_keys(row) for row in was], [_keys(row) for row in now], autojunk=False)
    for what, start, end, first, last in matcher.get_opcodes():
        if what != "equal":
            found += _replaced(was[start:end], now[first:last])
    return tuple(found)


def _replaced(old: Sequence[Row], new: Sequence[Row]) -> Iterator[Line]:
    """Lines in their order, each with the one that took its place where the two have enough in common."""
    left = list(new)
    for row in old:
        match = next((other for other in left if _are_alike(row, other)), None)
        if match is None:
            yield (Piece(_shown(row), Mark.OLD),)
            continue
        for other in left[: left.index(match)]:
            yield (Piece(_shown(other), Mark.NEW),)
        left = left[left.index(match) + 1 :]
        yield _words(row, match)
    for row in left:
        yield (Piece(_shown(row), Mark.NEW),)


def _are_alike(old: Row, new: Row) -> bool:
    blocks = SequenceMatcher(None, _keys(old), _keys(new), autojunk=False).get_matching_blocks()
    common = sum(block.size for block in blocks)
    return common * _ALIKE >= max(len(old), len(new))


def _words(old: Row, new: Row) -> Line:
    """Blanks before words that went or came stand outside of them."""
    pieces: list[Piece] = []

    def add(row: Sequence[Token], mark: Mark) -> None:
        text = _shown(row)
        if mark is not Mark.BOTH:
            is_beside = bool(pieces) and pieces[-1].mark is Mark.OLD
            if text.lstrip() != text or is_beside:
                pieces.append(Piece(" ", Mark.BOTH))
            text = text.lstrip()
        if text:
            pieces.append(Piece(text, mark))

    for what, start, end, first, last in SequenceMatcher(None, _keys(old), _keys(new), autojunk=False).get_opcodes():
        if what == "equal":
            add(new[first:last], Mark.BOTH)
        else:
            add(old[start:end], Mark.OLD)
            add(new[first:last], Mark.NEW)
    return tuple(pieces)


def _keys(row: Sequence[Token]) -> tuple[str, ...]:
    return tuple(key for key, _ in row)


def _shown(row: Sequence[Token]) -> str:
    return "".join(text for _, text in row)


# A clause as rows of words.


def _rows(clause: Clause) -> Iterator[Row]:
    if clause.title:
        yield tuple(_tokens(clause.title))
    for block in clause.blocks:
        yield from _of_block(block)


def _of_block(block: Block) -> Iterator[Row]:
    match block:
        case Alternative(whom, blocks):
            yield tuple(_tokens(whom))
            for inner in blocks:
                yield from _of_block(inner)
        case Table(caption, columns, rows):
            yield tuple(_tokens(caption))
            yield _cells([column.head for column in columns])
            for row in rows:
                yield _cells(row.cells)
        case _:
            for line in lines_of(block):
                yield tuple(_tokens(line))


def _cells(cells: Sequence[Words]) -> Row:
    found: list[Token] = []
    for at, cell in enumerate(cells):
        found += [("|", " | ")] if at else []
        found += _tokens(cell)
    return tuple(found)


def _tokens(line: Words) -> Iterator[Token]:
    for part in line:
        match part:
            case Strong(parts):
                yield from _tokens(parts)
            case Reference(anchor, number):
                yield f"#{anchor}", number
            case Pointer(anchor, before, after, number):
                yield from _split(before)
                yield f"#{anchor}", number
                yield from _split(after)
            case _:
                yield from _split(part.text)


def _split(text: str) -> Iterator[Token]:
    for found in _WORD.findall(text):
        yield found.strip(), found
