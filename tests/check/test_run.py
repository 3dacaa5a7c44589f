"""The check pass as a whole: what it leaves alone, what it never shows, and that no text makes it fail."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

import pytest

from nines.check.run import check
from nines.contract.build import build
from nines.diagnostics.github import commands
from nines.diagnostics.machine import to_json
from nines.diagnostics.model import Report, Severity
from nines.diagnostics.sarif import to_sarif
from nines.diagnostics.text import render_all
from nines.program.load import load
from nines.program.scope import Scope
from tests.check.literate import check_texts
from tests.support.specs import TODAY, Texts, compile_folder
from tests.support.tools import ROOT

SHOP = ROOT / "specs" / "shop"
EXAMPLES = sorted((ROOT / "specs" / "examples").glob("*.nines"))
TOKEN = "ghp_" + "0123456789abcdefghij" + "ABCDEFGHIJ012345"
SECRETS = f"""
receiver chat slack {{
  url "https://hooks.chat.example/in/S3CR3T-4DDR355"
}}
receiver pager pagerduty {{
  key "K3Y-0F-TH3-P4G3R"
}}
# {TOKEN}
team web {{
  page   to pager
  ticket to chat
}}
service blog {{
  owner web
  dashboard "https://admin:P4SSW0RD@grafana.blog.example/d/blog"
}}
"""


def texts_of(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.nines"))}


def test_the_shop_has_neither_errors_nor_warnings() -> None:
    found = [finding for finding in compile_folder(SHOP).report if finding.severity is not Severity.NOTE]
    assert [f"{finding.primary.span} {finding.code.id} {finding.headline}" for finding in found] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_have_nothing_at_all(path: Path) -> None:
    checked = check_texts({path.name: path.read_text("utf-8")})
    assert [f"{finding.primary.span} {finding.code.id} {finding.headline}" for finding in checked.report] == []


def test_the_report_of_earlier_passes_is_left_as_it_is() -> None:
    report = Report()
    texts = {"main.nines": "service blog {\n  ownr web\n  depends on blog\n}\nteam web\n"}
    program = load(("main.nines",), Texts(texts), report, project=None, whole=True)
    scope = Scope(program, report)
    contract = build(program, scope, report, "shop", TODAY)
    before = tuple(report)
    checked = check(contract, program, scope, report, TODAY)
    assert tuple(report) == before
    assert set(before) < set(checked.report)
    assert [finding.code.id for finding in checked.report] == ["N0101", "N0351"]


def test_two_runs_find_the_same_in_the_same_order() -> None:
    text = (ROOT / "specs" / "mistakes" / "mistakes.nines").read_text("utf-8")
    first, second = (check_texts({"mistakes.nines": text}).report for _ in range(2))
    assert render_all(first, width=100, color=False) == render_all(second, width=100, color=False)


def test_what_is_allowed_is_kept_apart_with_its_reason() -> None:
    spec = 'service blog {\n  allow N0351 because "they start together" until 2026-12-31\n  depends on blog\n}\n'
    checked = check_texts({"main.nines": spec})
    assert list(checked.report) == []
    [allowed] = checked.allowed
    assert allowed.finding.code.id == "N0351"
    assert (allowed.because, allowed.until) == ("they start together", datetime.date(2026, 12, 31))
    assert allowed.span.text == 'allow N0351 because "they start together" until 2026-12-31'


def test_no_form_of_a_finding_shows_a_secret() -> None:
    report = check_texts({"main.nines": SECRETS}).report
    assert [finding.code.id for finding in report] == ["N0611", "N0611", "N0612", "N0612"]
    shown = [
        render_all(report, width=200, color=False),
        to_json(report),
        to_sarif(report, version="0"),
        commands(report),
    ]
    for form in shown:
        for secret in ("S3CR3T-4DDR355", "K3Y-0F-TH3-P4G3R", TOKEN, "P4SSW0RD"):
            assert secret not in form
    assert all("secret" in form or "password" in form for form in shown)


def test_a_secret_can_be_allowed_where_it_stands() -> None:
    spec = """
    receiver chat slack {
      allow N0611 because "a test server" until 2026-12-31
      url "https://hooks.chat.example/in/x"
    }
    """
    checked = check_texts({"main.nines": spec}, whole=False)
    assert list(checked.report) == []
    assert [allowed.finding.code.id for allowed in checked.allowed] == ["N0611"]


@pytest.mark.parametrize("seed", range(20))
def test_no_text_makes_it_fail(seed: int) -> None:
    """Specs with lines left out, doubled, exchanged and cut short: findings, never an exception."""
    chance = random.Random(seed)
    texts = texts_of(SHOP)
    for name, text in texts.items():
        lines = text.split("\n")
        for _ in range(chance.randrange(1, 6)):
            at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
            match chance.randrange(4):
                case 0:
                    del lines[at]
                case 1:
                    lines.insert(at, lines[other])
                case 2:
                    lines[at], lines[other] = lines[other], lines[at]
                case _:
                    lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
        texts[name] = "\n".join(lines)
    imports = "".join(f'import "{name}"\n' for name in texts if name != "project.nines")
    report = check_texts({"main.nines": imports, **texts}).report
    assert render_all(report, width=100, color=False)
