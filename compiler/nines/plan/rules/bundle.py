"""The rules of the bundle as a whole: its calendars and masks, and alerts about ourselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nines.contract.model import CalendarWindow, Maintenance, Schedule
from nines.contract.tiles import LAST_YEAR
from nines.contract.windows import period_window
from nines.plan import names
from nines.plan.model import Group, RecordingRule, Rule, RuleFile
from nines.plan.rules import clock
from nines.plan.rules.beside import beside_services, maintenance_groups
from nines.plan.rules.calendar import Calendar, calendar_of, calendar_starts
from nines.plan.rules.context import Context
from nines.plan.rules.masks import hours_mask
from nines.plan.rules.meta import about_ourselves
from nines.plan.rules.rolling import seldom
from nines.promql import build as q
from nines.source import Span

__all__ = ["bundle_file"]


def bundle_file(context: Context, others: Sequence[RuleFile]) -> RuleFile:
    """What all of a bundle's `others` share, and alerts about them."""
    dated = bool(context.contract.schedules or context.contract.maintenances or _users(context))
    shared: tuple[Rule, ...] = (*_calendars(context), *_masks(context))
    watch: tuple[Rule, ...] = (*beside_services(context), *about_ourselves(context, others, has_dates=dated))
    groups = (
        *([Group("calendars", context.evaluate, "what all files of the bundle share", shared)] if shared else []),
        Group("watch", seldom(context), "whether rules and messages do their work, and what boards show", watch),
        *maintenance_groups(context),
    )
    project = context.contract.project
    return RuleFile(f"bundle.{context.bundle}", project.title or context.bundle, groups, project.origin)


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
