"""The lines of a statement's head, which may go over several: a selector, prose or PromQL does."""

from __future__ import annotations

from collections.abc import Sequence

from nines.format.lines import Line
from nines.format.words import Item, carries, matcher_parts, matcher_text, written
from nines.source import Source
from nines.syntax.tokens import Kind, Token
from nines.syntax.tree import Matchers, leaves
from nines.syntax.trivia import Comment, trivia

__all__ = ["head_lines"]

_BLANKS = " \t"


def head_lines(items: Sequence[Item], source: Source, depth: int) -> list[Line]:
    """The items of a statement at a depth. Most take one line."""
    head = _Head(source, depth)
    before: Item | None = None
    for item, form in zip(items, written(items, source), strict=True):
        text = item.text(source)
        if "\n" not in text:
            head.add(form.text, apart=form.apart)
        elif isinstance(item, Matchers) and carries(before):
            head.selector(item)
        elif isinstance(item, Token) and item.kind is Kind.PROSE:
            head.prose(text)
        else:
            head.as_it_is(text)
        before = item
    return head.lines


class _Head:
    """The lines so far; the last one is being written."""

    def __init__(self, source: Source, depth: int) -> None:
        self.lines = [Line("", depth)]
        self._source = source
        self._depth = depth

    def add(self, text: str, *, apart: bool) -> None:
        line = self.lines[-1]
        line.text += f" {text}" if apart and line.text else text

    def as_it_is(self, text: str) -> None:
        """PromQL is nobody's but its author's, to the last blank."""
        first, *others = text.split("\n")
        self.add(first, apart=True)
        self.lines += [Line(other, None) for other in others]

    def prose(self, text: str) -> None:
        """Prose moves with its statement: the lines after the first lose the blanks that all of them begin with."""
        first, *others = text.split("\n")
        self.add(first if first[3:].strip(_BLANKS) else '"""', apart=True)
        closes_alone = others[-1].strip(_BLANKS) == '"""'
        lines = others[:-1] if closes_alone else others
        margin = _margin([line for line in lines if line.strip(_BLANKS)])
        self.lines += [Line(line[margin:] if line.strip(_BLANKS) else "", self._depth) for line in lines]
        if closes_alone:
            self.lines.append(Line('"""', self._depth))

    def selector(self, matchers: Matchers) -> None:
        """One piece a line, with the comments that stand among them.

        The brace touches the word before it, or it would open a block.
        """
        self.add("{", apart=False)
        wanted = len(matcher_parts(matchers))
        for part in matchers.parts:
            if isinstance(part, Token) and part.kind is Kind.COMMA:
                self._comments(part)
                continue
            tokens = (part,) if isinstance(part, Token) else tuple(leaves(part))
            for token in tokens:
                self._comments(token)
            wanted -= 1
            self.lines.append(Line(matcher_text(part, self._source) + ("," if wanted else ""), self._depth + 1))
        self._comments(matchers.close)
        self.lines.append(Line("}", self._depth))

    def _comments(self, token: Token) -> None:
        found = trivia(self._source, token)
        if found.beside is not None and self.lines[-1].takes_comment:
            self.lines[-1].comment = found.beside.text(self._source)
        elif found.beside is not None:
            self._own_line(found.beside)
        for comment in found.above:
            self._own_line(comment)

    def _own_line(self, comment: Comment) -> None:
        self.lines.append(Line(comment.text(self._source), self._depth + 1))


def _margin(lines: Sequence[str]) -> int:
    """How many blanks, the same ones, all lines begin with."""
    blanks = [line[: len(line) - len(line.lstrip(_BLANKS))] for line in lines]
    first, last = min(blanks, default=""), max(blanks, default="")
    for at, (one, other) in enumerate(zip(first, last, strict=False)):
        if one != other:
            return at
    return min(len(first), len(last))
