"""From specs to Alertmanager's configuration, and the tools that judge it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import dedent

from nines.contract.model import Contract
from nines.diagnostics.model import Diagnostic
from nines.driver import Compiled
from nines.emit.alertmanager import alertmanager
from nines.emit.artifact import Artifact
from nines.plan.model import Plan
from nines.plan.routes.build import plan_routes
from nines.plan.routes.model import RoutingPlan
from nines.plan.rules.build import rules
from tests.support.specs import compile_text
from tests.support.tools import tool

__all__ = ["BEAT", "CHECKOUT", "PAGER", "Routed", "amtool", "routed", "routed_contract", "said", "sli", "write"]

BEAT = """
receiver beat webhook {
  url "https://beat.example/ping"
}
project {
  bundle shop
  heartbeat to beat
}
"""
PAGER = """
receiver pager pagerduty {
  key file "/etc/alertmanager/pager"
}
receiver chat slack {
  url file "/etc/alertmanager/chat"
  channel "#shop"
}
team shop "The shop" {
  page to pager
  ticket to chat
}
"""


def sli(*names: str, per: str = "") -> str:
    """Indicators of a service."""
    kept = f"    per {per}\n" if per else ""
    return "".join(
        f'  sli {name} {{\n    bad {name}_bad_total{{job="a"}}\n    of {name}_total{{job="a"}}\n{kept}  }}\n'
        for name in names
    )


CHECKOUT = f"""
service checkout "Checkout" {{
  owner shop
{sli("availability")}
  slo availability 99.9% over 30d
}}
"""


@dataclass(frozen=True)
class Routed:
    """A plan of routes, what is written for it, and what the checks say of the routes."""

    contract: Contract
    plan: RoutingPlan
    artifacts: tuple[Artifact, ...]
    findings: tuple[Diagnostic, ...]

    @property
    def config(self) -> str:
        return next(artifact.text for artifact in self.artifacts if artifact.kind == "alertmanager")

    @property
    def codes(self) -> list[str]:
        return [finding.code.id for finding in self.findings]


def real_rules(contract: Contract) -> Plan:
    return rules(contract)


def said(compiled: Compiled) -> tuple[Diagnostic, ...]:
    """What the checks say of routes and receivers' settings."""
    return tuple(finding for finding in compiled.report if finding.code.id.startswith("N08"))


def routed(*texts: str, of_rules: Callable[[Contract], Plan] = real_rules) -> Routed:
    """What is made of specs, which must be without mistakes."""
    compiled = compile_text("\n".join(dedent(text) for text in texts))
    assert not compiled.report.has_errors, [finding.headline for finding in compiled.report]
    return replace(routed_contract(compiled.contract, of_rules), findings=said(compiled))


def routed_contract(contract: Contract, of_rules: Callable[[Contract], Plan] = real_rules) -> Routed:
    plan = plan_routes(contract, of_rules(contract))
    assert plan is not None
    return Routed(contract, plan, alertmanager(plan, "alertmanager", None), ())


def write(made: Routed, folder: Path, changes: Mapping[str, str] = {}) -> Path:
    """The files in a folder, some texts in the configuration exchanged; the path of the configuration."""
    for artifact in made.artifacts:
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        text = artifact.text
        for old, new in changes.items() if artifact.kind == "alertmanager" else ():
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    return folder / "alertmanager" / "alertmanager.yaml"


def amtool(generation: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [tool("amtool", generation), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)
