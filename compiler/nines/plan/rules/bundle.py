"""The rules of the bundle as a whole: its calendars and masks, and alerts about ourselves."""

from __future__ import annotations

from collections.abc import Iterator

from nines.contract.model import AlertClass, CalendarWindow, Maintenance, Schedule
from nines.contract.tiles import LAST_YEAR
from nines.contract.windows import period_window
from nines.plan import names
from nines.plan.model import AlertRule, Group, Labels, Member, RecordingRule, Rule, RuleFile
from nines.plan.rules import clock
from nines.plan.rules.calendar import Calendar, calendar_of, calendar_starts
from nines.plan.rules.context import Context
from nines.plan.rules.masks import hours_mask
from nines.promql import build as q
from nines.promql.tree import Expression
from nines.source import Span

__all__ = ["bundle_file"]

_MINUTE = 60_000
_STALE = 5
"""Evaluations that may be missed before rules count as stale."""


def bundle_file(context: Context) -> RuleFile:
    rules: tuple[Rule, ...] = (*_calendars(context), *_masks(context), *_about_ourselves(context))
    group = Group(
        f"{context.bundle}: calendars and watch", context.evaluate, "what all files of the bundle share", rules
    )
    project = context.contract.project
    return RuleFile(f"bundle.{context.bundle}", project.title or context.bundle, (group,), project.origin)


# --- calendars --------------------------------------------------------------


def _calendars(context: Context) -> Iterator[RecordingRule]:
    users = _users(context)
    own = ((names.BUNDLE, context.bundle),)
    for calendar, origins in users.items():
        starts = calendar_starts(calendar)
        labels = (*own, (names.ZONE, calendar.zone), (names.PERIOD, calendar.name))
        for series, value in (
            (names.CALENDAR_START, starts.start),
            (names.CALENDAR_PREVIOUS, starts.previous),
            (names.CALENDAR_END, starts.end),
        ):
            about = f"{series.text}: {calendar.name}, {calendar.zone}"
            yield RecordingRule(series.name, q.vector(value), labels, about, tuple(origins))
    if users or context.contract.schedules or context.contract.maintenances:
        until = q.vector(clock.END - clock.WEEK)
        about = f"{names.CALENDAR_UNTIL.text}: the end of {LAST_YEAR}"
        yield RecordingRule(names.CALENDAR_UNTIL.name, until, own, about, ())


def _users(context: Context) -> dict[Calendar, dict[Span, None]]:
    """Every calendar that an objective or a contract's period goes by, with those that do."""
    users: dict[Calendar, dict[Span, None]] = {}
    used = [(objective.window, objective.window_origin) for objective in context.contract.objectives]
    for sla in context.contract.slas:
        window = period_window(sla.agreement)
        if window is not None:
            used.append((window, sla.origin))
    for window, origin in used:
        calendar = calendar_of(window) if isinstance(window, CalendarWindow) else None
        if calendar is not None:
            users.setdefault(calendar, {})[origin] = None
    return users


def _masks(context: Context) -> Iterator[RecordingRule]:
    """Each schedule and maintenance, as boards show them."""
    hours: list[Schedule | Maintenance] = [*context.contract.schedules, *context.contract.maintenances]
    for each in hours:
        kind = "schedule" if isinstance(each, Schedule) else "maintenance"
        labels = (
            (names.BUNDLE, context.bundle),
            ("mask", each.name),
            ("kind", kind),
            ("title", each.title or each.name),
        )
        about = f"1 during {each.title or each.name}"
        yield RecordingRule(names.MASK.name, q.vector(hours_mask(each, clock.NOW)), labels, about, (each.origin,))


# --- about ourselves --------------------------------------------------------


def _about_ourselves(context: Context) -> Iterator[AlertRule]:
    origin = context.contract.project.origin
    services = tuple(dict.fromkeys(objective.service for objective in context.contract.objectives))
    if services:
        yield _heartbeat(context, origin)
        yield _stale(context, services, origin)
    if context.contract.schedules or context.contract.maintenances or _users(context):
        left = context.select(names.CALENDAR_UNTIL) - q.time()
        yield _alert(
            context,
            names.ZONE_TABLE_ENDS,
            AlertClass.TICKET,
            q.lt(left, 60 * clock.DAY),
            _MINUTE * 60,
            "the written tables of dates end soon",
            (
                ("summary", "The calendar tables of the rules end in {{ $value | humanizeDuration }}"),
                ("first", "build the rules with a newer release of Nines"),
            ),
            origin,
        )


def _heartbeat(context: Context, origin: Span | None) -> AlertRule:
    counted = q.count(context.select(names.COUNTED_RATE, q.equal(names.HALF, "total")))
    return _alert(
        context,
        names.HEARTBEAT,
        AlertClass.NOTE,
        q.gt(counted, 0),
        0,
        "fires while all is well: its silence says that scrapes, rules, Prometheus or Alertmanager are down",
        (("summary", "Objectives are measured, and alerts arrive"),),
        origin,
    )


def _stale(context: Context, services: tuple[str, ...], origin: Span | None) -> AlertRule:
    """Asks only for services that there still are: one that was taken out of the specs is no cause for alarm."""
    target = context.select(names.OBJECTIVE, q.matches(names.SERVICE, "|".join(services)))
    expected = _STALE * context.evaluate // 1000
    last_seen = q.max_over_time(q.timestamp(target)["1h":"1m"])
    age = q.max_(q.time() - last_seen, q.by(names.SERVICE))
    return _alert(
        context,
        names.RULES_STALE,
        AlertClass.PAGE,
        q.gt(age, expected),
        context.evaluate,
        "rules of a service are no longer evaluated, so its alerts are blind",
        (
            ("summary", "Rules of {{ $labels.service }} stand still: its alerts are blind"),
            ("impact", "no objective of {{ $labels.service }} is watched"),
            ("why", f"its series are {{{{ $value | humanizeDuration }}}} old, at most {expected}s are expected"),
            ("first", "see why Prometheus does not evaluate its groups: Status, Rule health"),
        ),
        origin,
        (names.SERVICE,),
    )


def _alert(
    context: Context,
    name: str,
    alert_class: AlertClass,
    expression: Expression,
    hold: int,
    about: str,
    annotations: Labels,
    origin: Span | None,
    groups: tuple[str, ...] = (),
) -> AlertRule:
    own = ((names.BUNDLE, context.bundle),)
    severity = context.contract.project.severity(alert_class)
    return AlertRule(
        name=name,
        expression=expression,
        alert_class=alert_class,
        labels=(*own, (names.SEVERITY, severity)),
        annotations=annotations,
        hold=hold,
        fires=(Member(own, groups, "", origin),),
        about=about,
        origins=(origin,) if origin is not None else (),
    )
