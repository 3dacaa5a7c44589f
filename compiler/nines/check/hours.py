"""Which hours are still to come."""

from __future__ import annotations

import datetime

from nines.values.recurrence import Recurrence, Span

__all__ = ["still_comes"]

_DAY = 86_400
_AHEAD = 400 * _DAY
"""So far ahead hours that come again are looked for, where some are taken out."""


def still_comes(hours: Recurrence, today: datetime.date) -> bool:
    """Whether some of the hours are after the beginning of a day, in UTC."""
    now = (today - datetime.date(1970, 1, 1)).days * _DAY
    dated = [line for line in hours.lines if isinstance(line, Span)]
    if any(line.interval.end > now for line in dated):
        return True
    recurring = len(dated) < len(hours.lines)
    return recurring and (not hours.excepted or bool(hours.occurrences(now, now + _AHEAD)))
