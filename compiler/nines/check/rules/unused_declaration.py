"""What is declared is used somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.program.model import Declaration

PAGE = Page(
    Code("N0601", "unused-declaration", Severity.WARNING, "something is declared that nothing refers to"),
    why="""\
A team that owns nothing, a receiver that nobody is told by, a schedule that nothing goes by: each looks as if it did
something. Often the line that should name it was forgotten, or was removed with another.

It is looked for only when all files of a project are checked together, and once all names are found: what seems unused
may be what a misspelt name means.""",
    bad="""\
team payments "Payments"

service checkout "Checkout" {
  tier 1
}
""",
    good="""\
team payments "Payments"

service checkout "Checkout" {
  owner payments
  tier  1
}
""",
)

_USES = {
    "team": "owns no service or journey, and nobody escalates to it",
    "receiver": "nobody is told by it",
    "hours": "nothing goes by it",
    "policy": "no `by` names it",
    "blueprint": "no `use` brings it in",
}
"""What a use would be, for each family in which something unused does nothing."""


def check(context: Context) -> Iterator[Diagnostic]:
    if not context.program.whole or context.has_errors:
        return
    for family, use in _USES.items():
        for declaration in context.program.declarations[family].values():
            if declaration.file in context.program.standard or (family, declaration.name) in context.used:
                continue
            yield _unused(declaration, use)


def _unused(declaration: Declaration, use: str) -> Diagnostic:
    word = declaration.statement.keyword.text if declaration.statement is not None else declaration.family
    return found(
        PAGE,
        f"the {word} `{declaration.name}` is used nowhere",
        declaration.span,
        use,
        helps=["remove it, or name it where it is meant"],
    )
