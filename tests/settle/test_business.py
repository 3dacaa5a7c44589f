"""Business days: the places that checks know are those whose holidays the package has."""

from __future__ import annotations

import datetime
import sys

import pytest
from holidays.registry import COUNTRIES as KNOWN
from holidays.registry import FINANCIAL

from nines.settle.business import business_day, business_of
from nines.values.places import COUNTRIES, EXCHANGES, place_like, why_no_place
from nines.values.zone import EPOCH_DAY


def day(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal() - EPOCH_DAY


def test_the_codes_are_those_of_the_package() -> None:
    assert set(COUNTRIES) <= {names[1] for names in KNOWN.values()}
    assert len(COUNTRIES) > 240
    assert {code for names in FINANCIAL.values() for code in names[1:]} >= EXCHANGES
    for place in ("NL", "DE-BE", "US-CA", "XNYS", "ECB"):
        assert why_no_place(place) == ""
        assert not isinstance(business_of(place), str)


@pytest.mark.parametrize(
    ("place", "better"), [("nl", "NL"), ("Netherlands", "NL"), ("Germny", "DE"), ("us-ca", "US-CA")]
)
def test_a_place_that_is_none_has_one_that_is_like_it(place: str, better: str) -> None:
    assert why_no_place(place)
    assert place_like(place) == better


def test_a_part_of_a_country_that_there_is_not() -> None:
    assert "nothing is known" in str(business_of("DE-XX"))
    assert "nothing is known" in str(business_of("ZZ"))


@pytest.mark.parametrize(
    ("place", "start", "count", "wanted", "passed"),
    [
        ("NL", "2026-12-31", 1, "2027-01-04", ["New Year's Day"]),
        ("DE-BE", "2027-03-05", 1, "2027-03-09", ["Women's Day"]),
        ("DE-BY", "2027-03-05", 1, "2027-03-08", []),
        ("GB-ENG", "2026-04-02", 1, "2026-04-07", ["Good Friday", "Easter Monday"]),
        ("NL", "2026-09-30", 0, "2026-09-30", []),
        ("AE", "2026-09-03", 1, "2026-09-04", []),
    ],
)
def test_business_days_by_place(place: str, start: str, count: int, wanted: str, passed: list[str]) -> None:
    business = business_of(place)
    assert not isinstance(business, str)
    found, holidays = business_day(business, day(start), count)
    assert found == day(wanted)
    assert [name for _, name in holidays] == passed


def test_without_the_package_the_reason_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    assert "nines-lang[calendars]" in str(business_of("NL"))
