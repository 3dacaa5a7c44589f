"""The Markdown files beside this one: specs that say what is to be found in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from nines.check.rules import all_rules
from nines.diagnostics.pages import Page
from tests.check.literate import Case, cases, differences

CASES = cases(Path(__file__).parent)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_expected_is_found_and_nothing_else(case: Case) -> None:
    assert differences(case) == []


@pytest.mark.parametrize("page", [rule.page for rule in all_rules()], ids=lambda page: page.code.id)
def test_each_rule_has_a_file_of_its_name_that_finds_it(page: Page) -> None:
    own = [case for case in CASES if case.file == f"{page.code.name}.md"]
    found = [expected for case in own for expected in case.expected if expected.code == page.code.id]
    assert found, f"tests/check/{page.code.name}.md has no case that finds {page.code.id}"


def test_a_case_can_fail() -> None:
    """What is missing, extra, elsewhere or said otherwise is a difference."""
    spec = "service blog {\n  sli up {\n    up up{}\n  }\n  slo up 100% over 30d%s\n}\n"
    right = "  # error[N0311]: leaves no error budget | spends it all"
    assert differences(Case("x.md", "right", {"main.nines": spec.replace("%s", right, 1)})) == []
    for wrong in (
        "",
        "  # error[N0312]: leaves no error budget",
        "  # warning[N0311]: leaves no error budget",
        "  # error[N0311]: leaves no budget at all",
        "  # error[N0311]: leaves no error budget | nothing of the kind",
        "\n  #      ^^^ error[N0311]: leaves no error budget",
        f"{right}\n{right}",
        f'\n  label a "b"{right}',
    ):
        assert differences(Case("x.md", wrong, {"main.nines": spec.replace("%s", wrong, 1)})), wrong
