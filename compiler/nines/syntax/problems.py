"""Collects the problems of one text, and tells only so many of them."""

from __future__ import annotations

from collections.abc import Iterable

from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Label, Report
from nines.source import Source
from nines.syntax.codes import EQUALS_SIGN, MORE_PROBLEMS, STRAY_BRACE, STRAY_CHARACTER, UNCLOSED_TEXT

__all__ = ["LIMIT", "Problems", "shown"]

LIMIT = 200
"""So many problems of one file are told; of the rest only how many they are."""

_ECHOES = frozenset((EQUALS_SIGN, STRAY_BRACE, STRAY_CHARACTER, UNCLOSED_TEXT))
"""What a mistake brings about further on in its line."""


def shown(text: str) -> str:
    """The user's text as a message can show it: in backticks, on one line, cut, odd characters by number."""
    cut = text if len(text) <= 40 else text[:37] + "..."
    plain = "".join(char if char.isprintable() else f"<U+{ord(char):04X}>" for char in cut)
    return f"`` {plain} ``" if "`" in plain else f"`{plain}`"


class Problems:
    """The problems of one source, in the order in which they are found.

    `line` is where the line at hand starts. Whoever reads the text sets it; after the first
    problem of a line, those that are mere echoes are dropped.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._told: list[Diagnostic] = []
        self._untold = 0
        self._first_untold = 0
        self.line = 0
        self._wrong_line = -1

    def add(
        self,
        code: Code,
        headline: str,
        start: int,
        end: int,
        label: str = "",
        *,
        others: Iterable[tuple[int, int, str]] = (),
        helps: Iterable[str] = (),
        fix: Fix | None = None,
    ) -> None:
        """A problem at the code points from `start` to `end`; the labels of `others` are places too."""
        if self.line == self._wrong_line and code in _ECHOES:
            return
        if start >= self.line:
            self._wrong_line = self.line
        if len(self._told) == LIMIT:
            self._first_untold = self._first_untold if self._untold else start
            self._untold += 1
            return
        span = self._source.span
        self._told.append(
            Diagnostic(
                code,
                headline,
                Label(span(start, end), label),
                tuple(Label(span(first, last), text) for first, last, text in others),
                (),
                tuple(helps),
                () if fix is None else (fix,),
            )
        )

    def fix(self, title: str, *edits: tuple[int, int, str], certain: bool = True) -> Fix:
        """A fix by edits of the form (start, end, new text)."""
        span = self._source.span
        return Fix(title, tuple(Edit(span(start, end), text) for start, end, text in edits), certain)

    def forget(self) -> None:
        """Start anew, as if nothing had been found."""
        self._told.clear()
        self._untold = 0
        self.line = 0
        self._wrong_line = -1

    def tell(self, report: Report) -> None:
        """Hand everything over, and say how much was left out."""
        report.extend(self._told)
        if self._untold:
            more = f"{self._untold} more syntax problem{'s' if self._untold > 1 else ''} in this file"
            at = self._source.span(self._first_untold, self._first_untold)
            report.say(
                MORE_PROBLEMS,
                more,
                at,
                "the first of them",
                helps=(f"mend some of the first {LIMIT}, then check again",),
            )
