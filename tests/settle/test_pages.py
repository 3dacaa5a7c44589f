"""The pages of what settling says: the numbers of `bad` have the finding, and those of `good` have not."""

from __future__ import annotations

import pytest

from nines.diagnostics.model import Report
from nines.diagnostics.pages import Page
from nines.settle.codes import PAGES
from nines.settle.ledger import read_ledger
from nines.source import Source
from tests.settle.support import SERVICE, run
from tests.support.specs import compile_text

SPEC = """\
sla standard "SLA" {
  version "1.0" effective 2026-01-01
  period calendar month in UTC
  base subscription, support per month of the period missed
  promise availability of api.availability at least 99.9% {
    measure share of good events
    credit 10% when missed
  }
  partial period only existing time counts
  round measured never
  round money half-even to EUR 0.01
  no traffic left out
  monitor outage left out
  cap credits 30% per period, rest lapses
  claim automatic
}
customer skagen "Skagen" {
  sla standard
  fee subscription EUR 800 per month
  fee support EUR 90 per month
}
"""
TABULAR = [page for page in PAGES if page.language == "csv"]


def found(text: str) -> set[str]:
    head = text.partition("\n")[0]
    table = "fees" if head.startswith("fee") else "slices" if head.startswith("start") else "totals"
    tables = {table: text}
    if table == "fees":
        tables["totals"] = "good,total\n1,2\n"
    made = compile_text(SERVICE + SPEC).contract
    return {finding.code.id for finding in run(made, "2026-09", (), **tables)[1]}


@pytest.mark.parametrize("page", TABULAR, ids=lambda page: page.code.id)
def test_bad_has_the_finding_and_good_has_none(page: Page) -> None:
    assert found(page.bad) == {page.code.id}
    assert found(page.good) == set()


def test_the_ledger_of_the_page_is_broken() -> None:
    [page] = [page for page in PAGES if page.language == "json"]
    report = Report()
    assert read_ledger(Source("l.jsonl", page.bad), report) is None
    assert [finding.code for finding in report] == [page.code]
    assert read_ledger(Source("l.jsonl", page.good), Report()) is not None


def test_each_page_has_two_examples() -> None:
    assert all(page.bad != page.good for page in PAGES)
