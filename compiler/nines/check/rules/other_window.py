"""An objective guards a promise over the same kind of time."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.agreements import promises
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import BlockWindow, CalendarWindow, RollingWindow, Window
from nines.contract.periods import calendar_period
from nines.contract.windows import window_words
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.phrases import CalendarPeriod, ClockHourPeriod, FixedPeriod, Period, RollingPeriod
from nines.values.calendar import Month, Quarter, Week, Year
from nines.values.names import MONTHS, WEEKDAYS
from nines.values.text import literal

PAGE = Page(
    Code("N0405", "other-window", Severity.WARNING, "an SLO counts over another kind of time than the SLA on it"),
    why="""\
A rolling window of 30 days always holds the last bad day; a calendar month forgets it at midnight of the first. An
incident on the 28th weighs on the objective until the 27th of the next month, while a new period of the promise has
begun with a whole budget; and two incidents three weeks apart may be in one period and not in one window. The budget
that people look at is then not the one that costs money.""",
    bad=examples.agreement(objective="99.95% over 30d"),
    good=examples.agreement(objective="99.95% over calendar month in UTC"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for one, promise in promises(context):
        guard, period = promise.guard, one.agreement.period
        if guard is None or period is None or isinstance(period, ClockHourPeriod):
            continue
        why = _difference(period, guard.window)
        if why is not None:
            yield found(
                PAGE,
                f"the SLO `{guard.id}` counts over {_words(guard.window)}, and the SLA on it over {_said(period)}",
                guard.window_origin,
                why,
                others=[Label(period.span, "the promise is judged over this")],
                helps=[f"write `over {_as_window(period)}`; an objective over another window may stand beside it"],
            )


def _difference(period: Period, window: Window) -> str | None:
    """In what a period and a window differ, if they do."""
    match period, window:
        case CalendarPeriod(), CalendarWindow():
            if period.unit.value != window.unit:
                return f"a {window.unit}, not a {period.unit.value}"
            if period.zone.value != window.zone:
                return "begins at another midnight"
            return None if _begin_alike(period, window) else "begins on another day"
        case RollingPeriod(), RollingWindow():
            same = period.length.value.milliseconds == window.length.milliseconds
            return None if same else "another length"
        case FixedPeriod(), BlockWindow():
            same = period.length.value.milliseconds == window.length.milliseconds
            return None if same else "another length"
        case _, RollingWindow():
            return "rolling: never begins anew"
        case _:
            return "another kind of window"


def _begin_alike(period: CalendarPeriod, window: CalendarWindow) -> bool:
    match calendar_period(period):
        case Week(first=first):
            return first == (window.start or 0)
        case Month(first=first):
            return first == (window.start or 1)
        case Quarter(first=first, day=day):
            return (first % 3, day) == ((window.start or 1) % 3, window.day)
        case Year(first=first, day=day):
            return (first, day) == (window.start or 1, window.day)
        case _:
            return True


def _words(window: Window) -> str:
    match window:
        case RollingWindow():
            return f"{literal(window.length)} rolling"
        case CalendarWindow():
            return f"a {window_words(window)}{_start(window)} in {window.zone}"
        case BlockWindow():
            return f"blocks of {literal(window.length)}"


def _start(window: CalendarWindow) -> str:
    """` from april`, as specs write it; empty where the calendar itself says."""
    if window.start is None:
        return ""
    if window.unit in ("week", "month"):
        return f" from {WEEKDAYS[window.start]}" if window.unit == "week" else f" from day {window.start}"
    day = f"{window.day} " if window.day != 1 else ""
    return f" from {day}{MONTHS[window.start - 1]}"


def _said(period: Period) -> str:
    match period:
        case CalendarPeriod():
            return f"a {_as_window(period)}"
        case RollingPeriod():
            return f"{literal(period.length.value)} rolling"
        case FixedPeriod():
            return f"blocks of {literal(period.length.value)}"
        case ClockHourPeriod():
            return "an hour"


def _as_window(period: Period) -> str:
    match period:
        case CalendarPeriod():
            start = f" from {period.start.span.text}" if period.start is not None else ""
            return f"calendar {period.unit.value}{start} in {period.zone.value}"
        case RollingPeriod():
            return literal(period.length.value)
        case _:
            return period.span.text
