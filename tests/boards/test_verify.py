"""Boards are read back: what is right passes, and what a mistake would do is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from nines.driver import produce
from nines.emit.artifact import Artifact
from nines.emit.grafana.dashboards import items
from nines.plan.boards.model import Text
from nines.record import replace
from nines.verify.borne import borne_labels
from nines.verify.grafana import problems
from tests.boards.drawn import FOLDER, GENERIC, SHOP, Drawn, drawn, of_text, panels
from tests.support.specs import ROOT, compile_text

EXAMPLES = sorted((ROOT / "specs" / "examples").glob("*.nines"))


def test_the_shop_has_no_problem() -> None:
    assert drawn(SHOP).problems() == ()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_no_example_has_a_problem(example: Path) -> None:
    found = of_text(example.read_text("utf-8"))
    assert found.contract.services or found.contract.journeys
    assert found.problems() == ()


def test_an_empty_project_has_boards_without_a_problem() -> None:
    assert of_text("").problems() == ()


def test_hostile_texts_stay_texts() -> None:
    title = "Müller & Söhne <b>{{ $labels.x }}</b> [[ uid ]] ${datasource}"
    found = of_text(
        f'''
        project "{title}" {{ bundle a }}
        provider "P" {{ law "Germany" }}
        sla s "{title}" {{ version "1" effective 2026-01-01 }}
        customer c "{title}" {{ sla s }}
        '''
    )
    assert found.problems() == ()
    assert found.json("customers/c.json")["title"] == title
    provider = yaml.safe_load(found.text("provisioning/nines.yaml"))
    assert provider["providers"][0]["folder"] == f"Reliability: {title}"


def _set(board: dict[str, Any], target: int, text: str) -> None:
    next(panel for panel in panels(board) if "targets" in panel)["targets"][target]["expr"] = text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda board: board.update(uid="other"), "`other` stands where `nines-shop-portfolio` was planned"),
        (lambda board: board.update(schemaVersion=39), "38 was expected"),
        (lambda board: board["panels"][0].update(type="singlestat"), "is not one of"),
        (lambda board: board["panels"][0].update(id=2), "the id 1 is planned for 1 panels, and 0 have it"),
        (lambda board: _set(board, 0, "sum(nines:state{"), "the `{` of a selector is never closed"),
        (lambda board: _set(board, 0, "nines:stat"), "no rule records `nines:stat`"),
        (lambda board: _set(board, 0, 'nines:state{tenent="a"}'), "`nines:state` has no label `tenent`"),
        (lambda board: _set(board, 0, "sum by (customer) (nines:state)"), "no series here bears the label `customer`"),
        (lambda board: _set(board, 0, "rate(nines:state[2h])"), "reads more than an hour at each step"),
        (lambda board: board["links"][0].update(url="/d/gone"), "there is no board `gone` to link to"),
    ],
)
def test_a_mistake_in_a_file_is_found(change: Callable[[dict[str, Any]], None], said: str) -> None:
    shop = drawn(SHOP)
    board = shop.json("boards/portfolio.json")
    change(board)
    changed = tuple(
        Artifact(one.path, json.dumps(board), one.kind) if one.path.endswith("/portfolio.json") else one
        for one in shop.artifacts
    )
    found = problems(shop.boards, changed, FOLDER, shop.rules)
    assert [one for one in found if said in one.text], found
    assert {one.file for one in found} == {f"{FOLDER}/boards/portfolio.json"}


def test_a_file_that_is_missing_or_no_json_is_found() -> None:
    shop = drawn(SHOP)
    kept = tuple(
        replace(one, body=one.text[:-3]) if one.path.endswith("/service.json") else one
        for one in shop.artifacts
        if not one.path.endswith("/oncall.json")
    )
    found = problems(shop.boards, kept, FOLDER, shop.rules)
    assert [(one.file, one.text.partition(":")[0]) for one in found] == [
        (f"{FOLDER}/boards/service.json", "this is no JSON"),
        (f"{FOLDER}/boards/oncall.json", "the file was not written"),
    ]


def test_boards_that_grafana_would_swap_are_found() -> None:
    shop = drawn(SHOP)
    first, second, *rest = shop.boards
    swapped = (first, replace(second, uid=first.uid, title=first.title), *rest)
    found = [one.text for one in problems(swapped, shop.artifacts, FOLDER, shop.rules)]
    assert f"2 boards have the uid `{first.uid}`, and Grafana would swap one for the other" in found
    assert "2 boards of one folder have the title `Portfolio`" in found


def test_a_users_own_template_takes_the_place_of_ours_and_is_checked(tmp_path: Path) -> None:
    _own_stat(tmp_path, '"graphMode": "none"', '"graphMode": "area"')
    changed = of_text(own=tmp_path)
    shown = {
        panel["options"]["graphMode"]
        for panel in panels(changed.json("boards/portfolio.json"))
        if panel["type"] == "stat"
    }
    assert shown == {"area"}
    assert changed.problems() == ()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (('"graphMode": "none"', '"graphMode": "sparkles"'), "panels/0/options/graphMode"),
        (('"id": [[ id ]],', '"id": [[ id ]]'), "line "),
    ],
)
def test_what_a_users_template_makes_wrong_is_found(tmp_path: Path, change: tuple[str, str], place: str) -> None:
    _own_stat(tmp_path, *change)
    found = of_text(own=tmp_path).problems()
    assert {one.file for one in found} == {f"{FOLDER}/boards/{name}.json" for name in GENERIC if name != "customer"}
    assert any(one.place.startswith(place) for one in found), found


def _own_stat(folder: Path, old: str, new: str) -> None:
    """The template of stats with a change, in a user's own folder."""
    ours = (ROOT / "templates" / "grafana" / "panels" / "stat.json").read_text("utf-8")
    own = folder / "grafana" / "panels"
    own.mkdir(parents=True)
    (own / "stat.json").write_text(ours.replace(old, new), encoding="utf-8")


def test_the_inventory_lists_boards_and_panels() -> None:
    shop = drawn(SHOP)
    listed = items(shop.boards, FOLDER)
    assert [one.name for one in listed if one.kind == "dashboard"] == [board.uid for board in shop.boards]
    first = next(one for one in listed if one.kind == "panel")
    assert (first.name, first.file, first.means) == (
        "nines-shop-portfolio/1",
        f"{FOLDER}/boards/portfolio.json",
        "Objectives spent",
    )
    acme = next(one for one in listed if one.name == "nines-shop-customer-acme")
    assert (acme.of, str(acme.origin).partition(":")[0]) == ("acme", "customers.nines")
    assert all(one.origin is not None for one in listed)


def test_provisioning_finds_each_folder_once() -> None:
    provider = yaml.safe_load(drawn(SHOP).text("provisioning/nines.yaml"))
    folders = {one["options"]["path"].rpartition("/")[2] for one in provider["providers"]}
    written = {one.path.split("/")[1] for one in drawn(SHOP).artifacts if one.path.endswith(".json")}
    assert folders == written == {"boards", "calls", "customers"}
    for one in provider["providers"]:
        assert (one["allowUiUpdates"], one["disableDeletion"]) == (False, False)
        assert one["options"]["foldersFromFilesStructure"] is False
        assert one["folderUid"]


def test_customers_share_all_panels_that_ask() -> None:
    """Drawing panels is most of the work, and there may be a thousand customers."""

    def asking(customers: int) -> int:
        text = 'sla s "S" { version "1" effective 2026-01-01 }\n'
        text += "\n".join(f'customer c{n} "Customer {n}" {{ sla s }}' for n in range(customers))
        drawn_boards = Drawn(compile_text(text).contract).boards
        assert len(drawn_boards) == 5 + 2 * customers
        return len({id(panel) for board in drawn_boards for panel in board.panels if not isinstance(panel, Text)})

    assert asking(20) == asking(2)


def test_the_labels_of_recorded_series_are_followed_through_the_rules() -> None:
    borne = borne_labels(drawn(SHOP).rules)
    assert borne["nines:objective"] == frozenset({"environment", "nines", "service", "indicator", "objective"})
    of_promise = {"environment", "nines", "sla", "customer", "promise", "service", "indicator"}
    assert borne["nines:promise_state"] == frozenset(of_promise)
    state = borne["nines:state"]
    assert state is not None
    assert "tenant" in state, "webhooks-each is judged by tenant"
    assert "half" not in state


def test_groups_of_any_name_have_boards() -> None:
    """Grafana asks for the values of plain labels alone; a label of another name still parts the groups."""
    text = """
    service a {
      sli ok {
        bad errors_total{job="a"}
        of  requests_total{job="a"}
        per "shop.product", tenant
      }
      slo ok 99% over 30d each "shop.product", tenant
    }
    """
    made = produce(compile_text(text, project="project {\n  target prometheus 3.5\n}\n"), None)
    assert [finding.headline for finding in made.faults] == []
    board = next(json.loads(file.body) for file in made.artifacts if file.path.endswith("objective.json"))
    variables = {variable["name"] for variable in board["templating"]["list"]}
    assert "tenant" in variables
    assert not [name for name in variables if "product" in name]
