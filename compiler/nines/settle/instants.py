"""Times of measured numbers: RFC 3339, with an offset."""

from __future__ import annotations

import datetime

from nines.late import late_pattern
from nines.values.zone import EPOCH_DAY, Zone

__all__ = ["instant_of", "rfc3339"]

_FORM = late_pattern(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?"
    r"(?:([Zz])|([+-])([0-9]{2}):?([0-9]{2}))?"
)
_DAY = 86_400


def instant_of(text: str) -> int | str:
    """Unix seconds, or what is wrong with the text as a sentence goes on: `has no offset from UTC`."""
    found = _FORM.fullmatch(text)
    if found is None:
        return "is no time"
    year, month, day, hour, minute = (int(part) for part in found.group(1, 2, 3, 4, 5))
    second = int(found[6] or 0)
    if found[8] is None and found[9] is None:
        return "has no offset from UTC, so that nobody knows which moment it is"
    if int(found[7] or 0):
        return "is no whole second"
    if not 1970 <= year <= 2199:
        return "is outside of the years from 1970 to 2199"
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return "is no day of the calendar"
    if hour > 23 or minute > 59 or second > 59:
        return "is no time of day"
    offset = 0
    if found[9] is not None:
        hours, minutes = int(found[10]), int(found[11])
        if hours > 15 or minutes > 59:
            return "has an offset that no place on earth has"
        offset = (hours * 3600 + minutes * 60) * (-1 if found[9] == "-" else 1)
    return (date.toordinal() - EPOCH_DAY) * _DAY + hour * 3600 + minute * 60 + second - offset


def rfc3339(instant: int, zone: Zone) -> str:
    """`2026-09-01T00:00:00+02:00`."""
    local, offset = zone.local(instant), zone.offset(instant)
    day, second = divmod(local, _DAY)
    date = datetime.date.fromordinal(day + EPOCH_DAY).isoformat()
    sign, size = ("-" if offset < 0 else "+"), abs(offset)
    clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
    return f"{date}T{clock}{sign}{size // 3600:02}:{size // 60 % 60:02}"
