"""The hours of a maintenance stay within what it may take."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Maintenance
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements import time as said
from nines.values import calendar
from nines.values.recurrence import Extremes, extremes
from nines.values.text import about, duration, literal
from nines.values.zone import Zone, zone

_SERVICE = "service checkout {\n  sli up {\n    up probe_success{}\n  }\n  slo up 99% over 30d { except weekly }\n}\n"

PAGE = Page(
    Code("N0342", "maintenance-over-allowance", Severity.WARNING, "a maintenance has more hours than its `at most`"),
    why="""\
`every sun from 03:00 to 03:30` takes two hours in most months, and 2h 30m in those with five Sundays. Alerts and
objectives leave out all hours of a maintenance as they come, while `settle` goes by what was announced and done: what
is beyond the allowance counts for the contract and not for the objective.""",
    bad="maintenance weekly {\n  every   sun from 03:00 to 03:30 in UTC\n  at most 2h per month\n}\n" + _SERVICE,
    good="maintenance weekly {\n  every   sun from 03:00 to 03:30 in UTC\n  at most 3h per month\n}\n" + _SERVICE,
)

_DAY = 86_400
_YEARS = 2
"""How far ahead is looked: long enough for each form of a month, and for dated hours that are planned."""


def check(context: Context) -> Iterator[Diagnostic]:
    start = datetime.date(context.today.year, 1, 1)
    end = datetime.date(context.today.year + _YEARS, 1, 1)
    for maintenance in context.contract.maintenances:
        where = zone(maintenance.zone)
        if maintenance.hours is None or maintenance.allowance is None or where is None:
            continue
        period = _PERIODS[maintenance.per or "month"](where)
        most = extremes(maintenance.hours, period, _midnight(start), _midnight(end))
        if most.most * 1000 > maintenance.allowance.milliseconds:
            yield _finding(context, maintenance, most, where)


_PERIODS = {
    "day": calendar.Day,
    "week": calendar.Week,
    "month": calendar.Month,
    "quarter": calendar.Quarter,
    "year": calendar.Year,
}


def _midnight(day: datetime.date) -> int:
    return (day - datetime.date(1970, 1, 1)).days * _DAY


def _finding(context: Context, maintenance: Maintenance, most: Extremes, where: Zone) -> Diagnostic:
    statement = context.statement(maintenance.origin)
    allowance = statement.body.last(said.Allowance) if statement is not None else None
    hours = statement.body.last(said.Every) or statement.body.last(said.Dated) if statement is not None else None
    assert maintenance.allowance is not None
    first = datetime.date(1970, 1, 1) + datetime.timedelta(days=where.local_day(most.most_in.start))
    return found(
        PAGE,
        f"`{maintenance.name}` can take {about(most.most * 1000)} in a {maintenance.per}, and "
        f"{literal(maintenance.allowance)} are allowed",
        allowance.length.span if allowance is not None else maintenance.origin,
        f"less than {duration(most.most * 1000)}",
        others=[Label(hours.span, "its hours")] if hours is not None else [],
        notes=[f"so much in the {maintenance.per} that begins on {first.isoformat()}"],
        helps=["allow more, or take fewer hours"],
    )
