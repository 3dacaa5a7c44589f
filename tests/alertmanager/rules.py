"""The alerts of a contract without their expressions, those of second stages and of maintenance among them.

Routes are made for these whether or not the rules of a bundle have them.
"""

from __future__ import annotations

from collections.abc import Iterator

from nines.contract.model import (
    AlertClass,
    AtRisk,
    BudgetBelow,
    BudgetEnds,
    BudgetUsed,
    Contract,
    Journey,
    Maintenance,
    Missing,
    Objective,
    Service,
    Team,
)
from nines.plan import names
from nines.plan.model import AlertRule, Fired, Group, Labels, Plan, RuleFile
from nines.promql import build as q
from nines.source import Span
from nines.values.text import prometheus_duration

__all__ = ["plan_of"]

_NAMES: dict[type, str] = {
    Missing: names.INDICATOR_MISSING,
    BudgetUsed: names.ERROR_BUDGET_SPENT,
    BudgetBelow: names.ERROR_BUDGET_LOW,
    BudgetEnds: names.ERROR_BUDGET_ENDS_SOON,
}


def plan_of(contract: Contract) -> Plan:
    rules = tuple(_rules(contract))
    return Plan(contract.project.bundle, (RuleFile("all", "", (Group("all", 30_000, "", rules),), None),), ())


def _rules(contract: Contract) -> Iterator[AlertRule]:
    yield _rule(contract, names.HEARTBEAT, AlertClass.NOTE, (), (), "", None)
    yield _rule(contract, names.RULES_STALE, AlertClass.PAGE, (), (), "", None)
    holders: tuple[Service | Journey, ...] = (*contract.services, *contract.journeys)
    for holder in holders:
        yield from _maintenances(contract, holder.name, holder.objectives)
        for objective in holder.objectives:
            yield from _of_objective(contract, objective, holder.owner)
    for customer in contract.customers:
        for promise in customer.agreement.promises:
            guard = promise.guard
            risk = next((other for other in guard.alerts.others if isinstance(other, AtRisk)), None) if guard else None
            if guard is None or risk is None:
                continue
            holder = next(item for item in holders if item.name == guard.service)
            labels = (
                (names.SERVICE, guard.service),
                (names.INDICATOR, guard.indicator.name),
                (names.SLA, customer.sla.name),
                (names.CUSTOMER, customer.name),
                (names.PROMISE, promise.name),
                *_owner(holder.owner),
            )
            of = f"{customer.name}.{promise.name}"
            at_risk = risk.style.name or names.PROMISE_AT_RISK
            yield _rule(contract, at_risk, risk.alert_class, labels, (), of, risk.origin)
            yield _rule(contract, names.PROMISE_BROKEN, AlertClass.TICKET, labels, (), of, promise.origin)


def _of_objective(contract: Contract, objective: Objective, owner: Team | None) -> Iterator[AlertRule]:
    identity = (
        (names.SERVICE, objective.service),
        (names.INDICATOR, objective.indicator.name),
        (names.OBJECTIVE_LABEL, objective.name),
        *_owner(owner),
    )
    for burn in objective.alerts.burns:
        window = prometheus_duration(burn.window.milliseconds)
        labels = (*identity, (names.WINDOW, window))
        name = burn.style.name or names.ERROR_BUDGET_BURN
        yield _rule(contract, name, burn.alert_class, labels, objective.each, objective.id, burn.origin)
        stages = sorted(owner.escalations, key=lambda step: step.after.milliseconds) if owner else []
        for at, _ in enumerate(stages if burn.alert_class is AlertClass.PAGE else []):
            staged = (*labels, (names.STAGE, str(at + 2)))
            yield _rule(contract, name, burn.alert_class, staged, objective.each, objective.id, burn.origin)
    for other in objective.alerts.others:
        if not isinstance(other, AtRisk):
            name = other.style.name or _NAMES[type(other)]
            yield _rule(contract, name, other.alert_class, identity, objective.each, objective.id, other.origin)


def _maintenances(contract: Contract, service: str, objectives: tuple[Objective, ...]) -> Iterator[AlertRule]:
    found = {
        mask.hours.name: mask
        for objective in objectives
        for mask in objective.masks
        if mask.kind == "except" and isinstance(mask.hours, Maintenance)
    }
    for name, mask in found.items():
        labels = ((names.SERVICE, service), ("maintenance", name))
        yield _rule(contract, names.MAINTENANCE_RUNNING, AlertClass.NOTE, labels, (), service, mask.origin)


def _rule(
    contract: Contract,
    name: str,
    alert_class: AlertClass,
    labels: Labels,
    groups: tuple[str, ...],
    of: str,
    origin: Span | None,
) -> AlertRule:
    own = ((names.BUNDLE, contract.project.bundle), (names.SEVERITY, contract.project.severity(alert_class)))
    fired = Fired((*own, *labels), groups, of, origin)
    return AlertRule(name, q.vector(1), alert_class, own, (), 0, (fired,), "", (origin,) if origin else ())


def _owner(owner: Team | None) -> Labels:
    return ((names.TEAM, owner.name),) if owner is not None else ()
