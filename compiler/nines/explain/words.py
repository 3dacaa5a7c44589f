"""Words that several explanations share."""

from __future__ import annotations

from fractions import Fraction

from nines.contract.model import (
    BudgetBelow,
    BudgetEnds,
    BudgetUsed,
    Burn,
    CalendarWindow,
    Maintenance,
    Mask,
    Missing,
    Objective,
    RollingWindow,
    Schedule,
    Window,
)
from nines.plan.documents.inline import plain
from nines.plan.documents.texts import ENGLISH
from nines.plan.documents.words.schedules import hours
from nines.plan.routes.alerts import Told
from nines.plan.routes.words import listed
from nines.plan.rules.aims import window_text
from nines.values import text
from nines.values.model import Percentage

__all__ = [
    "aim",
    "flat",
    "hours_words",
    "listed",
    "mask_words",
    "named",
    "share",
    "told_words",
    "window_words",
]


def flat(said: str) -> str:
    """A text of the specs on one line, without the blanks that put it into columns."""
    return " ".join(said.split())


def named(item: Schedule | Maintenance) -> str:
    return item.title or item.name


def hours_words(item: Schedule | Maintenance) -> str:
    """`every Sunday from 03:00 to 03:30 (Europe/Berlin time)`; of an emergency that it is announced."""
    if item.hours is None or not item.hours.lines:
        return "at no fixed time: announced when it comes"
    return plain(hours(item.hours, item.origin, ENGLISH))


def mask_words(mask: Mask) -> str:
    what = f"{named(mask.hours)} ({mask.hours.name}), {hours_words(mask.hours)}"
    return what if mask.kind == "except" else f"all time but {what}"


def window_words(window: Window) -> str:
    """`the last 30d`, `each calendar month, Europe/Berlin`."""
    match window:
        case RollingWindow(length):
            return f"the last {text.prometheus_duration(length.milliseconds)}"
        case CalendarWindow():
            return f"each {window_text(window)}"
        case _:
            return window_text(window)


def share(value: Percentage | Fraction) -> str:
    return text.percent(value.value if isinstance(value, Percentage) else value)


def aim(objective: Objective) -> str:
    """`99.97% of events in each calendar month, Europe/Berlin`."""
    return f"{share(objective.target)} of {objective.indicator.unit} in {window_words(objective.window)}"


def told_words(alert: Told) -> str:
    """As it would be written: `page 2% in 1h`, `ticket when data missing for 10m`."""
    said = alert.alert_class.value
    match alert:
        case Burn(share=None):
            return f"{said} {text.factor(alert.factor)} in {text.prometheus_duration(alert.window.milliseconds)}"
        case Burn():
            assert alert.share is not None
            return f"{said} {share(alert.share)} in {text.prometheus_duration(alert.window.milliseconds)}"
        case Missing(delay=delay):
            return f"{said} when data missing for {text.literal(delay)}"
        case BudgetUsed():
            return f"{said} when budget used up"
        case BudgetBelow():
            return f"{said} when budget below {share(alert.share)}"
        case BudgetEnds(within=within):
            return f"{said} when budget gone within {text.literal(within)}"
        case _:
            return f"{said} when promise at risk"
