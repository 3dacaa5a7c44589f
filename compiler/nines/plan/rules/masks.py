"""Schedules and maintenance as masks: scalars that are 1 while their hours last and 0 at other times.

A weekly span is two comparisons of the wall clock, however many days it is on: the days by their place in the week, the
hours by their place in the day, both counted from where the span starts, so that one over midnight needs no other form.
Dates are instants of the zone database, written out for the years ahead. (RULES-CALENDAR.md, C)
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from nines.contract.model import Maintenance, Mask, Schedule
from nines.plan.rules import clock
from nines.promql import build as q
from nines.promql.tree import Expression
from nines.values.intervals import Interval, difference, union
from nines.values.recurrence import MonthDays, Recurrence, Span, WeekDays
from nines.values.zone import EPOCH_DAY

__all__ = ["hours_mask", "left_out", "left_out_at"]

_EPOCH_WEEKDAY = 3  # 1970-01-01 was a Thursday, three days after a Monday
_JUST_BEFORE = 1
"""Milliseconds. A sample is of the time before it, so a mask is asked of the moment just before."""


def left_out(masks: tuple[Mask, ...], looks_back: int) -> Expression:
    """1 where a pair that looks back so many milliseconds does not count, by all masks of an objective together.

    Hours that count alone (`during`) are asked of the moment alone. Others are left out as soon as any of the time that
    is looked back on is in them, since trouble lasts right up to their edges.
    """
    counted = [hours_mask(mask.hours, clock.at(_JUST_BEFORE)) for mask in masks if mask.kind == "during"]
    for mask in masks:
        if mask.kind != "during":
            steps = range(0, looks_back + 1, _step(mask.hours, looks_back))
            counted += [1 - hours_mask(mask.hours, clock.at(max(step, _JUST_BEFORE))) for step in steps]
    return 1 - _product(counted)


def left_out_at(masks: tuple[Mask, ...], moment: Expression) -> Expression:
    """1 where a slice with its middle at a moment does not count."""
    parts = [hours_mask(mask.hours, moment) for mask in masks]
    kinds = [mask.kind for mask in masks]
    counted = [part if kind == "during" else 1 - part for part, kind in zip(parts, kinds, strict=True)]
    return 1 - _product(counted)


def hours_mask(hours: Schedule | Maintenance, moment: Expression) -> Expression:
    """1 while a schedule holds, 0 at other times. Hours that nobody could make out never hold."""
    if hours.hours is None:
        return q.number(0)
    return _recurrence(hours.hours, moment)


def _step(hours: Schedule | Maintenance, looks_back: int) -> int:
    """How far apart the moments are at which hours are looked for: no span of them may slip between two."""
    shortest = min((span.milliseconds for span in _some_spans(hours)), default=looks_back)
    step = looks_back
    while step > shortest:
        step //= 2
    return max(step, 1)


def _some_spans(hours: Schedule | Maintenance) -> tuple[Interval, ...]:
    if hours.hours is None:
        return ()
    found: list[Interval] = []
    for line in hours.hours.lines:
        if isinstance(line, Span):
            found.append(line.interval)
        else:
            found += Recurrence((line,)).starts(clock.START, clock.START + 5 * clock.WEEK)
    return tuple(found)


def _recurrence(hours: Recurrence, moment: Expression) -> Expression:
    repeated = [_line(line, moment) for line in hours.lines if not isinstance(line, Span)]
    dated = union(
        span.clipped(clock.START, clock.END)
        for line in hours.lines
        if isinstance(line, Span)
        for span in Recurrence((line,), hours.except_dates).occurrences(clock.START, clock.END)
    )
    added, removed = _corrections(hours)
    mask = _any(repeated)
    if removed:
        mask = mask * (1 - _any(_dated(removed, moment)))
    mask = _any([*([mask] if repeated else []), *_dated(dated, moment), *_dated(added, moment)])
    for other in hours.excepted:
        mask = mask * (1 - _recurrence(other, moment))
    return mask


def _corrections(hours: Recurrence) -> tuple[tuple[Interval, ...], tuple[Interval, ...]]:
    """What the repeated lines lack and have too much: excepted dates, and hours that a clock shows twice."""
    lines = tuple(line for line in hours.lines if not isinstance(line, Span))
    weekly = Recurrence(tuple(line for line in lines if isinstance(line, WeekDays)))
    removed: list[Interval] = []
    added: list[Interval] = []
    for date in hours.except_dates:
        day = date.toordinal() - EPOCH_DAY
        near = Interval((day - 2) * clock.DAY, (day + 4) * clock.DAY)
        every = Recurrence(lines).occurrences(near.start, near.end)
        removed += difference(every, Recurrence(lines, frozenset({date})).occurrences(near.start, near.end))
    for wrong in weekly.clock_change_differences(clock.START, clock.END):
        (added if weekly.contains(wrong.start) else removed).append(wrong)
    return union(added), union(removed)


def _line(line: WeekDays | MonthDays, moment: Expression) -> Expression:
    """The hours of a line, by the wall clock set back so that the day begins where the span does."""
    shown = clock.local(moment, line.zone)
    length = ((line.end - line.start - 1) % 1_440 + 1) * 60
    start = line.start * 60
    hours = [] if length == clock.DAY else [q.lt_bool(_less(shown, start) % clock.DAY, length)]
    if isinstance(line, MonthDays):
        return _product([*_day_of_month(_less(shown, start), line), *hours])
    runs = [_days(shown, start, first, days) for first, days in _runs(line.days)]
    return _product([*([_any(runs)] if all(runs) else []), *hours])


def _days(shown: Expression, start: int, first: int, days: int) -> Expression | None:
    """Whether the day is one of a run of weekdays; None if every day is."""
    if days == 7:
        return None
    monday = shown + (_EPOCH_WEEKDAY * clock.DAY - first * clock.DAY - start) % clock.WEEK
    return q.lt_bool(monday % clock.WEEK, days * clock.DAY)


def _runs(days: frozenset[int]) -> list[tuple[int, int]]:
    """Runs of neighbouring weekdays: where each starts, and how many days it has. Sunday's neighbour is Monday."""
    if len(days) == 7:
        return [(0, 7)]
    found = []
    for first in sorted(days):
        if (first - 1) % 7 not in days:
            length = 1
            while (first + length) % 7 in days:
                length += 1
            found.append((first, length))
    return found


def _day_of_month(shown: Expression, line: MonthDays) -> list[Expression]:
    day = q.vector(shown)
    weekday = q.scalar(q.eq_bool(q.day_of_week(day), (line.weekday + 1) % 7))
    if line.nth < 0:
        left = q.call("days_in_month", day) - q.day_of_month(day)
        return [weekday, q.scalar(q.lt_bool(left, 7))]
    return [weekday, q.scalar(q.eq_bool(q.ceil(q.day_of_month(day) / 7), line.nth))]


def _dated(spans: Iterable[Interval], moment: Expression) -> list[Expression]:
    return [clock.between(moment, span.start, span.end) for span in spans]


def _less(shown: Expression, seconds: int) -> Expression:
    return shown - seconds if seconds else shown


def _any(masks: Iterable[Expression | None]) -> Expression:
    """1 where any of the masks is."""
    found = [mask for mask in masks if mask is not None]
    if not found:
        return q.number(0)
    if len(found) == 1:
        return found[0]
    return q.scalar(q.clamp_max(q.vector(reduce(lambda one, other: one + other, found)), 1))


def _product(factors: Iterable[Expression]) -> Expression:
    found = list(factors)
    return reduce(lambda one, other: one * other, found) if found else q.number(1)
