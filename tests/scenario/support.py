"""Tries tests of specs given as texts on the real promtool."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent

from nines.contract.model import Contract, Journey, Service
from nines.diagnostics.model import Diagnostic, Report
from nines.plan.rules.build import rules
from nines.scenario.judge import Verdict, judge
from nines.scenario.outcome import Outcome
from nines.scenario.run import Case, play_out, prepare
from tests.support.specs import compile_text
from tests.support.tools import tool

__all__ = ["SLI", "Tried", "cases", "project", "trouble", "try_case", "try_text"]

SLI = """
  sli ok {
    bad hits_total{job="a", code=~"5.."}
    of  hits_total{job="a"}
  }
"""


@dataclass(frozen=True)
class Tried:
    verdicts: tuple[Verdict, ...]
    outcome: Outcome

    @property
    def passed(self) -> list[bool]:
        return [verdict.passed for verdict in self.verdicts]

    def first(self, severity: str) -> int:
        """Milliseconds since the test's 0 at which the first alert of a class fires."""
        return min(f.start for f in self.outcome.firings if f.label("severity") == severity)


def project(version: str) -> str:
    return f"project {{\n  bundle test\n  target prometheus {version}\n  scrape every 15s\n  evaluate every 30s\n}}\n"


def cases(text: str, version: str = "3.5", **others: str) -> tuple[Contract, list[Case]]:
    settings = others.pop("project", project(version))
    compiled = compile_text(dedent(text), project=settings, **others)
    assert not compiled.report.has_errors, [finding.headline for finding in compiled.report]
    holders: tuple[Service | Journey, ...] = (*compiled.contract.services, *compiled.contract.journeys)
    return compiled.contract, [Case(holder, scenario) for holder in holders for scenario in holder.scenarios]


def try_case(contract: Contract, case: Case, generation: str = "3") -> Tried:
    report = Report()
    prepared = prepare(contract, rules(contract), case, report)
    assert not list(report), [finding.headline for finding in report]
    outcome = play_out(tool("promtool", generation), prepared)
    return Tried(judge(contract.project, case, outcome), outcome)


def try_text(text: str, generation: str = "3", **others: str) -> Tried:
    """The one test of a spec."""
    contract, (case,) = cases(text, "3.5" if generation == "3" else "2.42", **others)
    return try_case(contract, case, generation)


def trouble(text: str) -> list[Diagnostic]:
    """What keeps the one test of a spec from being tried."""
    contract, (case,) = cases(text)
    report = Report()
    prepare(contract, rules(contract), case, report)
    return list(report)
