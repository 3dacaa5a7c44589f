"""Numbers of clauses that Word counts itself: one list for the sections, one for the annexes, five levels each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nines.emit.documents.xml import element, numbered

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph

__all__ = ["give_lists", "give_number"]

_SECTIONS, _ANNEXES = "901", "902"
_LEVELS = 5
_GUTTERS = (680, 680, 860, 980, 1100)
"""Twentieths of a point between the margin and the text, by level: where numbers stand."""


def give_lists(made: Word, annex: str) -> None:
    """Give a file both lists. Numbers are those of the document: both count in the order of the clauses."""
    root = made.part.numbering_part.element
    first = next(iter(root.iterchildren("{*}num")), None)
    for listed, before, form in ((_SECTIONS, "", "decimal"), (_ANNEXES, f"{annex} ", "upperLetter")):
        levels = [_level(level, before, form) for level in range(_LEVELS)]
        kind = element("w:multiLevelType", val="multilevel")
        abstract = element("w:abstractNum", kind, *levels, abstractNumId=listed)
        if first is not None:
            first.addprevious(abstract)
        else:
            root.append(abstract)
    for listed in (_SECTIONS, _ANNEXES):
        root.append(element("w:num", element("w:abstractNumId", val=listed), numId=listed))


def give_number(paragraph: Paragraph, level: int, *, annex: bool) -> None:
    """Make a paragraph the next of its level, from 0."""
    numbered(paragraph, _ANNEXES if annex else _SECTIONS, min(level, _LEVELS - 1))


def _level(level: int, before: str, form: str) -> object:
    """`%1.%2` for the second; of the first, what stands before it."""
    shown = ".".join(f"%{one + 1}" for one in range(level + 1))
    text = f"{before}{shown}" if level == 0 else shown
    is_named = level == 0 and bool(before)
    indent = (
        element("w:ind", left="0", firstLine="0")
        if is_named
        else element("w:ind", left=str(_GUTTERS[level]), hanging=str(_GUTTERS[level]))
    )
    return element(
        "w:lvl",
        element("w:start", val="1"),
        element("w:numFmt", val=form if level == 0 else "decimal"),
        element("w:suff", val="space" if is_named else "tab"),
        element("w:lvlText", val=f"{text} " if is_named else text),
        element("w:lvlJc", val="left"),
        element("w:pPr", indent),
        ilvl=str(level),
    )
