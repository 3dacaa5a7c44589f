"""From text to tokens that the parser cannot refuse.

The stream is repaired here, where lines, brackets and indentation are known: what is missing
becomes a token without width, what fits nowhere a BAD one, each with a problem. A text whose
brackets balance is read once. Any other is read once more, with its indentation as the judge
of where blocks start and end (`judged`). What only mistakes need is imported when there is one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from nines.syntax import patterns, selectors, structure
from nines.syntax.blocks import Blocks
from nines.syntax.longtexts import LongTexts
from nines.syntax.numerals import numeral_kind
from nines.syntax.problems import Problems
from nines.syntax.tokens import Kind, Token

if TYPE_CHECKING:
    from nines.syntax.layout import Layout

__all__ = ["DEEPEST", "Lexer", "lex"]

DEEPEST = 100
"""Blocks and parentheses nested deeper than this are a problem. (They are read all the same.)"""

_NOTHING, _ITEMS, _BLOCK = range(3)
"""How far the statement at hand is: not begun, some items, its block closed."""

_WORD, _COMMA, _LBRACE, _RBRACE, _END = Kind.WORD, Kind.COMMA, Kind.LBRACE, Kind.RBRACE, Kind.END
_NAMES = frozenset((Kind.WORD, Kind.PARAM))
"""What a selector may follow without a blank."""

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
    lexer = Lexer(text, problems)
    lexer.run()
    if not lexer.balanced:
        from nines.syntax.judged import JudgedLexer

        problems.forget()
        lexer = JudgedLexer(text, problems, doubts_long=lexer.broken_off)
        lexer.run()
    if not text.isascii() or patterns.CONTROL.search(text):
        from nines.syntax.characters import report_odd_characters

        report_odd_characters(text, lexer.tokens, problems)
    return tuple(lexer.tokens)


class Lexer:
    """A reading of a text that takes its brackets at their word.

    `balanced` says afterwards whether they could be. A long text that does not end breaks the
    reading off.
    """

    def __init__(self, text: str, problems: Problems, judge: Layout | None = None) -> None:
        self.text = text
        self.problems = problems
        self.judge = judge
        self.tokens: list[Token] = []
        self.balanced = True
        self.broken_off = False
        self._blocks = Blocks()
        self._groups: list[int] = []
        self._lead = 0
        """Where the last token ended."""
        self._state = _NOTHING
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
        text, append, readers = self.text, self.tokens.append, self._readers
        match = patterns.TOKEN.match
        self._begin_line(0)
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
            elif (reader := readers.get(index)) is not None:  # else it is a comment, or cannot be seen
                at = reader(start, at)
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
            if kind is _COMMA:
                self._end_statement()
                structure.comma_after_block(start, end, self.problems)
                kind = Kind.BAD
            else:
                self._end_block_line(start, end)
        self._state = _ITEMS
        if kind is _WORD and self.text[end - 1] == ":" and end - start > 1:
            word_end = start + len(self.text[start:end].rstrip(":"))
            if word_end > start:
                self._add(Kind.WORD, start, word_end)
                structure.colon_after_keyword(self.text, start, word_end, end, self.problems)
                return Kind.BAD, word_end
        return kind, start

    def _end_statement(self) -> None:
        if self._state != _NOTHING:
            self._add_missing(_END)
            self._state = _NOTHING

    def _end_block_line(self, start: int, end: int) -> None:
        """Something stands behind a block on its line."""
        structure.after_block(self.text, start, end, self._lead, self.problems)
        self._end_statement()

    def _newline(self, start: int, end: int) -> int:
        if self._groups:
            self._close_groups()
        if self._state != _NOTHING:
            if self.tokens[-1].kind is _COMMA:
                self.tokens[-1] = structure.line_end_comma(self.text, self.tokens[-1], end, self.problems)
            self.tokens.append(Token(_END, start, end, self._lead))
            self._lead = end
            self._state = _NOTHING
        self._begin_line(end)
        return end

    def _begin_line(self, line: int) -> None:
        self.problems.line = line

    def _finish(self) -> None:
        end = len(self.text)
        if self._groups:
            self._close_groups()
        if self._state != _NOTHING:
            self.tokens.append(Token(Kind.END, end, end, self._lead))
            self._lead = end
        while self._blocks:
            self._close_missing(self._blocks.close(), end, end, "the file ends here")
        self.tokens.append(Token(Kind.EOF, end, end, self._lead))

    # Brackets

    def _opening_brace(self, start: int, end: int) -> int:
        tokens = self.tokens
        touches = start == self._lead and bool(tokens) and tokens[-1].kind in _NAMES
        described = structure.is_description(self.text, start, tokens)
        if not described and selectors.opens(self.text, start, touches=touches):
            if self._state == _BLOCK:
                self._end_block_line(start, end)
            self._state = _ITEMS
            self._lead = selectors.read(self.text, start, self._lead, tokens, self.problems, self.judge)
            return self._lead
        if self._groups:
            self._close_groups()
        if self._state == _BLOCK:
            self._end_block_line(start, end)
        if self._state == _NOTHING:
            self._find_head(start, end)
        if described:
            structure.description_in_braces(self.text, start, self.problems)
        self.tokens.append(Token(_LBRACE, start, end, self._lead))
        self._lead = end
        self._state = _NOTHING
        self._check_depth(self._blocks.open(start), start, end)
        return end

    def _find_head(self, start: int, end: int) -> None:
        """The brace of a block begins a line: the statement of the line before is its head, if that has no block."""
        if len(self.tokens) > 1:
            item, stop = self.tokens[-2:]
            if stop.kind is Kind.END and stop.end > stop.start and item.kind is not Kind.RBRACE:
                structure.brace_on_next_line(self.text, item.end, start, self.problems)
                self._lead = self.tokens.pop().lead
                return
        structure.bare_block(start, end, self.problems)

    def _closing_brace(self, start: int, end: int) -> int:
        if self._groups:
            self._close_groups()
        if self._blocks.is_stray(start):
            self.balanced = False
            structure.stray_brace(start, end, self.problems)
            return self._add(Kind.BAD, start, end)
        self._end_statement()
        self._blocks.close()
        self.tokens.append(Token(_RBRACE, start, end, self._lead))
        self._lead = end
        self._state = _BLOCK
        return end

    def _close_missing(self, brace: int, start: int, end: int, why: str) -> None:
        """Close the block of a brace where the other one is missing: before what stands from `start` to `end`."""
        self.balanced = False
        self._add_missing(Kind.RBRACE)
        self._add_missing(Kind.END)
        structure.unclosed_block(brace, start, end, why, self.problems)

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
        from nines.syntax import slips

        slip = slips.read(self.text, start, end, self.tokens, self._blocks.innermost, self.problems)
        if slip is None:
            return end
        kind, first, last = slip
        if first < start:
            self._lead = self.tokens.pop().lead
        return self._add(kind, first, last)
