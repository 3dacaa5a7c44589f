from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from nines.emit.artifact import Artifact
from nines.emit.inventory import inventory_json
from nines.emit.prometheus import items, rule_files
from nines.plan.rules.build import rules
from tests.plan.planning import SLI, plan_of, shop
from tests.support.specs import ROOT, compile_folder


def files(text: str, **others: str) -> dict[str, Artifact]:
    return {artifact.path: artifact for artifact in rule_files(plan_of(text, **others), "rules", None)}


SERVICE = f'service a "A" {{{SLI}  slo ok 99.9% over 30d\n}}\n'


def test_each_service_journey_and_agreement_has_a_file_and_the_bundle_one() -> None:
    made = {artifact.path for artifact in rule_files(shop(), "out/rules", None)}
    assert {
        "out/rules/checkout.yaml",
        "out/rules/buy.yaml",
        "out/rules/sla.platform.yaml",
        "out/rules/bundle.shop.yaml",
    } <= made


def test_a_comment_says_what_each_rule_is_and_where_it_comes_from() -> None:
    text = files(SERVICE)["rules/a.yaml"].text
    lines = text.split("\n")
    target = lines.index("      - record: nines:objective")
    assert lines[target - 1] == "      # the share that is to be good (main.nines:6)"
    assert lines[0] == "# Rules of A"
    assert lines[1].startswith("# Written by Nines from main.nines")


def test_long_lists_of_lines_are_cut() -> None:
    slos = "".join(f"  slo ok 99.{number}% over 30d as o-{number}\n" for number in range(1, 13))
    text = files(f"service a {{{SLI}{slos}}}\n")["rules/a.yaml"].text
    assert "(main.nines:6, 7, 8, 9, 10, 11 and 6 more)" in text


def test_what_is_written_is_yaml_that_says_what_was_planned() -> None:
    read = yaml.safe_load(files(SERVICE)["rules/a.yaml"].text)
    (group, long) = read["groups"]
    assert (group["name"], group["interval"]) == ("nines: a", "30s")
    assert (long["name"], long["interval"]) == ("nines: a: long windows", "2m")
    info, target, *_ = group["rules"]
    identity = {"nines": "nines", "service": "a", "indicator": "ok", "objective": "ok"}
    assert identity.items() <= info.pop("labels").items()
    assert info == {"record": "nines:objective_info", "expr": "vector(1)"}
    assert " ".join(target["expr"].split()) == (
        '0.999 * max by (nines, service, indicator, objective) (nines:objective_info{nines="nines",service="a"})'
    )


@pytest.mark.parametrize(
    "text", ["Größe: \U0001f6d2", 'a \\"quoted\\" # title', "{{ $value }} 100 %", "- a: b", "yes", "\u00a0x"]
)
def test_texts_of_specs_come_through_whole(text: str) -> None:
    made = files(f'service a "{text}" {{{SLI}  slo ok 99.9% over 30d\n}}\n')["rules/a.yaml"].text
    rules_of = yaml.safe_load(made)["groups"][0]["rules"]
    info = next(rule for rule in rules_of if rule["record"] == "nines:objective_info")
    assert info["labels"]["service_title"] == text.replace('\\"', '"')


def test_expressions_with_odd_characters_are_quoted() -> None:
    sli = '\n  sli ok {\n    bad failed_total{job="\\u0085\\ufeff"}\n    of asked_total{job="\t"}\n  }\n'
    made = files(f"service a {{{sli}  slo ok 99.9% over 30d\n}}\n")["rules/a.yaml"].text
    assert yaml.safe_load(made)["groups"]


def test_the_same_plan_gives_the_same_bytes() -> None:
    again = rules(compile_folder(ROOT / "specs" / "shop").contract)
    assert [artifact.content for artifact in rule_files(again, "rules", None)] == [
        artifact.content for artifact in rule_files(shop(), "rules", None)
    ]


def test_a_template_of_the_users_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "prometheus").mkdir()
    own = "# ours\n[% for about, name, interval, rules in groups %]\n# [[ name ]]: [[ rules | length ]]\n[% endfor %]\n"
    (tmp_path / "prometheus" / "rules.yaml").write_text(own, encoding="utf-8")
    made = rule_files(plan_of(SERVICE), "rules", tmp_path)
    assert made[0].text.startswith('# ours\n# "nines: a": ')


def test_the_inventory_lists_every_series_and_alert_by_its_schema() -> None:
    listed = items(shop(), "rules")
    text = inventory_json(listed)
    schema = json.loads((ROOT / "grammar" / "inventory.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    read = json.loads(text)
    Draft202012Validator(schema).validate(read)
    burn = [
        item
        for item in read["items"]
        if item.get("of") == "checkout.availability" and item.get("means") == "burn_rate" and item.get("window") == "1h"
    ]
    assert burn == [
        {
            "kind": "series",
            "name": "nines:burn_rate",
            "of": "checkout.availability",
            "means": "burn_rate",
            "window": "1h",
            "unit": "budgets per window",
            "labels": {
                "nines": "shop",
                "service": "checkout",
                "indicator": "availability",
                "objective": "availability",
                "window": "1h",
                "environment": "production",
            },
            "file": "rules/checkout.yaml",
            "origin": {"file": "checkout.nines", "line": 43, "column": 3},
        }
    ]
    alerts = {(item["of"], item["name"]) for item in read["items"] if item["kind"] == "alert" and "of" in item}
    assert {("checkout.availability", "ErrorBudgetBurn"), ("acme.availability", "PromiseAtRisk")} <= alerts
