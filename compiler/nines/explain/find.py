"""Everything that can be explained, by its kind and its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nines.contract.model import (
    Automation,
    Customer,
    Indicator,
    Journey,
    Maintenance,
    Objective,
    Receiver,
    Schedule,
    Service,
    Sla,
    Team,
)
from nines.contract.versions import in_order
from nines.diagnostics.suggest import closest, listing
from nines.explain.inherited import Book, PlanOf, PromiseTo
from nines.explain.known import Known
from nines.program.model import Declaration
from nines.record import dataclass

__all__ = ["KINDS", "Nothing", "Several", "Thing", "find", "things"]

KINDS = {
    "service": "service",
    "slo": "slo",
    "objective": "slo",
    "sli": "sli",
    "indicator": "sli",
    "journey": "journey",
    "team": "team",
    "receiver": "receiver",
    "schedule": "schedule",
    "maintenance": "maintenance",
    "automation": "automation",
    "sla": "sla",
    "plan": "plan",
    "customer": "customer",
    "book": "book",
    "promise": "promise",
    "blueprint": "blueprint",
    "policy": "policy",
    "alert": "alert",
    "alerts": "alert",
    "series": "series",
}
"""What can stand before a name, and the kind that it means."""

Subject = (
    Service
    | Objective
    | Indicator
    | Journey
    | Team
    | Receiver
    | Schedule
    | Maintenance
    | Automation
    | Sla
    | PlanOf
    | Book
    | Customer
    | PromiseTo
    | Declaration
    | str
)
"""What a thing is in the contract; a declaration of the program for blueprints and policies, a name for series."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a name, and what it is."""

    kind: str
    name: str
    title: str
    subject: Subject


@dataclass(frozen=True, slots=True)
class Several:
    """What a name may mean; each can be asked for with its kind before it, or by its full name."""

    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing has that name; `hint` says what was meant or what there is."""

    hint: str


def things(known: Known) -> Iterator[Thing]:
    """All that has a name, in the order of the specs; then what is recorded."""
    contract = known.contract
    for service in contract.services:
        yield Thing("service", service.name, service.title, service)
        yield from _objectives(service.objectives)
        aimed = {objective.id for objective in service.objectives}
        for indicator in service.indicators:
            if indicator.id not in aimed:
                yield Thing("sli", indicator.id, indicator.title, indicator)
    for journey in contract.journeys:
        yield Thing("journey", journey.name, journey.title, journey)
    for team in contract.teams:
        yield Thing("team", team.name, team.title or "", team)
    for receiver in contract.receivers:
        yield Thing("receiver", receiver.name, receiver.title or receiver.kind, receiver)
    for schedule in contract.schedules:
        yield Thing("schedule", schedule.name, schedule.title or "", schedule)
    for maintenance in contract.maintenances:
        yield Thing("maintenance", maintenance.name, maintenance.title or "", maintenance)
    for automation in contract.automations:
        yield Thing("automation", automation.name, automation.title, automation)
    yield from _promised(known)
    yield from _declared(known)
    for name in dict.fromkeys(info.name for info in known.planned.rules.series):
        yield Thing("series", name, "", name)


def _objectives(objectives: Iterable[Objective]) -> Iterator[Thing]:
    for objective in objectives:
        yield Thing("slo", objective.id, objective.title, objective)


def _promised(known: Known) -> Iterator[Thing]:
    for sla in known.contract.slas:
        for version in in_order((sla, *sla.others)):
            name = sla.name if version is sla else f"{sla.name}@{version.agreement.version}"
            yield Thing("sla", name, version.title, version)
            for plan in version.plans:
                yield Thing("plan", f"{name}.{plan.name}", plan.title, PlanOf(version, plan))
    if known.contract.customers:
        yield Thing("book", "book", "All agreements together", Book(known.contract.customers))
    for customer in known.contract.customers:
        yield Thing("customer", customer.name, customer.title, customer)
        for promise in customer.agreement.promises:
            yield Thing("promise", f"{customer.name}.{promise.name}", promise.title, PromiseTo(customer, promise))


def _declared(known: Known) -> Iterator[Thing]:
    for family in ("blueprint", "policy"):
        for name, declaration in known.program.declarations.get(family, {}).items():
            if declaration.statement is not None:
                yield Thing(family, name, "", declaration)


# --- by name --------------------------------------------------------------------


def find(name: str, kind: str | None, known: Known) -> Thing | Several | Nothing:
    """The thing of a name, of a kind if one is given. A last part will do where it is the only one of that name."""
    every = [thing for thing in things(known) if kind in (None, thing.kind)]
    exact = [thing for thing in every if thing.name == name]
    found = exact or [
        thing for thing in every if name in (thing.name.rpartition(".")[2], thing.name.rpartition(":")[2])
    ]
    if len(found) == 1:
        return found[0]
    return Several(tuple(found)) if found else _nothing(name, kind, every)


def _nothing(name: str, kind: str | None, every: list[Thing]) -> Nothing:
    names = list(dict.fromkeys(thing.name for thing in every))
    better = closest(name, names)
    if better is not None:
        return Nothing(f"did you mean `{better}`?")
    if kind is not None:
        return Nothing(f"there is {listing(names, joint='and')}" if names else f"the specs have no {kind}")
    return Nothing("`nines explain` alone lists what there is")
