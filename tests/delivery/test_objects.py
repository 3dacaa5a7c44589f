"""Rules and boards as objects: as the definitions want them, and with just what the plain files say."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from nines.contract.model import Output
from nines.contract.operator import is_name
from nines.driver import Built
from nines.emit.artifact import Artifact
from nines.emit.kubernetes import objects
from nines.emit.kubernetes.metadata import object_name
from nines.emit.kubernetes.objects import LARGEST, config_maps, prometheus_rules
from nines.emit.mistakes import TooLargeError, mistake_in
from nines.plan.rules.build import rules
from nines.record import replace
from tests.delivery.specs import OBJECTS, artifact_of, built, text_of
from tests.delivery.test_alertmanager_config import VALIDATOR
from tests.plan.planning import shop
from tests.support.specs import compile_text
from tests.support.tools import PROMETHEUS, tool

MAPS = '  write rules to "rules" as config-map {\n    namespace "monitoring"\n  }\n'


@pytest.fixture(scope="module")
def plain() -> Built:
    return built("")


@pytest.fixture(scope="module")
def made() -> Built:
    return built(OBJECTS)


def loaded(text: str) -> list[dict[str, Any]]:
    return [one for one in yaml.load_all(text, Loader=yaml.CSafeLoader) if one is not None]


def test_rules_are_objects_that_the_operator_takes(made: Built) -> None:
    files = [artifact for artifact in made.artifacts if artifact.kind == "rules"]
    assert len(files) > 1
    for file in files:
        (one,) = loaded(file.text)
        assert [error.message for error in VALIDATOR.iter_errors(one)] == []
        assert one["metadata"]["labels"] == {"release": "kube-prometheus-stack"}
        assert one["metadata"]["namespace"] == "monitoring"


def test_they_say_what_the_files_say_and_alerts_bear_the_namespace(made: Built, plain: Built) -> None:
    for file in (artifact for artifact in plain.artifacts if artifact.kind == "rules"):
        (wanted,) = loaded(file.text)
        (one,) = loaded(text_of(made, file.path))
        for group in one["spec"]["groups"]:
            for rule in group["rules"]:
                if "alert" in rule:
                    assert rule["labels"].pop("namespace") == "monitoring"
                else:
                    assert "namespace" not in rule.get("labels", {})
        assert one["spec"] == wanted


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_promtool_takes_the_groups(made: Built, generation: str, tmp_path: Path) -> None:
    for at, file in enumerate(artifact for artifact in made.artifacts if artifact.kind == "rules"):
        (one,) = loaded(file.text)
        (tmp_path / f"{at}.yaml").write_text(yaml.safe_dump(one["spec"]), encoding="utf-8")
    command: list[str | Path] = [tool("promtool", generation), "check", "rules", *sorted(tmp_path.iterdir())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_inventory_names_the_files_that_there_are(made: Built, plain: Built) -> None:
    for one in (made, built(MAPS)):
        assert {item.file for item in one.inventory} <= {artifact.path for artifact in one.artifacts}
    kinds = ("series", "alert", "dashboard", "panel", "receiver", "inhibition")
    for kind in kinds:
        names = [item.name for item in plain.inventory if item.kind == kind]
        there = [item.name for item in made.inventory if item.kind == kind]
        assert there == [name for name in names if name != "nines-shop-elsewhere"]


def test_a_rule_file_that_is_too_large_is_cut_between_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = shop()
    everything = tuple(group for file in plan.files for group in file.groups)
    plan = replace(plan, files=(replace(plan.files[0], groups=everything),))
    output = Output("rules", "rules", "prometheus-rule", (), None, (), ())
    monkeypatch.setattr(objects, "LARGEST_RULES", 10_000_000)
    whole = [loaded(file.text) for file in prometheus_rules(plan, output, None)]
    monkeypatch.setattr(objects, "LARGEST_RULES", 200_000)
    cut = [loaded(file.text) for file in prometheus_rules(plan, output, None)]
    assert [len(one) for one in whole] == [1]
    assert len(cut[0]) > 1
    for (one,), many in zip(whole, cut, strict=True):
        assert [group for part in many for group in part["spec"]["groups"]] == one["spec"]["groups"]
        names = [part["metadata"]["name"] for part in many]
        assert names == [one["metadata"]["name"], *(f"{names[0]}-{at}" for at in range(2, len(many) + 1))]


def test_a_group_that_is_too_large_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    output = Output("rules", "rules", "prometheus-rule", (), None, (), ())
    monkeypatch.setattr(objects, "LARGEST_RULES", 500)
    with pytest.raises(TooLargeError) as caught:
        prometheus_rules(rules(compile_text(SMALL).contract), output, None)
    finding = mistake_in(None, caught.value)
    assert finding is not None
    assert finding.code.id == "N0629"
    assert "an object holds 500" in finding.headline


SMALL = 'service a {\n  sli ok {\n    bad b_total{job="a"}\n    of a_total{job="a"}\n  }\n  slo ok 99% over 30d\n}\n'


# --- config maps ------------------------------------------------------------------


def test_a_board_stands_in_a_config_map_as_it_is(made: Built, plain: Built) -> None:
    boards = [artifact for artifact in plain.artifacts if artifact.path.endswith(".json") and "dash" in artifact.path]
    assert boards
    for board in boards:
        (one,) = loaded(text_of(made, board.path.replace(".json", ".yaml")))
        assert one["data"] == {board.path.rpartition("/")[2]: board.text}
        assert one["metadata"]["labels"] == {"grafana_dashboard": "1"}
        assert one["metadata"]["annotations"] == {"grafana_folder": "Reliability: shop"}
        assert len(board.content) < LARGEST
    assert not any("provisioning" in artifact.path for artifact in made.artifacts)


def test_the_labels_of_the_specs_come_over_those_of_the_chart() -> None:
    made = built(
        '  write dashboards to "d" as config-map {\n    label "grafana_dashboard" "shop"\n    label a "b"\n'
        '    annotation "grafana_folder" "Ours"\n  }\n'
    )
    (one,) = loaded(artifact_of(made, "d/boards/portfolio.yaml").text)
    assert one["metadata"]["labels"] == {"grafana_dashboard": "shop", "a": "b"}
    assert one["metadata"]["annotations"] == {"grafana_folder": "Ours"}


def test_rules_in_a_config_map_are_the_files(plain: Built) -> None:
    made = built(MAPS)
    (one,) = loaded(text_of(made, "rules/config-map.yaml"))
    files = {file.path.rpartition("/")[2]: file.text for file in plain.artifacts if file.kind == "rules"}
    assert one["data"] == files
    assert one["metadata"] == {"name": "nines-shop-rules", "namespace": "monitoring"}


def test_files_are_spread_over_as_many_maps_as_they_need() -> None:
    output = Output("rules", "rules", "config-map", (), None, (), ())
    files = [Artifact(f"rules/{at}.yaml", "x" * 400_000 + "\n", "rules") for at in range(5)]
    texts = config_maps(files, "shop", "rules", output, None)
    found = [loaded(text)[0] for text in texts]
    assert [one["metadata"]["name"] for one in found] == [
        "nines-shop-rules",
        "nines-shop-rules-2",
        "nines-shop-rules-3",
    ]
    assert [list(one["data"]) for one in found] == [["0.yaml", "1.yaml"], ["2.yaml", "3.yaml"], ["4.yaml"]]
    with pytest.raises(TooLargeError):
        config_maps([Artifact("a", "x" * (LARGEST + 1), "rules")], "shop", "rules", output, None)


@example("a\u2028b\n")
@example(" a\n")
@example("a\n\n b\n")
@given(st.text(max_size=40))
def test_any_text_stands_in_a_config_map_as_it_is(text: str) -> None:
    output = Output("rules", "rules", "config-map", (), None, (), ())
    (made,) = config_maps([Artifact("a/b.yaml", text, "rules")], "shop", "rules", output, None)
    (one,) = loaded(made)
    assert one["data"] == {"b.yaml": text}


@given(st.lists(st.text(max_size=120), min_size=1, max_size=3))
def test_any_bundle_gives_a_name_that_kubernetes_takes(parts: list[str]) -> None:
    name = object_name(*parts)
    assert is_name(name)
    assert len(name) <= 200


def test_names_that_are_changed_stay_apart() -> None:
    names = {object_name("My shop"), object_name("my shop"), object_name("my-shop"), object_name("my_shop")}
    assert len(names) == 4
    assert json.dumps(object_name("shop", "checkout")) == '"nines-shop-checkout"'
