"""Schedules and maintenance: their hours, the next ones, and who goes by them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from nines.contract.model import Maintenance, Schedule
from nines.explain.known import Known
from nines.explain.model import Column, Explanation, Fact, Facts, Prose, Row, Section, Table
from nines.explain.words import hours_words
from nines.values.intervals import Interval
from nines.values.text import duration, literal
from nines.values.zone import Zone, zone

__all__ = ["explain_hours", "next_times"]

_NEXT = 5
_DAY = 86_400
_STEP = 366 * _DAY
_LOOKED_AHEAD = 4 * _STEP
"""Beyond this nothing is looked for: dated hours are over by then."""


def explain_hours(item: Schedule | Maintenance, known: Known) -> Explanation:
    kind = "schedule" if isinstance(item, Schedule) else "maintenance"
    sections = [Section("", (Facts(tuple(_facts(item))),)), _next(item, known)]
    users = tuple(_users(item, known))
    if users:
        sections.append(Section("Who goes by it", (Facts(users),)))
    return Explanation(kind, item.name, item.title or "", item.origin, tuple(sections))


def _facts(item: Schedule | Maintenance) -> Iterator[Fact]:
    if item.description:
        yield Fact("says", " ".join(item.description.split()))
    yield Fact("hours", hours_words(item))
    if isinstance(item, Maintenance):
        if item.notice is not None:
            yield Fact("notice", f"announced {literal(item.notice)} ahead")
        if item.allowance is not None:
            yield Fact("at most", f"{literal(item.allowance)} per {item.per}")


# --- the next times -------------------------------------------------------------


def _next(item: Schedule | Maintenance, known: Known) -> Section:
    found = next_times(item, known.assumed.now)
    since = known.assumed.today.isoformat()
    if not found:
        return Section(f"From {since} on", (Prose("Never: it has no hours that can be known beforehand."),))
    place = zone(item.zone)
    columns = (Column(f"in {item.zone}"), Column("in UTC"), Column("lasts", right=True))
    rows = tuple(Row((_span(span, place), _span(span, zone("UTC")), duration(span.milliseconds))) for span in found)
    return Section(f"The next times from {since} on", (Table(columns, rows),))


def next_times(item: Schedule | Maintenance, now: int) -> tuple[Interval, ...]:
    """The first five spans that have not ended at a moment (Unix seconds)."""
    if item.hours is None:
        return ()
    found: list[Interval] = []
    ahead = 8 * _DAY
    while len(found) <= _NEXT and ahead <= _LOOKED_AHEAD:
        found = list(item.hours.occurrences(now - 8 * _DAY, now + ahead))
        found = [span for span in found if span.end > now and span.end < now + ahead]
        ahead *= 4
    return tuple(found[:_NEXT])


def _span(span: Interval, place: Zone | None) -> str:
    """`Sun 2026-11-29 03:00 to 03:30`; the end's date too where it is another day."""
    if place is None:
        return ""
    start, end = _local(span.start, place), _local(span.end, place)
    until = end.strftime("%H:%M") if end.date() == start.date() else end.strftime("%a %Y-%m-%d %H:%M")
    return f"{start:%a %Y-%m-%d %H:%M} to {until}"


def _local(instant: int, place: Zone) -> datetime.datetime:
    """What the clock of a zone shows."""
    return datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=place.local(instant))  # noqa: DTZ001 - a wall clock


# --- who goes by it ---------------------------------------------------------------


def _users(item: Schedule | Maintenance, known: Known) -> Iterator[Fact]:
    contract = known.contract
    for objective in contract.objectives:
        for mask in objective.masks:
            if mask.hours.name == item.name:
                does = "counts nothing while it lasts" if mask.kind == "except" else "counts only while it lasts"
                yield Fact("slo", f"{objective.id} {does}", mask.origin)
    for team in contract.teams:
        for route in team.routes:
            if route.schedule is not None and route.schedule.name == item.name:
                told = f"{team.name} is told its {route.alert_class.value}s by {route.receiver.name} then"
                yield Fact("team", told, route.origin)
    for automation in contract.automations:
        if any(schedule.name == item.name for schedule in automation.during):
            yield Fact("automation", f"{automation.name} acts only then", automation.origin)
    for sla in contract.slas:
        for exclusion in sla.agreement.exclusions:
            if exclusion.maintenance is not None and exclusion.maintenance.name == item.name:
                yield Fact("sla", f"{sla.name}: it leaves {exclusion.effect.removeprefix('leaves ')}", exclusion.origin)
