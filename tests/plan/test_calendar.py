from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nines.contract.model import BlockWindow, CalendarWindow
from nines.contract.tiles import FIRST_YEAR, LAST_YEAR, tile_of
from nines.plan.rules import clock
from nines.plan.rules.calendar import block_starts, calendar_of, calendar_starts
from nines.values.model import Date, DateTime, Duration, Time
from nines.values.zone import zone
from tests.plan.scalars import scalar

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Africa/Cairo",
    "Asia/Beirut",
    "Pacific/Chatham",
)
"""Some change their clock at midnight, some by half an hour, some never; one is 45 minutes off."""

UNITS = ("day", "week", "month", "quarter", "year")
STARTS = {"week": 6, "month": 15, "quarter": 2, "year": 4}


def moment(year: int, month: int = 1, day: int = 1, hour: int = 0) -> int:
    return int(datetime.datetime(year, month, day, hour, tzinfo=datetime.UTC).timestamp())


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("other_start", [False, True])
def test_periods_begin_and_end_when_the_calendar_says(name: str, unit: str, other_start: bool) -> None:
    _agree(CalendarWindow(unit, STARTS.get(unit) if other_start else None, name))


@pytest.mark.parametrize("name", [*ZONES, "Europe/London"])
@pytest.mark.parametrize(("unit", "start", "day"), [("year", 4, 6), ("quarter", 4, 6), ("quarter", 1, 31)])
def test_fiscal_periods_begin_within_a_month(name: str, unit: str, start: int, day: int) -> None:
    _agree(CalendarWindow(unit, start, name, day))


def test_kinds_of_fiscal_years_are_told_apart() -> None:
    windows = [CalendarWindow("year", 4, "UTC", day) for day in (1, 6)]
    found = [calendar_of(window) for window in windows]
    assert [each.name if each is not None else None for each in found] == ["year from 4", "year from 4-6"]


def _agree(window: CalendarWindow) -> None:
    name = window.zone
    calendar = calendar_of(window)
    assert calendar is not None
    starts = calendar_starts(calendar)
    parts = [scalar(part) for part in (starts.start, starts.previous, starts.end)]
    for at in _telling(name, calendar.period.containing(moment(2027, 3)).start):
        truth = calendar.period.containing(at)
        before = calendar.period.before(truth)
        found = [part(at) for part in parts]
        assert found == [truth.start, before.start, truth.end], (
            f"{at} {datetime.datetime.fromtimestamp(at, datetime.UTC)}"
        )


def _telling(name: str, edge: int) -> list[int]:
    """Moments around an edge and around changes of the clock, and one in most months."""
    found = zone(name)
    assert found is not None
    changes = [at for at, _ in found.transitions(moment(FIRST_YEAR), moment(LAST_YEAR + 1))[1:]]
    edges = [edge, *changes[:4], *changes[-2:]]
    near = [
        at + shift * 3600 + second for at in edges for shift in (-25, -24, -1, 0, 1, 23, 24, 25) for second in (-1, 0)
    ]
    monthly = [moment(year, month, 11, 7) for year in range(FIRST_YEAR, LAST_YEAR + 1) for month in range(1, 13, 2)]
    return [at for at in (*near, *monthly) if moment(FIRST_YEAR) <= at < moment(LAST_YEAR + 1)]


@given(st.integers(moment(FIRST_YEAR) * 1000, moment(LAST_YEAR + 1) * 1000 - 1), st.sampled_from(ZONES))
def test_the_wall_clock_is_shown_right_at_any_moment(milliseconds: int, name: str) -> None:
    found = zone(name)
    assert found is not None
    at = Fraction(milliseconds, 1000)
    assert scalar(clock.local(clock.NOW, found))(at) == at + found.offset(milliseconds // 1000)


@given(st.integers(moment(2025), moment(2030)))
def test_blocks_follow_each_other_from_their_anchor(at: int) -> None:
    anchor = DateTime(Date(datetime.date(2026, 1, 5)), Time(9 * 60))
    starts = block_starts(BlockWindow(Duration(14 * 86_400_000), anchor, "Europe/Berlin"))
    assert starts is not None
    first = moment(2026, 1, 5, 8)
    start = at - (at - first) % (14 * 86_400)
    assert [scalar(part)(at) for part in (starts.start, starts.previous, starts.end)] == [
        start,
        start - 14 * 86_400,
        start + 14 * 86_400,
    ]


@pytest.mark.parametrize(
    ("name", "minutes"),
    [
        ("Europe/Berlin", 60),
        ("Asia/Kolkata", 30),
        ("Australia/Lord_Howe", 30),
        ("Asia/Kathmandu", 15),
        ("Pacific/Chatham", 15),
    ],
)
def test_a_tile_is_the_longest_that_no_midnight_of_the_zone_cuts(name: str, minutes: int) -> None:
    assert tile_of([CalendarWindow("month", None, name)]) == minutes * 60_000


def test_one_tile_serves_all_windows_of_a_service() -> None:
    windows = [CalendarWindow("day", None, name) for name in ("UTC", "Asia/Kolkata", "Asia/Kathmandu")]
    assert tile_of(windows) == 900_000
    anchored = BlockWindow(Duration(86_400_000), DateTime(Date(datetime.date(2026, 1, 5)), Time(30)), "UTC")
    assert tile_of([anchored]) == 1_800_000
