"""What boards show beside objectives: what a service stands on, when it was deployed, and when it is worked on.

When maintenance begins next, and how much of it there was, follows from its hours alone: it is asked of the mask at
moments of a grid, those ahead as well as those that have passed. No series is read for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from nines.contract.model import Composite, Exclusion, Maintenance, Service
from nines.plan import names
from nines.plan.model import Group, Labels, RecordingRule
from nines.plan.rules import clock
from nines.plan.rules.context import SLOW, Context
from nines.plan.rules.masks import hours_mask
from nines.promql import build as q
from nines.promql.facts import is_scalar
from nines.promql.tree import Expression
from nines.source import Span
from nines.values.recurrence import MonthDays, Recurrence, WeekDays
from nines.values.recurrence import Span as Dated
from nines.values.zone import Zone, zone

__all__ = ["beside_services", "maintenance_groups"]

_MINUTE = 60_000
_STEP = 5 * _MINUTE
_QUARTER = 15 * _MINUTE
_AHEAD = 35 * clock.DAY * 1000
"""How far ahead the next maintenance is looked for: past the first Sunday of the next month."""
_LONGEST = {"day": 26, "week": 8 * 24, "month": 32 * 24, "quarter": 94 * 24, "year": 367 * 24}
"""Hours of the longest period of each kind, changes of clocks included."""
_PERIOD = "period"


def beside_services(context: Context) -> Iterator[RecordingRule]:
    """What each service and journey stands on, and when a service was deployed."""
    for service in context.contract.services:
        for dependency in service.depends_on:
            yield _depends(context, service.name, dependency, service.origin)
        yield from _deployed(context, service)
    for journey in context.contract.journeys:
        composite = journey.indicator.measurement
        parts = composite.parts if isinstance(composite, Composite) else ()
        for dependency in dict.fromkeys(part.service for part, _ in parts):
            yield _depends(context, journey.name, dependency, journey.origin)


def maintenance_groups(context: Context) -> Iterator[Group]:
    """When each maintenance begins next, how long it has lasted in its period, and how long contracts let it."""
    rules = [
        *(rule for one in context.contract.maintenances if one.hours is not None for rule in _ahead(context, one)),
        *_allowed(context),
    ]
    if rules:
        yield Group("maintenance", SLOW, "when maintenance is, and how much of it there was", tuple(rules))


def _labels(context: Context, *own: tuple[str, str]) -> Labels:
    return ((names.BUNDLE, context.bundle), *own)


# --- services -----------------------------------------------------------------


def _depends(context: Context, name: str, dependency: str, origin: Span) -> RecordingRule:
    labels = _labels(context, (names.SERVICE, name), (names.DEPENDENCY, dependency))
    return RecordingRule(names.DEPENDS_ON.name, q.vector(1), labels, f"{name} stands on {dependency}", (origin,))


def _deployed(context: Context, service: Service) -> Iterator[RecordingRule]:
    """A version goes out where what the spec names gets another value, or a series that was not there before.

    Where nothing was there before, samples were missing: that is no deploy.
    """
    if service.deploys is None or service.deploys.expression is None:
        return
    said = service.deploys.expression
    now: Expression = q.vector(said) if is_scalar(said) else said
    before = q.last_over_time(q.offset(now[_MINUTE:_MINUTE], _STEP - _MINUTE))
    changed = q.or_(q.unless(now, before), q.ne(now, before))
    counted = q.and_(q.clamp_max(q.count(changed), 1), q.count(before))
    yield RecordingRule(
        names.DEPLOYED.name,
        q.or_(counted, 0 * q.count(now)),
        _labels(context, (names.SERVICE, service.name)),
        f"1 where {service.name} was deployed within the last 5 minutes",
        (service.deploys.span,),
    )


# --- maintenance --------------------------------------------------------------


def _ahead(context: Context, one: Maintenance) -> Iterator[RecordingRule]:
    assert one.hours is not None
    labels = _labels(context, ("mask", one.name), ("title", one.title or one.name))
    step = _grid(one.hours)
    runs = q.gt(q.vector(hours_mask(one, clock.NOW)), 0)
    begins = context.steps(q.and_(q.vector(q.time()), runs), _AHEAD, step)
    ahead = q.min_over_time(q.offset(begins, -_AHEAD))
    yield RecordingRule(names.MAINTENANCE_NEXT.name, ahead, labels, f"when {one.name} begins next", (one.origin,))
    found = zone(one.zone)
    if one.per is None or found is None:
        return
    # Steps are filed under the period that they are in; those of the running one are added up.
    period = q.count_values(_PERIOD, _number_of(one.per, found))
    filed = q.sum_over_time(context.steps(q.and_(period, runs, q.on()), _LONGEST[one.per] * 3_600_000, step))
    used = q.sum_(q.and_(filed, period, q.on(_PERIOD))) * (step // 1000)
    about = f"how long {one.name} has lasted in its {one.per} so far"
    none = q.vector(q.number(0))
    yield RecordingRule(names.MAINTENANCE_USED.name, q.or_(used, none), labels, about, (one.origin,))


def _grid(hours: Recurrence) -> int:
    """A quarter of an hour, if all begins and ends at one; else five minutes."""
    minutes = [
        at for line in (*hours.lines, *(line for one in hours.excepted for line in one.lines)) for at in _at(line)
    ]
    return _QUARTER if all(at % 15 == 0 for at in minutes) else _STEP


def _at(line: WeekDays | MonthDays | Dated) -> tuple[int, int]:
    """The minutes of the day at which a line begins and ends."""
    if isinstance(line, Dated):
        return line.start.time.minutes, line.end.time.minutes
    return line.start, line.end


def _number_of(per: str, where: Zone) -> Expression:
    """A number that tells the periods apart that lie less than a year apart; the wall clock of the zone counts."""
    shown = clock.local(clock.NOW, where)
    match per:
        case "day":
            return q.floor(q.vector(shown) / clock.DAY)
        case "week":
            return q.floor((q.vector(shown) + 3 * clock.DAY) / clock.WEEK)
        case "month":
            return q.month(q.vector(shown))
        case "quarter":
            return q.ceil(q.month(q.vector(shown)) / 3)
        case _:
            return q.year(q.vector(shown))


def _allowed(context: Context) -> Iterator[RecordingRule]:
    """Of the exclusions that any agreement under an sla has, those of maintenance with an allowance."""
    contract = context.contract
    agreements = [(sla.name, sla.agreement) for sla in contract.slas]
    agreements += [(sla.name, plan.agreement) for sla in contract.slas for plan in sla.plans]
    agreements += [(one.sla.name, one.agreement) for one in contract.customers]
    found: dict[tuple[str, str], Exclusion] = {}
    for name, agreement in agreements:
        for exclusion in agreement.exclusions:
            found.setdefault((name, exclusion.name), exclusion)
    for (name, _), exclusion in found.items():
        one = exclusion.maintenance
        if one is None or one.hours is None or one.allowance is None or one.per is None:
            continue
        labels = _labels(
            context, (names.SLA, name), ("mask", one.name), ("title", exclusion.title or one.name), ("per", one.per)
        )
        seconds = q.vector(q.number(one.allowance.milliseconds // 1000))
        about = f"how long {one.name} may last in a {one.per} without counting"
        yield RecordingRule(names.EXCLUSION_ALLOWED.name, seconds, labels, about, (exclusion.origin,))
