"""Colours of the terminal, by the part a piece of text plays.

Sixteen-colour codes only, so that a user's own theme decides the shade. Yellow and cyan cannot be
read on white ground and dark blue not on black, hence magenta for warnings (as compilers of C do)
and bright blue for the frame. Signs (`^`, `-`, `+`, the word before the code) say the same without colour.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from nines.diagnostics.model import Severity

__all__ = ["Brush", "Ink", "brush", "severity_ink"]


class Ink(Enum):
    """The part that a text plays; the value is its SGR code."""

    ERROR = "1;31"
    WARNING = "1;35"
    NOTE = "1;94"
    FRAME = "94"
    STRONG = "1"
    REMOVED = "31"
    ADDED = "32"


Brush = Callable[[str, Ink | None], str]
"""Gives a text its colour; without ink it is left as it is."""


def brush(*, color: bool) -> Brush:
    """The brush of a terminal with or without colours."""
    return _colored if color else _plain


def severity_ink(severity: Severity) -> Ink:
    return _SEVERITY_INK[severity]


_SEVERITY_INK = {Severity.ERROR: Ink.ERROR, Severity.WARNING: Ink.WARNING, Severity.NOTE: Ink.NOTE}


def _plain(text: str, _ink: Ink | None) -> str:
    return text


def _colored(text: str, ink: Ink | None) -> str:
    return f"\x1b[{ink.value}m{text}\x1b[0m" if ink and text else text
