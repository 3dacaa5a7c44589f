"""What is edited in a spec, and that its history goes on: on a real Prometheus that recorded by both specs in turn."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from nines.plan.model import Plan
from nines.plan.rules.build import rules
from tests.support.prometheus import History, Sample, Server
from tests.support.specs import compile_text

HOUR = 3600
START = 1_767_225_600  # 2026-01-01 00:00 UTC
SWITCH = START + 14 * HOUR + 1800
"""When the specs are edited: at half past, so that an hour is cut in two."""
END = START + 18 * HOUR
EVERY, BAD = 20, 2
"""Requests a second, and how many of them fail until the specs are edited."""

SPEC = """
service shop {
  sli ok {
    bad requests_total{code="500"}
    of  requests_total{code!=""}
    per tenant
  }
  slo ok 99% over 1d
  slo ok 99% over 12h as half
  slo ok 99% over calendar day in UTC as daily
  slo ok 99% over 1d each tenant as apart
}
journey buy {
  weight 1 shop.ok
  slo 99% over 12h
}
sla gold "Gold" {
  version "1.0" effective 2026-01-01
  covers shop
  period calendar day in UTC
  promise ok of shop.ok at least 99% {
    measure share of good events
    judge each tenant
    remedy none
  }
  no traffic left out
  monitor outage left out
  partial period only existing time counts
  round measured never
  round money half-even to EUR 0.01
}
customer acme {
  sla gold
  tenant "acme"
}
"""

EDITS = {
    "a label of the project": ('label environment "production"', ""),
    "a service": ("", "service shop {>service store {\n  was shop>shop.ok>store.ok>covers shop>covers store"),
    "an indicator": ("", "sli ok {>sli fine {\n    was ok>slo ok 99%>slo fine 99%>shop.ok>shop.fine"),
    "an objective": ("", "as half>as half-a-day { was half }>as apart>as tenants { was apart }"),
    "everything that may change": (
        'severity page is "critical"',
        'service shop {>service shop "The shop" {\n  tier 2\n  label component "core">99% over>99.5% over',
    ),
}
OF_PROMISES = ("a service", "an indicator", "everything that may change")
"""What promises are known by, or count by: these are tried on 2.42 too."""
SERVICES = {"a service": "store"}
NAMES = {"an objective": {"half": "half-a-day", "apart": "tenants"}, "an indicator": {"ok": "fine"}}


def edited(changes: str) -> str:
    """The spec with one text after another in the place of the one before it."""
    text, parts = SPEC, changes.split(">") if changes else []
    for old, new in zip(parts[::2], parts[1::2], strict=True):
        assert old in text
        text = text.replace(old, new)
    return text


def plan_of(text: str, setting: str, version: str) -> Plan:
    project = (
        f"project {{\n  bundle test\n  {setting}\n  target prometheus {version}\n"
        "  scrape every 15s\n  evaluate every 30s\n}\n"
    )
    compiled = compile_text(text, project=project)
    assert not compiled.report.has_errors, [finding.headline for finding in compiled.report]
    return rules(compiled.contract)


def raw() -> Iterator[Sample]:
    for code, early, late in (("200", EVERY - BAD, EVERY), ("500", BAD, 0)):
        for at in range(START - 60, END, 15):
            until = min(at, SWITCH) - START
            count = 100_000 + until * early + max(at - SWITCH, 0) * late
            yield f'requests_total{{code="{code}",tenant="acme"}}', at * 1000, str(count)


def record(history: History, planned: Plan, start: int, end: int) -> None:
    phases = {group.name: Fraction(7 if group.interval == 30_000 else 137) for group in planned.groups}
    history.record(planned, start, end, phases)


def expected(window: str, at: int) -> tuple[float, float]:
    """What truly failed and came in a window."""
    since = max(START, at - {"1h": HOUR, "12h": 12 * HOUR, "1d": 24 * HOUR}.get(window, 24 * HOUR))
    return BAD * max(SWITCH - since, 0), EVERY * (at - since)


@pytest.mark.parametrize(
    ("edit", "generation"),
    [*((edit, "3") for edit in EDITS), *((edit, "2") for edit in OF_PROMISES)],
)
def test_windows_go_on_over_an_edit(edit: str, generation: str, tmp_path: Path) -> None:
    version = "2.42" if generation == "2" else "3.5"
    setting, changes = EDITS[edit]
    history = History(tmp_path, generation)
    history.load(sorted(raw()))
    record(history, plan_of(SPEC, "", version), START, SWITCH)
    after = plan_of(edited(changes), setting, version)
    # A server ends the series of rules that are gone; here they go on for five minutes, beside the new ones.
    still = 330 if "label" in edit else 30
    record(history, after, SWITCH + still, END)
    slack = 600 if "label" in edit else 60
    renamed = NAMES.get(edit, {})
    service = SERVICES.get(edit, "shop")
    with history.serve() as server:
        for at in (SWITCH + 20 * 60, SWITCH + 80 * 60, END - 60):
            for window, objective in (("1h", "ok"), ("12h", "half"), ("1d", "ok"), ("day", "daily"), ("1d", "apart")):
                name = renamed.get(objective, objective)
                holds(
                    server,
                    f'nines:counted{{service="{service}",window="{window}",objective="{name}"%s}}',
                    window,
                    at,
                    slack,
                    EVERY * still,
                )
            bad, total = expected("12h", at)
            ratio = server.value('nines:error_ratio{service="buy",window="12h"}', at)
            assert ratio == pytest.approx(bad / total, rel=0.03)
            holds(server, 'nines:promise_counted{customer="acme",window="day"%s}', "day", at, slack, EVERY * still)
            bad, total = expected("day", at)
            attained = server.value('nines:promise_attained{customer="acme"}', at)
            assert attained == pytest.approx(1 - bad / total, abs=0.003)
            assert len(server.values('nines:promise_attained{customer="acme"}', at)) == 1
            judged = server.values('nines:budget_left{service!="buy"}', at)
            assert {dict(labels)["objective"] for labels in judged} == {
                renamed.get(one, one) for one in ("ok", "half", "daily", "apart")
            }
            assert len(server.values('nines:error_ratio{window="1h",service!="buy"}', at)) == 4


def holds(server: Server, query: str, window: str, at: int, slack: int, still: int) -> None:
    """`still` is what came while no rule was evaluated: it may be missing."""
    bad, total = expected(window, at)
    assert server.value(query % ',half="bad"', at) == pytest.approx(bad, rel=0.02, abs=0.02 * bad + slack), (query, at)
    counted = server.value(query % ',half="total"', at)
    assert counted is not None
    assert 0.98 * total - still <= counted <= 1.02 * total, (query, at)
