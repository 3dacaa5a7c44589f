"""A service is covered once."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.contract import Covers
from nines.source import Span

PAGE = Page(
    Code("N0453", "duplicate-cover", Severity.WARNING, "an agreement covers a service twice"),
    why="""\
Naming a service a second time changes nothing. Probably another service was meant, and is now not covered.""",
    bad=examples.agreement(without="covers", also="covers checkout, checkout\n"),
    good=examples.agreement(),
)


def check(context: Context) -> Iterator[Diagnostic]:
    seen: dict[tuple[int, str], Span] = {}
    for covers in context.every(Covers):
        for name in covers.node.services:
            first = seen.setdefault((id(covers.within[-1]), name.value), name.span)
            if first is not name.span:
                yield found(
                    PAGE,
                    f"`{name.value}` is covered twice",
                    name.span,
                    "again",
                    others=[Label(first, "first here")],
                    helps=["remove it, or write the service that was meant"],
                )
