"""The page behind a code: why it is found, what it looks like, and what to write instead."""

from __future__ import annotations

from nines.diagnostics.model import Code
from nines.record import dataclass

__all__ = ["Page", "page_path"]


@dataclass(frozen=True, slots=True)
class Page:
    """What is to be known about one code.

    `why` is Markdown of paragraphs and lists. `bad` is a spec that has the finding, `good` the same
    spec without it; both are whole files that stand alone. Where the finding is about another kind of
    file, they are such files, and `language` is theirs. A finding without which nothing could be built
    cannot be allowed.
    """

    code: Code
    why: str
    bad: str
    good: str
    can_be_allowed: bool = True
    language: str = "nines"


def page_path(code: Code) -> str:
    """Where the page of a code is, from the project's folder."""
    return f"docs/rules/{code.id}.md"
