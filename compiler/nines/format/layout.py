"""From a tree to lines: what stands on which line, how deep, and which comments go with it."""

from __future__ import annotations

from nines.format.heads import head_lines
from nines.format.lines import WIDEST, Line
from nines.format.places import FILE, Place, braces_of
from nines.format.rows import row_of
from nines.format.words import Item, text_of, written
from nines.record import dataclass, field
from nines.source import Source
from nines.syntax.tokens import Token
from nines.syntax.tree import Block, Matchers, Statement, Tree
from nines.syntax.trivia import Comment, trivia

__all__ = ["lines_of"]

_EMPTY = " { }"


def lines_of(tree: Tree) -> list[Line]:
    """The lines of a tree that has no syntax problem."""
    layout = _Layout(tree.source)
    open_blocks = [_Open(tree.statements, 0, FILE, tree.eof, None)]
    while open_blocks:
        block = open_blocks[-1]
        if block.next < len(block.statements):
            inner = layout.statement(block)
            if inner is not None:
                open_blocks.append(inner)
        else:
            layout.close(block)
            open_blocks.pop()
    return layout.lines


@dataclass(slots=True)
class _Open:
    """A block that is being laid out, or the file. `close` ends it, `stop` the statement that it belongs to."""

    statements: tuple[Statement, ...]
    depth: int
    place: Place
    close: Token
    stop: Token | None
    next: int = 0


@dataclass(slots=True)
class _Layout:
    source: Source
    lines: list[Line] = field(default_factory=list)

    def statement(self, outer: _Open) -> _Open | None:
        """The next statement of a block; if it has one with lines of its own, that is still to be laid out."""
        statement, place = outer.statements[outer.next], outer.place
        blank_above = self._comments(statement.first, outer.depth, at_start=outer.next == 0)
        outer.next += 1
        items, block = _taken_apart(statement, place, self.source)
        lines = head_lines(items, self.source, outer.depth)
        tail = _tail(statement, block, place, self.source)
        opens = tail is None or (tail not in ("", _EMPTY) and lines[-1].width + len(tail) > WIDEST)
        shown = " {" if tail is None or opens else tail
        if len(lines) == 1:
            entries = place.candidates(statement, self.source)
            lines[0].row = row_of(items, place, entries, self.source, shown, opens=opens)
        lines[0].blank_above = blank_above
        lines[-1].text += shown
        self.lines += lines
        if not isinstance(block, Block) or not opens:
            self._beside(trivia(self.source, statement.stop).beside)
            return None
        inside = place.inside(statement, self.source)
        return _Open(block.statements, outer.depth + 1, inside, block.close, statement.stop)

    def close(self, block: _Open) -> None:
        """What stands before the end of a block, and the end."""
        self._comments(block.close, block.depth, at_start=not block.statements)
        if block.stop is not None:
            self.lines.append(Line("}", block.depth - 1))
            self._beside(trivia(self.source, block.stop).beside)

    def _comments(self, token: Token, depth: int, *, at_start: bool) -> bool:
        """The comments before a token on lines of their own. Whether an empty line comes after them."""
        found = trivia(self.source, token)
        self._beside(found.beside)
        for comment in found.above:
            blank_above = comment.blank_lines > 0 and not at_start
            self.lines.append(Line(comment.text(self.source), depth, blank_above))
            at_start = False
        return found.blank_lines > 0 and not at_start

    def _beside(self, comment: Comment | None) -> None:
        if comment is not None:
            self.lines[-1].comment = comment.text(self.source)


_Block = Block | Matchers
"""Empty braces are what their place wants, however they were written: `service x{}`, `default {}`."""


def _taken_apart(statement: Statement, place: Place, source: Source) -> tuple[tuple[Item, ...], _Block | None]:
    """The items of a statement, with braces for no matchers; and its block, which such braces may be."""
    items, block = statement.items, statement.block
    if block is not None and _is_empty(block, source):
        wanted = braces_of(place.candidates(statement, source))
        return ((*items, block), None) if wanted == "matchers" else (items, block)
    last = items[-1]
    if block is None and isinstance(last, Matchers) and _is_empty(last, source):
        wanted = braces_of(place.candidates(statement, source))
        return (items[:-1], last) if wanted == "block" else (items, None)
    return items, block


def _is_empty(braces: _Block, source: Source) -> bool:
    """Whether nothing stands between braces, no comment either."""
    return not source.text[braces.start + 1 : braces.end - 1].strip()


def _tail(statement: Statement, block: _Block | None, place: Place, source: Source) -> str | None:
    """What stands behind the head of a statement if it stays on one line; None if its block has lines of its own."""
    opened: list[str] = []
    while block is not None:
        if isinstance(block, Matchers) or _is_empty(block, source):
            opened.append(_EMPTY)
            break
        if "\n" in block.text(source):
            return None
        place = place.inside(statement, source)
        (statement,) = block.statements
        items, block = _taken_apart(statement, place, source)
        opened.append(f" {{ {text_of(written(items, source))}")
    whole = len(opened) - opened.count(_EMPTY)
    return "".join(opened) + " }" * whole
