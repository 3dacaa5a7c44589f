"""Plans of specs, as the tests of this folder need them."""

from __future__ import annotations

from functools import cache

from nines.plan.model import AlertRule, Plan, RecordingRule
from nines.plan.rules.build import rules
from nines.promql.text import line
from tests.support.specs import ROOT, compile_folder, compile_text

__all__ = ["SLI", "alerts", "plan_of", "recorded", "shop"]

SLI = """
  sli ok {
    bad failed_total{job="a"}
    of  asked_total{job="a"}
  }
"""


def plan_of(text: str, **others: str) -> Plan:
    """The plan of a spec without mistakes."""
    compiled = compile_text(text, **others)
    assert not compiled.report.has_errors, [finding.headline for finding in compiled.report]
    return rules(compiled.contract)


@cache
def shop() -> Plan:
    """The plan of the web shop."""
    return rules(compile_folder(ROOT / "specs" / "shop").contract)


def recorded(planned: Plan, name: str, **labels: str) -> list[str]:
    """The expressions of all rules that record a series with these labels."""
    return [
        line(rule.expression)
        for rule in planned.rules
        if isinstance(rule, RecordingRule) and rule.record == name and labels.items() <= dict(rule.labels).items()
    ]


def alerts(planned: Plan, name: str) -> list[AlertRule]:
    return [alert for alert in planned.alerts if alert.name == name]
