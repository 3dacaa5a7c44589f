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
from tests.support.hostile import HOSTILE
from tests.support.promtool import Asked, ask, write_rules
from tests.support.specs import compile_text

ROOT = Path(__file__).parents[2]


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
    names = ["scale", "dry", "play", "call", "by-day"]
    assert [rule["name"] for rule in ruleset["rules"]] == names
    for rule in ruleset["rules"]:
        parse_condition(rule["condition"])
        assert rule["condition"].endswith(f'and event.labels.automation == "{rule["name"]}"')
        variables = rule["action"]["run_playbook"]["extra_vars"]
        assert variables == {"automation": rule["name"], "fingerprint": "{{ event.fingerprint }}"}
        assert 'event.fingerprint is match("^[0-9a-f]{1,32}$")' in rule["condition"]


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


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_titles_stay_in_their_place(text: str, made: dict[str, str]) -> None:
    written = text.replace("\\", "\\\\").replace('"', '\\"')
    other = outputs(SPEC.replace('"Scale out"', f'"{written}"'))
    assert yaml.safe_load(other["automations/rulebook.yml"]) == yaml.safe_load(made["automations/rulebook.yml"])
    assert other["automations/guard.yml"] == made["automations/guard.yml"]
    assert json.loads(other["automations/automations.json"])["automations"]["scale"]["title"] == text
    config = yaml.safe_load(other["alertmanager/alertmanager.yaml"])
    assert config == yaml.safe_load(made["alertmanager/alertmanager.yaml"])


def test_the_guard_is_the_file_that_serve_uses(made: dict[str, str]) -> None:
    assert made["automations/guard.py"] == (ROOT / "compiler/nines/automation/guard.py").read_text("utf-8")


def test_what_alertmanager_bears_is_asked_for(made: dict[str, str]) -> None:
    (source,) = yaml.safe_load(made["automations/rulebook.yml"])[0]["sources"]
    assert source["eda.builtin.webhook"].keys() == {"host", "port"}
    secure = SPEC.replace('url "http://localhost:5001/endpoint"', 'url "https://runner.example/in"\n  token file "/t"')
    found = outputs(secure)
    (source,) = yaml.safe_load(found["automations/rulebook.yml"])[0]["sources"]
    assert source["eda.builtin.webhook"]["token"] == "{{ listen_token }}"
    assert source["eda.builtin.webhook"]["certfile"] == "{{ listen_certificate }}"
    assert "credentials_file: '/t'" in found["alertmanager/alertmanager.yaml"]


def test_people_hear_of_what_did_not_help_until_it_does(tmp_path: Path) -> None:
    """`scale` acts at 2m and does not help; it is told for an hour. `play` helps the second time, at 8m."""
    names = write_rules(tmp_path, SPEC[SPEC.index("receiver eda") :], "2.42", project="project {\n  bundle shop\n}\n")
    last = 'nines_automation_last_decision_seconds{{nines="shop",automation="{}",decision="{}",instance="runner"}}'
    given = {
        last.format("scale", "no better"): "_x8 120+0x400",
        last.format("play", "failed"): "_x8 120+0x400",
        last.format("play", "ran"): "_x32 480+0x400",
    }
    alerts = [
        Asked('ALERTS{alertname="NinesAutomationFailed",alertstate="firing"}', at) for at in ("1m", "5m", "10m", "70m")
    ]
    found = [{dict(labels)["automation"] for labels in answer} for answer in ask(tmp_path, "2", names, given, alerts)]
    assert found == [set(), {"scale", "play"}, {"scale"}, set()]


def test_only_what_is_armed_can_fail(made: dict[str, str]) -> None:
    groups = yaml.safe_load(made["rules/checkout.yaml"])["groups"]
    rules = [rule for group in groups for rule in group["rules"] if rule.get("alert") == "NinesAutomationFailed"]
    assert [rule["labels"]["automation"] for rule in rules] == ["scale", "play", "call", "by-day"]
    assert all("objective" not in rule["labels"] and rule["labels"]["severity"] == "ticket" for rule in rules)


def test_without_automations_there_is_no_rulebook() -> None:
    assert not [path for path in outputs(SPEC[: SPEC.index("automation scale")]) if path.startswith("automations/")]
