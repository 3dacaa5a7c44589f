"""The guide shows what the command prints."""

from __future__ import annotations

import re
from pathlib import Path

from tests.scenario.test_command import run
from tests.support.tools import ROOT

GUIDE = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
TIME = re.compile(r" *\d+\.\ds$", re.MULTILINE)


def test_the_guide_shows_what_the_command_prints(tmp_path: Path) -> None:
    blocks: dict[str, str] = dict(BLOCK.findall(GUIDE))
    (tmp_path / "shop.nines").write_text(blocks["nines"], encoding="utf-8")
    (tmp_path / "project.nines").write_text("project {\n  bundle   shop\n  evaluate every 30s\n}\n", encoding="utf-8")
    printed = run(tmp_path).stdout
    assert TIME.sub("", printed.strip()) == TIME.sub("", blocks["text"].strip())
