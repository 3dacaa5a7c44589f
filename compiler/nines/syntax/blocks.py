"""The blocks that are open while a text is read, and what its indentation says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nines.syntax.layout import Layout
from nines.syntax.tokens import Kind, Token

__all__ = ["Blocks", "JudgedBlocks"]


@dataclass(slots=True)
class _Open:
    """A block: where its brace is, where its line starts, how deep that is and, once known, its first inner line."""

    start: int
    line: int
    depth: int
    body: int = -1


class Blocks:
    """The open blocks of a text whose braces are taken at their word."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._line = 0
        self._depth = 0

    def __len__(self) -> int:
        return len(self._open)

    def open(self, start: int) -> int:
        """A block begins with the brace at `start`; the answer is how many are open now."""
        self._open.append(_Open(start, self._line, self._depth))
        return len(self._open)

    def close(self) -> int:
        """The innermost block ends; the answer is where its brace was."""
        return self._open.pop().start

    @property
    def innermost(self) -> int:
        """Where the brace of the innermost block is; -1 if none is open."""
        return self._open[-1].start if self._open else -1

    def is_stray(self, start: int) -> bool:
        """Whether the closing brace at `start` closes nothing."""
        return not 0 <= self.innermost < start


class JudgedBlocks(Blocks):
    """The open blocks of a text whose braces do not balance: the indentation of its lines decides.

    For each line call `ended`, then `lacks_brace`, then `enter`. A text that does not indent
    its blocks is taken at its word all the same.
    """

    def __init__(self, judge: Layout, text: str) -> None:
        super().__init__()
        self._judge = judge
        self._text = text
        self._stray = -1

    def ended(self, line: int) -> Iterator[int]:
        """The braces of the blocks that have ended before this line, innermost first; they are closed on the way.

        A line ends the blocks that were opened on a line just as deep or deeper; a line that
        starts with `}` closes one that is just as deep by itself.
        """
        first = self._judge.first(line)
        if first < 0 or not self._judge.trusted:
            return
        depth = self._judge.depth(line)
        least = depth if self._text[first] != "}" else depth + 1
        while self._open and self._open[-1].depth >= least:
            yield self.close()

    def lacks_brace(self, line: int, tokens: Sequence[Token]) -> bool:
        """Whether the last statement has lost the brace of its block, which begins with this line.

        The line is deeper than that statement, which has no block, and a `}` as deep as the
        statement ends what begins here.
        """
        if self._judge.first(line) < 0 or not self._judge.trusted or len(tokens) < 2:
            return False
        item, stop = tokens[-2:]
        return (
            self._judge.depth(line) > self._depth
            and stop.kind is Kind.END
            and stop.end > stop.start
            and item.kind is not Kind.RBRACE
            and self._judge.has_closer(stop.start)
        )

    def enter(self, line: int) -> None:
        """This line is read now."""
        first = self._judge.first(line)
        if first < 0:
            return
        self._line, self._depth = line, self._judge.depth(line)
        if not self._open or not self._judge.trusted:
            return
        block = self._open[-1]
        if self._text[first] != "}":
            block.body = self._depth if block.body < 0 else block.body
        elif self._depth > block.depth and 0 <= block.body <= self._depth:
            self._stray = first

    def is_stray(self, start: int) -> bool:
        """Whether a closing brace closes nothing: none is open, or its line or the next says so.

        First on its line, it is as deep as the statements of the block. Further on, the block
        was opened on an earlier line, and something follows, or the next line is still inside.
        """
        if not self._open or start == self._stray:
            return True
        block = self._open[-1]
        if not self._judge.trusted or block.line == self._line or self._judge.first(self._line) == start:
            return False
        return not self._judge.ends_line(start) or self._judge.next_depth(start) > block.depth
