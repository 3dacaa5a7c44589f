"""Builds receivers, teams, schedules and maintenance."""

from __future__ import annotations

import datetime

from nines.contract.codes import BAD_HOURS
from nines.contract.context import Builder, description
from nines.contract.model import (
    AlertClass,
    Escalation,
    Maintenance,
    Provider,
    Receiver,
    RouteTo,
    Schedule,
    Setting,
    Team,
)
from nines.diagnostics.model import Edit, Fix
from nines.language.nodes import At
from nines.language.phrases import Days
from nines.language.statements import people as said
from nines.language.statements import time as hours_said
from nines.language.statements.common import Description
from nines.program.blueprints import Layers, layers_of
from nines.values.model import DateTime, Problem
from nines.values.names import weekdays
from nines.values.recurrence import Line, MonthDays, Recurrence, Span, WeekDays

__all__ = ["hours", "provider", "receiver", "schedule", "team"]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_END_OF_DAY = 1_440


def provider(node: said.Provider) -> Provider:
    def address(kind: type[said.Website] | type[said.StatusPage] | type[said.Mail]) -> str | None:
        found = node.body.last(kind)
        return found.address.value if found else None

    law = node.body.last(said.Law)
    prose = node.body.last(Description)
    return Provider(
        title=node.title.value,
        website=address(said.Website),
        status_page=address(said.StatusPage),
        mail=address(said.Mail),
        law=law.place.value if law else None,
        description=prose.text.value if prose else "",
        origin=node.span,
    )


def receiver(builder: Builder, name: At[str]) -> Receiver | None:
    """The receiver of a name; None if there is none, which is reported."""
    found = builder.scope.find("receiver", name)
    if found is None or not isinstance(found.statement, said.Receiver):
        return None
    if name.value not in builder.receivers:
        builder.receivers[name.value] = receiver_of(found.statement)
    return builder.receivers[name.value]


def receiver_of(node: said.Receiver) -> Receiver:
    body = node.body
    resolved = body.last(said.SendResolved)
    return Receiver(
        name=node.name.value,
        kind=node.kind.value,
        title=node.title.value if node.title else None,
        files=tuple(Setting(f.what.value, f.path.value, f.path.span) for f in body.all(said.SecretFile)),
        literals=tuple(Setting(f.what.value, f.value.value, f.value.span) for f in body.all(said.SecretLiteral)),
        options=tuple(Setting(o.name.value, o.value.value, o.span) for o in body.all(said.ReceiverOption)),
        send_resolved=resolved is None or resolved.value is None or resolved.value.value == "yes",
        origin=node.span,
    )


def team(builder: Builder, name: At[str]) -> Team | None:
    """The team of a name; None if there is none, which is reported."""
    found = builder.scope.find("team", name)
    if found is None or not isinstance(found.statement, said.Team):
        return None
    if name.value not in builder.teams:
        builder.teams[name.value] = team_of(builder, found.statement)
    return builder.teams[name.value]


def team_of(builder: Builder, node: said.Team) -> Team:
    layers = layers_of(node.body, "team", builder.scope)
    routes = []
    for route in layers.every(said.RouteTo):
        target = receiver(builder, route.receiver)
        when = None if route.schedule is None else hours(builder, route.schedule)
        if target is not None:
            alert_class = AlertClass(route.class_.value)
            routes.append(RouteTo(alert_class, target, when if isinstance(when, Schedule) else None, route.span))
    escalations = [
        Escalation(step.team.value, step.delay.value, step.span)
        for step in layers.every(said.Escalate)
        if builder.scope.find("team", step.team) is not None
    ]
    return Team(
        name=node.name.value,
        title=node.title.value if node.title else None,
        description=description(layers),
        routes=tuple(routes),
        escalations=tuple(escalations),
        origin=node.span,
    )


def schedule(builder: Builder, name: At[str]) -> Schedule | None:
    """A schedule by its name; a maintenance is none."""
    found = hours(builder, name)
    return found if isinstance(found, Schedule) else None


def hours(builder: Builder, name: At[str]) -> Schedule | Maintenance | None:
    """The schedule or maintenance of a name; None if there is none, which is reported."""
    found = builder.scope.find("hours", name)
    if found is None:
        return None
    node = found.statement
    if isinstance(node, hours_said.Schedule | hours_said.Maintenance):
        return hours_of(builder, node)
    return None


def hours_of(builder: Builder, node: hours_said.Schedule | hours_said.Maintenance) -> Schedule | Maintenance | None:
    key = node.name.value
    if key not in builder.hours:
        builder.hours[key] = None  # one that excepts itself finds nothing here, rather than no end
        builder.hours[key] = _hours(builder, node)
    return builder.hours[key]


def _hours(builder: Builder, node: hours_said.Schedule | hours_said.Maintenance) -> Schedule | Maintenance:
    layers = Layers((node.body.statements,))
    recurrence = _recurrence(builder, layers)
    named = [line.zone.value for line in layers.every(hours_said.Every)]
    named += [line.zone.value for line in layers.every(hours_said.Dated)]
    zone = named[0] if named else "UTC"
    title = node.title.value if node.title else None
    if isinstance(node, hours_said.Schedule):
        return Schedule(node.name.value, title, description(layers), recurrence, zone, node.span)
    notice = layers.last(hours_said.Notice)
    allowance = layers.last(hours_said.Allowance)
    return Maintenance(
        name=node.name.value,
        title=title,
        description=description(layers),
        hours=recurrence,
        zone=zone,
        notice=notice.length.value if notice else None,
        allowance=allowance.length.value if allowance else None,
        per=allowance.period.value if allowance else None,
        emergency=layers.last(hours_said.Emergency) is not None,
        origin=node.span,
    )


def _recurrence(builder: Builder, layers: Layers) -> Recurrence | None:
    lines: list[Line] = []
    for every in layers.every(hours_said.Every):
        line = _every(builder, every)
        if line is not None:
            lines.append(line)
    for dated in layers.every(hours_said.Dated):
        span = _dated(builder, dated)
        if span is not None:
            lines.append(span)
    dates: set[datetime.date] = set()
    excepted: list[Recurrence] = []
    for taken in layers.every(hours_said.ExceptDates):
        dates.update(date.value.day for date in taken.dates)
        for name in taken.names:
            other = hours(builder, name)
            if other is not None and other.hours is not None:
                excepted.append(other.hours)
    return Recurrence(tuple(lines), frozenset(dates), tuple(excepted)) if lines else None


def _every(builder: Builder, node: hours_said.Every) -> Line | None:
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
        weekday = WEEKDAYS.index(node.days.weekday.value)
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


def _dated(builder: Builder, node: hours_said.Dated) -> Span | None:
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
