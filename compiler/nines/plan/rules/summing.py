"""The rules that sum up what counts: over the windows of alerts, and over those that budgets are judged by."""

from __future__ import annotations

from collections.abc import Iterator

from nines.contract.model import BlockWindow, CalendarWindow, Objective, RollingWindow, Window
from nines.plan import names
from nines.plan.model import Member, RecordingRule
from nines.plan.rules.book import Book
from nines.plan.rules.days import DAY, TODAY, is_by_day, older_days, older_filed_days, today, whole_day
from nines.plan.rules.windows import HOUR, NOW, Ledger, longest_period, side_by_side
from nines.promql import build as q
from nines.promql.tree import Expression, Matcher
from nines.source import Span
from nines.values.text import prometheus_duration

__all__ = [
    "burn_windows",
    "day_rules",
    "hour_rules",
    "older_of_periods",
    "older_rolling",
    "older_rules",
    "two_windows",
    "window_rules",
]

_MINUTE = 60_000
_ALWAYS = (5 * _MINUTE, 60 * _MINUTE, 1440 * _MINUTE)
"""Windows that boards and messages ask for, whatever pages."""


def burn_windows(book: Book) -> list[int]:
    """The lengths of all windows that alerts, automations and boards look at, in milliseconds, the shortest first."""
    burns = [burn for objective in book.holder.objectives for burn in objective.alerts.burns]
    burns += [burn for automation in book.automations for burn in automation.answers]
    short = {burn.short.milliseconds for burn in burns if burn.short is not None}
    return sorted({*_ALWAYS, *(burn.window.milliseconds for burn in burns), *short})


def window_rules(book: Book) -> Iterator[RecordingRule]:
    ledger = book.ledger
    lengths = burn_windows(book)
    short = [(prometheus_duration(length), ledger.lasting(length)) for length in lengths if length < ledger.tile]
    about = f"what counted in the windows {', '.join(label for label, _ in short)}"
    yield _of_windows(names.COUNTED, short, about, book.origins, book)
    yield from hour_rules(ledger, book.origins)
    for length in lengths:
        if length >= ledger.tile:
            yield _window(prometheus_duration(length), ledger.rolling(length), book.origins)
    filed = tuple(objective for objective in book.holder.objectives if not isinstance(objective.window, RollingWindow))
    if filed:
        about = "the last whole hour, by the start of the window that it belongs to"
        origins = tuple(objective.window_origin for objective in filed)
        yield RecordingRule(names.COUNTED_PERIOD.name, ledger.filed_hour(*book.among(filed)), (), about, origins)
    yield from _own_window_rules(book, lengths)


def hour_rules(ledger: Ledger, origins: tuple[Span, ...]) -> Iterator[RecordingRule]:
    """The two pieces that all longer windows are made of."""
    for piece, value, about in (
        (NOW, ledger.running_hour(), "what counted since the hour began"),
        (HOUR, ledger.last_hour(), "what counted in the last whole hour"),
    ):
        yield RecordingRule(ledger.sums.hours.name, value, ((names.PIECE, piece),), about, origins)


def _own_window_rules(book: Book, lengths: list[int]) -> Iterator[RecordingRule]:
    """The windows that budgets are judged over."""
    ledger = book.ledger
    before: list[tuple[Expression, tuple[Objective, ...]]] = []
    for label, objectives in book.by_window().items():
        window, chosen = objectives[0].window, book.among(objectives)
        origins = tuple(objective.window_origin for objective in objectives)
        if not isinstance(window, RollingWindow):
            yield _window(label, ledger.period(label, *chosen), origins, book.members_of(objectives))
            before.append((ledger.before(label, *chosen), objectives))
        elif window.length.milliseconds not in lengths:
            length = window.length.milliseconds
            value = ledger.lasting(length, *chosen) if length < ledger.tile else ledger.rolling(length, *chosen)
            yield _window(label, value, origins, book.members_of(objectives))
    if before:
        filed = [objective for _, objectives in before for objective in objectives]
        origins = tuple(objective.window_origin for objective in filed)
        value = side_by_side([value for value, _ in before])
        yield _window(names.PREVIOUS, value, origins, book.members_of(filed))


def _window(
    label: str, value: Expression, origins: tuple[Span, ...], members: tuple[Member, ...] = ()
) -> RecordingRule:
    about = "what counted in the window before" if label == names.PREVIOUS else f"what counted in the window {label}"
    return RecordingRule(names.COUNTED.name, value, ((names.WINDOW, label),), about, origins, members)


def older_rules(book: Book) -> Iterator[RecordingRule]:
    """The older hours of all long windows, of the longest by the day."""
    ledger = book.ledger
    lengths = burn_windows(book)
    older: list[tuple[str, Expression]] = []
    rolling: list[int] = []
    filed: list[Objective] = []
    for length in lengths:
        if length >= ledger.tile and not ledger.is_inline(length):
            older.append((prometheus_duration(length), older_rolling(ledger, length)))
            rolling.append(length)
    for label, objectives in book.by_window().items():
        window = objectives[0].window
        if isinstance(window, RollingWindow):
            length = window.length.milliseconds
            if length not in lengths and length >= ledger.tile and not ledger.is_inline(length):
                older.append((label, older_rolling(ledger, length)))
                rolling.append(length)
        else:
            longest = max(two_windows(objective.window) for objective in objectives)
            older.append((label, older_of_periods(ledger, longest, *book.among(objectives))))
            filed += objectives if is_by_day(longest) else ()
    hours = [ledger.hours_late] if any(map(is_by_day, rolling)) else []
    by_period = [ledger.filed_late(*book.among(filed))] if filed else []
    yield from day_rules(ledger, hours, by_period, book.origins)
    if older:
        about = "the older hours of windows beyond half a day"
        yield _of_windows(ledger.sums.older, older, about, book.origins, book)


def older_rolling(ledger: Ledger, length: int) -> Expression:
    return older_days(ledger, length) if is_by_day(length) else ledger.older_hours(length)


def older_of_periods(ledger: Ledger, longest: int, *matchers: Matcher) -> Expression:
    if is_by_day(longest):
        return older_filed_days(ledger, longest, *matchers)
    return ledger.older_filed(longest, *matchers)


def day_rules(
    ledger: Ledger, hours: list[Expression], by_period: list[Expression], origins: tuple[Span, ...]
) -> Iterator[RecordingRule]:
    """The days that the longest windows are made of, if there are any: of hours, and of hours by period."""
    if not hours and not by_period:
        return
    running = [*(today(ledger, of) for of in hours), *(today(ledger, of, (names.PERIOD,)) for of in by_period)]
    whole = [whole_day(ledger, of) for of in (*hours, *by_period)]
    for piece, values, about in (
        (TODAY, running, "the hours of the running day, but the last two"),
        (DAY, whole, "the hours of the last whole day"),
    ):
        yield RecordingRule(ledger.sums.days.name, side_by_side(values), ((names.PIECE, piece),), about, origins)


def _of_windows(
    series: names.Series, windows: list[tuple[str, Expression]], about: str, origins: tuple[Span, ...], book: Book
) -> RecordingRule:
    """One rule for several windows, with a line for each."""
    own = ((names.BUNDLE, book.context.bundle), (names.SERVICE, book.holder.name))
    members = tuple(
        Member((*own, (names.WINDOW, label)), (), book.holder.name, book.holder.origin) for label, _ in windows
    )
    if len(windows) == 1:
        ((label, value),) = windows
        return RecordingRule(series.name, value, ((names.WINDOW, label),), about, origins, members)
    values = [q.label_replace(value, names.WINDOW, label, "", "") for label, value in windows]
    return RecordingRule(series.name, side_by_side(values), (), about, origins, members)


def two_windows(window: Window) -> int:
    """How far back hours are summed up: the running window and the whole one before it."""
    assert isinstance(window, CalendarWindow | BlockWindow)
    return 2 * longest_period(window)
