"""Versions of an agreement: who has which, what holds when, what is written and what is settled."""

from __future__ import annotations

import datetime

import pytest

from nines.diagnostics.model import Report
from nines.driver import Compiled
from nines.plan.documents.build import documents
from nines.settle.book import labels_of, settle_book, zones_of
from nines.settle.reading import File, read_measured
from nines.source import Source
from tests.settle.support import credit
from tests.support.specs import compile_text

SPEC = """
service api "API" {
  sli availability {
    bad http_requests_total{job="api", code=~"5.."}
    of  http_requests_total{job="api"}
  }
  slo availability 99.97% over calendar month in Europe/Berlin
}
blueprint terms {
  covers         api
  period         calendar month in Europe/Berlin
  base           subscription per month of the period missed
  no traffic     left out
  monitor outage left out
  partial period only existing time counts
  round          measured never
  round          money half-even to EUR 0.01
  cap            credits 100% per period, rest lapses
  claim          automatic
}
sla standard "Standard" {
  use terms
  version "2.0" effective 2026-07-01
  promise up of api.availability at least 99.9% {
    measure share of good events
    credit  20% when missed
  }
}
sla standard "Standard" {
  use terms
  version "1.0" effective 2026-01-01
  promise up of api.availability at least 99.8% {
    measure share of good events
    credit  10% when missed
  }
}
customer stays "Stays with the first" {
  sla standard "1.0"
  fee subscription EUR 1_000 per month
}
customer goes "Goes along" {
  sla standard
  fee subscription EUR 1_000 per month
}
"""


def compiled(day: str) -> Compiled:
    found = compile_text(SPEC, datetime.date.fromisoformat(day))
    assert [finding.headline for finding in found.report if finding.code.id < "N0300"] == []
    return found


def held(day: str) -> dict[str, str | None]:
    return {customer.name: customer.agreement.version for customer in compiled(day).contract.customers}


@pytest.mark.parametrize(
    ("day", "of_goes"),
    [("2025-12-01", "1.0"), ("2026-01-01", "1.0"), ("2026-06-30", "1.0"), ("2026-07-01", "2.0"), ("2030-01-01", "2.0")],
)
def test_a_customer_goes_along_unless_it_names_a_version(day: str, of_goes: str) -> None:
    assert held(day) == {"stays": "1.0", "goes": of_goes}


@pytest.mark.parametrize("today", ["2026-03-01", "2027-03-01"])
@pytest.mark.parametrize(
    ("period", "credits"),
    [
        ("2026-06", {"stays": 0, "goes": 0}),
        ("2026-07", {"stays": 0, "goes": 200}),
        ("2026-12", {"stays": 0, "goes": 200}),
    ],
)
def test_a_period_is_settled_by_the_version_of_its_first_day(
    today: str,
    period: str,
    credits: dict[str, int],  # noqa: A002 - what they are called
) -> None:
    """99.85 % keeps 99.8 % and misses 99.9 %; on which day somebody settles is of no matter."""
    report = Report()
    contract = compiled(today).contract
    table = "customer,good,total\nstays,9985,10000\ngoes,9985,10000\n"
    measured = read_measured(
        [File(Source("totals.csv", table), "totals")], labels_of(contract), zones_of(contract), report
    )
    assert measured is not None
    settled = settle_book(contract, period, measured, (), (), report)
    assert [finding.headline for finding in report] == []
    assert {each.customer.name: credit(each) for each in settled.settlements} == credits


def test_each_version_that_matters_has_its_document() -> None:
    before = [document.name for document in documents(compiled("2026-03-01").contract)]
    after = [document.name for document in documents(compiled("2026-08-01").contract)]
    assert before == ["standard", "standard-from-2026-07-01", "stays", "goes", "goes-from-2026-07-01"]
    assert after == ["standard-from-2026-01-01", "standard", "stays", "goes"]


def test_what_nobody_has_any_more_is_no_longer_judged() -> None:
    """An objective of 99.85 % would be too low for version 2.0, and is enough for version 1.0."""
    text = SPEC.replace("99.97%", "99.85%")
    today = {day: compile_text(text, datetime.date.fromisoformat(day)) for day in ("2026-03-01", "2026-08-01")}
    for found in today.values():
        assert "N0401" in {finding.code.id for finding in found.report}
    alone = text.replace('version "2.0" effective 2026-07-01', 'version "0.9" effective 2025-07-01')
    later = compile_text(alone, datetime.date(2026, 8, 1))
    assert "N0401" not in {finding.code.id for finding in later.report}
