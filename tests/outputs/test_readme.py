"""The README says what is true: its spec compiles and is laid out, its files and pictures are there."""

from __future__ import annotations

import re

from nines.diagnostics.model import Report
from nines.format import format_text
from nines.source import Source
from tests.support.specs import ROOT, compile_text

README = (ROOT / "README.md").read_text("utf-8")


def test_its_spec_has_no_mistake_and_is_laid_out() -> None:
    (spec,) = re.findall(r"```nines\n(.*?)```", README, re.DOTALL)
    assert [finding.headline for finding in compile_text(spec).report] == []
    assert format_text(Source("readme.nines", spec), Report()) == spec
    assert len(spec.splitlines()) <= 35


def test_its_links_lead_to_files() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if not link.startswith("http")]
    assert len(links) > 5
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_its_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert f"\n{target}:" in makefile
