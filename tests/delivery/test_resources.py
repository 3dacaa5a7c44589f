"""Boards for Git Sync and Grafana's API: the same panels and queries in both forms, each as its schema wants it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from nines.diagnostics.model import Diagnostic, Report
from nines.driver import Built, Compiled, produce
from nines.emit.artifact import Artifact
from nines.emit.build import emit
from nines.plan.build import Planned, plan
from nines.record import replace
from nines.resources import resource
from nines.verify.build import verify
from tests.delivery.specs import built
from tests.support.specs import ROOT, compile_folder, compile_text

CLASSIC = jsonschema_rs.Draft7Validator(
    json.loads(resource("grammar", "grafana-dashboard.schema.json").read_text("utf-8"))
)
TWO = jsonschema_rs.Draft7Validator(
    json.loads(resource("grammar", "grafana-dashboard-v2.schema.json").read_text("utf-8"))
)

Boards = dict[str, dict[str, Any]]


def of_shop(form: str) -> Boards:
    """The web shop's boards in a form, by their paths."""
    compiled = _shop()
    project = compiled.contract.project
    outputs = tuple(replace(output, form=form) if output.kind == "dashboards" else output for output in project.outputs)
    contract = replace(compiled.contract, project=replace(project, outputs=outputs))
    made = produce(replace(compiled, contract=contract), None)
    assert made.faults == (), [fault.headline for fault in made.faults]
    return _boards(made)


@cache
def _shop() -> Compiled:
    return compile_folder(ROOT / "specs" / "shop")


def _boards(made: Built) -> Boards:
    files = [one for one in made.artifacts if one.path.startswith("dashboards/") and one.path.endswith(".json")]
    return {file.path: json.loads(file.text) for file in files}


@pytest.fixture(scope="module")
def classic() -> Boards:
    return of_shop("file")


@pytest.fixture(scope="module")
def wrapped() -> Boards:
    return of_shop("resource")


@pytest.fixture(scope="module")
def two() -> Boards:
    return of_shop("v2")


def test_each_board_is_a_resource_where_its_file_was(classic: Boards, wrapped: Boards, two: Boards) -> None:
    folders = {f"{path.rpartition('/')[0]}/_folder.json" for path in classic}
    assert wrapped.keys() == two.keys() == classic.keys() | folders
    for path, board in classic.items():
        for made, version in ((wrapped[path], "v1beta1"), (two[path], "v2")):
            assert (made["apiVersion"], made["kind"]) == (f"dashboard.grafana.app/{version}", "Dashboard")
            assert made["metadata"]["name"] == board["uid"]
            folder = path.rpartition("/")[0]
            uid = made["metadata"]["annotations"]["grafana.app/folder"]
            assert wrapped[f"{folder}/_folder.json"]["metadata"]["name"] == uid


def test_folders_keep_their_uid_and_title(wrapped: Boards) -> None:
    assert wrapped["dashboards/boards/_folder.json"] == {
        "apiVersion": "folder.grafana.app/v1beta1",
        "kind": "Folder",
        "metadata": {"name": "nines-shop-boards"},
        "spec": {"title": "Reliability: shop"},
    }


def test_a_resource_says_what_the_file_says(classic: Boards, wrapped: Boards) -> None:
    for path, board in classic.items():
        spec = wrapped[path]["spec"]
        assert spec == {key: value for key, value in board.items() if key not in ("id", "uid")}
        assert CLASSIC.is_valid({**spec, "id": None, "uid": wrapped[path]["metadata"]["name"]})


def test_version_two_is_as_grafanas_types_want_it(two: Boards) -> None:
    for path, board in two.items():
        if board["kind"] == "Dashboard":
            assert [error.message[:200] for error in TWO.iter_errors(board)] == [], path


@pytest.mark.parametrize(
    "spoil",
    [
        lambda spec: spec.pop("cursorSync"),
        lambda spec: spec.update(schemaVersion=42),
        lambda spec: next(iter(spec["elements"].values()))["spec"].update(vizConfig={"kind": "stat"}),
        lambda spec: spec["variables"][0]["spec"].update(hide=2),
        lambda spec: spec["timeSettings"].update(autoRefresh=30),
    ],
)
def test_the_schema_of_version_two_finds_what_is_wrong(two: Boards, spoil: Any) -> None:
    board = json.loads(json.dumps(two["dashboards/boards/objective.json"]))
    assert TWO.is_valid(board)
    spoil(board["spec"])
    assert not TWO.is_valid(board)


def test_both_forms_have_the_same_panels_and_ask_the_same(classic: Boards, two: Boards) -> None:
    for path, board in classic.items():
        spec = two[path]["spec"]
        panels = {f"panel-{panel['id']}": panel for panel in flat(board["panels"])}
        assert spec["elements"].keys() == panels.keys()
        for name, panel in panels.items():
            made = spec["elements"][name]["spec"]
            assert (made["title"], made["vizConfig"]["group"]) == (panel["title"], panel["type"])
            assert made["vizConfig"]["spec"]["options"] == panel["options"]
            assert made["vizConfig"]["spec"]["fieldConfig"] == panel.get(
                "fieldConfig", {"defaults": {}, "overrides": []}
            )
            queries = made["data"]["spec"]["queries"]
            asked = [(one["spec"]["refId"], one["spec"]["query"]["spec"]) for one in queries]
            wanted = [
                (one["refId"], {key: value for key, value in one.items() if key not in ("refId", "datasource")})
                for one in panel.get("targets", [])
            ]
            assert asked == wanted
            changes = [{"id": one["group"], **one["spec"]} for one in made["data"]["spec"]["transformations"]]
            assert changes == panel.get("transformations", [])
        marks = [(one["spec"]["name"], one["spec"]["query"]["spec"]["expr"]) for one in spec["annotations"]]
        assert marks == [(one["name"], one["expr"]) for one in board["annotations"]["list"]]
        names = [one["spec"]["name"] for one in spec["variables"]]
        assert names == [one["name"] for one in board["templating"]["list"]]


def flat(panels: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [inner for one in panels for inner in (one["panels"] if one["type"] == "row" else [one])]


def test_sections_are_tabs_and_every_panel_has_its_place(classic: Boards, two: Boards) -> None:
    tabbed = 0
    for path, board in classic.items():
        layout = two[path]["spec"]["layout"]
        rows = [panel["title"] for panel in board["panels"] if panel["type"] == "row"]
        if not rows:
            assert layout["kind"] == "GridLayout"
            continue
        tabbed += 1
        titles = [tab["spec"]["title"] for tab in layout["spec"]["tabs"]]
        assert titles == ["Overview", *rows]
        for tab in layout["spec"]["tabs"]:
            items = tab["spec"]["layout"]["spec"]["items"]
            assert min(item["spec"]["y"] for item in items) == 0
            cells = [
                (x, y)
                for item in items
                for x in range(item["spec"]["x"], item["spec"]["x"] + item["spec"]["width"])
                for y in range(item["spec"]["y"], item["spec"]["y"] + item["spec"]["height"])
            ]
            assert len(cells) == len(set(cells)), "no panel covers another"
    assert tabbed


def test_a_spec_says_namespace_and_labels_of_resources() -> None:
    made = _boards(
        built('  write dashboards to "dashboards" as resource {\n    namespace "default"\n    label team "shop"\n  }\n')
    )
    board = made["dashboards/boards/portfolio.json"]
    assert board["metadata"]["namespace"] == "default"
    assert board["metadata"]["labels"] == {"team": "shop"}


# --- what goes wrong on the way is found -----------------------------------------------


@cache
def emitted(form: str) -> tuple[Planned, tuple[Artifact, ...]]:
    """What is planned and written of a small spec, with its boards in a form."""
    text = "service a {\n  sli ok {\n    bad b_total{}\n    of  a_total{}\n  }\n  slo ok 99% over 30d\n}\n"
    compiled = compile_text(
        text, project=f'project {{\n  bundle shop\n  write dashboards to "dashboards" as {form}\n}}\n'
    )
    planned = plan(compiled.contract)
    return planned, emit(planned, None, Report())[0]


def found(form: str, old: str, new: str) -> list[str]:
    planned, artifacts = emitted(form)
    spoilt: list[Artifact] = []
    for artifact in artifacts:
        text = artifact.text.replace(old, new, 1) if artifact.path.startswith("dashboards/boards/ob") else artifact.body
        spoilt.append(replace(artifact, body=text))
    findings: tuple[Diagnostic, ...] = verify(planned, tuple(spoilt))
    return [finding.headline for finding in findings]


@pytest.mark.parametrize(
    ("form", "old", "new", "said"),
    [
        ("v2", "nines:budget_left", "nines:budget_lost", "it has in addition"),
        ("v2", '"name": "nines-shop-objective"', '"name": "nines-shop-other"', "stands where"),
        ("v2", '"name": "panel-1"', '"name": "panel-2"', "the panel `panel-1` stands in 0 places"),
        ("v2", '"layout"', '"layuot"', "this is no board of version 2"),
        ("v2", "{", "", "this is no JSON"),
        ("resource", "nines:budget_left", "nines:budget_lost", "no rule records `nines:budget_lost"),
        ("resource", '"name": "nines-shop-objective"', '"name": "nines-shop-other"', "stands where"),
    ],
)
def test_a_slip_is_found(form: str, old: str, new: str, said: str) -> None:
    headlines = found(form, old, new)
    assert any(said in headline for headline in headlines), headlines


@pytest.mark.parametrize("form", ["resource", "v2", "config-map"])
@pytest.mark.parametrize(
    ("template", "said"),
    [("{", "this is no JSON"), ('{"uid": [[ uid ]], "panels": 3}', "stands where"), ("[]", "this is no")],
)
def test_a_template_that_spoils_a_board_is_the_users_to_mend(
    form: str, template: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "grafana").mkdir()
    (tmp_path / "grafana" / "dashboard.json").write_text(template, encoding="utf-8")
    text = "service a {\n  sli ok {\n    bad b_total{}\n    of  a_total{}\n  }\n  slo ok 99% over 30d\n}\n"
    project = f'project {{\n  bundle shop\n  write dashboards to "dashboards" as {form}\n}}\n'
    made = produce(compile_text(text, project=project), tmp_path)
    assert made.is_yours
    headlines = [fault.headline for fault in made.faults]
    assert any(said in headline or "this is no board" in headline for headline in headlines), headlines
