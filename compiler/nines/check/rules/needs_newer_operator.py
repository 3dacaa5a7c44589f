"""Where an older Prometheus operator would drop a receiver, the specs' readers know."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.routing import SHOP, TEAM, used_receivers
from nines.check.rule import found
from nines.contract.operator import DROPPED_BY
from nines.contract.settings import heading
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page

_TEAMS = 'receiver pager teams {\n  url file "/etc/alertmanager/secrets/teams/url"\n}\n'
_PAGER = 'receiver pager pagerduty {\n  key file "/etc/alertmanager/secrets/pagerduty/key"\n}\n'
_REST = (
    TEAM
    + SHOP
    + """\
receiver beat webhook {
  url "https://beat.shop.example/nines"
}
project {
  target    alertmanager 0.28
  heartbeat to beat
  write alertmanager to "alertmanager" as alertmanager-config {
    namespace "monitoring"
  }
}
"""
)

PAGE = Page(
    Code("N0628", "needs-newer-operator", Severity.NOTE, "an older Prometheus operator drops a kind of receiver"),
    why="""\
Kubernetes drops what a resource definition does not know, without a word: an older operator's definitions leave of such
a receiver its name, and nobody is told. The definitions of the Prometheus operator take all that is written from 0.90
on. (Those of 0.88 refuse templates in addresses, such as the link behind a title: then no object is taken at all.)""",
    bad=_TEAMS + _REST,
    good=_PAGER + _REST,
)


def check(context: Context) -> Iterator[Diagnostic]:
    if context.contract.project.output("alertmanager").form != "alertmanager-config":
        return
    for receiver in used_receivers(context):
        last = DROPPED_BY.get(receiver.kind)
        if last is not None:
            yield found(
                PAGE,
                f"`{receiver.name}` of the kind `{receiver.kind}` needs the Prometheus operator 0.90 or newer",
                heading(receiver.origin),
                notes=[f"the definitions of the operator {last} drop it without a word"],
                helps=["allow this finding if your operator is newer"],
            )
