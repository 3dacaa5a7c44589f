"""Where each alert goes: the one decision from which routes, receivers and their proof are made."""

from __future__ import annotations

from enum import Enum

from nines.contract.model import AlertClass, Contact, Contract, Customer, Escalation, Team
from nines.plan import names
from nines.plan.routes.alerts import Sources
from nines.plan.routes.labels import AT_RISK, BROKEN
from nines.plan.routes.model import Alert
from nines.plan.routes.people import Destination, People, always
from nines.record import dataclass

__all__ = ["Address", "Reason", "Told", "address", "told_customer"]


class Reason(Enum):
    """Why an alert goes where it goes."""

    HEARTBEAT = "heartbeat"
    AUTOMATION = "automation"
    SILENT = "silent"
    ESCALATED = "escalated"
    OWN_RECEIVER = "own receiver"
    PROMISED = "promised"
    OWNED = "owned"


@dataclass(frozen=True, slots=True)
class Told:
    """People of a customer who are told of a topic."""

    customer: Customer
    topic: str
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Address:
    """Where an alert goes on our side, and who of the customer's side is told too.

    `team` is the owner, or who stands in for it; None if no team says where to tell it.
    """

    alert: Alert
    reason: Reason
    team: Team | None
    destinations: tuple[Destination, ...]
    told: Told | None
    escalation: Escalation | None = None


def address(alert: Alert, contract: Contract, people: People, sources: Sources) -> Address:
    """Where an alert goes. Without destinations nobody is told."""
    if alert.name == names.HEARTBEAT:
        beat = contract.project.heartbeat
        origin = contract.project.origin
        place = (always(beat, origin or beat.origin),) if beat is not None else ()
        return Address(alert, Reason.HEARTBEAT, None, place, None)
    if alert.name == names.AUTOMATION_DUE and contract.project.automations is not None:
        runner = contract.project.automations
        place = (always(runner, contract.project.origin or runner.origin),)
        return Address(alert, Reason.AUTOMATION, None, place, None)
    if alert.alert_class is AlertClass.NOTE:
        return Address(alert, Reason.SILENT, None, (), None)
    team = people.team(alert.label(names.TEAM))
    stage = people.escalated(team, alert.label(names.STAGE)) if team is not None else None
    if stage is not None:
        second = people.destinations(stage[0], alert.alert_class)
        return Address(alert, Reason.ESCALATED, team, second, None, stage[1])
    told = told_customer(alert, contract)
    override = sources.own_receiver(alert)
    if override is not None:
        return Address(alert, Reason.OWN_RECEIVER, team, (always(*override),), told)
    destinations = people.destinations(team, alert.alert_class) if team is not None else ()
    reason = Reason.PROMISED if alert.label(names.CUSTOMER) else Reason.OWNED
    return Address(alert, reason, team, destinations, told)


def told_customer(alert: Alert, contract: Contract) -> Told | None:
    """Who of a customer's people hears of an alert about a promise to it."""
    name = alert.label(names.CUSTOMER)
    customer = next((item for item in contract.customers if item.name == name), None) if name else None
    if customer is None:
        return None
    topic = BROKEN if alert.name == names.PROMISE_BROKEN else AT_RISK
    contacts = tuple(contact for contact in customer.contacts if topic in contact.topics)
    return Told(customer, topic, contacts) if contacts else None
