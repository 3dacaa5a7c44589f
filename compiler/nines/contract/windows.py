"""Windows of objectives: from their phrases, and how long they are."""

from __future__ import annotations

from nines.contract.codes import BAD_HOURS
from nines.contract.context import Builder
from nines.contract.model import Agreement, BlockWindow, CalendarWindow, RollingWindow, Window
from nines.diagnostics.model import Edit, Fix
from nines.language import phrases
from nines.values import names
from nines.values.model import DateTime, Duration, Problem

__all__ = ["nominal", "period_window", "start_of", "window", "window_words"]

_DAY = 86_400_000
_NOMINAL = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
"""Days by which budgets are shared out over a calendar window, whatever this month's length (RULES.md, 7)."""


def window(builder: Builder, phrase: phrases.Window) -> Window:
    """The window that a phrase says."""
    match phrase:
        case phrases.RollingWindow():
            return RollingWindow(phrase.length.value)
        case phrases.BlockWindow():
            builder.zone(phrase.zone)
            return BlockWindow(phrase.length.value, DateTime(phrase.date.value, phrase.time.value), phrase.zone.value)
        case phrases.CalendarWindow():
            builder.zone(phrase.zone)
            return _calendar(phrase.unit.value, start_of(builder, phrase.unit.value, phrase.start), phrase.zone.value)


def _calendar(unit: str, start: tuple[int, int] | None, zone: str) -> CalendarWindow:
    return CalendarWindow(unit, None, zone) if start is None else CalendarWindow(unit, start[0], zone, start[1])


def start_of(builder: Builder, unit: str, start: phrases.WindowStart | None) -> tuple[int, int] | None:
    """Where a calendar window starts: a month (1 to 12) and its day, a weekday (0 is Monday) or a day of the month.

    None, after a finding, for what no window of the unit can start at. What has no day of its own has 1.
    """
    if start is None:
        return None
    found = _number(unit, start)
    if isinstance(found, tuple):
        return found
    better = found.suggestion
    builder.report.say(
        BAD_HOURS,
        found.message + (f": did you mean `{better}`?" if better else ""),
        start.span,
        _why(start),
        helps=[found.help] if found.help else [],
        fixes=[Fix(f"write `{better}`", (Edit(start.span, better),), certain=True)] if better else [],
    )
    return None


def period_window(agreement: Agreement) -> Window | None:
    """A contract's period as a window; None where no period is said, or each hour of the clock is judged alone."""
    match agreement.period:
        case phrases.CalendarPeriod() as period:
            start = _number(period.unit.value, period.start) if period.start is not None else None
            return _calendar(period.unit.value, start if isinstance(start, tuple) else None, period.zone.value)
        case phrases.RollingPeriod() as period:
            return RollingWindow(period.length.value, period.zone.value)
        case phrases.FixedPeriod() as period:
            anchor = DateTime(period.date.value, period.time.value)
            return BlockWindow(period.length.value, anchor, period.zone.value)
        case _:
            return None


_STARTS = {
    "week": "it starts at a weekday such as `monday`",
    "month": "it starts at a day from 1 to 31, such as `day 15`; where a month is shorter, at its last day",
    "quarter": "it starts at a month such as `april`, or within one: `6 april`",
    "year": "it starts at a month such as `april`, or within one: `6 april`",
}
_COMMON_YEAR = 2025
"""No leap year: a window that starts on 29 February would do so every fourth year only."""


def _number(unit: str, start: phrases.WindowStart) -> tuple[int, int] | Problem:
    """What a start says, as a number and a day, or why a window of the unit cannot start at it."""
    better: str | None = None
    if start.day is not None:
        day = int(start.day.value.value)
        if unit == "month" and 1 <= day <= 31:
            return day, 1
    elif start.word is not None and unit in ("week", "quarter", "year") and not (unit == "week" and start.date):
        word = start.word.value.lower()
        found = names.weekday(word) if unit == "week" else names.month(word)
        if isinstance(found, int):
            day = int(start.date.value.value) if start.date is not None else 1
            if unit == "week" or 1 <= day <= names.days_in_month(_COMMON_YEAR, found):
                return found, day
        else:
            better = found.suggestion
    said = f"a {unit} cannot start at `{start.span.text}`"
    help_ = _STARTS.get(unit, "it starts at midnight: leave `from ...` out")
    return Problem(said, 0, 0, better, help=help_)


def _why(start: phrases.WindowStart) -> str:
    """What is wrong with a day of a month: `April has 30 days`."""
    month = names.month(start.word.value.lower()) if start.word is not None and start.date is not None else None
    if not isinstance(month, int) or start.date is None:
        return ""
    days = names.days_in_month(_COMMON_YEAR, month)
    if 1 <= int(start.date.value.value) <= days:
        return ""
    leap = " in most years" if month == 2 else ""
    return f"{names.MONTHS[month - 1].capitalize()} has {days} days{leap}"


def nominal(found: Window) -> Duration:
    """Its length for sharing out budgets: exact for rolling windows, 30 days for a month."""
    match found:
        case RollingWindow(length) | BlockWindow(length):
            return length
        case CalendarWindow(unit):
            days = _NOMINAL[unit]
            return Duration(days * _DAY, f"{days}d")


def window_words(found: Window) -> str:
    """How series and inventory call it: `30d`, `calendar month`."""
    match found:
        case RollingWindow(length) | BlockWindow(length):
            return length.text
        case CalendarWindow(unit):
            return f"calendar {unit}"
