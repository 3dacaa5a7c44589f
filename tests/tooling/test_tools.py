"""The real tools are there in every generation, and what they refuse is reported."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.support import tools
from tests.support.tools import RELEASES, Release, ToolMissingError, tool
from tests.tools import prove

RULES = """
groups:
  - name: shop
    rules:
      - record: slo:state
        expr: vector(1)
"""

ALERTMANAGER = """
route:
  receiver: nobody
receivers:
  - name: nobody
"""


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "rules.yml").write_text(RULES, encoding="utf-8")
    (tmp_path / "alertmanager.yml").write_text(ALERTMANAGER, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("release", "program"),
    [
        pytest.param(release, program, id=f"{program}-{release.generation}")
        for release in RELEASES
        for program, _ in release.programs
    ],
)
def test_each_program_runs_and_is_of_its_generation(release: Release, program: str) -> None:
    done = subprocess.run([tool(program, release.generation), "--version"], capture_output=True, text=True, check=True)
    match = re.search(r"version (\d+)\.(\d+)", done.stdout + done.stderr)
    assert match is not None
    assert release.at_least <= (int(match[1]), int(match[2])) < release.below


def test_the_browser_runs() -> None:
    done = subprocess.run([tool("chromium"), "--version"], capture_output=True, text=True, check=True)
    assert re.search(r"(Chromium|Chrome) \d+", done.stdout)


def test_a_generation_that_is_not_kept_is_named_with_those_that_are() -> None:
    with pytest.raises(LookupError, match="no `promtool` of generation `1` is kept; there are chromium, prometheus 2"):
        tool("promtool", "1")


def test_a_tool_that_was_not_fetched_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "TOOLS", tools.ROOT / "no-such-folder")
    with pytest.raises(ToolMissingError, match="run `make tools` to fetch it"):
        tool("promtool", "3")


def test_all_generations_accept_what_is_right(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert prove.main([str(built)]) == 0
    said = capsys.readouterr().out
    assert len(re.findall(r"^  ok +promtool [23]\.\d+\.\d+ accepts 1 rule file, every lint fatal$", said, re.M)) == 2
    assert len(re.findall(r"^  ok +amtool 0\.\d+\.\d+ accepts the Alertmanager configuration$", said, re.M)) == 2


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        ("rules.yml", "vector(1)", "vector(", "parse error"),
        ("rules.yml", RULES, RULES + RULES.partition("rules:\n")[2], "duplicate"),
        ("alertmanager.yml", "receiver: nobody", "receiver: somebody", "undefined receiver"),
    ],
)
def test_a_refusal_fails_and_tells_why(
    built: Path, capsys: pytest.CaptureFixture[str], name: str, old: str, new: str, reason: str
) -> None:
    path = built / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert prove.main([str(built)]) == 1
    said = capsys.readouterr().out
    assert "  FAILED  " in said
    assert reason in said


def test_a_folder_with_nothing_to_prove_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert prove.main([str(tmp_path)]) == 1
    assert "holds 0 rule files and 0 Alertmanager files" in capsys.readouterr().err
