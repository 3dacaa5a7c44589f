"""Years and quarters that begin within a month: the British tax year, from 6 April, by London's clock."""

from __future__ import annotations

import pytest

from nines.settle.judged import judged_period, name_of, period_named
from nines.settle.text import settlement_text
from nines.values.intervals import Interval
from nines.values.zone import zone
from tests.settle.support import contract, one

TERMS = """\
  promise availability of api.availability at least 99.9% {
    measure share of good events
    credit 10% when missed
  }
"""
FRAME = """\
  version "1.0" effective 2020-01-01
  period calendar {unit} from 6 april in Europe/London
  base subscription per {unit} of the period missed
  partial period only existing time counts
  round measured never
  round money half-even to GBP 0.01
  no traffic left out
  monitor outage left out
  crossing split
  claim automatic
"""


@pytest.mark.parametrize(
    ("unit", "period", "hours", "name"),
    [
        ("year", "2026", 365 * 24, "2026-04-06"),
        ("year", "2027-04-06", 366 * 24, "2027-04-06"),
        ("quarter", "2026-Q2", 91 * 24, "2026-04-06"),
        ("quarter", "2026-Q4", 92 * 24 + 1, "2026-10-06"),
        ("quarter", "2026-01", 90 * 24 - 1, "2026-01-06"),
    ],
)
def test_periods_have_the_hours_of_their_clock(unit: str, period: str, hours: int, name: str) -> None:
    agreement = contract(TERMS, frame=FRAME.format(unit=unit)).customers[0].agreement
    span, london = period_named(period, agreement), zone("Europe/London")
    assert isinstance(span, Interval)
    assert london is not None
    assert span.seconds == hours * 3600
    assert name_of(agreement, span, london) == name
    judged = judged_period(agreement, span, None)
    assert judged is not None
    assert judged.length == hours * 3600


def test_a_tax_year_is_settled() -> None:
    made = contract(TERMS, "  fee subscription GBP 12_000 per year\n", FRAME.format(unit="year"))
    text = settlement_text(one(made, "2026", totals="good,total\n998,1000\n"), made)
    assert "6 April 2026, 00:00 to 6 April 2027, 00:00 (Europe/London)" in text
    assert "GBP 1,200.00" in text
