"""Findings of `nines test`, with their pages."""

from __future__ import annotations

from pathlib import PurePath

from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.source import Span

__all__ = ["NO_INPUTS", "NO_TOOL", "OTHER_ROUTE", "PAGES", "TEST_FAILED", "TOOL_REFUSES", "no_tool", "refused"]

_MOST_LINES = 4
_LONGEST_LINE = 400

TEST_FAILED = Code("N1101", "test-failed", Severity.ERROR, "what a test expects did not come about")
NO_INPUTS = Code("N1102", "no-inputs", Severity.ERROR, "no series can be made up that an indicator would read")
NO_TOOL = Code("N1103", "no-promtool", Severity.ERROR, "the program that tries the rules is not there")
TOOL_REFUSES = Code("N1104", "promtool-refuses", Severity.ERROR, "promtool cannot try the rules of a test")
OTHER_ROUTE = Code("N1105", "other-route", Severity.ERROR, "an alert goes to others than planned")

_SERVICE = """\
service checkout {
  sli ok {
    bad http_requests_total{job="checkout", code=~"5.."}
    of  http_requests_total{job="checkout"}
  }
  slo ok 99.9% over 30d

  test "a dead checkout pages" {
    traffic 200/s
    at 1h fail 100% for 10m
    expect page from ok within XX
  }
}
"""

PAGES = (
    Page(
        TEST_FAILED,
        why="""\
`nines test` plays what a test says to the rules that `nines build` writes, in the real promtool, and reads what the
alerts and budgets did. The timeline under the message says what was sent, what was expected when, and what happened
when. Either the alerts are later than people need them, or the test asks for more than the objective can give:
`nines explain checkout.ok` tells when its alerts fire by arithmetic.""",
        bad=_SERVICE.replace("XX", "1m"),
        good=_SERVICE.replace("XX", "3m"),
        can_be_allowed=False,
    ),
    Page(
        NO_INPUTS,
        why="""\
The series of a test are made from the queries of its indicators: labels are chosen that fit the matchers, so that fine
and bad events are told apart. That needs queries that name their series: selectors, sums and differences of them, a
gauge, a gauge divided by another. From any other PromQL it cannot be told what to send to make it good or bad. A rule
of your own that records the query gives it a name, and the test then makes up the recorded series.""",
        bad="""\
service pool {
  sli room {
    samples of `sum(used_slots) / (sum(free_slots) + sum(used_slots))` <= 80%
  }
  slo room 99% over 30d

  test "a full pool is a ticket" {
    at 1h fail 100% for 6h
    expect ticket from room within 6h
  }
}
""",
        good="""\
service pool {
  sli room {
    samples of pool:used:ratio{} <= 80%
  }
  slo room 99% over 30d

  test "a full pool is a ticket" {
    at 1h fail 100% for 6h
    expect ticket from room within 6h
  }
}
""",
        can_be_allowed=False,
    ),
    Page(
        NO_TOOL,
        why="""\
Tests run the rules in Prometheus' own engine, by `promtool test rules`. It is looked for where `--promtool` says, then
where the variable NINES_PROMTOOL says, then on the PATH. It comes with every release of Prometheus, and Debian has it
in the package `prometheus` (newer releases in `promtool`). Any version from 2.42 on will do; native histograms need
3.0.""",
        bad="""\
# no promtool on the PATH
nines test
""",
        good="""\
nines test --promtool /opt/prometheus/promtool
""",
        can_be_allowed=False,
        language="sh",
    ),
    Page(
        TOOL_REFUSES,
        why="""\
promtool said something else than the values it was asked for: mostly that a rule cannot be evaluated (two series where
one belongs, a function that it does not know). What it said stands under the message. Often the target is newer than
the promtool at hand: `nines test --promtool` names another.""",
        bad="""\
# native histograms in the specs, and a promtool of 2.42
nines test
""",
        good="""\
nines test --promtool /opt/prometheus-3.5/promtool
""",
        can_be_allowed=False,
        language="sh",
    ),
    Page(
        OTHER_ROUTE,
        why="""\
`nines test --generated` asks `amtool config routes test` for each alert that can exist who gets it, and compares the
answer with the plan. A difference is a route that somebody's template changed, or a bug of Nines, to be reported.""",
        bad="""\
# the routes of a template of one's own lack a team
nines test --generated
""",
        good="""\
# start from the template of this name that comes with Nines, and keep what it writes
nines test --generated
""",
        can_be_allowed=False,
        language="sh",
    ),
)


def no_tool(origin: Span, named: PurePath | None) -> Diagnostic:
    """The finding that promtool is not there; `named` is where it was to be."""
    headline = "`promtool` is not there, so no test can be tried"
    if named is not None:
        headline = f"`{named}` is no program that can be run, so no test can be tried"
    return Diagnostic(
        NO_TOOL,
        headline,
        Label(origin, "the first test to try"),
        notes=("it is looked for where `--promtool` says, else where NINES_PROMTOOL says, else on the PATH",),
        helps=("install Prometheus 2.42 or newer (Debian: the package `prometheus`, in newer releases `promtool`)",),
    )


def refused(origin: Span, said: str, program: str = "promtool") -> Diagnostic:
    """The finding that promtool could not try a test, and what it said."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    shown = tuple(lines[:_MOST_LINES])
    return Diagnostic(
        TOOL_REFUSES,
        f"{program} cannot try this test",
        Label(origin, ""),
        notes=tuple(line if len(line) < _LONGEST_LINE else line[:_LONGEST_LINE] + " ..." for line in shown),
        helps=(f"use a {program} that is as new as the target",),
    )
