"""Hours of schedules and the time intervals written for them are the same at every moment."""

from __future__ import annotations

import datetime
import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nines.values.model import Date, DateTime, Time
from nines.values.recurrence import Line, MonthDays, Recurrence, Span, WeekDays
from nines.values.wallclock import OtherZone, ZoneHours, clock_change_difference, shown, wall_clock
from nines.values.zone import Zone, zone
from tests.alertmanager.build import BEAT, CHECKOUT, PAGER, Routed, routed, said
from tests.alertmanager.hours import holds, intervals
from tests.support.specs import compile_text

TICKETS = PAGER.replace("ticket to chat", "ticket to chat during office")
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Cairo")
DAY = 86_400


def scheduled(lines: str, *more: str) -> Routed:
    return routed(f"schedule office {{\n{lines}\n}}", *more, TICKETS, CHECKOUT, BEAT)


def differences(made: Routed, start: datetime.date, days: int, *, seed: int = 1) -> list[str]:
    """Moments at which schedule and interval differ: all edges of either and many between."""
    schedule = next(item for item in made.contract.schedules if item.name == "office")
    assert schedule.hours is not None
    entries = intervals(made.config)["nines-shop-office"]
    first = (start - datetime.date(1970, 1, 1)).days * DAY
    last = first + days * DAY
    edges = [at for span in schedule.hours.occurrences(first, last) for at in (span.start, span.end)]
    moments = {at + by for at in edges for by in (-60, -1, 0, 59)}
    moments |= {first + random.Random(seed).randrange(days * DAY) for _ in range(500)}
    return [
        f"{datetime.datetime.fromtimestamp(at, datetime.UTC):%Y-%m-%d %H:%M:%S}"
        for at in sorted(moments)
        if first <= at < last and schedule.hours.contains(at) != holds(entries, at)
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "every mon..fri from 09:00 to 17:00 in Europe/Berlin",
        "every mon..fri from 09:00 to 17:00 in Europe/Berlin\nexcept 2026-12-24, 2026-12-25, 2026-12-31, 2027-01-01",
        "every fri, sun from 22:00 to 06:30 in America/New_York\nexcept 2026-12-25, 2026-12-31, 2027-02-28",
        "every day in UTC\nexcept 2026-12-25",
        "every first sun of month from 02:00 to 04:00 in UTC",
        "every fourth sun of month from 23:00 to 01:00 in UTC",
        "every last sun of month from 22:00 to 02:00 in Europe/Berlin\nexcept 2026-11-29, 2027-01-31",
        "from 2026-11-27 08:30 to 2026-11-30 24:00 in Europe/Berlin",
        "from 2026-11-27 08:30 to 2026-11-27 09:15 in Europe/Berlin",
        "from 2026-10-30 23:59 to 2028-03-01 00:01 in Asia/Kolkata\nexcept 2027-02-28, 2027-03-01",
        "every mon from 09:00 to 12:00 in Europe/Berlin\nevery mon from 10:00 to 14:00 in UTC",
        "every mon..sat from 08:00 to 22:00 in UTC\nfrom 2026-11-27 00:00 to 2026-11-30 24:00 in Europe/Berlin",
    ],
)
def test_an_interval_holds_when_its_schedule_does(lines: str) -> None:
    made = scheduled(lines)
    assert made.codes == []
    assert differences(made, datetime.date(2026, 9, 1), 700) == []


def test_hours_taken_out_by_another_schedule_are_taken_out() -> None:
    lunch = """
    schedule lunch {
      every mon from 12:00 to 13:00 in Europe/Berlin
      every last fri of month in Europe/Berlin
    }
    """
    made = scheduled("every mon..fri from 09:00 to 17:00 in Europe/Berlin\nexcept lunch", lunch)
    assert differences(made, datetime.date(2026, 1, 1), 400) == []


def test_business_hours_read_as_one_would_write_them() -> None:
    made = scheduled("every mon..fri from 09:00 to 17:00 in Europe/Berlin\nexcept 2026-12-24, 2026-12-25, 2027-01-01")
    assert intervals(made.config)["nines-shop-office"] == [
        {
            "times": [{"start_time": "09:00", "end_time": "17:00"}],
            "weekdays": ["monday:friday"],
            "location": "Europe/Berlin",
            **dates,
        }
        for dates in (
            {"years": ["1970:2025", "2028:2199"]},
            {"months": ["1:11"], "years": ["2026"]},
            {"days_of_month": ["1:23", "26:31"], "months": ["12"], "years": ["2026"]},
            {"days_of_month": ["2:31"], "months": ["1"], "years": ["2027"]},
            {"months": ["2:12"], "years": ["2027"]},
        )
    ]


def test_over_midnight_is_split_and_goes_on_the_next_weekday() -> None:
    made = scheduled("every sat from 22:00 to 06:00 in UTC")
    assert intervals(made.config)["nines-shop-office"] == [
        {"times": [{"start_time": "22:00", "end_time": "24:00"}], "weekdays": ["saturday"], "location": "UTC"},
        {"times": [{"start_time": "00:00", "end_time": "06:00"}], "weekdays": ["sunday"], "location": "UTC"},
    ]


def test_hours_of_one_zone_taken_out_of_another_are_an_error() -> None:
    lunch = "schedule lunch {\n  every day from 11:00 to 12:00 in UTC\n}"
    lines = "schedule office {\n  every mon..fri from 09:00 to 17:00 in Europe/Berlin\n  except lunch\n}"
    compiled = compile_text("\n".join((lines, lunch, TICKETS, CHECKOUT, BEAT)))
    assert [finding.headline for finding in said(compiled)] == [
        "`office` takes hours of UTC out of hours of Europe/Berlin",
    ]
    assert compiled.report.has_errors


def test_hours_that_never_come_are_an_error() -> None:
    lines = "schedule office {\n  from 2026-11-27 00:00 to 2026-11-28 00:00 in UTC\n  except 2026-11-27\n}"
    compiled = compile_text("\n".join((lines, TICKETS, CHECKOUT, BEAT)))
    assert [finding.code.id for finding in said(compiled)] == ["N0807"]


def test_hours_that_begin_while_the_clock_is_set_back_are_said_with_the_minutes() -> None:
    made = scheduled("every day from 02:30 to 06:00 in Europe/Berlin")
    assert made.codes == ["N0808"]
    assert made.findings[0].notes == (
        "on 2026-10-25 its routes are wrong for 30 minutes from 02:00 on, and so each year",
    )
    schedule = made.contract.schedules[0]
    again = int(datetime.datetime(2026, 10, 25, 1, 10, tzinfo=datetime.UTC).timestamp())
    assert schedule.hours is not None
    assert schedule.hours.contains(again)
    assert not holds(intervals(made.config)["nines-shop-office"], again)
    assert scheduled("every day from 03:00 to 06:00 in Europe/Berlin").codes == []
    assert scheduled("every day from 02:30 to 06:00 in UTC").codes == []


# Any schedule.

minutes = st.integers(0, 1_440)
dates = st.dates(datetime.date(2026, 1, 1), datetime.date(2028, 12, 31))


@st.composite
def weekly(draw: st.DrawFn, where: Zone) -> Line:
    start = draw(st.integers(0, 1_439))
    end = draw(minutes.filter(lambda end: end not in (start, 0)))
    if draw(st.booleans()):
        return WeekDays(frozenset(draw(st.sets(st.integers(0, 6), min_size=1))), start, end, where)
    return MonthDays(draw(st.sampled_from([1, 2, 3, 4, 5, -1])), draw(st.integers(0, 6)), start, end, where)


@st.composite
def dated(draw: st.DrawFn, where: Zone) -> Line:
    first, last = sorted((draw(dates), draw(minutes)) for _ in range(2))
    return Span(DateTime(Date(first[0]), Time(first[1])), DateTime(Date(last[0]), Time(last[1])), where)


@st.composite
def recurrences(draw: st.DrawFn) -> Recurrence:
    where = zone(draw(st.sampled_from(ZONES)))
    assert where is not None
    lines = tuple(draw(st.lists(st.one_of(weekly(where), dated(where)), min_size=1, max_size=3)))
    excepted = tuple(Recurrence((line,)) for line in draw(st.lists(st.one_of(weekly(where), dated(where)), max_size=1)))
    return Recurrence(lines, draw(st.frozensets(dates, max_size=4)), excepted)


def wall(part: ZoneHours, instant: int) -> bool:
    local = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=part.zone.local(instant))  # noqa: DTZ001
    return any(box.holds(local) for box in part.boxes)


@settings(max_examples=150, deadline=None)
@given(recurrences(), st.randoms(use_true_random=False))
def test_any_schedule_is_the_same_by_the_wall_clock_unless_it_shows_an_hour_twice(
    hours: Recurrence, chance: random.Random
) -> None:
    found = wall_clock(hours)
    assert not isinstance(found, OtherZone)
    start = 1_767_225_600 + chance.randrange(1_000) * DAY
    edges = [at for span in hours.occurrences(start, start + 60 * DAY) for at in (span.start, span.end)]
    moments = [at + by for at in edges[:40] for by in (-60, 0)] + [
        start + chance.randrange(60 * DAY) for _ in range(40)
    ]
    where = hours.lines[0].zone
    for at in moments:
        if not twice(where, at):
            assert hours.contains(at) == any(wall(part, at) for part in found)


@settings(max_examples=30, deadline=None)
@given(recurrences())
def test_a_difference_is_missed_in_none_of_the_hours_that_the_clock_shows_twice(hours: Recurrence) -> None:
    parts = wall_clock(hours)
    assert not isinstance(parts, OtherZone)
    found = clock_change_difference(hours, parts)
    where = hours.lines[0].zone
    pieces = where.transitions(1_767_225_600, 1_767_225_600 + 2 * 366 * DAY)
    back = [(at, before - after) for (_, before), (at, after) in itertools.pairwise(pieces) if after < before]
    moments = [moment for at, by in back for moment in range(at - by, at + by, 60)]
    wrong = [moment for moment in moments if hours.contains(moment) != shown(parts, moment)]
    if wrong:
        assert found is not None
        assert found.start == wrong[0]


def twice(where: Zone, instant: int) -> bool:
    """Whether the clock shows this time at another instant too."""
    local = where.local(instant)
    pieces = where.transitions(instant - DAY, instant + DAY)
    return len({at for _, offset in pieces if where.local(at := local - offset) == local}) > 1
