"""What a statement asks for is something that is written."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.nodes import Node
from nines.language.statements.objective import KnownAs
from nines.language.statements.project import Write
from nines.source import Span

PAGE = Page(
    Code("N0608", "without-effect", Severity.WARNING, "a statement is understood, but has no effect yet"),
    why="""\
The language is ahead of its compiler in places: outputs as Kubernetes objects can be written in a spec, and are not
made yet. A name that other systems know (`known as`) is written where `compat` asks for their series, and nowhere else.
Whoever relies on more has to know.""",
    bad='service checkout "Checkout" {\n  known as "Checkout_v1"\n}\n',
    good='service checkout "Checkout" {\n  tier 1\n}\n',
)


def check(context: Context) -> Iterator[Diagnostic]:
    for placed in context.placed:
        said = _said(context, placed.node)
        if said is not None:
            what, span = said
            yield found(
                PAGE,
                f"{what} has no effect in this version of Nines",
                span,
                "nothing is written of it",
                helps=["leave it out, or allow this finding until there is"],
            )


def _said(context: Context, node: Node) -> tuple[str, Span] | None:
    match node:
        case KnownAs() if not context.contract.project.compat:
            return "`known as` without a `compat`", node.head
        case Write() if node.form is not None and node.form.value != "file":
            return f"`as {node.form.value}`", node.form.span
        case _:
            return None
