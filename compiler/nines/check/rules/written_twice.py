"""A kind of output goes to one place, in one form."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.project import Write

PAGE = Page(
    Code("N0627", "written-twice", Severity.ERROR, "a kind of output is written twice"),
    why="""\
Each kind of output goes to one folder in one form, so that nothing is loaded twice: two copies of the same rules record
every series two times. Who needs two forms builds two projects from the same files, each with its own `project.nines`
and `--out`.""",
    bad='project {\n  write rules to "rules"   as file\n  write rules to "objects" as prometheus-rule\n}\n',
    good='project {\n  write rules to "objects" as prometheus-rule\n}\n',
    can_be_allowed=False,
)


def check(context: Context) -> Iterator[Diagnostic]:
    seen: dict[str, Write] = {}
    for placed in context.every(Write):
        node = placed.node
        first = seen.setdefault(node.kind.value, node)
        if first is not node:
            yield found(
                PAGE,
                f"`{node.kind.value}` is written to two places",
                node.kind.span,
                "a second time",
                others=[Label(first.kind.span, "first here")],
                helps=["keep the one that is meant"],
            )
