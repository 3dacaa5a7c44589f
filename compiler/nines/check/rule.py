"""What a rule of the checker is: its page, and the function that finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from nines.check.context import Context
from nines.diagnostics.model import Diagnostic, Fix, Label
from nines.diagnostics.pages import Page
from nines.record import dataclass
from nines.source import Span

__all__ = ["Rule", "found"]


@dataclass(frozen=True, slots=True)
class Rule:
    """`check` gives findings of the page's code alone."""

    page: Page
    check: Callable[[Context], Iterable[Diagnostic]]


def found(
    page: Page,
    headline: str,
    span: Span,
    label: str = "",
    *,
    others: Iterable[Label] = (),
    notes: Iterable[str] = (),
    helps: Iterable[str] = (),
    fixes: Iterable[Fix] = (),
) -> Diagnostic:
    """A finding of a page's code, built from its parts."""
    return Diagnostic(page.code, headline, Label(span, label), tuple(others), tuple(notes), tuple(helps), tuple(fixes))
