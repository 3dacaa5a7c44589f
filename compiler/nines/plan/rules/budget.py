"""How objectives stand: error ratios, burn rates, what was attained, what is left of the budget, and the state.

A budget is never shown larger than it is: it goes below zero, and nothing is recorded where nothing was counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.contract.model import AlertClass, Objective, RollingWindow
from nines.plan import names
from nines.plan.model import Member, RecordingRule
from nines.plan.rules.book import Book
from nines.plan.rules.context import IDENTITY, window_label
from nines.plan.rules.summing import burn_windows
from nines.plan.rules.windows import side_by_side
from nines.promql import build as q
from nines.promql.tree import Expression, Matcher
from nines.source import Span
from nines.values.text import prometheus_duration

__all__ = ["standing", "state_rule"]

_ANY = Fraction(1, 1000)
"""Less than this was not counted: what rounding leaves of sums whose parts cancel out."""
_HOUR = "1h"


def standing(book: Book) -> Iterator[RecordingRule]:
    """The rules that come after the windows and before the alerts."""
    origins = book.origins
    windowed, members = _windowed(book), book.members
    yield _rule(names.ERROR_RATIO, _error_ratio(book), origins, windowed)
    burn = q.divide(book.select(names.ERROR_RATIO), _allowed(book), q.on(*IDENTITY).group_left())
    yield _rule(names.BURN_RATE, burn, origins, windowed)
    windows = book.by_window()
    own = tuple(objective.window_origin for objectives in windows.values() for objective in objectives)
    attained = [1 - _own_window(book, names.ERROR_RATIO, label, found) for label, found in windows.items()]
    yield _rule(names.ATTAINED, side_by_side(attained), own, members)
    left = [1 - _spent(book, label, found) for label, found in windows.items()]
    yield _rule(names.BUDGET_LEFT, side_by_side(left), own, members)
    yield _rule(names.BUDGET_EXHAUSTS, _exhausts(book), own, members)


def _own_window(book: Book, series: names.Series, label: str, objectives: tuple[Objective, ...]) -> Expression:
    """The value over the window that the budget is judged by."""
    chosen = book.among(objectives)
    return q.sum_(book.select(series, q.equal(names.WINDOW, label), *chosen), q.without(names.WINDOW))


def _spent(book: Book, label: str, objectives: tuple[Objective, ...]) -> Expression:
    """The share of the budget that is spent."""
    if isinstance(objectives[0].window, RollingWindow):
        return _own_window(book, names.BURN_RATE, label, objectives)
    return _calendar_spent(book, label, book.among(objectives))


def _windowed(book: Book) -> tuple[Member, ...]:
    """Each objective over each window that is looked at, its own and the one before included."""
    lengths = [prometheus_duration(length) for length in burn_windows(book)]
    found: list[Member] = []
    for objective in book.holder.objectives:
        own = [window_label(objective.window)]
        if not isinstance(objective.window, RollingWindow):
            own.append(names.PREVIOUS)
        for window in dict.fromkeys([*lengths, *own]):
            found += book.members_of([objective], (names.WINDOW, window))
    return tuple(found)


def _rule(
    series: names.Series, value: Expression, origins: tuple[Span, ...], members: tuple[Member, ...]
) -> RecordingRule:
    return RecordingRule(series.name, value, (), series.text, origins, members)


def _allowed(book: Book, *matchers: Matcher) -> Expression:
    """The share that may be bad."""
    return 1 - book.select(names.OBJECTIVE, *matchers)


# --- ratios -----------------------------------------------------------------


def _error_ratio(book: Book) -> Expression:
    """The bad share of every window, one value for each objective and group; nothing where nothing was counted."""
    if book.is_weighted:
        return _weighted(book, _share(book), (*book.keys, names.WINDOW))
    ratio: Expression = _share(book)
    for empty, value in (("counts as good", 0), ("counts as bad", 1)):
        objectives = [objective for objective in book.holder.objectives if _empty_window(objective) == empty]
        if objectives:
            total = book.select(names.COUNTED, q.equal(names.HALF, "total"), *book.among(objectives))
            ratio = q.or_(ratio, value + 0 * q.sum_(total, q.without(names.HALF)))
    return ratio


def _share(book: Book) -> Expression:
    bad = book.select(names.COUNTED, q.equal(names.HALF, "bad"))
    total = book.select(names.COUNTED, q.equal(names.HALF, "total"))
    return q.clamp(q.divide(bad, q.gt(total, _ANY), q.ignoring(names.HALF)), 0, 1)


def _empty_window(objective: Objective) -> str:
    """What a window without events counts as; of slices, each has been judged already."""
    return "left out" if objective.indicator.slices is not None else objective.indicator.empty


def _weighted(book: Book, of_parts: Expression, kept: tuple[str, ...]) -> Expression:
    """The mean over the steps of a journey, those left out of which nothing was counted."""
    by_part = q.on(names.SERVICE, names.PART).group_left()
    weight = book.select(names.PART_WEIGHT)
    weighed = q.sum_(q.times(of_parts, weight, by_part), q.by(*kept))
    return weighed / q.sum_(q.times(1 + 0 * of_parts, weight, by_part), q.by(*kept))


# --- budgets of calendar windows --------------------------------------------


def _calendar_spent(book: Book, label: str, chosen: tuple[Matcher, ...]) -> Expression:
    """Bad so far, as a share of what may be bad of the larger of the traffic so far and that of the last whole window.

    So an outage on the first day is no ruin, and quiet hours win nothing back (RULES.md, 5).
    """

    def counted(half: str, window: str) -> Expression:
        return book.select(names.COUNTED, q.equal(names.HALF, half), q.equal(names.WINDOW, window), *chosen)

    so_far = counted("total", label)
    larger = q.gt(counted("total", names.PREVIOUS), so_far, q.ignoring(names.WINDOW))
    expected = q.or_(larger, so_far, q.ignoring(names.WINDOW))
    same = q.ignoring(names.HALF, names.WINDOW)
    share: Expression = q.divide(counted("bad", label), q.gt(expected, _ANY), same)
    if book.is_weighted:
        share = _weighted(book, share, book.keys)
    return q.divide(share, _allowed(book, *chosen), q.on(*IDENTITY).group_left())


# --- how long it lasts ------------------------------------------------------


def _exhausts(book: Book) -> Expression:
    """Seconds until the budget is gone at the rate of the last hour.

    A rolling budget that takes longer than its window is never gone: old trouble leaves it sooner. One of a calendar
    that lasts to the window's end is not gone either.
    """
    burn = q.gt(book.select(names.BURN_RATE, q.equal(names.WINDOW, _HOUR)), 0)
    left = q.clamp_min(book.select(names.BUDGET_LEFT), 0)
    length = book.select(names.WINDOW_SECONDS)
    time_left = q.times(q.divide(left, burn, q.ignoring(names.WINDOW)), length, q.on(*IDENTITY).group_left())
    end: Expression = length
    if _has_calendar(book):
        passed = book.select(names.WINDOW_ELAPSED)
        end = q.or_(q.times(length, 1 - passed, q.on(*IDENTITY)), length, q.on(*IDENTITY))
    return q.lt(time_left, end, q.on(*IDENTITY).group_left())


# --- state ------------------------------------------------------------------


def state_rule(book: Book) -> RecordingRule:
    """The state of each objective and group, after the alerts; the worst that holds."""
    project = book.context.contract.project
    page, ticket = project.severity(AlertClass.PAGE), project.severity(AlertClass.TICKET)
    left = book.select(names.BUDGET_LEFT)
    judged = q.or_(_as_state(book, 0, left), _as_state(book, 0, book.select(names.ERROR_RATIO)))
    silent = q.unless(book.select(names.OBJECTIVE), judged, q.on(*IDENTITY))
    ranked: list[tuple[str, Expression]] = [("spent", q.le(left, 0)), ("burning", _firing(book, page))]
    ranked.append(("watch", _firing(book, ticket)))
    if _has_calendar(book):
        ideal = 1 - book.select(names.WINDOW_ELAPSED)
        ranked.append(("watch", q.lt(left, ideal, q.on(*IDENTITY).group_left())))
    ranked += [("fine", judged), ("no data", silent)]
    state = side_by_side([_as_state(book, names.STATES.index(name), condition) for name, condition in ranked])
    return _rule(names.STATE, state, book.origins, book.members)


def _as_state(book: Book, number: int, condition: Expression) -> Expression:
    """The number of a state for everything of which a condition holds; of several, the first one said counts."""
    holds = q.sum_(0 * condition, q.by(*book.keys))
    return holds + number if number else holds


def _has_calendar(book: Book) -> bool:
    return any(not isinstance(objective.window, RollingWindow) for objective in book.holder.objectives)


def _firing(book: Book, severity: str) -> Expression:
    return q.selector(
        "ALERTS",
        q.equal(names.BUNDLE, book.context.bundle),
        book.holder.matcher,
        q.equal("alertstate", "firing"),
        q.equal(names.SEVERITY, severity),
        q.not_equal(names.OBJECTIVE_LABEL, ""),
    )
