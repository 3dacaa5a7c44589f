"""Where a receiver needs a newer Alertmanager than the oldest, the target says which there is."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.routing import needs, spec
from nines.check.rule import found
from nines.contract.receivers import OLDEST
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page

_TEAMS = 'url file "/etc/alertmanager/secrets/teams"\n'

PAGE = Page(
    Code("N0809", "alertmanager-unsaid", Severity.NOTE, "a receiver needs a newer Alertmanager, and none is said"),
    why="""\
A key that a release does not know keeps Alertmanager from starting. What is written runs from the release on that the
note names; 0.25 is the oldest that anything is written for. `target alertmanager 0.28` in `project` says that this is
so, and what needs more is then an error.""",
    bad=spec("teams", _TEAMS),
    good=spec("teams", _TEAMS).replace("project {\n", "project {\n  target    alertmanager 0.28\n"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    if context.contract.project.alertmanager is not None:
        return
    for need in needs(context):
        yield found(
            PAGE,
            f"{need.what} needs Alertmanager {need.since.text} or newer",
            need.origin,
            notes=[f"{OLDEST.text}, the oldest release, does not start with it"],
            helps=[f"write `target alertmanager {need.since.text}` in `project`, if that or a newer one runs"],
        )
