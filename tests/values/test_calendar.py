"""Periods have neither gap nor overlap, and each boundary is a local midnight as `zoneinfo` knows it."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nines.values.calendar import (
    Block,
    CalendarPeriod,
    Day,
    Hour,
    Month,
    Period,
    Quarter,
    Rolling,
    Week,
    Year,
    allowed,
    lengths,
)
from nines.values.intervals import Interval
from tests.values.clocks import NAMES, UTC, known, library_zone, utc

SPAN = st.integers(utc("2000-01-01T00:00"), utc("2060-01-01T00:00"))


@st.composite
def calendar_periods(draw: st.DrawFn) -> CalendarPeriod:
    zone = known(draw(st.sampled_from(NAMES)))
    return draw(
        st.one_of(
            st.just(Day(zone)),
            st.builds(Week, st.just(zone), st.integers(0, 6)),
            st.builds(Month, st.just(zone), st.integers(1, 31)),
            st.builds(Quarter, st.just(zone), st.integers(1, 12)),
            st.builds(Year, st.just(zone), st.integers(1, 12)),
        )
    )


PERIODS = st.one_of(
    calendar_periods(),
    st.builds(Hour, st.sampled_from(NAMES).map(known)),
    st.builds(Block, st.integers(1, 10_000_000), SPAN),
)


@given(PERIODS, SPAN)
def test_periods_follow_one_another(period: Period, instant: int) -> None:
    found = period.containing(instant)
    assert instant in found
    assert period.containing(found.start) == period.containing(found.end - 1) == found
    later, earlier = period.after(found), period.before(found)
    assert (later.start, earlier.end) == (found.end, found.start)
    assert later.seconds > 0
    assert earlier.seconds > 0
    assert period.before(later) == period.after(earlier) == found


@given(calendar_periods(), SPAN)
def test_a_calendar_period_starts_with_its_first_local_day(period: CalendarPeriod, instant: int) -> None:
    """The library's clock shows an earlier day one second before; and there midnight, unless it is skipped."""
    found = period.containing(instant)
    tz = library_zone(period.zone.name)
    for boundary in (found.start, found.end):
        number = period.number(datetime.datetime.fromtimestamp(boundary, tz).toordinal() - EPOCH)
        first = datetime.date.fromordinal(period.first_day(number) + EPOCH)
        midnight = datetime.datetime(first.year, first.month, first.day, tzinfo=tz)
        shown = datetime.datetime.fromtimestamp(boundary, tz)
        before = datetime.datetime.fromtimestamp(boundary - 1, tz)
        assert before.date() < first
        if datetime.datetime.fromtimestamp(midnight.timestamp(), tz).replace(tzinfo=None) == midnight.replace(
            tzinfo=None
        ):
            assert midnight.timestamp() == boundary
        else:
            assert shown.replace(tzinfo=None) > midnight.replace(tzinfo=None)
            assert before.replace(tzinfo=None) < midnight.replace(tzinfo=None)


EPOCH = datetime.date(1970, 1, 1).toordinal()


@pytest.mark.parametrize(
    ("period", "inside", "start", "end"),
    [
        (Day(known("Europe/Berlin")), "2026-03-29T12:00", "2026-03-28T23:00", "2026-03-29T22:00"),
        (Day(known("Australia/Lord_Howe")), "2026-10-04T00:00", "2026-10-03T13:30", "2026-10-04T13:00"),
        (Day(known("Pacific/Apia")), "2011-12-30T09:59", "2011-12-29T10:00", "2011-12-30T10:00"),
        (Day(known("Pacific/Apia")), "2011-12-30T10:00", "2011-12-30T10:00", "2011-12-31T10:00"),
        (Week(known("UTC")), "2026-01-04T23:59", "2025-12-29T00:00", "2026-01-05T00:00"),
        (Week(known("UTC"), 6), "2026-01-04T00:00", "2026-01-04T00:00", "2026-01-11T00:00"),
        (Month(known("Europe/Berlin")), "2026-10-31T23:30", "2026-10-31T23:00", "2026-11-30T23:00"),
        (Month(known("Europe/Berlin"), 15), "2026-01-14T22:59", "2025-12-14T23:00", "2026-01-14T23:00"),
        (Month(known("UTC"), 31), "2026-02-28T00:00", "2026-02-28T00:00", "2026-03-31T00:00"),
        (Month(known("UTC"), 31), "2028-02-28T00:00", "2028-01-31T00:00", "2028-02-29T00:00"),
        (Quarter(known("America/New_York")), "2026-03-15T00:00", "2026-01-01T05:00", "2026-04-01T04:00"),
        (Quarter(known("UTC"), 2), "2026-01-31T23:59", "2025-11-01T00:00", "2026-02-01T00:00"),
        (Year(known("UTC"), 4), "2026-03-31T23:59", "2025-04-01T00:00", "2026-04-01T00:00"),
        (Year(known("UTC")), "2028-02-29T00:00", "2028-01-01T00:00", "2029-01-01T00:00"),
        (Year(known("Europe/London"), 4, 6), "2026-04-05T22:59", "2025-04-05T23:00", "2026-04-05T23:00"),
        (Year(known("Europe/London"), 4, 6), "2026-04-05T23:00", "2026-04-05T23:00", "2027-04-05T23:00"),
        (Quarter(known("Europe/London"), 4, 6), "2026-01-06T00:00", "2026-01-06T00:00", "2026-04-05T23:00"),
        (Quarter(known("Europe/London"), 4, 6), "2026-01-05T23:59", "2025-10-05T23:00", "2026-01-06T00:00"),
        (Quarter(known("UTC"), 1, 31), "2026-04-30T00:00", "2026-04-30T00:00", "2026-07-31T00:00"),
        (Hour(known("Asia/Kathmandu")), "2026-01-01T00:20", "2026-01-01T00:15", "2026-01-01T01:15"),
        (Hour(known("Australia/Lord_Howe")), "2026-10-03T15:40", "2026-10-03T15:30", "2026-10-03T16:00"),
        (Block(30 * 86_400, utc("2026-01-05T00:00")), "2026-02-03T23:59", "2026-01-05T00:00", "2026-02-04T00:00"),
        (Block(14 * 86_400, utc("2026-01-05T00:00")), "2026-01-04T23:59", "2025-12-22T00:00", "2026-01-05T00:00"),
    ],
)
def test_known_periods(period: Period, inside: str, start: str, end: str) -> None:
    assert period.containing(utc(inside)) == Interval(utc(start), utc(end))


def test_a_rolling_window_ends_now_and_moves_on() -> None:
    window = Rolling(90 * 86_400, 86_400)
    found = window.containing(utc("2026-06-01T00:00"))
    assert found == Interval(utc("2026-03-03T00:00"), utc("2026-06-01T00:00"))
    assert window.after(found).end == utc("2026-06-02T00:00")
    assert window.before(window.after(found)) == found


def test_lengths_of_months_in_a_zone_with_summer_time() -> None:
    start, end = utc("2026-01-01T00:00"), utc("2030-01-01T00:00")
    hours = {length.seconds // 3600: length.number for length in lengths(Month(known("Europe/Berlin")), start, end)}
    assert hours == {28 * 24: 3, 29 * 24: 1, 30 * 24: 16, 31 * 24 - 1: 4, 31 * 24: 20, 31 * 24 + 1: 4}
    first = lengths(Month(known("Europe/Berlin")), start, end)[0].first
    assert datetime.datetime.fromtimestamp(first.start, UTC).isoformat() == "2026-01-31T23:00:00+00:00"


def test_lengths_of_other_periods() -> None:
    start, end = utc("2026-01-01T00:00"), utc("2036-01-01T00:00")
    assert [length.seconds for length in lengths(Month(known("UTC")), start, end)] == [
        days * 86_400 for days in (28, 29, 30, 31)
    ]
    assert [length.seconds for length in lengths(Day(known("Australia/Lord_Howe")), start, end)] == [
        84_600,
        86_400,
        88_200,
    ]
    assert [length.seconds // 86_400 for length in lengths(Year(known("UTC")), start, end)] == [365, 366]
    assert [length.milliseconds for length in lengths(Block(30 * 86_400, 0), start, end)] == [2_592_000_000]


@pytest.mark.parametrize(
    ("period", "days"),
    [
        (Day(known("UTC")), 1),
        (Week(known("UTC")), 7),
        (Month(known("UTC")), 30),
        (Quarter(known("UTC")), 91),
        (Year(known("UTC")), 365),
        (Block(14 * 86_400, 0), 14),
        (Rolling(28 * 86_400, 60), 28),
    ],
)
def test_nominal_lengths_are_those_of_burn_rates(period: Period, days: int) -> None:
    assert period.nominal == days * 86_400_000


def test_what_an_objective_allows() -> None:
    assert allowed(Fraction("0.999"), 30 * 86_400_000) == 2_592_000
    assert allowed(Fraction("0.9997"), 31 * 86_400_000) == Fraction("803520")
    assert allowed(Fraction(1), 86_400_000) == 0
