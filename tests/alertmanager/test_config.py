"""The configuration as a whole: what the tools say of it, and that everything in it leads back to the specs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from syrupy.assertion import SnapshotAssertion

from nines.emit.alertmanager import alertmanager, items
from nines.plan.routes.model import RoutingPlan
from tests.alertmanager.build import BEAT, CHECKOUT, PAGER, Routed, amtool, routed, routed_contract, write
from tests.alertmanager.rules import plan_of
from tests.support.specs import ROOT, compile_folder
from tests.support.tools import ALERTMANAGER


@pytest.fixture(scope="module")
def shop() -> Routed:
    return routed_contract(compile_folder(ROOT / "specs" / "shop").contract)


@pytest.fixture(scope="module")
def small() -> Routed:
    office = "schedule office {\n  every mon..fri from 09:00 to 17:00 in Europe/Berlin\n  except 2026-12-25\n}\n"
    return routed(office, PAGER.replace("ticket to chat", "ticket to chat during office"), CHECKOUT, BEAT)


def test_it_looks_like_this(small: Routed, snapshot: SnapshotAssertion) -> None:
    assert small.config == snapshot


@pytest.mark.parametrize("generation", ALERTMANAGER)
def test_amtool_takes_it_without_a_warning(small: Routed, generation: str, tmp_path: Path) -> None:
    done = amtool(generation, "check-config", write(small, tmp_path))
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "1 templates" in said
    assert "warn" not in said.lower()
    assert "fail" not in said.lower()


def test_amtool_takes_the_web_shops_in_both_parsers(shop: Routed, tmp_path: Path) -> None:
    config = write(shop, tmp_path)
    for feature in ("", "utf8-strict-mode", "classic-mode"):
        done = amtool("0.33", f"--enable-feature={feature}", "check-config", config)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "suggestion" not in done.stdout + done.stderr


def test_each_thing_has_the_line_that_it_comes_from(shop: Routed) -> None:
    """Routes, receivers, rules and hours: a comment above each names a place of the specs."""
    lines = shop.config.splitlines()
    places = re.compile(r"\(([a-z-]+\.nines|std/[a-z]+):[0-9]+[,) ]")
    for at, line in enumerate(lines):
        if re.match(r"(- name: '|- source_matchers:)", line) or re.match(r" +- matchers:$", line):
            above: list[str] = []
            for before in reversed(lines[:at]):
                if not before.lstrip().startswith("#"):
                    break
                above.insert(0, before.strip("# "))
            assert places.search(" ".join(above)), (at + 1, line, above)


def test_the_inventory_has_everything_with_its_origin(shop: Routed) -> None:
    found = list(items(shop.plan, "alertmanager"))
    config = yaml.safe_load(shop.config)
    by_kind = {kind: [item.name for item in found if item.kind == kind] for kind in {item.kind for item in found}}
    assert by_kind["receiver"] == [receiver["name"] for receiver in config["receivers"]]
    assert by_kind["time-interval"] == [interval["name"] for interval in config["time_intervals"]]
    assert len(by_kind["inhibition"]) == len(config["inhibit_rules"])
    assert len(by_kind["route"]) == len(set(by_kind["route"])) == shop.config.count("receiver: '")
    assert by_kind["template"] == ["message", "chat", "pager", "mail", "customer"]
    assert all(item.origin is not None for item in found if item.kind != "template")
    files = {artifact.path for artifact in shop.artifacts}
    assert {item.file for item in found} == files


def test_names_are_the_bundles(shop: Routed) -> None:
    config = yaml.safe_load(shop.config)
    for item in (*config["receivers"], *config["time_intervals"]):
        assert item["name"].startswith("nines-shop-")
    assert config["route"]["routes"][0]["matchers"] == ['nines="shop"']
    assert config["templates"] == ["templates/nines-shop-*.tmpl"]


def test_the_same_specs_give_the_same_bytes(shop: Routed) -> None:
    again = routed_contract(compile_folder(ROOT / "specs" / "shop").contract)
    assert [artifact.content for artifact in again.artifacts] == [artifact.content for artifact in shop.artifacts]


def test_only_templates_that_are_used_are_written() -> None:
    team = "team shop {\n  page to it\n  ticket to it\n}\n"
    webhook = 'receiver it webhook {\n  url "https://hook.example/"\n}\n'
    assert [item.path for item in routed(webhook, team, CHECKOUT, BEAT).artifacts] == ["alertmanager/alertmanager.yaml"]
    assert "templates:" not in routed(webhook, team, CHECKOUT, BEAT).config
    telegram = 'receiver it telegram {\n  token file "/t"\n  chat "1"\n}\n'
    assert [item.path for item in routed(telegram, team, CHECKOUT, BEAT).artifacts] == [
        "alertmanager/alertmanager.yaml",
        "alertmanager/templates/nines-shop-message.tmpl",
    ]


def test_a_users_template_takes_the_place_of_ours(small: Routed, tmp_path: Path) -> None:
    own = tmp_path / "alertmanager"
    own.mkdir()
    (own / "receiver.yaml").write_text("- name: [[ name ]] # ours\n", encoding="utf-8")
    config = alertmanager(small.plan, "alertmanager", tmp_path)[0].text
    assert "- name: 'nines-shop-pager' # ours" in config


@pytest.mark.parametrize("title", ["Käse & Ko: #1 'quoted' \"twice\"", "{{ .Nope }} [[ x ]] \\", "ends with #", "雪☃"])
def test_titles_of_any_kind_stay_texts(title: str, tmp_path: Path) -> None:
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    made = routed(PAGER.replace('"The shop"', f'"{quoted}"'), CHECKOUT, BEAT)
    for generation in ALERTMANAGER:
        done = amtool(generation, "check-config", write(made, tmp_path))
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("bundle", ["my shop", 'a"b', "{{x}}", "it's", "back\\slash", "ünicode"])
def test_a_bundle_called_after_any_folder_works(bundle: str, tmp_path: Path) -> None:
    from nines.record import replace

    contract = routed(PAGER, CHECKOUT, BEAT, of_rules=plan_of).contract
    contract = replace(contract, project=replace(contract.project, bundle=bundle))
    made = routed_contract(contract, plan_of)
    for generation in ALERTMANAGER:
        config = write(made, tmp_path)
        done = amtool(generation, "check-config", config)
        assert done.returncode == 0, done.stdout + done.stderr
        title = next(line for line in made.config.splitlines() if "title: " in line).partition(": ")[2]
        shown = amtool(
            generation,
            *("template", "render", f"--template.glob={tmp_path}/alertmanager/templates/*.tmpl"),
            f"--template.text={yaml.safe_load(title)}",
        )
        assert shown.returncode == 0, shown.stderr


def test_the_routes_of_two_hundred_objectives_are_planned_at_once() -> None:
    from tests.support.measure import best_of

    team = PAGER + BEAT
    services = "".join(
        f"service s{at} {{\n  owner shop\n"
        + (f"  depends on s{at - 1}\n" if at else "")
        + "".join(f"  sli o{n} {{\n    bad b{n}_total{{}}\n    of t{n}_total{{}}\n  }}\n" for n in range(5))
        + "".join(f"  slo o{n} 99% over 30d\n" for n in range(5))
        + "}\n"
        for at in range(40)
    )
    made = routed(team, services, of_rules=plan_of)
    plan = plan_of(made.contract)

    def again() -> RoutingPlan | None:
        from nines.plan.routes.build import plan_routes

        return plan_routes(made.contract, plan)

    assert best_of(2, again) < 2
