"""What is built is taken by the real tools of both generations, every lint fatal; what is committed is fresh."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest

import nines
from nines.api import Result
from tests.support.specs import ROOT
from tests.support.tools import ALERTMANAGER, PROMETHEUS, tool

SPECS = [
    ROOT / "specs" / "shop",
    ROOT / "specs" / "library",
    ROOT / "compiler" / "nines" / "first",
    *sorted((ROOT / "specs" / "examples").glob("*.nines")),
]
INVENTORY = json.loads((ROOT / "grammar" / "inventory.schema.json").read_text("utf-8"))


def compiled(path: Path, tmp_path: Path) -> Result:
    """A spec compiled; the first project of `nines init` with its blanks filled in."""
    if path.name == "first":
        for file in path.glob("*.nines"):
            text = file.read_text("utf-8").replace("@bundle@", "shop").replace("@zone@", "Europe/Berlin")
            (tmp_path / file.name).write_text(text, "utf-8")
        path = tmp_path
    result = nines.compile(path)
    assert result.ok, [finding.headline for finding in result.findings]
    return result


def written(result: Result, folder: Path) -> None:
    for artifact in result.artifacts:
        target = folder / artifact.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(artifact.content)


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_promtool_and_amtool_take_what_is_built(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    written(compiled(path, tmp_path), out)
    rules = sorted((out / "rules").glob("*.yaml"))
    assert rules
    for generation in PROMETHEUS:
        command = [str(tool("promtool", generation)), "check", "rules", "--lint=all", "--lint-fatal", *map(str, rules)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    for config in sorted(out.glob("alertmanager/*.yaml")):
        for generation in ALERTMANAGER:
            command = [str(tool("amtool", generation)), "check-config", str(config)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_the_inventory_names_files_that_are_there_and_lines_that_exist(path: Path, tmp_path: Path) -> None:
    result = compiled(path, tmp_path)
    files = {artifact.path: artifact.text for artifact in result.artifacts}
    inventory = json.loads(files["inventory.json"])
    jsonschema.validate(inventory, INVENTORY)
    assert {item["file"] for item in inventory["items"]} <= set(files)
    for item in result.inventory:
        if item.origin is not None:
            assert item.origin.source.text or item.origin.start == 0
            assert item.origin.end <= len(item.origin.source.text)


def test_the_shops_committed_outputs_are_fresh() -> None:
    result = nines.compile(ROOT / "specs" / "shop")
    out = ROOT / "specs" / "shop" / "out"
    committed = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    committed.pop(".nines-manifest.json")
    made = {artifact.path: artifact.content for artifact in result.artifacts}
    stale = sorted(path for path in made.keys() | committed.keys() if made.get(path) != committed.get(path))
    assert stale == [], "run `make generate` and commit what it writes"


def test_every_rule_and_every_file_leads_back_to_a_spec_line() -> None:
    result = nines.compile(ROOT / "specs" / "shop")
    kinds = {item.kind for item in result.inventory}
    assert {"series", "alert", "dashboard", "panel", "receiver", "route", "clause"} <= kinds
    for kind in ("alert", "receiver", "clause"):
        items = [item for item in result.inventory if item.kind == kind]
        assert sum(item.origin is not None for item in items) >= len(items) - 12, kind
