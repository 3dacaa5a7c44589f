"""What a further outage would do to numbers of each kind, by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nines.diagnostics.model import Report
from nines.settle.book import labels_of, settle_book, zones_of
from nines.settle.gaps import Gap
from nines.settle.hypothetical import with_outage
from nines.settle.reading import File, read_measured
from nines.settle.result import Settlement
from nines.source import Source
from nines.values.intervals import Interval
from tests.settle.support import contract, said

PERIOD = Interval(1_788_220_800, 1_788_220_800 + 30 * 86_400)
ASKED = Source("--what-if", "outage")


def otherwise(terms: str, seconds: int, **tables: str) -> Settlement | Gap:
    made = contract(terms)
    report = Report()
    files = [File(Source(f"{name}.csv", text), name) for name, text in tables.items()]
    measured = read_measured(files, labels_of(made), zones_of(made), report)
    assert measured is not None
    changed = with_outage(made.customers[0], PERIOD, measured, seconds, ASKED.span(0, 6))
    if isinstance(changed, Gap):
        return changed
    settled = settle_book(made, "2026-09", changed, (), ("acme",), report)
    assert said(report) == []
    return settled.settlements[0]


def value(settlement: Settlement | Gap) -> Fraction:
    assert isinstance(settlement, Settlement)
    seen = settlement.promises[0].outcome.seen
    assert seen is not None
    return seen.exact


def terms(measure: str, more: str = "") -> str:
    body = f"    measure {measure}\n{more}    credit 10% when missed\n"
    return f"  promise up of api.availability at least 99% {{\n{body}  }}\n"


SLICED = "    slice 1h\n    bad slice error rate at least 50%\n"


@pytest.mark.parametrize(
    ("measure", "more", "table", "text", "wanted"),
    [
        # 12h of 720h are a sixtieth.
        ("share of good events", "", "totals", "bad,total\n0,6000\n", Fraction(59, 60)),
        ("share of good events", "", "slices", "start,length,total,bad\nrest,,6000,0\n", Fraction(59, 60)),
        ("share of good slices", SLICED, "slices", "start,length,total,bad\nrest,,7200,0\n", Fraction(708, 720)),
        (
            "share of good slices",
            SLICED,
            "slices",
            "start,length,total,bad\n2026-09-01T00:00:00Z,30d,720,0\n",
            Fraction(708, 720),
        ),
        (
            "mean of slice ratios",
            "    slice 1h\n",
            "slices",
            "start,length,total,bad\nrest,,7200,0\n",
            Fraction(708, 720),
        ),
        ("share of good time", "", "outages", "id,start,length\na,2026-09-01T00:00:00Z,12h\n", Fraction(696, 720)),
        ("share of good time", "", "totals", "downtime\n12h\n", Fraction(696, 720)),
        ("share of good time", "", "slices", "start,length,down\nrest,,0s\n", Fraction(708, 720)),
    ],
)
def test_half_a_day(measure: str, more: str, table: str, text: str, wanted: Fraction) -> None:
    assert value(otherwise(terms(measure, more), 12 * 3600, **{table: text})) == wanted


def test_forty_minutes_of_an_hour_are_two_thirds_of_it() -> None:
    rows = "start,length,total,bad\nrest,,7200,0\n"
    assert value(otherwise(terms("mean of slice ratios", "    slice 1h\n"), 2400, slices=rows)) == 1 - Fraction(
        2, 3 * 720
    )
    assert value(otherwise(terms("share of good slices", SLICED), 2400, slices=rows)) == Fraction(719, 720)
    assert value(otherwise(terms("share of good slices", SLICED), 1200, slices=rows)) == 1


def test_what_fails_already_does_not_fail_again() -> None:
    rows = "start,length,total,bad\n2026-09-01T00:00:00Z,12h,120,120\nrest,,7080,0\n"
    assert value(otherwise(terms("share of good slices", SLICED), 12 * 3600, slices=rows)) == Fraction(696, 720)


def test_tickets_and_values_stay_as_they_are() -> None:
    gauge = terms("mean of value").replace("at least 99%", "at most 9ms")
    assert value(otherwise(gauge, 3600, totals="measured\n7ms\n")) == Fraction(7, 1000)
    assert value(otherwise(gauge, 3600, slices="start,length,value\nrest,,7ms\n")) == Fraction(7, 1000)


def test_a_period_that_is_full_has_no_room() -> None:
    rows = "id,start,length\na,2026-09-01T00:00:00Z,30d\n"
    assert isinstance(otherwise(terms("share of good time"), 3600, outages=rows), Gap)
    assert isinstance(otherwise(terms("share of good events"), 3600, totals="measured\n99.5%\n"), Gap)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(60, 86_400),
    st.integers(60, 86_400),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), max_size=5),
)
def test_a_longer_outage_is_never_better(first: int, more: int, hours: list[tuple[int, int]]) -> None:
    rows = "start,length,total,bad\n" + "".join(
        f"2026-09-{index + 1:02}T00:00:00Z,1h,{good + bad},{bad}\n" for index, (good, bad) in enumerate(hours)
    )
    rows += "rest,,5000,7\n"
    body = terms("mean of slice ratios", "    slice 1h\n    no traffic counts as good\n")
    assert value(otherwise(body, first + more, slices=rows)) <= value(otherwise(body, first, slices=rows))
