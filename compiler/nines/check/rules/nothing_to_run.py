"""What an automation runs is there."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import normpath

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.service import Run

_RUN = """\
automation scale {{
  when checkout.requests burns fast
  run  playbook "{path}" with replicas 12
  armed
}}
"""
_REST = examples.RUNNER + examples.slo("slo requests 99.9% over 30d\n")

PAGE = Page(
    Code("N0613", "nothing-to-run", Severity.ERROR, "an automation runs a file that is not there"),
    why="""\
Playbooks and scripts lie beside the specs, and their paths go from the folder of the project. Three in the morning is a
bad time to find out that one was moved.""",
    bad=_REST + _RUN.format(path="../playbooks/scale.yml"),
    good=_REST + _RUN.format(path="playbooks/scale.yml"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for placed in context.every(Run):
        node = placed.node
        kind, path = node.kind.value, node.target.value
        if kind == "webhook":
            continue
        if normpath(path).startswith(("../", "/")) or path.startswith("/"):
            yield found(
                PAGE,
                f"the {kind} `{path}` lies outside the project",
                node.target.span,
                "goes from the folder of the project",
                helps=["put it beside the specs, so that both are reviewed and deployed together"],
            )
        elif context.program.is_missing(normpath(path)):
            yield found(
                PAGE,
                f"there is no {kind} `{path}`",
                node.target.span,
                "not in the project's folder",
                helps=["write it, or mend the path"],
            )
