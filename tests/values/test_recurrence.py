"""Schedules hold exactly when the wall clock says so, and their edges on the days of a clock change are as written."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nines.values.calendar import Month
from nines.values.intervals import Interval, difference, total, union
from nines.values.literals import parse
from nines.values.model import DateTime
from nines.values.recurrence import EVERY_DAY, Line, MonthDays, Recurrence, Span, WeekDays, extremes
from nines.values.zone import Zone
from tests.values.clocks import NAMES, known, library_zone, utc

BERLIN = known("Europe/Berlin")
SUNDAY = frozenset({6})


def clock(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def weekly(days: frozenset[int], start: str, end: str, zone: Zone = BERLIN) -> WeekDays:
    return WeekDays(days, clock(start), clock(end), zone)


def moment(text: str) -> DateTime:
    value = parse(text)
    assert isinstance(value, DateTime)
    return value


def times(recurrence: Recurrence, start: str, end: str) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in recurrence.occurrences(utc(start), utc(end))]


def spans(*texts: str) -> list[tuple[int, int]]:
    return [(utc(text.split(" ")[0]), utc(text.split(" ")[1])) for text in texts]


@st.composite
def week_lines(draw: st.DrawFn) -> WeekDays:
    days = draw(st.frozensets(st.integers(0, 6), min_size=1))
    start, end = draw(st.integers(0, 1439)), draw(st.integers(0, 1440))
    return WeekDays(days, start, end, known(draw(st.sampled_from(NAMES))))


@given(week_lines(), st.integers(utc("2012-01-01T00:00"), utc("2050-01-01T00:00")))
def test_weekly_lines_hold_when_the_library_clock_says_so(line: WeekDays, instant: int) -> None:
    if len(line.zone.transitions(instant - 3 * 86_400, instant + 3 * 86_400)) > 1:
        return
    shown = datetime.datetime.fromtimestamp(instant, library_zone(line.zone.name))
    seconds, start, end = shown.hour * 3600 + shown.minute * 60 + shown.second, line.start * 60, line.end * 60
    today, yesterday = shown.weekday() in line.days, (shown.weekday() - 1) % 7 in line.days
    if start < end:
        expected = today and start <= seconds < end
    else:
        expected = (today and seconds >= start) or (yesterday and seconds < end)
    assert Recurrence((line,)).contains(instant) is expected


@given(week_lines(), week_lines(), st.integers(utc("2024-01-01T00:00"), utc("2032-01-01T00:00")))
def test_a_weekly_mask_is_right_but_for_the_differences_it_names(one: WeekDays, two: WeekDays, start: int) -> None:
    """`weekly` read by the wall clock, as PromQL does, plus or minus `clock_change_differences`, is the schedule."""
    end = start + 250 * 86_400
    two = WeekDays(two.days, two.start, two.end, one.zone)
    schedule = Recurrence((one, two))
    assert schedule.is_weekly
    shown = []
    pieces = one.zone.transitions(start, end)
    for (piece, offset), stop in zip(pieces, [*(at for at, _ in pieces[1:]), end], strict=True):
        monday = piece - (piece + offset + 259_200) % 604_800
        while monday < stop:
            shown += [Interval(monday + s.start, monday + s.end).clipped(piece, stop) for s in schedule.weekly()]
            monday += 604_800
    true = schedule.occurrences(start, end)
    wrong = union((*difference(true, shown), *difference(shown, true)))
    assert wrong == schedule.clock_change_differences(start, end)


@given(week_lines(), st.integers(utc("2024-01-01T00:00"), utc("2032-01-01T00:00")), st.integers(1, 3_000_000))
def test_occurrences_do_not_depend_on_where_one_looks(line: WeekDays, start: int, length: int) -> None:
    schedule = Recurrence((line,))
    middle, end = start + length // 3, start + length
    whole = schedule.occurrences(start, end)
    assert union((*schedule.occurrences(start, middle), *schedule.occurrences(middle, end))) == whole
    assert all(before.end < after.start for before, after in pairwise(whole))
    assert schedule.seconds(start, end) == total(whole)


def test_the_tour_s_peak_hours() -> None:
    peak = Recurrence(
        (
            weekly(frozenset(range(6)), "08:00", "22:00"),
            Span(moment("2026-11-27 00:00"), moment("2026-11-30 24:00"), BERLIN),
        )
    )
    assert times(peak, "2026-11-26T00:00", "2026-12-02T00:00") == spans(
        "2026-11-26T07:00 2026-11-26T21:00",
        "2026-11-26T23:00 2026-11-30T23:00",
        "2026-12-01T07:00 2026-12-01T21:00",
    )
    assert not peak.is_weekly
    assert peak.weekly() == tuple(Interval(day * 86_400 + 28_800, day * 86_400 + 79_200) for day in range(6))


def test_over_midnight_belongs_to_the_day_it_starts_on() -> None:
    nights = Recurrence((weekly(SUNDAY, "22:00", "06:00"),))
    assert times(nights, "2026-06-06T00:00", "2026-06-09T00:00") == spans("2026-06-07T20:00 2026-06-08T04:00")
    assert nights.weekly() == (Interval(0, 21_600), Interval(6 * 86_400 + 79_200, 604_800))
    without = Recurrence(nights.lines, frozenset({datetime.date(2026, 6, 7)}))
    assert times(without, "2026-06-06T00:00", "2026-06-09T00:00") == []
    kept = Recurrence(nights.lines, frozenset({datetime.date(2026, 6, 8)}))
    assert times(kept, "2026-06-06T00:00", "2026-06-09T00:00") == spans("2026-06-07T20:00 2026-06-08T04:00")


@pytest.mark.parametrize(
    ("start", "end", "around", "expected"),
    [
        ("02:00", "04:00", "2026-10-25", "2026-10-25T00:00 2026-10-25T03:00"),  # three hours
        ("02:00", "04:00", "2026-03-29", "2026-03-29T01:00 2026-03-29T02:00"),  # one hour
        ("02:30", "04:00", "2026-10-25", "2026-10-25T00:30 2026-10-25T03:00"),  # from: the first 02:30
        ("01:00", "02:30", "2026-10-25", "2026-10-24T23:00 2026-10-25T01:30"),  # to: the second 02:30
        ("02:15", "02:45", "2026-10-25", "2026-10-25T00:15 2026-10-25T01:45"),
        ("01:00", "02:30", "2026-03-29", "2026-03-29T00:00 2026-03-29T01:00"),  # skipped: to the change
        ("02:30", "03:30", "2026-03-29", "2026-03-29T01:00 2026-03-29T01:30"),  # skipped: from the change
        ("00:00", "24:00", "2026-10-25", "2026-10-24T22:00 2026-10-25T23:00"),  # 25 hours
    ],
)
def test_edges_where_the_clock_changes(start: str, end: str, around: str, expected: str) -> None:
    schedule = Recurrence((weekly(SUNDAY, start, end),))
    day = datetime.date.fromisoformat(around)
    begin, stop = day - datetime.timedelta(days=1), day + datetime.timedelta(days=1)
    assert times(schedule, f"{begin}T12:00", f"{stop}T12:00") == spans(expected)


def test_a_span_that_lies_in_the_skipped_hour_is_empty() -> None:
    schedule = Recurrence((weekly(SUNDAY, "02:10", "02:50"),))
    assert times(schedule, "2026-03-29T00:00", "2026-03-30T00:00") == []
    assert schedule.starts(utc("2026-03-29T00:00"), utc("2026-03-30T00:00")) == ()


def test_only_edges_inside_the_doubled_hour_make_a_mask_wrong() -> None:
    year = (utc("2026-01-01T00:00"), utc("2027-01-01T00:00"))
    assert Recurrence((weekly(SUNDAY, "02:00", "04:00"),)).clock_change_differences(*year) == ()
    assert Recurrence((weekly(SUNDAY, "02:30", "04:00"),)).clock_change_differences(*year) == (
        Interval(utc("2026-10-25T01:00"), utc("2026-10-25T01:30")),
    )


@pytest.mark.parametrize(
    ("nth", "days"),
    [(1, (4, 1, 1)), (2, (11, 8, 8)), (4, (25, 22, 22)), (5, (29,)), (-1, (25, 22, 29))],
)
def test_a_weekday_of_the_month(nth: int, days: tuple[int, ...]) -> None:
    schedule = Recurrence((MonthDays(nth, 6, 60, 120, known("UTC")),))
    found = schedule.occurrences(utc("2026-01-01T00:00"), utc("2026-04-01T00:00"))
    assert tuple(datetime.datetime.fromtimestamp(span.start, datetime.UTC).day for span in found) == days
    assert not schedule.is_weekly


def test_exceptions_take_their_time_out() -> None:
    christmas = datetime.date(2026, 12, 25)
    office = weekly(frozenset(range(5)), "09:00", "17:00", known("UTC"))
    lunch = Recurrence((weekly(EVERY_DAY, "12:00", "13:00", known("UTC")),))
    schedule = Recurrence((office,), frozenset({christmas}), (lunch,))
    assert times(schedule, "2026-12-24T00:00", "2026-12-28T00:00") == spans(
        "2026-12-24T09:00 2026-12-24T12:00", "2026-12-24T13:00 2026-12-24T17:00"
    )
    holiday = Span(moment("2026-12-24 00:00"), moment("2026-12-26 24:00"), BERLIN)
    assert times(Recurrence((holiday,), frozenset({christmas})), "2026-12-01T00:00", "2027-01-01T00:00") == spans(
        "2026-12-23T23:00 2026-12-24T23:00", "2026-12-25T23:00 2026-12-26T23:00"
    )


def test_each_start_of_a_maintenance_is_known() -> None:
    lines: tuple[Line, ...] = (weekly(SUNDAY, "03:00", "03:30"), weekly(SUNDAY, "03:15", "04:00"))
    found = Recurrence(lines).starts(utc("2026-06-01T00:00"), utc("2026-06-08T00:00"))
    assert [(span.start, span.seconds) for span in found] == [
        (utc("2026-06-07T01:00"), 1800),
        (utc("2026-06-07T01:15"), 2700),
    ]


def test_the_least_and_the_most_of_a_month() -> None:
    weekly_maintenance = Recurrence((weekly(SUNDAY, "03:00", "03:30"),))
    found = extremes(weekly_maintenance, Month(BERLIN), utc("2026-01-01T00:00"), utc("2029-12-01T00:00"))
    assert (found.least, found.most) == (4 * 1800, 5 * 1800)
    assert found.most_in == Month(BERLIN).containing(utc("2026-03-10T00:00"))
    at_the_change = Recurrence((weekly(SUNDAY, "02:00", "03:00"),))
    found = extremes(at_the_change, Month(BERLIN), utc("2027-01-01T00:00"), utc("2027-12-31T00:00"))
    assert (found.least, found.most) == (3 * 3600, 6 * 3600)


def test_equal_times_are_told_apart_from_a_whole_day() -> None:
    assert weekly(SUNDAY, "08:00", "08:00").ambiguous
    assert not weekly(SUNDAY, "00:00", "24:00").ambiguous
    assert MonthDays(1, 6, 480, 480, BERLIN).ambiguous
