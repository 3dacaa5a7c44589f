"""What boards show beside objectives: what a service stands on, when it was deployed, and when it is worked on."""

from __future__ import annotations

from collections.abc import Iterator

from nines.contract.model import Composite, Exclusion, Maintenance, Service
from nines.plan import names
from nines.plan.model import Group, Labels, RecordingRule
from nines.plan.rules.context import SLOW, Context
from nines.plan.rules.upkeep import next_start, used_in
from nines.promql import build as q
from nines.promql.facts import is_scalar
from nines.promql.tree import Expression
from nines.source import Span

__all__ = ["beside_services", "maintenance_groups"]

_MINUTE = 60_000
_FIVE_MINUTES = 5 * _MINUTE


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
    before = q.last_over_time(q.offset(now[_MINUTE:_MINUTE], _FIVE_MINUTES))
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
    ahead = next_start(context, one.hours)
    if ahead is not None:
        yield RecordingRule(names.MAINTENANCE_NEXT.name, ahead, labels, f"when {one.name} begins next", (one.origin,))
    used = used_in(context, one.hours, one.per, one.zone) if one.per is not None else None
    if used is not None:
        about = f"how long {one.name} has lasted in its {one.per} so far"
        yield RecordingRule(names.MAINTENANCE_USED.name, used, labels, about, (one.origin,))


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
