"""The projects of specs/delivery: without a finding, and each writes what its first line says."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from nines.cli.files import select
from nines.driver import Built, analyse, produce
from tests.alertmanager.build import amtool
from tests.delivery.operator import Loader
from tests.support.specs import ROOT, TODAY, findings
from tests.support.tools import ALERTMANAGER

FOLDER = ROOT / "specs" / "delivery"
PROJECTS = sorted(path.parent.name for path in FOLDER.glob("*/project.nines"))


def built(name: str) -> Built:
    compiled = analyse(select((str(FOLDER / name),)).inputs, TODAY)
    assert findings(compiled) == []
    made = produce(compiled, None)
    assert made.faults == ()
    return made


def kinds(made: Built) -> set[str]:
    """What objects there are."""
    found = set()
    for artifact in made.artifacts:
        if artifact.path.endswith((".yaml", ".json")) and artifact.kind not in ("alertmanager", "inventory"):
            found |= {str(one.get("kind")) for one in yaml.load_all(artifact.text, Loader=Loader)}
    return found


def test_there_is_one_for_each_form() -> None:
    assert PROJECTS == ["git-sync", "kubernetes", "merged"]
    assert kinds(built("kubernetes")) == {"AlertmanagerConfig", "ConfigMap", "PrometheusRule"}
    assert {"Dashboard", "Folder"} <= kinds(built("git-sync"))


@pytest.mark.parametrize("generation", ALERTMANAGER)
def test_the_merged_file_is_one_that_alertmanager_takes(generation: str, tmp_path: Path) -> None:
    made = built("merged")
    for artifact in made.artifacts:
        if artifact.kind.startswith("alertmanager"):
            path = tmp_path / artifact.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(artifact.text, encoding="utf-8")
    done = amtool(generation, "check-config", tmp_path / "alertmanager" / "alertmanager.yaml")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", PROJECTS)
def test_their_specs_are_laid_out(name: str) -> None:
    from nines.diagnostics.model import Report
    from nines.format import format_text
    from nines.source import Source

    for path in sorted((FOLDER / name).glob("*.nines")):
        text = path.read_text("utf-8")
        assert format_text(Source(path.name, text), Report()) == text
