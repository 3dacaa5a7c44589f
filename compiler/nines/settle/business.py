"""Business days of a place: no weekends, no holidays. They are those of the package `holidays`."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from nines.record import dataclass
from nines.values.zone import EPOCH_DAY

__all__ = ["Business", "business_day", "business_of"]

_MOST = 1000
"""Holidays and weekends in a row that are believed."""

_INSTALL = "business days go by the package `holidays`: install `nines-lang[calendars]`"


@dataclass(frozen=True, slots=True)
class Business:
    """The business days of a place. `holiday` tells what a day (counted from 1970-01-01) is called, empty for none."""

    place: str
    works: Callable[[int], bool]
    holiday: Callable[[int], str]


def business_of(place: str, language: str = "en") -> Business | str:
    """The calendar of `NL`, `DE-BE` (a part of a country) or `XNYS` (an exchange), or why there is none.

    Holidays are named in the language where there are such names.
    """
    try:
        import holidays
    except ImportError:
        return _INSTALL
    code, _, part = place.strip().partition("-")
    known: holidays.HolidayBase
    try:
        if len(code) == 2:
            known = holidays.country_holidays(code.upper(), subdiv=part or None, language="en_US")
            if language in known.supported_languages:
                known = holidays.country_holidays(code.upper(), subdiv=part or None, language=language)
        else:
            known = holidays.financial_holidays(place.strip().upper())
    except NotImplementedError:  # so the package says that it does not know a place, or a part of one
        return f"of the holidays of `{place}` nothing is known: a place is a code such as `NL`, `DE-BE` or `XNYS`"
    return Business(
        place,
        lambda day: known.is_working_day(_date(day)),
        lambda day: known.get(_date(day)) or "",
    )


def business_day(business: Business, start: int, count: int) -> tuple[int, tuple[tuple[int, str], ...]]:
    """The day that is so many business days after a day, and the holidays that were passed over on the way."""
    day, left = start, count
    passed: list[tuple[int, str]] = []
    while left > 0 and day - start < count + _MOST:
        day += 1
        if business.works(day):
            left -= 1
        elif name := business.holiday(day):
            passed.append((day, name))
    return day, tuple(passed)


def _date(day: int) -> datetime.date:
    return datetime.date.fromordinal(day + EPOCH_DAY)
