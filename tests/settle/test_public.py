"""Contracts of the form of public SLAs, with vectors worked out by hand from the published texts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nines.contract.model import Contract
from nines.diagnostics.model import Severity
from nines.settle.result import Settlement
from tests.settle.support import credit, one
from tests.support.specs import ROOT, compile_text

FOLDER = ROOT / "specs" / "contracts"


def public(name: str) -> Contract:
    return compile_text((FOLDER / f"{name}.nines").read_text("utf-8")).contract


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.nines")), ids=lambda path: path.stem)
def test_each_is_a_whole_contract(path: object) -> None:
    text = (FOLDER / str(path)).read_text("utf-8")
    assert [item.headline for item in compile_text(text).report if item.severity is Severity.ERROR] == []


STORAGE = public("object-storage")


def storage(rows: str, fees: str = "eu,USD 200\n") -> Settlement:
    """June 2026 has 8,640 slices of five minutes; without a row more, the rest of them had no request."""
    return one(
        STORAGE,
        "2026-06",
        slices=f"region,start,length,repeat,total,bad\n{rows}eu,rest,,,0,0\n",
        fees="fee,region,amount\n" + "".join(f"standard,{row}" for row in fees.splitlines(keepends=True)),
    )


@pytest.mark.parametrize(
    ("failed", "dollars"),
    [
        (8, 0),  # 8 of 8,640 are 0.0926%: kept
        (9, 20),  # 9 are 0.1042%
        (86, 20),  # 99.0046%
        (87, 50),  # 98.993%
        (432, 50),  # just 95%
        (433, 200),
    ],
)
def test_storage_by_slices_that_fail_whole(failed: int, dollars: int) -> None:
    assert credit(storage(f"eu,2026-06-02T00:00:00Z,5m,{failed},100,100\n")) == dollars


def test_storage_averages_rates_and_not_requests() -> None:
    """A slice with one request that fails counts like one with a million that do."""
    few = storage("eu,2026-06-02T00:00:00Z,5m,9,1,1\n")
    seen = few.promises[0].outcome.seen
    assert seen is not None
    assert seen.exact == 1 - Fraction(9, 8640)
    assert credit(few) == 20
    assert credit(storage("eu,2026-06-02T00:00:00Z,5m,18,1000000,500000\n")) == 20


def test_storage_pays_each_region_by_its_own_charges_and_no_dollar_or_less() -> None:
    both = storage(
        "eu,2026-06-02T00:00:00Z,5m,9,1,1\nus,2026-06-01T00:00:00Z,5m,8640,100,2\n", "eu,USD 200\nus,USD 33.33\n"
    )
    assert [result.outcome.labels for result in both.promises] == [(("region", "eu"),), (("region", "us"),)]
    assert credit(both) == Fraction(2833, 100)  # 10% of 200, and 25% of 33.33 for 98%: 28.3325, rounded once
    small = storage("eu,2026-06-02T00:00:00Z,5m,9,1,1\n", "eu,USD 10\n")
    assert small.credit is not None
    assert small.credit.due.amount == 1
    assert small.credit.paid.amount == 0


REPLICATION = public("replication-time")


@pytest.mark.parametrize(
    ("late", "dollars"), [(0, 0), (100, 0), (101, 10), (2000, 10), (2001, 25), (5000, 25), (5001, 100), (100_000, 100)]
)
def test_replication_on_both_sides_of_each_bound(late: int, dollars: int) -> None:
    settlement = one(
        REPLICATION,
        "2026-06",
        totals=f"pair,bad,total\neu-us,{late},100000\n",
        fees="fee,pair,amount\nreplication,eu-us,USD 100\n",
    )
    assert credit(settlement) == dollars


def test_a_month_without_objects_is_not_judged() -> None:
    settlement = one(REPLICATION, "2026-06", totals="pair,bad,total\neu-us,0,0\n")
    assert settlement.promises[0].outcome.seen is None
    assert credit(settlement) == 0
