"""Notes on a customer are there."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.notes import notes_file
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.contract import Notes

_CUSTOMER = """
customer acme "ACME Retail" {{
  sla   standard
  fee   subscription EUR 1_000 per month
{more}}}
"""

PAGE = Page(
    Code("N0650", "no-notes", Severity.ERROR, "notes on a customer are in a file that is not there"),
    why="""\
The call sheet of a customer shows what was agreed last. Its file lies beside the specs, and its path goes from the file
that names it, as that of an import does. Without it, whoever has the customer on the phone would believe that nothing
was agreed.""",
    bad=examples.agreement(after=_CUSTOMER.format(more='  notes "../acme.md"\n')),
    good=examples.agreement(after=_CUSTOMER.format(more="").replace("sla   ", "sla ").replace("fee   ", "fee ")),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for placed in context.every(Notes):
        said = placed.node.path
        path = notes_file(placed.node)
        if context.is_broken(said.span) or path in context.program.guests:
            continue
        if path.startswith(("../", "/")):
            yield found(
                PAGE,
                f"the notes `{said.value}` lie outside the project",
                said.span,
                "goes from the folder of this file",
                helps=["put them beside the specs, so that both are read and reviewed together"],
            )
        elif context.program.is_missing(path):
            yield found(
                PAGE,
                f"there is no file `{path}`",
                said.span,
                "no notes",
                helps=["write it: an entry stands below a heading with its date, `## 2026-11-20`"],
            )
