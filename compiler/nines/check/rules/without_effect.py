"""What a statement asks for is something that is written."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.objective import KnownAs

PAGE = Page(
    Code("N0608", "without-effect", Severity.WARNING, "a statement is understood, but has no effect"),
    why="""\
A name that other systems know (`known as`) is written where `compat` asks for their series, and nowhere else. Whoever
relies on more has to know.""",
    bad='service checkout "Checkout" {\n  known as "Checkout_v1"\n}\n',
    good='service checkout "Checkout" {\n  tier 1\n}\n',
)


def check(context: Context) -> Iterator[Diagnostic]:
    if context.contract.project.compat:
        return
    for placed in context.every(KnownAs):
        yield found(
            PAGE,
            "`known as` without a `compat` has no effect",
            placed.node.head,
            "nothing is written of it",
            helps=["write `compat sloth` or `compat pyrra` in `project`, or leave it out"],
        )
