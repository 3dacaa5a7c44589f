from __future__ import annotations

import datetime
from fractions import Fraction

import pytest

from nines.contract.model import Maintenance, Mask, Schedule
from nines.plan.rules.clock import NOW, Moment
from nines.plan.rules.masks import hours_mask, left_out, left_out_at
from nines.values.recurrence import Recurrence
from tests.plan.scalars import scalar
from tests.support.specs import compile_text

HOURS = {
    "days": "every mon..sat from 08:00 to 22:00 in Europe/Berlin",
    "over midnight": "every fri, sat from 22:00 to 06:00 in America/New_York",
    "one hour": "every sun from 03:00 to 03:30 in Europe/Berlin",
    "in the doubled hour": "every sun from 02:15 to 02:45 in Europe/Berlin",
    "all day": "every sat, sun from 00:00 to 24:00 in Asia/Kolkata",
    "each day": "every day from 01:00 to 02:00 in Australia/Lord_Howe",
    "apart": "every mon, wed, fri from 09:00 to 17:00 in UTC",
    "over the week's end": "every fri..mon from 20:00 to 04:00 in UTC",
    "first sunday": "every first sun of month from 02:00 to 04:00 in Europe/Berlin",
    "last friday": "every last fri of month from 23:00 to 01:00 in America/Santiago",
    "dated": "from 2026-11-27 00:00 to 2026-11-30 24:00 in Europe/Berlin",
    "with dates taken out": "every mon..fri from 09:00 to 17:00 in Europe/Berlin\n  except 2026-12-24, 2026-12-25",
    "several": "every mon..fri from 09:00 to 17:00 in UTC\n  every sat from 10:00 to 12:00 in Europe/Berlin\n"
    "  from 2026-10-24 20:00 to 2026-10-25 09:00 in Europe/Berlin",
}
DAYS = [
    datetime.date(2026, 3, 26),
    datetime.date(2026, 10, 22),
    datetime.date(2026, 11, 26),
    datetime.date(2026, 12, 22),
]
"""Starts of seven days each: changes of clocks, a month's end, excepted dates."""


def schedule(line: str) -> Schedule:
    compiled = compile_text(f"schedule hours {{\n  {line}\n}}\n")
    assert not compiled.report.has_errors, [finding.headline for finding in compiled.report]
    return compiled.contract.schedules[0]


def moments(step: int) -> list[int]:
    return [
        int(datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC).timestamp()) + at
        for day in DAYS
        for at in range(0, 7 * 86_400, step)
    ]


def truth(hours: Schedule | Maintenance) -> Recurrence:
    assert hours.hours is not None
    return hours.hours


@pytest.mark.parametrize("line", HOURS.values(), ids=HOURS.keys())
def test_a_mask_is_one_exactly_while_its_hours_last(line: str) -> None:
    hours = schedule(line)
    mask = scalar(hours_mask(hours, NOW))
    recurrence = truth(hours)
    wrong = [at for at in moments(900) if mask(at) != recurrence.contains(at)]
    assert wrong == []
    edges = {
        edge
        for at in moments(86_400)
        for span in recurrence.occurrences(at, at + 86_400)
        for edge in (span.start, span.end)
    }
    wrong = [at for edge in edges for at in (edge - 1, edge, edge + 1) if mask(at) != recurrence.contains(at)]
    assert wrong == []


@pytest.mark.parametrize("line", HOURS.values(), ids=HOURS.keys())
def test_time_is_left_out_as_soon_as_any_of_what_is_looked_back_on_is(line: str) -> None:
    hours = schedule(line)
    mask = scalar(left_out((Mask("except", hours, hours.origin),), 75_000))
    recurrence = truth(hours)
    for at in moments(1_800):
        for moment in (at, at + 1, at + 74, at + 76):
            expected = bool(recurrence.occurrences(moment - 75, moment))
            assert mask(moment) == expected, moment


def test_a_maintenance_that_takes_another_out_is_looked_back_on_too() -> None:
    compiled = compile_text(
        """
        schedule holidays {
          from 2026-10-25 00:00 to 2026-10-26 00:00 in UTC
        }
        schedule nights {
          every day from 01:00 to 05:00 in UTC
          except holidays
        }
        """
    )
    assert not compiled.report.has_errors
    nights = compiled.contract.schedules[1]
    mask = scalar(left_out((Mask("except", nights, nights.origin),), 60_000))
    recurrence = truth(nights)
    wrong = [
        at
        for edge in moments(3600)
        for at in (edge, edge + 1, edge + 59)
        if mask(at) != (recurrence.contains(at - 1) or recurrence.contains(at - 60))
    ]
    assert wrong == []


def test_hours_that_count_alone_are_asked_of_the_moment_itself() -> None:
    peak, weekly = schedule(HOURS["days"]), schedule(HOURS["one hour"])
    masks = (Mask("during", peak, peak.origin), Mask("except", weekly, weekly.origin))
    mask = scalar(left_out(masks, 60_000))
    for at in moments(1_800):
        inside = truth(peak).contains(at - 1)
        maintained = bool(truth(weekly).occurrences(at - 60, at))
        assert mask(at) == (not inside or maintained)


def test_a_slice_is_left_out_by_where_its_middle_is() -> None:
    peak = schedule(HOURS["days"])
    mask = scalar(left_out_at((Mask("during", peak, peak.origin),), Moment(Fraction(30), Fraction(60))))
    for at in moments(1_800):
        for moment in (at, at + 17, at + 59, at + 60):
            middle = moment - moment % 60 - 30
            assert mask(moment) == (not truth(peak).contains(middle))
