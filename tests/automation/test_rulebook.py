"""The rulebook and the plan: valid by Ansible's own schema and parser, and with nothing of a spec in a wrong place."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from ansible_rulebook.condition_parser import parse_condition  # type: ignore[import-untyped]  # it has no types

from nines.diagnostics.model import Report
from nines.emit.build import emit
from nines.plan.build import plan
from tests.automation.guarded import SPEC
from tests.support.specs import compile_text

ROOT = Path(__file__).parents[2]
TITLE = "{{ lookup('pipe', 'id') }} [[ x ]] \\\" # '\\n"


def outputs(spec: str) -> dict[str, str]:
    compiled = compile_text(spec)
    assert not compiled.report.has_errors
    artifacts, _ = emit(plan(compiled.contract), None, Report())
    return {artifact.path: artifact.text for artifact in artifacts}


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return outputs(SPEC)


def test_the_rulebook_is_one_by_ansibles_schema(made: dict[str, str]) -> None:
    schema = json.loads((files("ansible_rulebook") / "schema" / "ruleset_schema.json").read_text())
    rulebook = yaml.safe_load(made["automations/rulebook.yml"])
    jsonschema.Draft7Validator(schema).validate(rulebook)
    (ruleset,) = rulebook
    names = ["scale", "dry", "play", "call", "by-day", "odd"]
    assert [rule["name"] for rule in ruleset["rules"]] == names
    for rule in ruleset["rules"]:
        parse_condition(rule["condition"])
        assert rule["condition"].endswith(f'and event.labels.automation == "{rule["name"]}"')
        assert rule["action"]["run_playbook"]["extra_vars"] == {"automation": rule["name"]}


def test_the_plan_is_one_by_its_schema(made: dict[str, str]) -> None:
    schema = json.loads((ROOT / "grammar" / "automations.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    found = json.loads(made["automations/automations.json"])
    jsonschema.Draft202012Validator(schema).validate(found)
    scale = found["automations"]["scale"]
    assert (scale["once_per"], scale["armed"], scale["allowed"]) == (900, True, None)
    assert scale["run"]["options"] == ["--replicas", "12"]
    assert "time()" in found["automations"]["by-day"]["allowed"]


def test_each_rule_answers_to_an_alert_that_the_rules_can_fire(made: dict[str, str]) -> None:
    groups = yaml.safe_load(made["rules/checkout.yaml"])["groups"]
    alerts = [rule for group in groups for rule in group["rules"] if rule.get("alert") == "AutomationDue"]
    found = json.loads(made["automations/automations.json"])["automations"]
    assert [alert["labels"]["automation"] for alert in alerts] == list(found)
    for alert in alerts:
        automation = found[alert["labels"]["automation"]]
        assert re.sub(r"\s", "", alert["expr"]) == re.sub(r"\s", "", automation["burning"])
        assert alert["labels"]["severity"] == "note"


def test_fast_answers_although_nobody_is_paged(made: dict[str, str]) -> None:
    """The objective says `ticket only`: its page windows are there for the automation alone."""
    found = json.loads(made["automations/automations.json"])["automations"]
    assert 'window="1h"' in found["scale"]["burning"]
    assert 'window="3d"' in found["dry"]["burning"]
    groups = yaml.safe_load(made["rules/checkout.yaml"])["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    assert {rule["labels"]["severity"] for rule in rules if rule.get("alert") == "ErrorBudgetBurn"} == {"ticket"}


def test_what_is_due_goes_to_the_runner_at_once_and_to_nobody_else(made: dict[str, str]) -> None:
    config: Any = yaml.safe_load(made["alertmanager/alertmanager.yaml"])
    (bundle,) = config["route"]["routes"]
    (route,) = [route for route in bundle["routes"] if route["matchers"] == ['alertname="AutomationDue"']]
    assert (route["receiver"], route["group_wait"], route["continue"]) == ("nines-shop-eda", "0s", False)


def test_titles_stay_in_their_place() -> None:
    made = outputs(SPEC.replace('"Scale out"', f'"{TITLE}"'))
    (ruleset,) = yaml.safe_load(made["automations/rulebook.yml"])
    (plain,) = yaml.safe_load(outputs(SPEC)["automations/rulebook.yml"])
    assert ruleset == plain
    assert json.loads(made["automations/automations.json"])["automations"]["scale"]["title"].startswith("{{ lookup")


def test_without_automations_there_is_no_rulebook() -> None:
    assert not [path for path in outputs(SPEC[: SPEC.index("automation scale")]) if path.startswith("automations/")]
