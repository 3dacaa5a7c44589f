"""The pages of all codes: each says what is so, for its `bad` has the finding and its `good` has not."""

from __future__ import annotations

import pkgutil
import re

import pytest

import nines.check.rules
from nines.check import examples
from nines.check.allowances import PAGES as ALLOWANCES
from nines.check.pages import all_pages, page_of
from nines.check.rules import all_rules
from nines.contract import base_codes
from nines.diagnostics.model import Report, Severity
from nines.diagnostics.pages import Page
from nines.format import format_text
from nines.manual import render
from nines.source import Source
from tests.check.literate import check_texts
from tests.support.tools import ROOT

PAGES = all_pages()
OF_CHECKS = [*(rule.page for rule in all_rules()), *ALLOWANCES]

CANNOT_BE_SHOWN = {
    "N0641": "it is found beside Alertmanager, by `nines check --secrets`",
    "N0207": "it is found in a file that is not UTF-8, which no text is",
    **{page.code.id: "it is found in Alertmanager's file, by tests/alertmanager" for page in base_codes.PAGES},
}
"""Codes whose `bad` is no text that has them."""

BESIDE: dict[str, dict[str, str]] = {
    "N0203": {"project.nines": 'import "teams.nines"\nproject {\n}\n', "teams.nines": "team payments\n"},
}
"""What has to stand beside the `bad` of a page, by its code."""

NOTED = examples.agreement(
    after="""
    customer acme "ACME Retail" {
      sla   standard
      fee   subscription EUR 1_000 per month
      notes "notes/acme.md"
    }
    """
)
"""A customer whose notes are what a page shows."""

WORDED = examples.agreement(also='clauses "legal/own.md"')
"""An sla with own clauses, which are what a page shows."""

OF_CLAUSES = ("N0911", "N0912", "N0913", "N0914", "N0915", "N0916")

MARKED = 'provider "Fjordbase AS" {\n  logo "brand/logo.svg"\n}\n'
"""A provider with a logo, which is what a page shows."""

MAY_WARN = {"N0602", "N0604"}
"""What was accepted, and is no longer, is a warning as well."""

NAMES = {"N0204": "this.nines"}
"""What the file has to be called."""


def codes(page: Page, text: str) -> dict[str, Severity]:
    beside = BESIDE.get(page.code.id, {}) if text == page.bad else {}
    texts = {NAMES.get(page.code.id, "main.nines"): text, **beside}
    if page.language == "xml":
        texts = {"main.nines": MARKED, "brand/logo.svg": text}
    elif page.code.id in OF_CLAUSES:
        texts = {"main.nines": WORDED, "legal/own.md": text}
    elif page.language == "markdown":
        texts = {"main.nines": NOTED, "notes/acme.md": text}
    return {finding.code.id: finding.severity for finding in check_texts(texts).report}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code.id)
def test_bad_has_the_finding_and_good_has_not(page: Page) -> None:
    if page.code.id not in CANNOT_BE_SHOWN:
        assert page.code.id in codes(page, page.bad), "`bad` is not found"
    assert page.code.id not in codes(page, page.good), "`good` is found"


@pytest.mark.parametrize("page", OF_CHECKS, ids=lambda page: page.code.id)
def test_the_examples_of_a_rule_have_no_other_mistakes(page: Page) -> None:
    others = {code: severity for code, severity in codes(page, page.bad).items() if code != page.code.id}
    assert Severity.ERROR not in others.values(), others
    assert Severity.WARNING not in others.values() or page.code.id in MAY_WARN, others
    assert set(codes(page, page.good).values()) <= {Severity.NOTE}


@pytest.mark.parametrize("page", OF_CHECKS, ids=lambda page: page.code.id)
def test_the_examples_of_a_rule_are_laid_out_as_nines_fmt_does(page: Page) -> None:
    for text in (page.bad, page.good) if page.language == "nines" else ():
        assert format_text(Source("main.nines", text), Report()) == text


def test_ids_and_names_are_unique() -> None:
    assert len({page.code.id for page in PAGES}) == len(PAGES)
    assert len({page.code.name for page in PAGES}) == len(PAGES)
    assert page_of()["N0311"].code.name == "objective-out-of-range"


def test_ids_and_names_have_their_form() -> None:
    for page in PAGES:
        assert re.fullmatch(r"N\d{4}", page.code.id)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", page.code.name)
        assert not page.code.summary.endswith(".")


def test_every_rule_is_a_file_of_its_name_and_every_file_a_rule() -> None:
    files = sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(nines.check.rules.__path__))
    assert sorted(rule.page.code.name for rule in all_rules()) == files
    assert [rule.page.code.name for rule in all_rules()] == files, "the list is in the order of the names"


def test_errors_of_earlier_passes_cannot_be_allowed() -> None:
    before = {page.code.id for page in PAGES} - {page.code.id for page in OF_CHECKS}
    assert {page.code.id for page in PAGES if page.code.id in before and page.can_be_allowed} == {
        page.code.id for page in PAGES if page.code.id in before and page.code.severity is not Severity.ERROR
    }


def test_no_page_is_left_of_a_code_that_is_gone() -> None:
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "rules").glob("*.md")}
    assert there == set(render())
