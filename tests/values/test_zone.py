"""Zones agree with the standard library's `zoneinfo`, reading the same database, to the second."""

from __future__ import annotations

import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nines.values.literals import parse
from nines.values.model import DateTime
from nines.values.zone import EPOCH_DAY, Which, database_version, similar_zones, zone, zone_names
from tests.values.clocks import NAMES, UTC, known, library_zone, utc

FROM_1970_TO_2199 = st.integers(0, 7_258_118_399)


def library_offset(tz: ZoneInfo, instant: int) -> int:
    moment = datetime.datetime.fromtimestamp(instant, UTC).astimezone(tz)
    offset = moment.utcoffset()
    assert offset is not None
    return offset.days * 86_400 + offset.seconds


@given(st.sampled_from(NAMES), FROM_1970_TO_2199)
def test_the_clock_shows_what_zoneinfo_says(name: str, instant: int) -> None:
    assert known(name).offset(instant) == library_offset(library_zone(name), instant)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_each_change_is_right_to_the_second(name: str) -> None:
    tz, ours = library_zone(name), known(name)
    start, end = 0, 4_102_444_800
    changes = ours.transitions(start, end)
    for before, (at, offset) in pairwise(changes):
        assert library_offset(tz, at - 1) == before[1]
        assert library_offset(tz, at) == offset
    sampled = {library_offset(tz, at) for at in range(start, end, 5 * 86_400)}
    assert sampled <= {offset for _, offset in changes}


def test_no_change_is_missing_in_any_zone_of_the_database() -> None:
    """Every 17 days of 2020 to 2040: Ramadan's changes of Casablanca last a month, others half a year."""
    for name in sorted(zone_names()):
        tz, ours = library_zone(name), known(name)
        for at in range(1_577_836_800, 2_208_988_800, 17 * 86_400):
            assert ours.offset(at) == library_offset(tz, at), (name, at)


@given(st.sampled_from(NAMES), FROM_1970_TO_2199)
def test_the_instant_of_what_the_clock_shows_is_that_instant(name: str, instant: int) -> None:
    ours = known(name)
    local = ours.local(instant)
    first, last = ours.instant(local, Which.FROM), ours.instant(local, Which.TO)
    assert first <= instant <= last
    assert instant in (first, last) or ours.local(first) == ours.local(last) == local


@given(st.sampled_from(NAMES), st.integers(0, 7_258_118_399))
def test_a_local_time_agrees_with_zoneinfo_by_fold(name: str, local: int) -> None:
    tz, ours = library_zone(name), known(name)
    shown = (datetime.datetime.fromtimestamp(0, UTC) + datetime.timedelta(seconds=local)).replace(tzinfo=tz)
    instants = {int(shown.replace(fold=fold).timestamp()) for fold in (0, 1)}
    exists = [at for at in instants if ours.local(at) == local]
    if exists:
        assert ours.instant(local, Which.FROM) == min(exists)
        assert ours.instant(local, Which.TO) == max(exists)
    else:
        at = ours.instant(local, Which.FROM)
        assert at == ours.instant(local, Which.TO)
        assert ours.local(at - 1) < local < ours.local(at)


def moment(text: str) -> DateTime:
    value = parse(text)
    assert isinstance(value, DateTime)
    return value


@pytest.mark.parametrize(
    ("name", "written", "first", "last"),
    [
        ("Europe/Berlin", "2026-03-29 02:30", "2026-03-29T01:00", "2026-03-29T01:00"),
        ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25T00:30", "2026-10-25T01:30"),
        ("Europe/Berlin", "2026-10-25 03:00", "2026-10-25T02:00", "2026-10-25T02:00"),
        ("Europe/Berlin", "2026-06-30 24:00", "2026-06-30T22:00", "2026-06-30T22:00"),
        ("Australia/Lord_Howe", "2026-10-04 02:10", "2026-10-03T15:30", "2026-10-03T15:30"),
        ("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04T14:45", "2026-04-04T15:15"),
        ("Pacific/Apia", "2011-12-30 12:00", "2011-12-30T10:00", "2011-12-30T10:00"),
        ("Africa/Cairo", "2026-04-24 00:00", "2026-04-23T22:00", "2026-04-23T22:00"),
        ("America/Havana", "2028-11-05 00:00", "2028-11-05T04:00", "2028-11-05T05:00"),
        ("America/Havana", "2028-11-04 24:00", "2028-11-05T04:00", "2028-11-05T04:00"),
        ("Etc/GMT+5", "2026-01-01 00:00", "2026-01-01T05:00", "2026-01-01T05:00"),
    ],
)
def test_skipped_and_doubled_times(name: str, written: str, first: str, last: str) -> None:
    assert known(name).to_instant(moment(written), Which.FROM) == utc(first)
    assert known(name).to_instant(moment(written), Which.TO) == utc(last)


def test_a_skipped_day_is_empty() -> None:
    apia = known("Pacific/Apia")
    day = datetime.date(2011, 12, 30).toordinal() - EPOCH_DAY
    assert apia.start_of_day(day) == apia.start_of_day(day + 1) == utc("2011-12-30T10:00")


@pytest.mark.parametrize(
    ("name", "tile", "phase"),
    [
        ("Europe/Berlin", 3600, 0),
        ("Asia/Kolkata", 3600, 1800),
        ("Asia/Kathmandu", 3600, 2700),
        ("America/St_Johns", 3600, 1800),
        ("Pacific/Chatham", 3600, 2700),
        ("Australia/Lord_Howe", 1800, 0),
        ("Etc/GMT+5", 3600, 0),
    ],
)
def test_tiles_end_at_local_midnight(name: str, tile: int, phase: int) -> None:
    start, end = utc("2026-01-01T00:00"), utc("2030-01-01T00:00")
    ours = known(name)
    assert (ours.tile(start, end), ours.phase(start, end)) == (tile, phase)
    assert ours.has_uneven_changes(start, end) == (name == "Australia/Lord_Howe")
    for day in range(20_500, 21_900):
        assert (ours.start_of_day(day) + phase) % tile == 0


def test_the_smallest_offset_is_that_of_winter() -> None:
    start, end = utc("2026-01-01T00:00"), utc("2027-01-01T00:00")
    assert known("Europe/Berlin").smallest_offset(start, end) == 3600
    assert known("America/New_York").smallest_offset(start, end) == -18_000


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("Europ/Berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("Asia/Calcuta", "Asia/Calcutta"),
        ("utc", "UTC"),
    ],
)
def test_an_unknown_name_finds_its_neighbour(written: str, meant: str) -> None:
    assert zone(written) is None
    assert similar_zones(written)[0] == meant


@given(st.text(max_size=40))
def test_no_name_raises(name: str) -> None:
    found = zone(name)
    assert (found is not None) == (name in zone_names())
    assert all(zone(other) is not None for other in similar_zones(name))


def test_the_database_names_its_release() -> None:
    assert database_version()[:4].isdigit()
