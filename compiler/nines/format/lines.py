"""The lines of a laid out text, before they become one text."""

from __future__ import annotations

from collections.abc import Iterable

from nines.format.rows import Row
from nines.record import dataclass

__all__ = ["COMMENT_GAP", "WIDEST", "Line", "joined"]

WIDEST = 120
"""Columns beyond which a block on one line is opened up."""

_INDENT = "  "
COMMENT_GAP = 2


@dataclass(slots=True)
class Line:
    """One line: a comment, a statement, a part of one, or the end of a block.

    `depth` is that of its block, or None for a line inside PromQL, which stays as it is.
    `comment` stands at its end, after `gap` blanks. `row` is there if the line can stand in a
    table with its neighbours. `blank_above`: an empty line comes before it.
    """

    text: str
    depth: int | None
    blank_above: bool = False
    comment: str = ""
    gap: int = COMMENT_GAP
    row: Row | None = None

    @property
    def indent(self) -> str:
        return _INDENT * (self.depth or 0)

    @property
    def width(self) -> int:
        return len(self.indent) + len(self.text)

    @property
    def takes_comment(self) -> bool:
        """Whether a comment can come to its end."""
        return not self.comment and not self.text.startswith("#")


def joined(lines: Iterable[Line]) -> str:
    """The text of lines, each ended by a line feed."""
    parts: list[str] = []
    for line in lines:
        if line.blank_above:
            parts.append("\n")
        if line.text:
            parts += (line.indent, line.text)
        if line.comment:
            parts += (" " * line.gap, line.comment)
        parts.append("\n")
    return "".join(parts)
