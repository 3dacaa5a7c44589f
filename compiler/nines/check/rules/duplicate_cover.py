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
    bad=examples.agreement(without="covers", also="covers         checkout, checkout\n"),
    good=examples.agreement(),
)


def check(context: Context) -> Iterator[Diagnostic]:
    seen: dict[tuple[int, bool, str], Span] = {}
    for covers in context.every(Covers):
        block = covers.within[-1].span
        own = block.source is covers.node.span.source and block.start <= covers.node.span.start < block.end
        for name in covers.node.services:
            # What stands in the block replaces what a `use` brings, so the two are not added up.
            first = seen.setdefault((id(covers.within[-1]), own, name.value), name.span)
            if first is not name.span:
                yield found(
                    PAGE,
                    f"`{name.value}` is covered twice",
                    name.span,
                    "again",
                    others=[Label(first, "first here")],
                    helps=["remove it, or write the service that was meant"],
                )
