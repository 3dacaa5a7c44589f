"""A receiver asks for nothing that the target's Alertmanager does not know."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.routing import needs, spec
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.project import TargetAlertmanager
from nines.values.text import literal

_TEAMS = 'url file "/etc/alertmanager/secrets/teams"\n'


def _targeting(release: str) -> str:
    return spec("teams", _TEAMS).replace("project {\n", f"project {{\n  target    alertmanager {release}\n")


PAGE = Page(
    Code("N0801", "needs-newer-alertmanager", Severity.ERROR, "a receiver needs a newer Alertmanager than the target"),
    why="""\
A key that a release does not know keeps Alertmanager from starting. `target alertmanager 0.28` in `project` says which
is the oldest that is to run with the configuration.""",
    bad=_targeting("0.27"),
    good=_targeting("0.28"),
    can_be_allowed=False,
)


def check(context: Context) -> Iterator[Diagnostic]:
    target = context.contract.project.alertmanager
    lines = context.every(TargetAlertmanager)
    if target is None or not lines:
        return
    for need in needs(context):
        if target < need.since:
            yield found(
                PAGE,
                f"{need.what} needs Alertmanager {need.since.text} or newer, and the target is {literal(target)}",
                need.origin,
                others=[Label(lines[0].node.version.span, "the target")],
                helps=[f"run Alertmanager {need.since.text} and say so, or tell them by another way"],
            )
