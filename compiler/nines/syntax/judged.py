"""The second reading of a text whose brackets do not balance: its indentation is the judge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nines.syntax import structure
from nines.syntax.blocks import Blocks
from nines.syntax.layout import Layout
from nines.syntax.lexer import Lexer
from nines.syntax.problems import Problems
from nines.syntax.tokens import Kind, Token

__all__ = ["JudgedLexer"]


class JudgedLexer(Lexer):
    """A reading of a text whose brackets do not balance, with its indentation as the judge."""

    def __init__(self, text: str, problems: Problems, *, doubts_long: bool) -> None:
        judge = Layout(text, doubts_long=doubts_long)
        super().__init__(text, problems, judge)
        self._layout = judge
        self._blocks: _JudgedBlocks = _JudgedBlocks(judge, text)

    def _begin_line(self, line: int) -> None:
        """Close what the line shows to have ended, open what it shows to have begun."""
        super()._begin_line(line)
        first = max(self._layout.first(line), line)
        last = self._layout.word_end(first)
        for brace in self._blocks.ended(line):
            self._close_missing(brace, first, last, "the block ends before this line, which is not deeper")
        if self._blocks.lacks_brace(line, self.tokens):
            self._lead = self.tokens.pop().lead
            self._add_missing(Kind.LBRACE)
            self._blocks.open(self._lead)
            structure.missing_brace(self._lead, first, last, self.problems)
        self._blocks.enter(line)


class _JudgedBlocks(Blocks):
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
