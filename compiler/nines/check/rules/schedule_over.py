"""Hours that never come are told of."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.hours import still_comes
from nines.check.rule import found
from nines.contract.model import Maintenance, Schedule
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements import time as said
from nines.values.recurrence import Span

_SLI = examples.slo("slo requests 99.9% over 30d { except moving }\n")

PAGE = Page(
    Code("N0341", "schedule-over", Severity.NOTE, "a schedule has no hours to come"),
    why="""\
Hours that lie in the past, or that are all taken out again, change nothing from now on: an `except` that names them
leaves nothing out, and a `during` leaves nothing in. Objectives and periods that are over may still need them.""",
    bad="schedule moving {\n  from 2020-03-01 00:00 to 2020-03-02 00:00 in UTC\n}\n" + _SLI,
    good="schedule moving {\n  from 2199-03-01 00:00 to 2199-03-02 00:00 in UTC\n}\n" + _SLI,
)


def check(context: Context) -> Iterator[Diagnostic]:
    both: list[Schedule | Maintenance] = [*context.contract.schedules, *context.contract.maintenances]
    for hours in both:
        if hours.hours is not None and not still_comes(hours.hours, context.today):
            yield _finding(context, hours)


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
