"""The characters of texts that come from anywhere, made harmless for one line of text."""

from __future__ import annotations

import unicodedata

__all__ = ["bound", "one_line", "several_lines", "width"]

_HIDDEN = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Characters that change the order in which others are shown, and so what a contract seems to say."""


def one_line(text: str) -> str:
    """Without control characters and marks of direction; white space within is single blanks."""
    blanks = " ".join("".join(_shown(char) for char in text).split(" "))
    return _single(blanks)


def several_lines(text: str) -> str:
    """As `one_line`, but lines and indentation are kept: for queries."""
    return "\n".join("".join(_shown(char) for char in line).rstrip() for line in text.split("\n"))


def bound(words: str) -> str:
    """Words that do not part from the number behind them at the end of a line."""
    return words[:-1] + "\u00a0" if words.endswith(" ") else words


def _shown(char: str) -> str:
    if char in _HIDDEN:
        return ""
    if char in "\n\r\t\u2028\u2029\u0085":
        return " "
    return "" if unicodedata.category(char) in ("Cc", "Cs") else char


def _single(text: str) -> str:
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def width(text: str) -> int:
    """Columns that a text takes where letters are of one width."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
