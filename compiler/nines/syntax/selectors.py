"""Selectors: which brace opens one, and what stands between its braces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nines.syntax import codes, patterns
from nines.syntax.problems import Problems
from nines.syntax.tokens import Kind, Token

if TYPE_CHECKING:
    from nines.syntax.layout import Layout

__all__ = ["opens", "read"]

_LSEL, _RSEL, _COMMA, _LABEL, _MATCHOP, _QUOTED = (
    *(Kind.LSEL, Kind.RSEL, Kind.COMMA),
    *(Kind.LABEL, Kind.MATCHOP, Kind.QUOTED),
)


def opens(text: str, start: int, *, touches: bool) -> bool:
    """Whether the brace at `start` opens a selector and not a block.

    `touches`: it stands right after a word or a parameter. No keyword matters, and nothing is
    taken back later.
    """
    if text.startswith("\n", start + 1) and not touches:
        return False
    if touches:
        return bool(patterns.TOUCHING.match(text, start) or patterns.TOUCHING_BARE.match(text, start))
    return bool(patterns.APART.match(text, start) or patterns.APART_BARE.match(text, start))


def read(text: str, start: int, lead: int, tokens: list[Token], problems: Problems, judge: Layout | None) -> int:
    """Add the tokens of the selector whose brace is at `start`, and answer where it ends.

    Bad text up to a comma or brace on its line is one BAD token. Where no brace follows, the
    selector ends after its last whole piece, and what comes then is read as if it were closed.
    """
    tokens.append(Token(_LSEL, start, start + 1, lead))
    at = start + 1
    wanted = True
    """A matcher may come: the brace or a comma was the last."""
    match = patterns.PIECE.match
    while True:
        found = match(text, at)
        if found is None or (judge is not None and _is_left(text, start, at, judge)):
            end = _read_bad(text, start, at, tokens, problems, judge, wanted=wanted)
            if end < 0:
                return at
            at, wanted = end, False
            continue
        piece = found.lastindex or 0
        first, last = found.span(piece)
        if piece == patterns.SELECTOR_RBRACE:
            tokens.append(Token(_RSEL, first, last, at))
            return last
        if piece == patterns.SELECTOR_COMMA:
            if wanted:
                _stray_comma(first, last, at, tokens, problems)
            else:
                tokens.append(Token(_COMMA, first, last, at))
            at, wanted = last, True
            continue
        if not wanted:
            tokens.append(Token(Kind.COMMA, at, at, at))
            _missing_comma(at, problems)
        at, wanted = _add_piece(found, piece, at, tokens), False


def _add_piece(found: re.Match[str], piece: int, at: int, tokens: list[Token]) -> int:
    first, last = found.span(piece)
    if piece == patterns.MATCHER:
        start, end = found.span(patterns.LABEL)
        if start >= 0:
            tokens.append(Token(_LABEL, start, end, at))
        else:
            start, end = found.span(patterns.QUOTED_NAME)
            tokens.append(Token(_QUOTED, start, end, at))
        start, at = found.span(patterns.MATCHOP)
        tokens.append(Token(_MATCHOP, start, at, end))
        tokens.append(Token(_QUOTED, first, last, at))
        return last
    tokens.append(Token(Kind.PARAM if piece == patterns.SELECTOR_PARAM else Kind.QUOTED, first, last, at))
    return last


def _read_bad(
    text: str, start: int, at: int, tokens: list[Token], problems: Problems, judge: Layout | None, *, wanted: bool
) -> int:
    """Add a piece that is none, and answer where it ends; or close the selector, and answer -1."""
    first = _skip_trivia(text, at)
    found = patterns.BAD_MATCHER.match(text, first)
    last = found.end() if found is not None else first
    closed = last > first and text.startswith((",", "}"), last)
    if not closed or (judge is not None and _is_left(text, start, at, judge)):
        tokens.append(Token(Kind.RSEL, at, at, at))
        problems.add(
            codes.UNCLOSED_SELECTOR,
            "a selector is not closed",
            start,
            start + 1,
            "opened here",
            others=((at, at, "taken to end here"),),
            fix=problems.fix("close the selector with `}`", (at, at, "}"), certain=False),
        )
        return -1
    while text[last - 1].isspace():
        last -= 1
    if not wanted:
        tokens.append(Token(Kind.COMMA, at, at, at))
    tokens.append(Token(Kind.BAD, first, last, at))
    from nines.syntax.matchers import report_bad_matcher

    report_bad_matcher(text, first, last, problems)
    return last


def _is_left(text: str, start: int, at: int, judge: Layout) -> bool:
    """Whether what comes next is less deep than the line on which the selector began."""
    return judge.depth(_skip_trivia(text, at)) < judge.depth(start)


def _skip_trivia(text: str, at: int) -> int:
    found = patterns.TRIVIA.match(text, at)
    return found.end() if found is not None else at


def _stray_comma(first: int, last: int, at: int, tokens: list[Token], problems: Problems) -> None:
    tokens.append(Token(Kind.BAD, first, last, at))
    tokens.append(Token(Kind.COMMA, last, last, last))
    problems.add(
        codes.BAD_MATCHER,
        "a comma has no matcher before it",
        first,
        last,
        fix=problems.fix("delete the comma", (first, last, "")),
    )


def _missing_comma(at: int, problems: Problems) -> None:
    problems.add(
        codes.MISSING_COMMA,
        "two matchers have no comma between them",
        at,
        at,
        "a comma is missing here",
        fix=problems.fix("put a comma between them", (at, at, ",")),
    )
