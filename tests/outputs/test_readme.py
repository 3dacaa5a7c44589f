"""The README says what is true: its spec compiles and is laid out, its files and pictures are there."""

from __future__ import annotations

import re

from nines.diagnostics.model import Report
from nines.diagnostics.text import render
from nines.driver import Inputs, analyse
from nines.format import format_text
from nines.source import Source
from tests.support.specs import ROOT, TODAY, Texts, compile_text

README = (ROOT / "README.md").read_text("utf-8")


def test_its_spec_has_no_mistake_and_is_laid_out() -> None:
    (spec,) = re.findall(r"```nines\n(.*?)```", README, re.DOTALL)
    assert [finding.headline for finding in compile_text(spec).report] == []
    assert format_text(Source("readme.nines", spec), Report()) == spec
    assert len(spec.splitlines()) <= 35


def test_its_finding_is_what_the_compiler_says_of_a_looser_objective() -> None:
    (spec,) = re.findall(r"```nines\n(.*?)```", README, re.DOTALL)
    service, sla = spec.replace("99.97%", "99.5%").split("\n\n", 1)
    texts = {"shop/checkout.nines": service + "\n", "shop/sla.nines": f'import "checkout.nines"\n\n{sla}'}
    report = analyse(Inputs(("shop/sla.nines",), Texts(texts)), TODAY).report
    (shown,) = re.findall(r"```text\n(.*?)```", README, re.DOTALL)
    assert [render(finding, width=120, color=False) for finding in report] == [shown.rstrip("\n")]


def test_its_links_lead_to_files() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if not link.startswith("http")]
    assert len(links) > 5
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_its_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert f"\n{target}:" in makefile
