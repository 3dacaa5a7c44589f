"""No automation undoes what another one does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Automation
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page

_RUN = """\
automation scale-far {{
  when checkout.requests burns fast
  run  playbook "playbooks/scale.yml" with replicas 12
  armed
}}
automation scale {{
  when checkout.requests burns slowly
  run  playbook "playbooks/scale.yml" with replicas {replicas}
  armed
}}
"""
_REST = examples.RUNNER + examples.slo("slo requests 99.9% over 30d\n")

PAGE = Page(
    Code("N0671", "automations-undo", Severity.WARNING, "two automations set one thing to different values"),
    why="""\
Both run the same file for the same service, with different values. What burns fast burns slowly too, and objectives of
one service burn together: both are due, one after the other acts, and what one has set the other sets back. The trail
shows two runs that helped nobody.""",
    bad=_REST + _RUN.format(replicas="6"),
    good=_REST + _RUN.format(replicas="12"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    acting = [one for one in context.contract.automations if one.armed]
    for first, second in combinations(acting, 2):
        differing = _differing(first, second)
        if not differing or (first.objective.id == second.objective.id and first.fast is second.fast):
            continue  # that both are due at the same moment is told by another rule
        name, one, other = differing[0]
        yield found(
            PAGE,
            f"`{first.name}` sets `{name}` to `{one}`, and `{second.name}` to `{other}`",
            second.origin,
            f"runs {second.action.target} for {second.objective.service}",
            others=[Label(first.origin, "as this one does")],
            helps=["let both set the same, or make one automation of them"],
        )


def _differing(first: Automation, second: Automation) -> list[tuple[str, str, str]]:
    """The arguments that differ, where two automations act on one thing."""
    one, other = first.action, second.action
    if (one.kind, one.target, first.objective.service) != (other.kind, other.target, second.objective.service):
        return []
    theirs = {argument.name: argument.value for argument in other.arguments}
    return [
        (argument.name, argument.value, theirs[argument.name])
        for argument in one.arguments
        if argument.name in theirs and theirs[argument.name] != argument.value
    ]
