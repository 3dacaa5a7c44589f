"""Somebody notices when alerts no longer come."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.project import Heartbeat, Project

_SLO = examples.slo("slo requests 99.9% over 30d\n")

PAGE = Page(
    Code("N0511", "no-heartbeat", Severity.WARNING, "nobody would notice that monitoring is down"),
    why="""\
A Prometheus that is down sends no alerts, and that looks like a day without trouble. The heartbeat is an alert that
always fires, to a receiver outside that calls when it stops: its silence covers scraping, rules, Prometheus and
Alertmanager at once.""",
    bad="project {\n  bundle shop\n}\n" + _SLO,
    good="project {\n  bundle    shop\n  heartbeat to dead-mans-switch\n}\nreceiver dead-mans-switch webhook {\n"
    '  url file "/etc/alertmanager/secrets/heartbeat"\n}\n' + _SLO,
)


def check(context: Context) -> Iterator[Diagnostic]:
    contract = context.contract
    if contract.project.heartbeat is not None or not any(
        objective.alerts.burns or objective.alerts.others for objective in contract.objectives
    ):
        return
    for placed in context.every(Project):
        if not context.is_broken(placed.node.span) and placed.node.body.last(Heartbeat) is None:
            yield found(
                PAGE,
                "nobody would notice that monitoring is down: the project has no heartbeat",
                placed.node.head,
                "no `heartbeat to`",
                helps=["add `heartbeat to ...`, with a receiver that calls when it stops"],
            )
