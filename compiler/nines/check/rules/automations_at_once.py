"""No two automations answer to the same burn."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Automation
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page

_RUN = """\
automation scale {{
  when checkout.requests burns fast
  run  playbook "playbooks/scale.yml" with replicas 12
  armed
}}
automation roll-back {{
  when checkout.requests burns {how}
  run  playbook "playbooks/roll-back.yml" with deployment checkout
  armed
}}
"""
_REST = examples.RUNNER + examples.slo("slo requests 99.9% over 30d\n")

PAGE = Page(
    Code("N0616", "automations-at-once", Severity.WARNING, "two automations answer to the same burn"),
    why="""\
They are due at the same moment. One acts on a service at a time, so which of them does is chance, and the other is
refused; and if both did, nobody would know which of them helped.""",
    bad=_REST + _RUN.format(how="fast"),
    good=_REST + _RUN.format(how="slowly"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    first: dict[tuple[str, bool], Automation] = {}
    for automation in context.contract.automations:
        if not automation.armed or automation.during:
            continue
        key = (automation.objective.id, automation.fast)
        other = first.setdefault(key, automation)
        if other is automation:
            continue
        how = "fast" if automation.fast else "slowly"
        yield found(
            PAGE,
            f"`{other.name}` and `{automation.name}` are both due when {automation.objective.id} burns {how}",
            automation.origin,
            "due at the same moment",
            others=[Label(other.origin, "as this one")],
            helps=["put both into one playbook, or let one answer to `slowly`, to another objective or in other hours"],
        )
