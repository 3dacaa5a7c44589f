"""The rules that sum up what counts: over the windows of alerts, and over those that budgets are judged by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nines.contract.model import BlockWindow, CalendarWindow, Objective, RollingWindow, Window
from nines.plan import names
from nines.plan.model import Member, RecordingRule
from nines.plan.rules.book import Book
from nines.plan.rules.days import DAY, TODAY, is_by_day, older_days, older_filed_days, today, whole_day
from nines.plan.rules.rolling import SUMMED, Stack, Step, at_once, extended, since, stacked, still_there
from nines.plan.rules.windows import HOUR, NOW, Ledger, longest_period, side_by_side
from nines.promql import build as q
from nines.promql.tree import Expression, Matcher
from nines.source import Span
from nines.values.text import prometheus_duration

__all__ = [
    "burn_windows",
    "day_rules",
    "hour_rules",
    "long_rules",
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
    """Every window, from what was just recorded."""
    yield _short(book)
    for length, objectives in _own_rolling(book):
        if length <= SUMMED:
            value = at_once(book.ledger, length, book.holder.scrape, *book.among(objectives))
            yield _of_some(book, length, value, objectives)
    rolling = _rolling(book)
    for stack, objectives in rolling:
        if not stack.step.seldom:
            value = stacked(book.ledger, stack, book.holder.scrape, *book.among(objectives))
            yield _of_some(book, stack.step.length, value, objectives)
    long = [(stack.step.label, objectives) for stack, objectives in rolling if stack.step.seldom and objectives]
    if long:
        yield _brought_up(book, long)
    yield from _period_rules(book)


def long_rules(book: Book) -> Iterator[RecordingRule]:
    """What is put together seldom: long windows, and when that was."""
    own = ((names.BUNDLE, book.context.bundle), (names.SERVICE, book.holder.name))
    long = [(stack, objectives) for stack, objectives in _rolling(book) if stack.step.seldom]
    if long:
        yield RecordingRule(names.COUNTED_AT.name, q.vector(q.time()), own, names.COUNTED_AT.text, book.origins)
    for stack, objectives in long:
        value = stacked(book.ledger, stack, book.holder.scrape, *(book.among(objectives) if objectives else ()))
        kind = names.PIECE if stack.step.hidden else names.WINDOW
        about = f"what counted in the last {stack.step.label}, put together"
        yield RecordingRule(names.COUNTED_LONG.name, value, ((kind, stack.step.label),), about, book.origins)


def _rolling(book: Book) -> list[tuple[Stack, tuple[Objective, ...]]]:
    """All windows beyond an hour, each after those that it is made of, with the objectives that look at it.

    Nobody looks at those that only others are made of.
    """
    lengths = burn_windows(book)
    steps = [Step(length) for length in lengths if length == SUMMED]
    found: list[tuple[Stack, tuple[Objective, ...]]] = []
    for length in lengths:
        if length > SUMMED:
            found += [(stack, () if stack.step.hidden else book.holder.objectives) for stack in extended(steps, length)]
            steps.append(Step(length))
    for length, objectives in _own_rolling(book):
        if length > SUMMED:
            found += [(stack, () if stack.step.hidden else objectives) for stack in extended(steps, length)]
    return found


def _own_rolling(book: Book) -> Iterator[tuple[int, tuple[Objective, ...]]]:
    """The rolling windows of budgets that alerts do not look at too, with their objectives."""
    looked_at = burn_windows(book)
    for objectives in book.by_window().values():
        window = objectives[0].window
        if isinstance(window, RollingWindow) and window.length.milliseconds not in looked_at:
            yield window.length.milliseconds, objectives


def _short(book: Book) -> RecordingRule:
    """One rule for the windows of all objectives that are sums of rates."""
    ledger = book.ledger
    lengths = [length for length in burn_windows(book) if length <= SUMMED]
    labels = [prometheus_duration(length) for length in lengths]
    values = [
        q.label_replace(at_once(ledger, length, book.holder.scrape), names.WINDOW, label, "", "")
        for length, label in zip(lengths, labels, strict=True)
    ]
    about = f"what counted in the windows {', '.join(labels)}"
    members = tuple(_of_all(book, label) for label in labels)
    value = still_there(ledger, side_by_side(values))
    return RecordingRule(names.COUNTED.name, value, (), about, book.origins, members)


def _brought_up(book: Book, long: Sequence[tuple[str, tuple[Objective, ...]]]) -> RecordingRule:
    """One rule for all long windows. It bears a label of its own to be told from that for short ones."""
    labels = [label for label, _ in long]
    members: list[Member] = []
    for label, objectives in long:
        of_all = len(objectives) == len(book.holder.objectives)
        members += [_of_all(book, label)] if of_all else book.members_of(objectives, (names.WINDOW, label))
    about = f"what counted in the windows {', '.join(labels)}, brought up to date"
    value = still_there(book.ledger, since(book.ledger, labels))
    own = ((names.SERVICE, book.holder.name),)
    return RecordingRule(names.COUNTED.name, value, own, about, book.origins, tuple(members))


def _of_some(book: Book, length: int, value: Expression, objectives: tuple[Objective, ...]) -> RecordingRule:
    """The window of some objectives, or of all."""
    label, value = prometheus_duration(length), still_there(book.ledger, value)
    if len(objectives) == len(book.holder.objectives):
        return _window(label, value, book.origins)
    return _window(label, value, tuple(one.window_origin for one in objectives), book.members_of(objectives))


def _of_all(book: Book, label: str) -> Member:
    own = ((names.BUNDLE, book.context.bundle), (names.SERVICE, book.holder.name))
    return Member((*own, (names.WINDOW, label)), (), book.holder.name, book.holder.origin)


def hour_rules(ledger: Ledger, origins: tuple[Span, ...]) -> Iterator[RecordingRule]:
    """The two pieces that all longer windows are made of."""
    for piece, value, about in (
        (NOW, ledger.running_hour(), "what counted since the hour began"),
        (HOUR, ledger.last_hour(), "what counted in the last whole hour"),
    ):
        yield RecordingRule(ledger.sums.hours.name, value, ((names.PIECE, piece),), about, origins)


def _period_rules(book: Book) -> Iterator[RecordingRule]:
    """Calendar windows and blocks, and the last whole ones."""
    ledger = book.ledger
    filed = tuple(objective for objective in book.holder.objectives if not isinstance(objective.window, RollingWindow))
    if not filed:
        return
    yield from hour_rules(ledger, book.origins)
    origins = tuple(objective.window_origin for objective in filed)
    about = "the last whole hour, by the start of the window that it belongs to"
    yield RecordingRule(names.COUNTED_PERIOD.name, ledger.filed_hour(*book.among(filed)), (), about, origins)
    before: list[Expression] = []
    for label, objectives in book.by_window().items():
        if not isinstance(objectives[0].window, RollingWindow):
            chosen = book.among(objectives)
            own = tuple(objective.window_origin for objective in objectives)
            yield _window(label, ledger.period(label, *chosen), own, book.members_of(objectives))
            before.append(ledger.before(label, *chosen))
    yield _window(names.PREVIOUS, side_by_side(before), origins, book.members_of(filed))


def _window(
    label: str, value: Expression, origins: tuple[Span, ...], members: tuple[Member, ...] = ()
) -> RecordingRule:
    about = "what counted in the window before" if label == names.PREVIOUS else f"what counted in the window {label}"
    return RecordingRule(names.COUNTED.name, value, ((names.WINDOW, label),), about, origins, members)


def older_rules(book: Book) -> Iterator[RecordingRule]:
    """The older hours of calendar windows, of the longest by the day."""
    ledger = book.ledger
    older: list[tuple[str, Expression]] = []
    filed: list[Objective] = []
    for label, objectives in book.by_window().items():
        if not isinstance(objectives[0].window, RollingWindow):
            longest = max(two_windows(objective.window) for objective in objectives)
            older.append((label, older_of_periods(ledger, longest, *book.among(objectives))))
            filed += objectives if is_by_day(longest) else ()
    yield from day_rules(ledger, [], [ledger.filed_late(*book.among(filed))] if filed else [], book.origins)
    if older:
        about = "the older hours of calendar windows"
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
