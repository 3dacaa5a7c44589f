"""The label by which the operator finds its alerts is the operator's."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.operator import NAMESPACE
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.nodes import At
from nines.language.statements.indicator import Per
from nines.language.statements.project import Carry, Label, Write

_PROJECT = """\
receiver beat webhook {
  url "https://beat.shop.example/nines"
}
project {
  heartbeat to beat
  write alertmanager to "alertmanager" as alertmanager-config {
    namespace "monitoring"
  }
}
"""

PAGE = Page(
    Code("N0625", "namespace-taken", Severity.ERROR, "alerts have a label `namespace` of their own"),
    why="""\
The Prometheus operator gives an `AlertmanagerConfig` only alerts whose label `namespace` is the object's namespace, so
all alerts bear that one. A label of that name that tells something else cannot stand beside it: alerts of several
namespaces would become one.""",
    bad=examples.slo('slo requests 99.9% over 30d {\n  label namespace "shop"\n}\n') + _PROJECT,
    good=examples.slo('slo requests 99.9% over 30d {\n  label cluster_namespace "shop"\n}\n') + _PROJECT,
    can_be_allowed=False,
)


def check(context: Context) -> Iterator[Diagnostic]:
    output = context.contract.project.output("alertmanager")
    if output.form != "alertmanager-config":
        return
    names: list[At[str]] = [
        placed.node.name
        for placed in context.every(Label)
        if placed.inside(Write) is None and placed.node.value.value != output.namespace
    ]
    names += [label for carry in context.every(Carry) for label in carry.node.labels]
    names += [label for per in context.every(Per) for label in per.node.labels]
    for name in names:
        if name.value == NAMESPACE:
            yield found(
                PAGE,
                f"alerts bear the label `{NAMESPACE}` with the object's namespace, and this is another",
                name.span,
                helps=["give it another name where it is scraped, or write Alertmanager's configuration as a file"],
            )
