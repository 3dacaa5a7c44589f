"""Later stages, maintenance, promises at stake and alerts about ourselves, in the real promtool."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from tests.support.promtool import Asked, Labels, ask, write_rules
from tests.support.tools import PROMETHEUS
from tests.verify.test_alert_texts import fired

VERSIONS = {"2": "2.42", "3": "3.5"}

SPEC = """
    receiver chat slack {
      url file "/etc/slack"
    }
    team people "People" {
      page to chat
      ticket to chat
      escalate to bosses after 30m
      escalate to board after 1h
    }
    team bosses "The bosses" {
      page to chat
    }
    team board "The board" {
      page to chat
    }

    maintenance works "Works" {
      every thu from 01:00 to 01:30 in UTC
      notice 24h
      at most 3h per month
    }

    service shop "Shop" {
      owner people
      sli ok "Requests" {
        bad requests_total{code="500"}
        of  requests_total{code!=""}
        per tenant
      }
      slo ok 99.9% over calendar month in UTC
      slo ok 99% over 30d as quiet {
        ticket only
        except works
      }
    }

    sla gold "Gold" {
      version "1.0" effective 2026-01-01
      covers shop
      period calendar month in UTC
      base subscription per month of the period missed
      promise ok of shop.ok at least 99.5% {
        measure share of good events
        judge each tenant
        credit 15% when missed
        credit 25% below 99%
      }
      cap credits 50% per period, rest lapses
      claim { submit within 30 days of period end by mail }
      no traffic left out
      monitor outage left out
      partial period only existing time counts
      round measured never
      round money half-even to EUR 0.01
    }
    customer acme "ACME" {
      sla gold
      tenant "acme"
      fee subscription EUR 12_000 per month
    }
    """

SERIES = {
    # a fifth of ACME's requests fail from the twentieth minute on
    'requests_total{code="200",tenant="acme"}': "0+1500x79 118500+1200x700",
    'requests_total{code="500",tenant="acme"}': "0x79 0+300x700",
}


def told(found: dict[Labels, float], label: str) -> set[str]:
    return {dict(labels).get(label, "") for labels in found}


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_who_is_told_as_time_goes_by(generation: str, tmp_path: Path) -> None:
    files = write_rules(tmp_path, dedent(SPEC), VERSIONS[generation])
    burn = 'ALERTS{alertstate="firing",alertname="ErrorBudgetBurn",severity="page",window="1h"}'
    running = 'ALERTS{alertstate="firing",alertname="MaintenanceRunning"}'
    moments = {"soon": "30m7s", "stage 2": "58m7s", "works": "80m7s", "stage 3": "100m7s"}
    questions = [Asked(query, at) for query in (burn, running) for at in moments.values()]
    found = iter(ask(tmp_path, generation, files, SERIES, questions))
    stages = {moment: told(next(found), "stage") for moment in moments}
    assert stages == {"soon": {""}, "stage 2": {"", "2"}, "works": {"", "2"}, "stage 3": {"", "2", "3"}}
    maintained = {moment: told(next(found), "objective") for moment in moments}
    assert maintained == {"soon": set(), "stage 2": set(), "works": {"quiet"}, "stage 3": set()}


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_messages_say_who_loses_what_and_when(generation: str, tmp_path: Path) -> None:
    files = write_rules(tmp_path, dedent(SPEC), VERSIONS[generation])
    at = {"ErrorBudgetBurn": "58m", "MaintenanceRunning": "80m", "PromiseBroken": "58m"}
    texts = dict(fired(tmp_path, generation, files, at, SERIES))
    assert set(texts) == set(at)
    for text in texts.values():
        assert not re.search(r"<error|<no value>|%!|unknown|=\"\"", text), text
    burn = texts["ErrorBudgetBurn"]
    assert re.search(r'stage="2".*summary="Still after 30m: Shop ok: ', burn, re.DOTALL)
    assert 'stage="told to The bosses too after 30m"' in burn
    assert 'promises="ACME 15% credit (EUR 1,800.00) now"' in burn
    assert 'promises="15% credit (EUR 1,800.00)"' in texts["PromiseBroken"]
    assert 'summary="Shop quiet: maintenance"' in texts["MaintenanceRunning"]


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_messages_sum_up_money_by_currency(generation: str, tmp_path: Path) -> None:
    """Seven customers are promised the same of one indicator: five are named, and what all of them get is summed up."""
    fees = {f"c{number}": f"EUR {number}_000_000" for number in range(1, 6)} | {"d1": "USD 500", "d2": "USD 700"}
    customers = "".join(
        f'customer {name} "{name.upper()}" {{\n  sla gold\n  tenant "{name}"\n  fee subscription {fee} per month\n}}\n'
        for name, fee in fees.items()
    )
    spec = dedent(SPEC)
    files = write_rules(tmp_path, spec[: spec.index("customer acme")] + customers, VERSIONS[generation])
    series = {name.replace("acme", customer): values for customer in fees for name, values in SERIES.items()}
    burn = dict(fired(tmp_path, generation, files, {"ErrorBudgetBurn": "58m"}, series))["ErrorBudgetBurn"]
    said = re.search(r'promises="([^"]*)"', burn)
    assert said is not None
    assert said[1].count("25% credit") + said[1].count("15% credit") == 5
    assert said[1].endswith(" · 2 more · EUR 3,750,000 and USD 300 in all"), said[1]


GROUP = 'rule_group="/etc/prometheus/test/shop.yaml;test: shop"'
OTHERS = 'rule_group="/etc/prometheus/others.yaml;shop"'
OURSELVES = {
    **SERIES,
    f"prometheus_rule_evaluation_failures_total{{{GROUP}}}": "0x40 0+1x200",
    f"prometheus_rule_evaluation_failures_total{{{OTHERS}}}": "0x40 0+1x200",
    f"prometheus_rule_group_iterations_missed_total{{{GROUP}}}": "0x40 0+1x200",
    'prometheus_notifications_errors_total{alertmanager="http://am:9093/api/v2/alerts"}': "0x40 0+1x200",
    'alertmanager_notifications_failed_total{integration="slack"}': "0x40 0+1x200",
    'nines:build{nines="test",build="another"}': "_x40 1x200",
}


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_what_is_wrong_with_ourselves_is_told(generation: str, tmp_path: Path) -> None:
    files = write_rules(tmp_path, dedent(SPEC), VERSIONS[generation])
    at = dict.fromkeys(
        ("NinesRulesFailing", "NinesRulesSlow", "NinesNotificationsFailing", "NinesTwoBuildsLoaded"), "30m"
    )
    assert dict(fired(tmp_path, generation, files, dict.fromkeys(at, "9m"), OURSELVES)) == {}
    texts = dict(fired(tmp_path, generation, files, at, OURSELVES))
    assert set(texts) == set(at)
    for text in texts.values():
        assert not re.search(r"<error|<no value>|%!", text), text
    assert "others.yaml" not in texts["NinesRulesFailing"], "other people's rules are their own affair"
    assert "Alertmanager cannot reach slack" in texts["NinesNotificationsFailing"]
    assert "Prometheus cannot reach Alertmanager http://am:9093" in texts["NinesNotificationsFailing"]
    assert 'summary="2 builds of test are loaded at once' in texts["NinesTwoBuildsLoaded"]


def test_rules_that_were_never_loaded_are_missed(tmp_path: Path) -> None:
    files = write_rules(tmp_path, dedent(SPEC), "3.5")
    only_ours = [file for file in files if "bundle" in file]
    texts = dict(fired(tmp_path, "3", only_ours, {"NinesRulesMissing": "11m"}, SERIES))
    assert 'summary="Rules of 1 of 1 services are not loaded' in texts["NinesRulesMissing"]
    assert dict(fired(tmp_path, "3", files, {"NinesRulesMissing": "11m"}, SERIES)) == {}
