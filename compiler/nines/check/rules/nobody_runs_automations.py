"""Something is told when an automation is due."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.service import Automation

_RUN = """\
automation scale {
  when checkout.requests burns fast
  run  playbook "playbooks/scale.yml" with replicas 12
  armed
}
"""
_SLO = examples.slo("slo requests 99.9% over 30d\n")

PAGE = Page(
    Code("N0614", "nobody-runs-automations", Severity.WARNING, "automations are due, and nothing is told"),
    why="""\
An automation is started by an alert that Alertmanager sends to what runs automations: `nines serve`, or
`ansible-rulebook` with the rulebook that a build writes. Where that is, `automations to` says in the project.""",
    bad=_SLO + _RUN,
    good=examples.RUNNER + _SLO + _RUN,
)


def check(context: Context) -> Iterator[Diagnostic]:
    if context.contract.project.automations is not None or context.has_errors:
        return
    for placed in context.every(Automation)[:1]:
        yield found(
            PAGE,
            "nothing runs the automations: the project does not say where they are run",
            placed.node.name.span,
            "is due, and nothing hears of it",
            helps=["write `automations to RECEIVER` in `project { }`, with a webhook for a receiver"],
        )
