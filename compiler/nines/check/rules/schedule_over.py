"""Hours that never come are told of."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Maintenance, Schedule
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements import time as said
from nines.values.recurrence import Recurrence, Span

_SLI = examples.slo("slo requests 99.9% over 30d { except moving }\n")

PAGE = Page(
    Code("N0341", "schedule-over", Severity.NOTE, "a schedule has no hours to come"),
    why="""\
Hours that lie in the past, or that are all taken out again, change nothing from now on: an `except` that names them
leaves nothing out, and a `during` leaves nothing in. Objectives and periods that are over may still need them.""",
    bad="schedule moving {\n  from 2020-03-01 00:00 to 2020-03-02 00:00 in UTC\n}\n" + _SLI,
    good="schedule moving {\n  from 2199-03-01 00:00 to 2199-03-02 00:00 in UTC\n}\n" + _SLI,
)

_DAY = 86_400
_AHEAD = 400 * _DAY
"""How far hours are looked for that come again but have others taken out."""


def check(context: Context) -> Iterator[Diagnostic]:
    now = _midnight(context.today)
    both: list[Schedule | Maintenance] = [*context.contract.schedules, *context.contract.maintenances]
    for hours in both:
        if hours.hours is not None and not _comes(hours.hours, now):
            yield _finding(context, hours)


def _comes(hours: Recurrence, now: int) -> bool:
    dated = [line for line in hours.lines if isinstance(line, Span)]
    if any(line.interval.end > now for line in dated):
        return True
    recurring = len(dated) < len(hours.lines)
    return recurring and (not hours.excepted or bool(hours.occurrences(now, now + _AHEAD)))


def _midnight(day: datetime.date) -> int:
    return (day - datetime.date(1970, 1, 1)).days * _DAY


def _finding(context: Context, hours: Schedule | Maintenance) -> Diagnostic:
    statement = context.statement(hours.origin)
    contract = context.contract
    measured = [(indicator.id, indicator.masks) for indicator in contract.indicators]
    aimed = [(objective.id, objective.masks) for objective in contract.objectives]
    alone = [
        name
        for name, masks in (*measured, *aimed)
        if any(mask.kind == "during" and mask.hours.origin == hours.origin for mask in masks)
    ]
    over = hours.hours is not None and all(isinstance(line, Span) for line in hours.hours.lines)
    return found(
        PAGE,
        f"`{hours.name}` has no hours to come",
        statement.name.span if isinstance(statement, said.Schedule | said.Maintenance) else hours.origin,
        "all of it is over" if over else "all of it is taken out",
        notes=[f"nothing counts any more for `{name}`, which counts these hours alone" for name in alone],
        helps=["remove it when no period needs it any more, or add the next dates" if over else "leave less out"],
    )
