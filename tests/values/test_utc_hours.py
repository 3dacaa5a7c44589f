"""Hours in UTC are those that the wall clocks show, minute by minute, also around the changes of clocks."""

from __future__ import annotations

import datetime
import random

import pytest

from nines.values.boxes import Box
from nines.values.utc_hours import in_utc
from nines.values.wallclock import ZoneHours, shown, wall_clock
from nines.values.zone import zone
from tests.support.specs import compile_text

FIRST, LAST = 2025, 2030
SCHEDULES = [
    "every mon..fri from 09:00 to 17:00 in Europe/Berlin",
    "every mon..fri from 22:00 to 06:00 in America/New_York\n  except 2026-12-24, 2027-01-01",
    "every mon..sun from 09:00 to 17:30 in Asia/Kolkata",
    "every first mon of month from 23:00 to 03:00 in Pacific/Auckland",
    "every last sun of month from 01:00 to 05:00 in Australia/Lord_Howe",
    "every mon..fri from 09:00 to 17:00 in Europe/Berlin\n  every sat from 01:30 to 03:30 in America/Sao_Paulo",
    "from 2026-03-28 22:00 to 2026-03-30 06:00 in Europe/London",
    "every mon..sun from 00:00 to 24:00 in Africa/Casablanca\n  except 2026-05-01",
]


def hours_of(text: str) -> tuple[ZoneHours, ...]:
    compiled = compile_text(f"schedule s {{\n  {text}\n}}\n")
    hours = compiled.contract.schedules[0].hours
    assert hours is not None, [finding.headline for finding in compiled.report]
    made = wall_clock(hours)
    assert isinstance(made, tuple)
    return made


def instants(parts: tuple[ZoneHours, ...]) -> list[int]:
    """Minutes at random, and all those around each change of a clock."""
    start, end = (int(datetime.datetime(year, 1, 1, tzinfo=datetime.UTC).timestamp()) for year in (FIRST, LAST + 1))
    chosen = random.Random(7).sample(range(start // 60, end // 60), 4_000)
    for part in parts:
        changes = [at for at, _ in part.zone.transitions(start, end) if at > start]
        chosen += [at // 60 + minute for at in changes for minute in range(-1_500, 1_500, 5)]
    return [minute * 60 for minute in chosen]


def holds(boxes: tuple[Box, ...], instant: int) -> bool:
    moment = datetime.datetime.fromtimestamp(instant, datetime.UTC)
    return any(box.holds(moment) for box in boxes)


@pytest.mark.parametrize("text", SCHEDULES)
def test_hours_in_utc_are_those_of_the_clock(text: str) -> None:
    parts = hours_of(text)
    boxes = in_utc(parts, FIRST, LAST)
    wrong = [at for at in instants(parts) if holds(boxes, at) != shown(parts, at)]
    assert wrong == []


def test_business_hours_take_few_entries() -> None:
    assert len(in_utc(hours_of(SCHEDULES[0]), FIRST, LAST)) < 40


def test_hours_go_on_after_the_years_that_are_written_out() -> None:
    parts = hours_of(SCHEDULES[0])
    boxes = in_utc(parts, FIRST, LAST)
    noon = int(datetime.datetime(2040, 1, 17, 12, tzinfo=datetime.UTC).timestamp())
    night = noon - 10 * 3_600
    assert holds(boxes, noon)
    assert not holds(boxes, night)
    late = int(datetime.datetime(2040, 7, 17, 15, 30, tzinfo=datetime.UTC).timestamp())
    assert holds(boxes, late), "an hour late in summer, rather than never"


def test_a_zone_without_changes_is_only_moved() -> None:
    kolkata = zone("Asia/Kolkata")
    assert kolkata is not None
    (box,) = in_utc((ZoneHours(kolkata, (Box(minutes=1 << 330),)),), FIRST, LAST)
    assert box == Box(years=box.years, minutes=1)
