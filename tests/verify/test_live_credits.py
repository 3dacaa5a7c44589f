"""What promises cost as they stand, in a real Prometheus, is what `settle` says of the same true counts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction

import pytest

from nines.diagnostics.model import Report
from nines.settle.book import labels_of, settle_book, zones_of
from nines.settle.reading import File, read_measured
from nines.settle.result import Settlement
from nines.source import Source
from tests.support.credited import DAY, TRUE, contract, served
from tests.support.prometheus import Server
from tests.support.tools import PROMETHEUS

HOUR = 3600
CUSTOMERS = ("acme", "globex", "initech")
EVALUATED = 14
"""Seconds after a full slice at which the rules have just been evaluated."""
MOMENTS = (
    DAY + HOUR,  # nothing went wrong yet
    DAY + 4 * HOUR,  # after a half outage
    DAY + 10 * HOUR,  # after a full one
    DAY + 12 * HOUR,
    DAY + 19 * HOUR,  # while a slow burn lasts
    DAY + 25 * HOUR - 300,  # the day of 25 hours is nearly over
)


@pytest.fixture(scope="module", params=PROMETHEUS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp(f"prometheus-{request.param}"), request.param) as running:
        yield running


def settled(until: int) -> dict[str, Settlement]:
    """What `settle` says of each customer, had nothing more happened after a moment."""
    total, bad = TRUE.counted(DAY, until)
    slices, bad_slices = TRUE.slices(DAY, until)
    rows = [
        {"promise": promise, "good": good, "total": whole}
        for promises, good, whole in (
            (("steps", "shortfall", "units", "greater"), total - bad, total),
            (("fee", "excess", "both"), slices - bad_slices, slices),
        )
        for promise in promises
    ]
    made = contract()
    report = Report()
    text = json.dumps({"totals": [{"customer": name, **row} for name in CUSTOMERS for row in rows]})
    measured = read_measured([File(Source("measured.json", text), None)], labels_of(made), zones_of(made), report)
    assert measured is not None, [finding.headline for finding in report]
    found = settle_book(made, "2025-10-26", measured, (), (), report)
    assert len(report) == 0, [finding.headline for finding in report]
    return {item.customer.name: item for item in found.settlements}


@pytest.mark.parametrize("at", MOMENTS)
def test_each_promise_costs_what_settle_says(server: Server, at: int) -> None:
    then = at + EVALUATED
    for name, settlement in settled(at).items():
        for result in settlement.promises:
            promise = result.outcome.promise.name
            own = f'customer="{name}",promise="{promise}"'
            due = result.credit.worth.amount if result.credit is not None else Fraction(0)
            money = server.value(f'nines:promise_credit_money{{{own},currency="EUR"}}', then)
            assert money == pytest.approx(float(due), abs=0.005), (name, promise)
            base = {"acme": 1000, "globex": 730, "initech": 90}[name]
            ratio = server.value(f"nines:promise_credit_ratio{{{own}}}", then)
            assert ratio == pytest.approx(float(due) / base, abs=0.005 / base), (name, promise)
            seen = result.outcome.seen
            assert seen is not None
            compared = server.value(f"nines:promise_measured{{{own}}}", then)
            assert compared == pytest.approx(float(seen.measured), abs=1e-12), (name, promise)


@pytest.mark.parametrize("at", MOMENTS)
def test_each_customer_is_owed_what_settle_says(server: Server, at: int) -> None:
    for name, settlement in settled(at).items():
        due = settlement.credit.due.amount if settlement.credit is not None else Fraction(0)
        money = server.value(f'nines:credit_money{{customer="{name}",currency="EUR"}}', at + 30)
        assert money == pytest.approx(float(due), abs=0.005), name


def test_credits_begin_anew_with_the_period(server: Server) -> None:
    assert sum(server.values("nines:credit_money", DAY + 25 * HOUR + 300).values()) == 0
    assert min(server.values("nines:credit_money", DAY + 25 * HOUR - 20).values()) > 0


def test_the_next_step_is_known_with_its_time_and_price(server: Server) -> None:
    def asked(what: str, at: int) -> float | None:
        return server.value(f'nines:promise_next_{what}{{customer="acme",promise="steps"}}', at + EVALUATED)

    fresh, later, burning = DAY + HOUR, DAY + 12 * HOUR, DAY + 19 * HOUR
    assert (asked("step", fresh), asked("credit_ratio", fresh), asked("credit_money", fresh)) == (0.999, 0.1, 100)
    assert asked("step_seconds", fresh) is None, "nothing fails"
    assert (asked("step", later), asked("credit_ratio", later), asked("credit_money", later)) == (0.95, 0.5, 500)
    total, bad = TRUE.counted(DAY, burning)
    rate = TRUE.counted(burning - HOUR, burning)[1] / HOUR
    assert asked("step_seconds", burning) == pytest.approx((0.05 * total - bad) / rate, rel=0.03)
    own = 'customer="acme",promise="shortfall"'
    assert server.value(f"nines:promise_next_step{{{own}}}", later) is None, "it grows with every second"
