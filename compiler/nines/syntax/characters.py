"""Characters that look like a blank, or like nothing, and are not what they look like."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from nines.late import late_pattern
from nines.syntax import codes
from nines.syntax.problems import Problems
from nines.syntax.tokens import Kind, Token

__all__ = ["report_odd_characters"]

_ODD = late_pattern(
    r"""
    (?P<blank>[\x0b\x0c\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+)
  | (?P<hidden>[\xad\u180e\u200b-\u200f\u2060-\u2065\ufeff]+)
  | (?P<turning>[\u202a-\u202e\u2066-\u206f]+)
  | (?P<control>(?:[\x00-\x08\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]|\r(?!\n))+)
    """,
    re.VERBOSE,
)
_LONE_RETURN = late_pattern(r"\r(?!\n)")
_UNJUDGED = frozenset((Kind.STRING, Kind.PROSE, Kind.FENCE, Kind.QUOTED, Kind.BAD))
"""Quoted texts may hold typography, and bad pieces are reported as a whole."""


def report_odd_characters(text: str, tokens: Sequence[Token], problems: Problems) -> None:
    """Report them where they matter: the first two sorts outside of texts and comments, the others everywhere.

    All of them separate tokens as a blank does. A byte order mark at the start is nobody's mistake.
    """
    found = _ODD.search(text, 1 if text.startswith("\ufeff") else 0)
    if found is None:
        return
    free = _Free(text, tokens)
    told = False
    while found is not None:
        sort = found.lastgroup or ""
        start, end = found.span()
        if text[start] == "\r":
            if not told:
                _carriage_returns(text, start, end, problems)
            told = True
        elif sort in ("turning", "control") or free.holds(start):
            _report(text, sort, start, end, problems)
        found = _ODD.search(text, end)


class _Free:
    """The parts of a text that are neither quoted nor commented out. To be asked in the order of the text."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._starts = [token.start for token in tokens]
        self._seen = 0
        self._commented = False

    def holds(self, offset: int) -> bool:
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self._tokens[index].end:
            return self._tokens[index].kind not in _UNJUDGED
        before = self._tokens[index].end if index >= 0 else 0
        if before > self._seen:
            self._seen, self._commented = before, False
        part = self._text[self._seen : offset]
        line = part.rfind("\n")
        self._commented = "#" in part[line + 1 :] or (self._commented and line < 0)
        self._seen = offset
        return not self._commented


def _carriage_returns(text: str, start: int, end: int, problems: Problems) -> None:
    """All at once: they are the line ends of an editor, not so many mistakes."""
    count = sum(1 for _ in _LONE_RETURN.finditer(text))
    problems.add(
        codes.CONTROL,
        "U+000D is a control character",
        start,
        end,
        _control_label("\r"),
        helps=(f"{count:,} of them stand in this file: have the editor save it with line feeds",) if count > 1 else (),
    )


def _report(text: str, sort: str, start: int, end: int, problems: Problems) -> None:
    names = ", ".join(dict.fromkeys(f"U+{ord(char):04X}" for char in text[start : min(end, start + 3)]))
    many = end - start > 1
    if sort == "blank":
        problems.add(
            codes.ODD_BLANK,
            f"{names} is not an ordinary blank",
            start,
            end,
            fix=problems.fix(
                "write ordinary blanks" if many else "write an ordinary blank", (start, end, " " * (end - start))
            ),
        )
    elif sort == "hidden":
        problems.add(
            codes.INVISIBLE,
            f"{names} cannot be seen",
            start,
            end,
            fix=problems.fix("delete it", (start, end, "")),
        )
    elif sort == "turning":
        problems.add(
            codes.INVISIBLE,
            f"{names} makes a text look different from what it is",
            start,
            end,
            helps=("it changes the direction in which the text is shown, not that in which it is read",),
            fix=problems.fix("delete it", (start, end, ""), certain=False),
        )
    else:
        problems.add(codes.CONTROL, f"{names} is a control character", start, end, _control_label(text[start]))


def _control_label(char: str) -> str:
    if char in "\r\x85\u2028\u2029":
        return "it ends no line: lines end with a line feed"
    if "\ud800" <= char <= "\udfff":
        return "half a character: the file is not UTF-8"
    return "no output can hold it"
