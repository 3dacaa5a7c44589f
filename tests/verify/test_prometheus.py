from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nines.emit.artifact import Artifact
from nines.emit.prometheus import rule_files
from nines.record import replace
from nines.verify.prometheus import verify_rules
from nines.verify.promtool import check_rules
from tests.plan.planning import SLI, plan_of, shop
from tests.support.tools import PROMETHEUS, tool

PLAN = plan_of(f"service a {{{SLI}  slo ok 99.9% over 30d\n}}\n")
FILES = rule_files(PLAN, "rules", None)


def test_what_we_write_is_what_we_planned() -> None:
    assert verify_rules(shop(), rule_files(shop(), "rules", None), "rules") == ()
    assert verify_rules(PLAN, FILES, "rules") == ()


def changed(change: Callable[[str], str]) -> list[str]:
    broken = tuple(replace(file, body=change(file.text)) if file.path == "rules/a.yaml" else file for file in FILES)
    found = verify_rules(PLAN, broken, "rules")
    assert all(finding.code.id == "N0901" for finding in found)
    return [finding.headline for finding in found]


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("0.999 * max", "0.99 * max", "the expression of `nines:objective` is not the planned one"),
        ("vector(1)", "vector(", "the expression of `nines:objective_info` is not the planned one"),
        ("interval: 30s", "interval: 1m", "is not evaluated every 30s"),
        ('name: "nines: a"', 'name: "nines: b"', "the groups are not `nines: a`, `nines: a: long windows`"),
        ("groups:", "group:", "there must be `groups`, and nothing else"),
        ("groups:", "groups: [", "the YAML cannot be read"),
        ('severity: "page"', 'severity: "ticket"', "the rule `ErrorBudgetBurn` says"),
        ("summary: ", "text: ", "the rule `ErrorBudgetBurn` says"),
    ],
)
def test_a_template_that_changes_the_meaning_is_found_out(old: str, new: str, text: str) -> None:
    assert any(text in headline for headline in changed(lambda whole: whole.replace(old, new, 1)))


def test_another_layout_of_an_expression_is_the_same_expression() -> None:
    assert "0.999 * max" in FILES[0].text
    assert changed(lambda text: text.replace("0.999 * max", "(0.9990)\n           * max")) == []


def test_a_rule_that_is_left_out_is_missed() -> None:
    def without_first(text: str) -> str:
        start = text.index("      - record")
        return text[:start] + text[text.index("      - record", start + 1) :]

    planned = len(PLAN.files[0].groups[0].rules)
    assert changed(without_first) == [f"in `rules/a.yaml`, the group `nines: a` has {planned - 1} rules, not {planned}"]


def test_files_that_lack_and_files_too_many_are_found() -> None:
    extra = Artifact("rules/z.yaml", "groups: []\n", "rules")
    found = verify_rules(PLAN, (*FILES[1:], extra), "rules")
    assert [finding.headline for finding in found] == [
        "in `rules/a.yaml`, the file is missing",
        "in `rules/z.yaml`, the file was not planned",
    ]


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_promtool_has_nothing_against_the_web_shop(generation: str, tmp_path: Path) -> None:
    paths = []
    for file in rule_files(shop(), "rules", None):
        path = tmp_path / Path(file.path).name
        path.write_text(file.text, encoding="utf-8")
        paths.append(path)
    assert check_rules(tool("promtool", generation), paths) == ""


def test_what_promtool_has_against_a_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("groups:\n  - name: a\n    rules:\n      - record: a:b\n        expr: sum(\n", encoding="utf-8")
    assert "bad.yaml" in check_rules(tool("promtool", "3"), [path])
