"""The page behind a code: why it is found, what it looks like, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass

from nines.diagnostics.model import Code

__all__ = ["Page"]


@dataclass(frozen=True, slots=True)
class Page:
    """What is to be known about one code.

    `why` is Markdown of paragraphs and lists. `bad` is a spec that has the finding, `good` the same
    spec without it; both are whole files that stand alone.
    """

    code: Code
    why: str
    bad: str
    good: str
