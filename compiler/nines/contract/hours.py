"""Builds schedules and maintenance."""

from __future__ import annotations

import datetime

from nines.contract.codes import BAD_HOURS
from nines.contract.context import Builder, description
from nines.contract.model import Maintenance, Schedule
from nines.contract.people import hours
from nines.diagnostics.model import Edit, Fix
from nines.language.nodes import At
from nines.language.phrases import Days
from nines.language.statements import time as said
from nines.program.blueprints import Layers
from nines.values.model import DateTime, Problem
from nines.values.names import SHORT_WEEKDAYS, weekdays
from nines.values.recurrence import Line, MonthDays, Recurrence, Span, WeekDays

__all__ = ["hours_of"]

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_END_OF_DAY = 1_440


def hours_of(builder: Builder, node: said.Schedule | said.Maintenance) -> Schedule | Maintenance | None:
    """The schedule or maintenance that a statement declares, built once."""
    key = node.name.value
    if key not in builder.hours:
        builder.hours[key] = None  # one that excepts itself finds nothing here, rather than no end
        builder.hours[key] = _hours(builder, node)
    return builder.hours[key]


def _hours(builder: Builder, node: said.Schedule | said.Maintenance) -> Schedule | Maintenance:
    layers = Layers((node.body.statements,))
    recurrence = _recurrence(builder, layers)
    named = [line.zone.value for line in layers.every(said.Every)]
    named += [line.zone.value for line in layers.every(said.Dated)]
    zone = named[0] if named else "UTC"
    title = node.title.value if node.title else None
    if isinstance(node, said.Schedule):
        return Schedule(node.name.value, title, description(layers), recurrence, zone, node.span)
    notice = layers.last(said.Notice)
    allowance = layers.last(said.Allowance)
    return Maintenance(
        name=node.name.value,
        title=title,
        description=description(layers),
        hours=recurrence,
        zone=zone,
        notice=notice.length.value if notice else None,
        allowance=allowance.length.value if allowance else None,
        per=allowance.period.value if allowance else None,
        emergency=layers.last(said.Emergency) is not None,
        origin=node.span,
    )


def _recurrence(builder: Builder, layers: Layers) -> Recurrence | None:
    lines: list[Line] = []
    for every in layers.every(said.Every):
        line = _every(builder, every)
        if line is not None:
            lines.append(line)
    for dated in layers.every(said.Dated):
        span = _dated(builder, dated)
        if span is not None:
            lines.append(span)
    dates: set[datetime.date] = set()
    excepted: list[Recurrence] = []
    for taken in layers.every(said.ExceptDates):
        dates.update(date.value.day for date in taken.dates)
        for name in taken.names:
            other = hours(builder, name)
            if other is not None and other.hours is not None:
                excepted.append(other.hours)
    return Recurrence(tuple(lines), frozenset(dates), tuple(excepted)) if lines else None


def _every(builder: Builder, node: said.Every) -> Line | None:
    zone = builder.zone(node.zone)
    start = node.start.value.minutes if node.start else 0
    end = node.end.value.minutes if node.end else _END_OF_DAY
    if node.start is not None and node.end is not None and start == end:
        builder.report.say(
            BAD_HOURS,
            "the hours start and end at the same time",
            node.start.span.to(node.end.span),
            "nothing, or a whole day?",
            helps=["for a whole day leave `from` and `to` out; else write another end"],
        )
        return None
    if zone is None:
        return None
    if node.days.ordinal is not None and node.days.weekday is not None:
        weekday = SHORT_WEEKDAYS.index(node.days.weekday.value)
        return MonthDays(_ORDINALS[node.days.ordinal.value], weekday, start, end, zone)
    days = _days(builder, node.days)
    return WeekDays(days, start, end, zone) if days else None


def _days(builder: Builder, node: Days) -> frozenset[int]:
    found: set[int] = set()
    for word in node.days:
        days = weekdays(word.value)
        if isinstance(days, Problem):
            _bad_day(builder, word, days)
        else:
            found |= days
    return frozenset(found)


def _bad_day(builder: Builder, word: At[str], problem: Problem) -> None:
    part = word.span.part(problem.start, problem.end)
    fixes = []
    if problem.suggestion is not None:
        fixes.append(Fix(f"write `{problem.suggestion}`", (Edit(part, problem.suggestion),), problem.certain))
    builder.report.say(
        BAD_HOURS,
        problem.message,
        part,
        helps=[problem.help or "days are `mon` to `sun`, `mon..fri`, `day` for all, `first sun of month`"],
        fixes=fixes,
    )


def _dated(builder: Builder, node: said.Dated) -> Span | None:
    zone = builder.zone(node.zone)
    start = DateTime(node.start_date.value, node.start.value)
    end = DateTime(node.end_date.value, node.end.value)
    if (end.date.day, end.time.minutes) <= (start.date.day, start.time.minutes):
        builder.report.say(
            BAD_HOURS,
            "this span ends before it starts",
            node.end_date.span.to(node.end.span),
            "not after the start",
            helps=["exchange the two, or mend the date"],
        )
        return None
    return None if zone is None else Span(start, end, zone)
