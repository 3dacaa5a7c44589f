"""What boards show beside objectives, as rules record it: dependencies, deploys, and maintenance ahead and behind."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from nines.plan import names
from nines.plan.model import RecordingRule
from nines.plan.rules.build import rules
from nines.promql.text import line
from tests.boards.drawn import SHOP, drawn
from tests.support.specs import compile_text
from tests.support.tools import PROMETHEUS, tool

SPECS = """
    schedule night "Night" { every mon..sun from 23:00 to 01:00 in UTC }
    maintenance weekly "Weekly maintenance" {
      every sun from 03:00 to 03:40 in Europe/Berlin
      at most 2h per month
    }
    maintenance yearly {
      from 1970-01-08 00:00 to 1970-01-08 06:00 in UTC
    }
    service database {
      sli ok {
        bad errors_total{job="database"}
        of  requests_total{job="database"}
      }
      slo ok 99.9% over 30d
    }
    service checkout {
      depends on database
      deploys `deployed_generation{job="checkout"}`
      sli ok {
        bad errors_total{job="checkout"}
        of  requests_total{job="checkout"}
      }
      slo ok 99.9% over 30d
    }
"""


def recording(*series: names.Series) -> list[RecordingRule]:
    found = [rule for rule in rules(compile_text(SPECS).contract).rules if isinstance(rule, RecordingRule)]
    return [rule for rule in found if rule.record in {one.name for one in series}]


Expected = Mapping[str, float | None]


def played(
    generation: str, folder: Path, rule: RecordingRule, inputs: list[dict[str, str]], expected: Expected
) -> None:
    """Asks the rule at moments after 1970-01-01 00:00 UTC, a Thursday, and compares."""
    (folder / "none.yaml").write_text("groups: []\n", "utf-8")
    asked = [
        {
            "expr": line(rule.expression),
            "eval_time": moment,
            "exp_samples": [{"value": value}] if value is not None else [],
        }
        for moment, value in expected.items()
    ]
    interval = "1m" if inputs else "1h"
    test = {"interval": interval, "input_series": inputs, "promql_expr_test": asked}
    file = folder / "test.yaml"
    file.write_text(
        yaml.safe_dump({"rule_files": ["none.yaml"], "evaluation_interval": interval, "tests": [test]}), "utf-8"
    )
    done = subprocess.run(
        [tool("promtool", generation), "test", "rules", file], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_service_and_a_journey_say_what_they_stand_on() -> None:
    found = [rule for rule in drawn(SHOP).rules.rules if isinstance(rule, RecordingRule)]
    edges = {
        (dict(rule.labels)[names.SERVICE], dict(rule.labels)[names.DEPENDENCY])
        for rule in found
        if rule.record == names.DEPENDS_ON.name
    }
    assert {("checkout", "catalog-db"), ("checkout", "payment-gateway"), ("buy", "checkout")} <= edges


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_a_deploy_is_a_value_that_changes_or_a_series_that_is_new(generation: str, tmp_path: Path) -> None:
    (rule,) = recording(names.DEPLOYED)
    inputs = [
        {"series": 'deployed_generation{job="checkout",pod="a"}', "values": "3x19 4x40 _x30 4x30"},
        {"series": 'deployed_generation{job="checkout",pod="b"}', "values": "_x39 1x20"},
    ]
    expected = {"10m": 0.0, "21m": 1.0, "24m": 1.0, "30m": 0.0, "41m": 1.0, "50m": 0.0, "93m": 0.0}
    played(generation, tmp_path, rule, inputs, expected)


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_the_next_maintenance_is_told_to_the_minute(generation: str, tmp_path: Path) -> None:
    weekly, yearly = recording(names.MAINTENANCE_NEXT)
    sunday = 3 * 86_400 + 2 * 3_600  # 1970-01-04 03:00 in Berlin
    week = 7 * 86_400
    expected = {
        "1h": sunday,
        "73h": sunday,
        "73h59m": sunday,
        "74h12m": sunday + week,
        "74h40m": sunday + week,
        "300h": sunday + 2 * week,
    }
    played(generation, tmp_path, weekly, [], {moment: float(value) for moment, value in expected.items()})
    played(generation, tmp_path, yearly, [], {"1h": 7.0 * 86_400, "200h": None})


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_maintenance_adds_up_in_its_period_alone(generation: str, tmp_path: Path) -> None:
    (rule,) = recording(names.MAINTENANCE_USED)
    once = 40 * 60.0
    expected = {"1h": 0.0, "74h30m": 30 * 60.0, "75h": once, "250h": 2 * once, "740h": 4 * once, "744h": 0.0}
    played(generation, tmp_path, rule, [], expected)
