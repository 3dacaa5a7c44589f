"""Rules that are not asked, since no statement is there that they speak of, would have found nothing."""

from __future__ import annotations

import pytest

from nines.check import run
from nines.check.pages import all_pages
from nines.check.rules import all_rules, rules_of
from nines.diagnostics.pages import Page
from nines.language.table import entries
from tests.support.specs import ROOT, compile_folder, compile_text, findings


@pytest.mark.parametrize("page", all_pages(), ids=lambda page: page.code.id)
def test_all_rules_find_what_those_that_are_asked_find(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [findings(compile_text(spec)) for spec in (page.bad, page.good)]
    monkeypatch.setattr(run, "rules_of", lambda _: all_rules())
    assert [findings(compile_text(spec)) for spec in (page.bad, page.good)] == found


@pytest.mark.parametrize("folder", ["examples", "library", "mistakes", "shop"])
def test_they_do_so_in_whole_projects(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = findings(compile_folder(ROOT / "specs" / folder))
    monkeypatch.setattr(run, "rules_of", lambda _: all_rules())
    assert findings(compile_folder(ROOT / "specs" / folder)) == found


def test_few_rules_are_asked_of_a_small_spec_and_all_of_one_that_says_everything() -> None:
    named = [(entry.node.__module__.rpartition(".")[2], entry.node.__name__) for entry in entries()]
    everything = {module for module, _ in named} | {f"{module}.{name}" for module, name in named}
    assert rules_of(everything) == all_rules()
    small = {"service", "service.Service", "indicator", "indicator.Sli", "indicator.Part", "objective", "objective.Slo"}
    assert small < everything
    assert len(rules_of(small)) < len(all_rules()) * 0.3
