"""Rows of measured numbers from recorded series: gaps, slices that do not add up to whole ones, and time."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from nines.contract.recorded import Recorded, promises_of
from nines.settle.gaps import Gap
from nines.settle.judged import Judged, judged_period, period_named
from nines.settle.series import Cells, Tile, rows_of, written
from nines.values.intervals import Interval
from tests.support.specs import compile_text

SPEC = """
service api {
  sli ok {
    bad http_requests_total{code="500"}
    of  http_requests_total{}
  }
  sli minutes {
    slices of 1m where bad < 5%
    bad http_requests_total{code="500"}
    of  http_requests_total{}
  }
  sli probe {
    up probe_success{job="api"}
  }
}
sla standard {
  period calendar day in Europe/Berlin
  promise events of api.ok at least 99% { measure share of good events }
  promise slices of api.minutes at least 99% { measure share of good slices }
  promise time of api.probe at least 99% { measure share of good time }
  monitor outage MONITOR
}
customer acme { sla standard }
"""
HOUR = 3600
Found = tuple[dict[str, Recorded], Judged]


def promised(monitor: str) -> Found:
    made = compile_text(SPEC.replace("MONITOR", monitor)).contract
    found = {each.promise.name: each for each in promises_of(made, made.slas[0]) if isinstance(each, Recorded)}
    agreement = found["events"].agreement
    span = period_named("2026-03-29", agreement)
    assert isinstance(span, Interval)
    judged = judged_period(agreement, span, None)
    assert judged is not None
    return found, judged


def tiles(judged: Judged, total: Fraction, bad: Fraction, *, missing: int) -> list[Tile]:
    """The hours of the day, the first of them bad, so many of the last missing."""
    starts = range(judged.span.start, judged.span.end, HOUR)
    found = [Tile(start, HOUR, total, bad if at == 0 else Fraction(0)) for at, start in enumerate(starts)]
    return [*found[: len(found) - missing], *(replace(tile, total=None, bad=None) for tile in found[-missing:])]


def cells(of: Recorded, judged: Judged, hours: list[Tile]) -> dict[str, str]:
    found = rows_of(of, (), hours, judged)
    assert not isinstance(found, Gap)
    return dict(found[1][0])


def test_events_are_a_row_an_hour_and_missing_ones_say_so() -> None:
    found, judged = promised("left out")
    table = rows_of(found["events"], (), tiles(judged, Fraction("3600.5"), Fraction("3601"), missing=2), judged)
    assert not isinstance(table, Gap)
    name, rows = table
    assert name == "slices"
    assert len(rows) == 23, "the clock goes forward that day"
    assert dict(rows[0]) == {
        "customer": "acme",
        "promise": "events",
        "start": "2026-03-29T00:00:00+01:00",
        "length": "1h",
        "total": "3600.5",
        "bad": "3600.5",
    }
    assert dict(rows[2])["start"] == "2026-03-29T03:00:00+02:00"
    assert dict(rows[-1])["total"] == "missing"


@pytest.mark.parametrize(
    ("monitor", "good", "total"),
    [("left out", "1250", "1260"), ("counts as good", "1370", "1380"), ("counts as bad", "1250", "1380")],
)
def test_slices_that_nobody_judged_count_as_the_contract_says(monitor: str, good: str, total: str) -> None:
    found, judged = promised(monitor)
    noisy = Fraction(60) + Fraction(1, 10**9)
    row = cells(found["slices"], judged, tiles(judged, noisy, Fraction(10), missing=2))
    assert (row["good"], row["total"]) == (good, total)


@pytest.mark.parametrize(
    ("monitor", "downtime", "measured"),
    [("left out", "10m", 1 - Fraction(10, 1260)), ("counts as bad", "2h10m", 1 - Fraction(130, 1380))],
)
def test_time_is_told_by_the_share_of_bad_samples(monitor: str, downtime: str, measured: Fraction) -> None:
    found, judged = promised(monitor)
    row = cells(found["time"], judged, tiles(judged, Fraction(240), Fraction(40), missing=2))
    assert row["downtime"] == downtime
    assert abs(Fraction(row["measured"].rstrip("%")) / 100 - measured) < Fraction(1, 10**14)


def test_what_is_written_is_json_with_a_row_a_line() -> None:
    rows: list[Cells] = [(("customer", "zürich"), ("total", "1"))]
    text = written("2026-03", {"totals": [*rows, *rows]})
    assert json.loads(text) == {"period": "2026-03", "totals": [{"customer": "zürich", "total": "1"}] * 2}
    assert text.count("\n") == 7
