"""A contract's period as the window that its promises are summed up over."""

from __future__ import annotations

from nines.contract.model import Agreement, BlockWindow, CalendarWindow, RollingWindow, Window
from nines.language.phrases import CalendarPeriod, FixedPeriod, RollingPeriod, WindowStart
from nines.values.model import DateTime
from nines.values.names import MONTHS, WEEKDAYS

__all__ = ["period_window"]


def period_window(agreement: Agreement) -> Window | None:
    """None where no period is said, or each hour of the clock is judged alone."""
    match agreement.period:
        case CalendarPeriod() as period:
            return CalendarWindow(period.unit.value, _start(period.start), period.zone.value)
        case RollingPeriod() as period:
            return RollingWindow(period.length.value, period.zone.value)
        case FixedPeriod() as period:
            anchor = DateTime(period.date.value, period.time.value)
            return BlockWindow(period.length.value, anchor, period.zone.value)
        case _:
            return None


def _start(start: WindowStart | None) -> int | None:
    """A day of the month, a weekday (0 is Monday) or a month (1 to 12)."""
    if start is None:
        return None
    if start.day is not None:
        return int(start.day.value.value)
    word = start.word.value.lower() if start.word is not None else ""
    for names, first in ((WEEKDAYS, 0), (MONTHS, 1)):
        for number, name in enumerate(names, first):
            if word and (name == word or name[:3] == word):
                return number
    return None
