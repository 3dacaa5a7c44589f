"""Windows of objectives: from their phrases, and how long they are."""

from __future__ import annotations

from nines.contract.codes import BAD_HOURS
from nines.contract.context import Builder
from nines.contract.model import BlockWindow, CalendarWindow, RollingWindow, Window
from nines.diagnostics.model import Edit, Fix
from nines.diagnostics.suggest import closest
from nines.language import phrases
from nines.values.model import DateTime, Duration
from nines.values.names import SHORT_WEEKDAYS

__all__ = ["nominal", "start_of", "window", "window_words"]

_DAY = 86_400_000
_NOMINAL = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
"""Days by which budgets are shared out over a calendar window, whatever this month's length (RULES.md, 7)."""
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_LONG_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


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
            return CalendarWindow(
                phrase.unit.value, start_of(builder, phrase.unit.value, phrase.start), phrase.zone.value
            )


def start_of(builder: Builder, unit: str, start: phrases.WindowStart | None) -> int | None:
    """Where a calendar window starts: a month (1 to 12), a weekday (0 is Monday) or a day of the month."""
    if start is None:
        return None
    if start.day is not None:
        day = int(start.day.value.value)
        if unit != "month" or not 1 <= day <= 28:
            builder.report.say(
                BAD_HOURS,
                f"a {unit} cannot start at day {day}",
                start.span,
                helps=["a month starts at day 1 to 28, which every month has"],
            )
            return None
        return day
    assert start.word is not None
    names = {"week": _LONG_DAYS, "quarter": _MONTHS, "year": _MONTHS}
    known = names.get(unit, ())
    word = start.word.value.lower()
    if word in known:
        return known.index(word) + (0 if unit == "week" else 1)
    if unit == "week" and word in SHORT_WEEKDAYS:
        return SHORT_WEEKDAYS.index(word)
    better = closest(word, known)
    builder.report.say(
        BAD_HOURS,
        f"a {unit} cannot start at `{start.word.value}`" + (f": did you mean `{better}`?" if better else ""),
        start.span,
        helps=[f"it starts at {'a weekday' if unit == 'week' else 'a month'} such as `{known[0]}`"] if known else [],
        fixes=[Fix(f"write `{better}`", (Edit(start.word.span, better),), certain=True)] if better else [],
    )
    return None


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
