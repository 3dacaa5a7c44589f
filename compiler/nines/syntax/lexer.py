"""From text to tokens that the parser cannot refuse.

The stream is repaired here, where lines, brackets and indentation are known: what is missing
becomes a token without width, what fits nowhere a BAD one, each with a problem. A text whose
brackets balance is read once. Any other is read once more, with its indentation as the judge
of where blocks start and end.
"""

from __future__ import annotations

from collections.abc import Callable

from nines.syntax import patterns, selectors, slips, structure
from nines.syntax.characters import report_odd_characters
from nines.syntax.layout import Layout
from nines.syntax.longtexts import LongTexts
from nines.syntax.numerals import numeral_kind
from nines.syntax.problems import Problems
from nines.syntax.tokens import Kind, Token

__all__ = ["DEEPEST", "lex"]

DEEPEST = 100
"""Blocks and parentheses nested deeper than this are a problem. (They are read all the same.)"""

_NOTHING, _ITEMS, _BLOCK = range(3)
"""How far the statement at hand is: not begun, some items, its block closed."""

_PLAIN: list[Kind | None] = [None] * (patterns.REST + 1)
for _group, _kind in {
    patterns.WORD: Kind.WORD,
    patterns.STRING: Kind.STRING,
    patterns.COMMA: Kind.COMMA,
    patterns.PARAM: Kind.PARAM,
    patterns.OPERATOR: Kind.OP,
}.items():
    _PLAIN[_group] = _kind


def lex(text: str, problems: Problems) -> tuple[Token, ...]:
    """The tokens of a text, EOF last. They spell the text, and follow the grammar."""
    lexer = _Lexer(text, problems, None)
    lexer.run()
    if not lexer.balanced:
        problems.forget()
        judge = Layout(text, doubts_long=lexer.broken_off)
        lexer = _Lexer(text, problems, judge)
        lexer.run()
    report_odd_characters(text, lexer.tokens, problems)
    return tuple(lexer.tokens)


class _Open:
    """A block that is open: where its brace is, where its line starts, how deep that and its first inner line are."""

    __slots__ = ("body", "depth", "line", "start")

    def __init__(self, start: int, line: int, depth: int) -> None:
        self.start = start
        self.line = line
        self.depth = depth
        self.body = -1


class _Lexer:
    """One reading of a text, with a judge or without."""

    def __init__(self, text: str, problems: Problems, judge: Layout | None) -> None:
        self.text = text
        self.problems = problems
        self.judge = judge
        self.tokens: list[Token] = []
        self.balanced = True
        self.broken_off = False
        self._lead = 0
        """Where the last token ended."""
        self._state = _NOTHING
        self._blocks: list[_Open] = []
        self._groups: list[int] = []
        self._line = 0
        self._depth = 0
        """Where the line at hand starts and how deep it is; only a judge looks."""
        self._stray = -1
        """The place of a brace that the judge has found to close nothing."""
        self._too_deep = False
        self._long_texts = LongTexts(text, problems, judge)
        self._readers: dict[int, Callable[[int, int], int]] = {
            patterns.NEWLINE: self._newline,
            patterns.NUMERAL: self._numeral,
            patterns.LBRACE: self._opening_brace,
            patterns.RBRACE: self._closing_brace,
            patterns.LPAR: self._opening_parenthesis,
            patterns.RPAR: self._closing_parenthesis,
            patterns.PROSE: self._prose,
            patterns.FENCE: self._fence,
            patterns.SLIP: self._slip,
            patterns.REST: self._slip,
        }

    def run(self) -> None:
        """Read all. Without a judge, a long text that does not end breaks the reading off."""
        text, append, readers = self.text, self.tokens.append, self._readers
        match = patterns.TOKEN.match
        if self.judge is not None:
            self._judge_line(0, self.judge)
        at = 0
        while found := match(text, at):
            index = found.lastindex or 0
            start, at = found.span(index)
            kind = _PLAIN[index]
            if kind is not None:
                if self._state != _ITEMS:
                    kind, start = self._begin_statement(kind, start, at)
                append(Token(kind, start, at, self._lead))
                self._lead = at
            elif index == patterns.EOF:
                self._finish()
                break
            elif index != patterns.COMMENT:
                at = readers[index](start, at)
                if self.broken_off:
                    break

    def _add(self, kind: Kind, start: int, end: int) -> int:
        """A token of the statement at hand."""
        if self._state == _BLOCK:
            self._end_statement()
        self._state = _ITEMS
        self.tokens.append(Token(kind, start, end, self._lead))
        self._lead = end
        return end

    def _add_missing(self, kind: Kind) -> None:
        """A token without width, right after the last one."""
        self.tokens.append(Token(kind, self._lead, self._lead, self._lead))

    # Statements and lines

    def _begin_statement(self, kind: Kind, start: int, end: int) -> tuple[Kind, int]:
        """Before the first token of a statement; answers with its kind and start, as they are to be."""
        if self._state == _BLOCK:
            if kind is Kind.COMMA:
                self._end_statement()
                structure.comma_after_block(start, end, self.problems)
                kind = Kind.BAD
            else:
                self._end_block_line(start, end)
        self._state = _ITEMS
        if kind is Kind.WORD and self.text[end - 1] == ":" and end - start > 1:
            word_end = start + len(self.text[start:end].rstrip(":"))
            if word_end > start:
                self._add(Kind.WORD, start, word_end)
                structure.colon_after_keyword(self.text, start, word_end, end, self.problems)
                return Kind.BAD, word_end
        return kind, start

    def _end_statement(self) -> None:
        if self._state != _NOTHING:
            self._add_missing(Kind.END)
            self._state = _NOTHING

    def _end_block_line(self, start: int, end: int) -> None:
        """Something stands behind a block on its line."""
        structure.after_block(self.text, start, end, self._lead, self.problems)
        self._end_statement()

    def _newline(self, start: int, end: int) -> int:
        if self._groups:
            self._close_groups()
        if self._state != _NOTHING:
            if self.tokens[-1].kind is Kind.COMMA:
                self.tokens[-1] = structure.line_end_comma(self.text, self.tokens[-1], end, self.problems)
            self.tokens.append(Token(Kind.END, start, end, self._lead))
            self._lead = end
            self._state = _NOTHING
        if self.judge is not None:
            self._judge_line(end, self.judge)
        return end

    def _finish(self) -> None:
        end = len(self.text)
        if self._groups:
            self._close_groups()
        if self._state != _NOTHING:
            self.tokens.append(Token(Kind.END, end, end, self._lead))
            self._lead = end
        while self._blocks:
            self._close_missing(end, end, "the file ends here")
        self.tokens.append(Token(Kind.EOF, end, end, self._lead))

    # Brackets

    def _opening_brace(self, start: int, end: int) -> int:
        touches = start == self._lead and bool(self.tokens) and self.tokens[-1].kind in (Kind.WORD, Kind.PARAM)
        if selectors.opens(self.text, start, touches=touches) and not structure.is_description(
            self.text, start, self.tokens
        ):
            if self._state == _BLOCK:
                self._end_block_line(start, end)
            self._state = _ITEMS
            self._lead = selectors.read(self.text, start, self._lead, self.tokens, self.problems, self.judge)
            return self._lead
        if self._groups:
            self._close_groups()
        if self._state == _BLOCK:
            self._end_block_line(start, end)
        if structure.is_description(self.text, start, self.tokens):
            structure.description_in_braces(self.text, start, self.problems)
        self.tokens.append(Token(Kind.LBRACE, start, end, self._lead))
        self._lead = end
        self._state = _NOTHING
        self._blocks.append(_Open(start, self._line, self._depth))
        self._check_depth(len(self._blocks), start, end)
        return end

    def _closing_brace(self, start: int, end: int) -> int:
        if self._groups:
            self._close_groups()
        if not self._blocks or (self.judge is not None and self._is_stray(start, self.judge)):
            self.balanced = False
            structure.stray_brace(start, end, self.problems)
            return self._add(Kind.BAD, start, end)
        self._end_statement()
        self._blocks.pop()
        self.tokens.append(Token(Kind.RBRACE, start, end, self._lead))
        self._lead = end
        self._state = _BLOCK
        return end

    def _close_missing(self, start: int, end: int, why: str) -> None:
        """Close the innermost block where its brace is missing: before what stands from `start` to `end`."""
        block = self._blocks.pop()
        self.balanced = False
        self._add_missing(Kind.RBRACE)
        self._add_missing(Kind.END)
        structure.unclosed_block(block.start, start, end, why, self.problems)

    def _opening_parenthesis(self, start: int, end: int) -> int:
        if self._state == _BLOCK:
            self._end_block_line(start, end)
        self._groups.append(start)
        self._check_depth(len(self._groups), start, end)
        return self._add(Kind.LPAR, start, end)

    def _closing_parenthesis(self, start: int, end: int) -> int:
        if self._groups:
            self._groups.pop()
            return self._add(Kind.RPAR, start, end)
        structure.stray_parenthesis(start, end, self.problems)
        return self._add(Kind.BAD, start, end)

    def _close_groups(self) -> None:
        for start in self._groups:
            self._add_missing(Kind.RPAR)
            structure.unclosed_group(start, self._lead, self.problems)
        self._groups.clear()

    def _check_depth(self, depth: int, start: int, end: int) -> None:
        if depth > DEEPEST and not self._too_deep:
            self._too_deep = True
            structure.too_deep(start, end, DEEPEST, self.problems)

    # Texts, numbers, and what people write by habit

    def _numeral(self, start: int, end: int) -> int:
        if self._state == _BLOCK:
            self._end_block_line(start, end)
        return self._add(numeral_kind(self.text, start, end, self.problems), start, end)

    def _prose(self, start: int, end: int) -> int:
        return self._long(Kind.PROSE, start, end, self._long_texts.prose_end(start))

    def _fence(self, start: int, end: int) -> int:
        return self._long(Kind.FENCE, start, end, self._long_texts.fence_end(start, end))

    def _long(self, kind: Kind, start: int, end: int, last: int) -> int:
        if last < 0:
            self.balanced = False
            self.broken_off = True
            return end
        if self._state == _BLOCK:
            self._end_block_line(start, end)
        return self._add(kind, start, last)

    def _slip(self, start: int, end: int) -> int:
        slip = slips.read(self.text, start, end, self.tokens, self.problems)
        if slip is None:
            return end
        kind, first, last = slip
        if first < start:
            self._lead = self.tokens.pop().lead
        return self._add(kind, first, last)

    # The judge

    def _judge_line(self, line: int, judge: Layout) -> None:
        """Before a line is read: close what it shows to have ended, open what it shows to have begun."""
        first = judge.first(line)
        if first < 0:
            return
        depth = judge.depth(line)
        if judge.trusted:
            closes = self.text[first] == "}"
            while self._blocks and (depth < self._blocks[-1].depth or (depth == self._blocks[-1].depth and not closes)):
                self._close_missing(
                    first, judge.word_end(first), "the block ends before this line, which is not deeper"
                )
            if self._lacks_brace(depth, judge):
                self._open_missing(first, judge.word_end(first))
            if self._blocks:
                block = self._blocks[-1]
                if closes:
                    self._stray = first if depth > block.depth and 0 <= block.body <= depth else -1
                elif block.body < 0:
                    block.body = depth
        self._line, self._depth = line, depth

    def _lacks_brace(self, depth: int, judge: Layout) -> bool:
        """Whether the statement before this line, which is deeper, has lost the brace of its block."""
        if depth <= self._depth or len(self.tokens) < 2:
            return False
        item, stop = self.tokens[-2:]
        return (
            stop.kind is Kind.END
            and stop.end > stop.start
            and item.kind is not Kind.RBRACE
            and judge.has_closer(stop.start)
        )

    def _open_missing(self, start: int, end: int) -> None:
        """Give the last statement a block, which the line that starts with `start` to `end` begins."""
        self._lead = self.tokens.pop().lead
        self._add_missing(Kind.LBRACE)
        self._blocks.append(_Open(self._lead, self._line, self._depth))
        self.balanced = False
        structure.missing_brace(self._lead, start, end, self.problems)

    def _is_stray(self, start: int, judge: Layout) -> bool:
        """Whether a brace closes nothing, by the line it is on and the one that follows."""
        block = self._blocks[-1]
        if start == self._stray:
            return True
        if not judge.trusted or block.line == self._line or judge.first(self._line) == start:
            return False
        return judge.next_depth(start) > block.depth
