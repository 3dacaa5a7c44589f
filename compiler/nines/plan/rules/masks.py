"""Schedules and maintenance as masks: scalars that are 1 while their hours last and 0 at other times.

A weekly span is two comparisons of the wall clock, however many days it is on: the days by their place in the week, the
hours by their place in the day, both counted from where the span starts, so that one over midnight needs no other form.
Dates are instants of the zone database, written out for the years ahead. (RULES-CALENDAR.md, C)
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce

from nines.contract.model import Maintenance, Mask, Schedule
from nines.plan.rules import clock
from nines.promql import build as q
from nines.promql.tree import Expression
from nines.values.intervals import Interval, difference, union
from nines.values.recurrence import MonthDays, Recurrence, Span, WeekDays
from nines.values.zone import EPOCH_DAY

__all__ = ["falls_on", "hold_now", "hours_mask", "left_out", "left_out_at"]

_EPOCH_WEEKDAY = 3  # 1970-01-01 was a Thursday, three days after a Monday
_JUST_BEFORE = clock.Moment(Fraction(1, 1000))
"""A sample is of the time before it, so a mask is asked of the moment just before."""


def left_out(masks: tuple[Mask, ...], looks_back: int) -> Expression:
    """1 where a pair that looks back so many milliseconds does not count, by all masks of an objective together.

    Hours that count alone (`during`) are asked of the moment alone. Others are left out as soon as any of the time that
    is looked back on is in them, since trouble lasts right up to their edges.
    """
    seconds = Fraction(looks_back, 1000)
    counted = [hours_mask(mask.hours, _JUST_BEFORE) for mask in masks if mask.kind == "during"]
    excluded = [_looked_back_on(mask.hours, seconds) for mask in masks if mask.kind != "during"]
    return _outside(counted, excluded)


def hold_now(schedules: Iterable[Schedule]) -> Expression:
    """A vector: 1 while one of some schedules holds, 0 at other times."""
    return q.vector(_any([hours_mask(schedule, _JUST_BEFORE) for schedule in schedules]))


def left_out_at(masks: tuple[Mask, ...], moment: clock.Moment) -> Expression:
    """1 where a slice with its middle at a moment does not count."""
    counted = [hours_mask(mask.hours, moment) for mask in masks if mask.kind == "during"]
    excluded = [hours_mask(mask.hours, moment) for mask in masks if mask.kind != "during"]
    return _outside(counted, excluded)


def hours_mask(hours: Schedule | Maintenance, moment: clock.Moment) -> Expression:
    """1 while a schedule holds, 0 at other times. Hours that nobody could make out never hold."""
    if hours.hours is None:
        return q.number(0)
    return _recurrence(hours.hours, moment, Fraction(0))


def _outside(counted: list[Expression], excluded: list[Expression]) -> Expression:
    """1 outside all hours that count alone, and within any that are left out."""
    if not counted:
        return _any(excluded)
    return 1 - _product([*counted, *(1 - mask for mask in excluded)])


def _looked_back_on(hours: Schedule | Maintenance, seconds: Fraction) -> Expression:
    """1 while any of the last so many seconds is within hours: each span of them lasts so much longer."""
    if hours.hours is None:
        return q.number(0)
    if hours.hours.excepted:
        moments = (_JUST_BEFORE, clock.Moment(seconds))
        return _any(_recurrence(hours.hours, moment, Fraction(0)) for moment in moments)
    return _recurrence(hours.hours, _JUST_BEFORE, seconds)


def _recurrence(hours: Recurrence, moment: clock.Moment, longer: Fraction) -> Expression:
    """Hours of which each span lasts so many seconds longer."""
    repeated = [_line(line, moment, longer) for line in hours.lines if not isinstance(line, Span)]
    dated = union(
        span.clipped(clock.START, clock.END)
        for line in hours.lines
        if isinstance(line, Span)
        for span in Recurrence((line,), hours.except_dates).occurrences(clock.START, clock.END)
    )
    added, removed = _corrections(hours)
    mask = _any(repeated)
    if removed:
        mask = mask * (1 - _any(_dated(removed, moment, longer)))
    mask = _any([*([mask] if repeated else []), *_dated(dated, moment, longer), *_dated(added, moment, longer)])
    for other in hours.excepted:
        mask = mask * (1 - _recurrence(other, moment, Fraction(0)))
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


def _line(line: WeekDays | MonthDays, moment: clock.Moment, longer: Fraction) -> Expression:
    """The hours of a line, by the wall clock set back so that the day begins where the span does."""
    length = ((line.end - line.start - 1) % 1_440 + 1) * 60 + longer
    shown = clock.local(moment, line.zone)
    start = line.start * 60
    if isinstance(line, MonthDays):
        hours = q.lt_bool(clock.into(shown, line.zone, clock.DAY, -start), length)
        return _product([*falls_on(shown - start if start else shown, line), hours])
    return _any(_run(shown, line, first, days, length) for first, days in _runs(line.days))


def _run(shown: Expression, line: WeekDays, first: int, days: int, length: Fraction) -> Expression:
    """The spans of a run of neighbouring weekdays: days by their place in the week, hours by that in the day."""
    start = line.start * 60
    week = clock.into(shown, line.zone, clock.WEEK, (_EPOCH_WEEKDAY - first) * clock.DAY - start)
    if length >= clock.DAY or days == 1:
        lasts = (days - 1) * clock.DAY + length
        return q.number(1) if lasts >= clock.WEEK else q.lt_bool(week, lasts)
    hours = q.lt_bool(clock.into(shown, line.zone, clock.DAY, -start), length)
    return hours if days == 7 else q.lt_bool(week, days * clock.DAY) * hours


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


def falls_on(shown: Expression, line: MonthDays) -> list[Expression]:
    """Scalars that are all 1 on the day of a line, at a moment that a clock shows."""
    day = q.vector(shown)
    weekday = q.scalar(q.eq_bool(q.day_of_week(day), (line.weekday + 1) % 7))
    if line.nth < 0:
        left = q.call("days_in_month", day) - q.day_of_month(day)
        return [weekday, q.scalar(q.lt_bool(left, 7))]
    return [weekday, q.scalar(q.eq_bool(q.ceil(q.day_of_month(day) / 7), line.nth))]


def _dated(spans: Iterable[Interval], moment: clock.Moment, longer: Fraction) -> list[Expression]:
    return [moment.between(span.start, span.end + int(longer)) for span in spans]


def _any(masks: Iterable[Expression]) -> Expression:
    """1 where any of the masks is."""
    found = list(masks)
    if not found:
        return q.number(0)
    if len(found) == 1:
        return found[0]
    return q.scalar(q.clamp_max(q.vector(reduce(lambda one, other: one + other, found)), 1))


def _product(factors: Iterable[Expression]) -> Expression:
    found = list(factors)
    return reduce(lambda one, other: one * other, found) if found else q.number(1)
