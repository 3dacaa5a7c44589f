"""Every alert fires in the real promtool, and every look-up of its texts finds what it asks for."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from nines.emit.prometheus import rule_files
from nines.plan.rules.build import rules
from tests.support.promtool import groups_of, write_rules
from tests.support.specs import compile_text
from tests.support.tools import PROMETHEUS, tool

PEOPLE = """
    receiver chat slack {
      url file "/etc/slack"
    }
    team people "People" {
      page to chat
      ticket to chat
    }
    """

SHOP = """
    import "people.nines"

    maintenance weekly {
      every sun from 03:00 to 03:30 in Europe/Berlin
      notice 48h
      at most 3h per month
    }

    service database "Database" {
      owner people
      sli ok { bad failed_total{job="db"}; of queries_total{job="db"} }
      slo ok 99.9% over 30d
    }

    service quiet "Quiet" {
      owner people
      sli ok { bad lost_total{job="q"}; of taken_total{job="q"} }
      sli sliced {
        bad lost_total{job="q"}
        of  taken_total{job="q"}
        slices of 1m where bad < 1%
      }
      slo ok 99% over 30d { ticket when data missing for 10m }
      slo sliced 99% over 30d { ticket when data missing for 10m }
    }

    service shop "Shop of {{ all }} things" {
      owner people
      tier 1
      runbook "https://runbooks.example/shop"
      first "Roll back {{ now }}"
      depends on database

      sli ok "Requests" {
        bad requests_total{job="shop", code="500"}
        of  requests_total{job="shop"}
        per tenant
      }
      slo ok 99.9% over calendar month in Europe/Berlin {
        except weekly
        ticket when data missing for 10m
        ticket when budget used up
        ticket when budget below 25%
        ticket when budget gone within 3d
        page when promise at risk
      }
      slo ok 99% over 30d each tenant as each-tenant {
        page 2% in 1h { summary "{{ $labels.tenant }} cannot buy" }
        at least 10 bad events
      }
    }

    sla gold "Gold" {
      version "1.0" effective 2026-01-01
      covers shop
      period calendar month in Europe/Berlin
      promise ok of shop.ok at least 99.5% {
        measure share of good events
        judge each tenant
        remedy none
      }
      exclude weekly leaves downtime and period
      no traffic left out
      monitor outage left out
      partial period only existing time counts
      round measured never
      round money half-even to EUR 0.01
    }
    customer acme "ACME" {
      sla gold
      tenant "acme"
    }
    """


def shop() -> str:
    return re.sub(r"\{ (bad .*?); (of .*?) \}", r"{\n    \1\n    \2\n  }", dedent(SHOP))


def build(folder: Path, version: str) -> list[str]:
    project = (
        f"project {{\n  bundle test\n  target prometheus {version}\n  scrape every 15s\n  evaluate every 30s\n}}\n"
    )
    compiled = compile_text(shop(), people=PEOPLE, project=project)
    assert not compiled.report.has_errors, [finding.headline for finding in compiled.report]
    names = []
    for artifact in rule_files(rules(compiled.contract), "rules", None):
        path = folder / artifact.path
        path.parent.mkdir(exist_ok=True)
        path.write_text(artifact.text, encoding="utf-8")
        names.append(artifact.path)
    return names


SERIES = {
    'requests_total{job="shop",code="200",tenant="acme"}': "0+3000x239 720000x400",
    'requests_total{job="shop",code="500",tenant="acme"}': "0x118 490x120 490+3000x80 _x400",
    'requests_total{job="shop",code="200",tenant="globex"}': "0+300x640",
    'failed_total{job="db"}': "0x239 0+30x400",
    'queries_total{job="db"}': "0+3000x640",
    'taken_total{job="q"}': "0+30x280",
}


def fired(
    folder: Path, generation: str, files: list[str], alerts: dict[str, str], series: dict[str, str] = SERIES
) -> Iterator[tuple[str, str]]:
    """What fires at a time, as promtool prints it when nothing was expected to."""
    test = {
        "rule_files": files,
        "group_eval_order": groups_of(folder, files),
        "evaluation_interval": "30s",
        "tests": [
            {
                "interval": "15s",
                "input_series": [{"series": name, "values": values} for name, values in series.items()],
                "alert_rule_test": [
                    {"eval_time": at, "alertname": name, "exp_alerts": []} for name, at in alerts.items()
                ],
            }
        ],
    }
    (folder / "test.yaml").write_text(json.dumps(test), encoding="utf-8")
    done = subprocess.run(
        [tool("promtool", generation), "test", "rules", "test.yaml"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    got = r"alertname:\s*(\w+), time: \w+,.*?got:\[(.*?)\n\s*\]"
    yield from re.findall(got, done.stdout + done.stderr, re.DOTALL)


ALERTS = {
    "ErrorBudgetBurn": "71m",
    "ErrorBudgetSpent": "70m",
    "ErrorBudgetLow": "70m",
    "ErrorBudgetEndsSoon": "31m30s",
    "PromiseAtRisk": "31m30s",
    "PromiseBroken": "79m",
    "NinesHeartbeat": "68m",
    "IndicatorMissing": "84m",
}


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_alerts_fire_and_say_what_they_know(generation: str, tmp_path: Path) -> None:
    files = build(tmp_path, "2.42" if generation == "2" else "3.5")
    texts = dict(fired(tmp_path, generation, files, ALERTS))
    assert set(texts) == set(ALERTS)
    for name, text in texts.items():
        assert not re.search(r"<error|<no value>|%!|unknown|=\"\"", text), (name, text)
    missing = texts["IndicatorMissing"]
    assert 'summary="Quiet ok: no data for 10m, so nobody knows how it stands"' in missing
    assert 'objective="sliced"' in missing
    burn = texts["ErrorBudgetBurn"]
    assert 'summary="Shop of {{ all }} things ok: ' in burn
    assert " % of events bad, budget spent" in burn
    assert "budget gone in 1d 16h" in texts["ErrorBudgetEndsSoon"]
    assert 'summary="acme cannot buy"' in burn
    assert 'first="Roll back {{ now }}"' in burn
    assert re.search(r'why="1h [\d.]+x and 5m [\d.]+x, both over 14.4x"', burn)
    assert re.search(r'suspects="database [\d.]+x"', burn)
    assert 'source="main.nines:' in burn
    assert re.search(r'budget="[\d.]+ % left \(\d', burn) or re.search(r'budget="overspent by [\d.]+ % \(\d', burn)
    assert 'team="people"' in burn
    assert 'tier="1"' in burn
    assert 'severity="page"' in burn


def test_groups_with_odd_names_are_told_too(tmp_path: Path) -> None:
    spec = (
        PEOPLE
        + """
    service shop "Shop" {
      owner people
      sli ok {
        up {"up", "shop.part"!=""}
        per "shop.part"
      }
      slo ok 99% over 30d each "shop.part"
    }
    """
    )
    files = write_rules(tmp_path, spec, "3.5")
    done = dict(fired(tmp_path, "3", files, {"ErrorBudgetBurn": "71m"}, {'{"up","shop.part"="a b"}': "1x239 0x100"}))
    assert 'summary="Shop ok, shop.part a b: ' in done["ErrorBudgetBurn"]
    assert not re.search(r"<error|<no value>|%!|unknown", done["ErrorBudgetBurn"])
