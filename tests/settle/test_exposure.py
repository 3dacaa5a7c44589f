"""What the worst period would cost, with sums worked out by hand."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest

from nines.settle.exposure import worst_period
from tests.settle.support import FRAME, contract
from tests.support.specs import ROOT, compile_folder

DAY = datetime.date(2026, 11, 24)
EVENTS = "  promise up of api.availability at least 99.9% {\n    measure share of good events\n"
TIME = "  promise up of api.availability at least 99.9% {\n    measure share of good time\n"
STEPS = "    credit 10% when missed\n    credit 40% below 95.0%\n  }\n"


def worst(terms: str, customer: str = "  fee subscription EUR 1_000 per month\n") -> Fraction | str:
    found = worst_period(contract(terms, customer).customers[0], DAY)
    if found.settlement is None:
        return found.why
    return found.settlement.credit.due.amount if found.settlement.credit is not None else Fraction(0)


def test_the_shops_customers_are_owed_up_to_their_caps() -> None:
    """Half of EUR 12,000, six tenths of EUR 30,000, half of EUR 490."""
    customers = compile_folder(ROOT / "specs" / "shop").contract.customers
    found = {customer.name: worst_period(customer, DAY).settlement for customer in customers}
    due = {name: one.credit.due.amount for name, one in found.items() if one is not None and one.credit is not None}
    assert due == {"acme": 6000, "globex": 18000, "lindenhof": 245}


@pytest.mark.parametrize(
    ("terms", "euros"),
    [
        (EVENTS + STEPS + "  cap credits 100% per period, rest lapses\n", 400),
        (EVENTS + STEPS + "  cap credits 30% per period, rest lapses\n", 300),
        # November has 720 hours: 4,320 started ten minutes at 2% of EUR 1,000 each, without and with a cap.
        (TIME + "    credit 2% per started 10m of downtime\n  }\n  cap credits none\n", 86_400),
        (TIME + "    credit 2% per started 10m of downtime\n  }\n  cap credits 100% per period, rest lapses\n", 1_000),
        (TIME + "    credit 3 x fee for the downtime\n  }\n  cap credits none\n", 3_000),
        (EVENTS + "    credit 10% when 3 periods in a row missed\n  }\n  cap credits none\n", 0),
    ],
)
def test_what_a_period_costs_in_which_everything_fails(terms: str, euros: int) -> None:
    assert worst(terms) == euros


def test_fulfilled_needs_are_taken_for_granted() -> None:
    terms = EVENTS + STEPS + '  cap credits none\n  needs paid-up "No open invoice" else no credit\n'
    assert worst(terms) == 400


def test_what_cannot_be_told_in_advance_is_said() -> None:
    assert worst(EVENTS + STEPS + "  cap credits none\n", "") == "the fee `subscription` is not known"
    of_each = FRAME.replace("base subscription", "base subscription of the affected cluster")
    said = "its fees are those of each affected cluster, which the contract does not state"
    terms = EVENTS + "    judge each cluster\n" + STEPS + "  cap credits none\n"
    assert worst_period(contract(terms, frame=of_each).customers[0], DAY).why == said
