"""What can fire, with the labels that routes go by, and which alerts the specs send to a receiver of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nines.contract.model import (
    AlertClass,
    AtRisk,
    BudgetBelow,
    BudgetEnds,
    BudgetUsed,
    Burn,
    Contract,
    Missing,
    Objective,
    Receiver,
)
from nines.plan import names
from nines.plan.model import Plan
from nines.plan.routes.model import Alert
from nines.record import dataclass
from nines.source import Span
from nines.values.text import prometheus_duration

__all__ = ["ALERTNAME", "Sources", "Told", "alerts_of", "sources_of"]

ALERTNAME = "alertname"

Told = Burn | Missing | BudgetUsed | BudgetBelow | BudgetEnds | AtRisk

"""A statement that tells people something of an objective."""

_NAMES: dict[type, str] = {
    Burn: names.ERROR_BUDGET_BURN,
    Missing: names.INDICATOR_MISSING,
    BudgetUsed: names.ERROR_BUDGET_SPENT,
    BudgetBelow: names.ERROR_BUDGET_LOW,
    BudgetEnds: names.ERROR_BUDGET_ENDS_SOON,
    AtRisk: names.PROMISE_AT_RISK,
}


def alerts_of(plan: Plan) -> tuple[Alert, ...]:
    """Every alert that a plan's rules can fire."""
    return tuple(
        Alert(
            name=rule.name,
            alert_class=rule.alert_class,
            labels=tuple({ALERTNAME: rule.name, **dict(rule.labels), **dict(fired.labels)}.items()),
            groups=fired.groups,
            of=fired.of,
            origin=fired.origin or next(iter(rule.origins), None),
        )
        for rule in plan.alerts
        for fired in rule.fires
    )


@dataclass(frozen=True, slots=True)
class _Key:
    of: str
    name: str
    alert_class: AlertClass
    window: str


@dataclass(frozen=True, slots=True)
class Sources:
    """Which statement of the contract each alert comes from."""

    by_key: Mapping[_Key, tuple[Told, Objective]]

    def of(self, alert: Alert) -> Told | None:
        """The statement; None for an alert about Nines itself, a broken promise, or one that nobody is told."""
        found = self._of(alert)
        return found[0] if found is not None else None

    def own_receiver(self, alert: Alert) -> tuple[Receiver, Span] | None:
        """The receiver that `to` gives to an alert, in the place of its owner's, and the objective that it is of."""
        found = self._of(alert)
        receiver = found[0].style.receiver if found is not None else None
        return (receiver, found[1].origin) if found is not None and receiver is not None else None

    def _of(self, alert: Alert) -> tuple[Told, Objective] | None:
        for window in (alert.label(names.WINDOW), ""):
            found = self.by_key.get(_Key(alert.of, alert.name, alert.alert_class, window))
            if found is not None:
                return found
        return None


def sources_of(contract: Contract) -> Sources:
    return Sources(dict(_sources(contract)))


def _sources(contract: Contract) -> Iterator[tuple[_Key, tuple[Told, Objective]]]:
    """An alert that a promise is at risk belongs to the promise; the objective that guards it states it."""
    guarded: dict[str, list[str]] = {}
    for customer in contract.customers:
        for promise in customer.agreement.promises:
            if promise.guard is not None:
                guarded.setdefault(promise.guard.id, []).append(f"{customer.name}.{promise.name}")
    for objective in contract.objectives:
        told: tuple[Told, ...] = (*objective.alerts.burns, *objective.alerts.others)
        for alert in told:
            name = alert.style.name or _NAMES[type(alert)]
            window = prometheus_duration(alert.window.milliseconds) if isinstance(alert, Burn) else ""
            about = guarded.get(objective.id, ()) if isinstance(alert, AtRisk) else (objective.id,)
            for of in about:
                yield _Key(of, name, alert.alert_class, window), (alert, objective)
