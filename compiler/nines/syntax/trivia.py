"""What stands before a token: comments and blank lines, as a formatter needs them.

Comments are no nodes: they ride on the token that follows them. So the comments above a
statement are `trivia(source, statement.first).above`, the one at its line's end is
`trivia(source, statement.stop).beside`, the one behind the `{` of a block is
`.beside` of the token after it, and those before a `}` are `trivia(source, block.close).above`.
"""

from __future__ import annotations

from nines.record import dataclass
from nines.source import Source, Span
from nines.syntax.tokens import Token

__all__ = ["Comment", "Trivia", "indentation", "trivia"]


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment from its sign to the line's end, without trailing blanks.

    `blank_lines`: how many are right above it (0 for one beside a token).
    """

    start: int
    end: int
    blank_lines: int = 0

    def span(self, source: Source) -> Span:
        return Span(source, self.start, self.end)

    def text(self, source: Source) -> str:
        return source.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Trivia:
    """What stands between the token before and this one.

    `beside` is the comment on the line of the token before. `above` are the comments on
    lines of their own. `blank_lines` counts the blank lines between the last of them (or the
    token before) and this token.
    """

    beside: Comment | None = None
    above: tuple[Comment, ...] = ()
    blank_lines: int = 0


_NONE = Trivia()


def trivia(source: Source, token: Token) -> Trivia:
    """The comments and blank lines before a token."""
    text = source.text
    if token.lead == token.start:
        return _NONE
    beside: Comment | None = None
    above: list[Comment] = []
    blank_lines = 0
    own_line = token.lead == 0 or text[token.lead - 1] == "\n"
    at = token.lead
    while True:
        line_end = text.find("\n", at, token.start)
        end = line_end if line_end >= 0 else token.start
        comment = _comment(text, at, end, blank_lines)
        if comment is not None and own_line:
            above.append(comment)
            blank_lines = 0
        elif comment is not None:
            beside = comment
        elif own_line and line_end >= 0:
            blank_lines += 1
        if line_end < 0:
            return Trivia(beside, tuple(above), blank_lines)
        own_line = True
        at = line_end + 1


def indentation(source: Source, offset: int) -> str:
    """The blanks at the start of the line of an offset."""
    text = source.text
    start = end = text.rfind("\n", 0, offset) + 1
    while end < len(text) and text[end] in " \t":
        end += 1
    return text[start:end]


def _comment(text: str, start: int, end: int, blank_lines: int) -> Comment | None:
    """The comment in a piece of a line that holds nothing else."""
    signs = [at for at in (text.find("#", start, end), text.find("//", start, end)) if at >= 0]
    if not signs:
        return None
    first = min(signs)
    return Comment(first, first + len(text[first:end].rstrip()), blank_lines)
