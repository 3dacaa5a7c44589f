"""The routing pass: from the contract and the alerts that its rules can fire to everything Alertmanager is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from nines.contract.mail import Mail, mail_of
from nines.contract.model import AlertClass, BudgetUsed, Contract, Output, Receiver
from nines.contract.receivers import OLDEST
from nines.contract.settings import needs_of, needs_of_labels
from nines.plan import names
from nines.plan.model import Plan
from nines.plan.routes import words
from nines.plan.routes.addresses import Address, Reason, Told, address
from nines.plan.routes.alerts import Sources, alerts_of, sources_of
from nines.plan.routes.hours import interval
from nines.plan.routes.inhibitions import inhibitions
from nines.plan.routes.labels import BROKEN, Names
from nines.plan.routes.mail import planned_mail, with_mail
from nines.plan.routes.model import (
    Audience,
    Delivery,
    Reached,
    ReceiverPlan,
    Route,
    RoutingPlan,
    Setting,
    Severities,
    TimeInterval,
    Way,
)
from nines.plan.routes.people import People
from nines.plan.routes.receivers import way_of
from nines.plan.routes.tree import tree
from nines.record import replace

__all__ = ["plan_routes"]


def plan_routes(contract: Contract, plan: Plan) -> RoutingPlan | None:
    """Who is told what. None where the specs name nobody who could be told."""
    if not contract.receivers and not any(customer.contacts for customer in contract.customers):
        return None
    sources = sources_of(contract)
    people = People.of(contract)
    addresses = tuple(address(alert, contract, people, sources) for alert in alerts_of(plan))
    severities = _severities(addresses, contract)
    called = Names(contract.project.bundle, frozenset(receiver.name for receiver in contract.receivers))
    used = _used(addresses)
    told = tuple(dict.fromkeys(found.told for found in addresses if found.told is not None))
    project = contract.project
    output = project.output("alertmanager")
    whole = output.base is None and output.form == "file"
    mail = planned_mail(contract, used, told) if whole else mail_of(contract)
    receivers = (
        *(_receiver(receiver, addresses, called) for receiver in used),
        *(_customer(item, called) for item in told),
    )
    return RoutingPlan(
        bundle=project.bundle,
        severities=severities,
        spent=_spent(addresses, sources),
        groups=tuple(dict.fromkeys(group for found in addresses if found.alert.of for group in found.alert.groups)),
        root=_passing_on(tree(addresses, project, called, severities, _rest(people, used, called)), output),
        receivers=(
            *(receivers if whole else (with_mail(receiver, mail) for receiver in receivers)),
            *_nobody(contract, called),
        ),
        inhibitions=inhibitions(addresses, sources, contract, severities),
        intervals=tuple(_intervals(addresses, called)),
        mail=mail if whole else Mail(None, None),
        contact=tuple(_contact(contract)),
        deliveries=tuple(Delivery(found.alert, _reached(found, called)) for found in addresses),
        needs=(*(need for receiver in used for need in needs_of(receiver)), *needs_of_labels(contract.objectives)),
        oldest=project.alertmanager or OLDEST,
        whole=whole,
    )


def _passing_on(root: Route, output: Output) -> Route:
    """The tree whose alerts others' routes get too, if that is wished for."""
    if not output.continues:
        return root
    own = replace(root.routes[0], continues=True, what=f"{root.routes[0].what} {words.PASSED_ON}")
    return replace(root, routes=(own,))


# What is told, and to whom.


def _rest(people: People, used: Sequence[Receiver], called: Names) -> str:
    """Who gets an alert of ours that no route takes, such as one with a label changed on its way."""
    for alert_class in (AlertClass.TICKET, AlertClass.PAGE):
        places = people.destinations(people.fallback, alert_class) if people.fallback is not None else ()
        for place in places:
            if place.receiver in used:
                return called.of(place.receiver.name)
    return called.nobody


def _used(addresses: Iterable[Address]) -> tuple[Receiver, ...]:
    """The receivers that alerts go to, in the order in which alerts first do."""
    return tuple(dict.fromkeys(place.receiver for found in addresses for place in found.destinations))


def _receiver(receiver: Receiver, addresses: Sequence[Address], called: Names) -> ReceiverPlan:
    reasons = {found.reason for found in addresses for place in found.destinations if place.receiver == receiver}
    for_programs = reasons <= {Reason.HEARTBEAT, Reason.AUTOMATION}
    way = way_of(receiver, Audience.PROGRAM if for_programs else Audience.TEAM)
    return ReceiverPlan(
        name=called.of(receiver.name),
        what=words.receiver(receiver),
        ways=(replace(way, send_resolved=False) if for_programs else way,),
        of=receiver.name,
        origins=(receiver.origin,),
    )


def _customer(told: Told, called: Names) -> ReceiverPlan:
    """Mails to a customer's people. That a broken promise is told no longer is no news to them."""
    ways = tuple(
        Way(
            kind="email_configs",
            settings=(Setting("to", contact.address, contact.origin),),
            send_resolved=told.topic != BROKEN,
            audience=Audience.CUSTOMER,
        )
        for contact in told.contacts
    )
    return ReceiverPlan(
        name=called.customer(told.customer, told.topic),
        what=words.told_receiver(told),
        ways=ways,
        of=told.customer.name,
        origins=tuple(contact.origin for contact in told.contacts),
    )


def _nobody(contract: Contract, called: Names) -> tuple[ReceiverPlan, ...]:
    """Receivers that tell nobody: for what is silent on purpose, and for what is not ours."""
    origins = (contract.project.origin,) if contract.project.origin is not None else ()
    return (
        ReceiverPlan(called.nobody, words.NOBODY, (), "", origins),
        ReceiverPlan(called.elsewhere, words.ELSEWHERE, (), "", origins),
    )


def _reached(found: Address, called: Names) -> tuple[Reached, ...]:
    """Where an alert comes to, by full names."""
    theirs = [Reached(called.customer(found.told.customer, found.told.topic))] if found.told is not None else []
    ours = [
        Reached(
            called.of(place.receiver.name),
            tuple(called.of(schedule.name) for schedule in place.active),
            tuple(called.of(schedule.name) for schedule in place.muted),
        )
        for place in found.destinations
    ]
    return (*theirs, *(ours or [Reached(called.nobody)]))


def _intervals(addresses: Iterable[Address], called: Names) -> Iterator[TimeInterval]:
    schedules = dict.fromkeys(
        schedule for found in addresses for place in found.destinations for schedule in (*place.active, *place.muted)
    )
    for schedule in schedules:
        made = interval(schedule, called.of(schedule.name))
        if made is not None:
            yield made


def _spent(addresses: Iterable[Address], sources: Sources) -> tuple[str, ...]:
    """Names of alerts that say that a budget or a promise is gone."""
    found = dict.fromkeys((names.ERROR_BUDGET_SPENT, names.PROMISE_BROKEN))
    for item in addresses:
        if isinstance(sources.of(item.alert), BudgetUsed):
            found[item.alert.name] = None
    return tuple(found)


def _contact(contract: Contract) -> Iterator[str]:
    """What a mail to a customer ends with."""
    provider = contract.provider
    if provider is not None:
        yield provider.title
        if provider.status_page:
            yield f"Status: {provider.status_page}"
        if provider.mail:
            yield f"Questions: {provider.mail}"


def _severities(addresses: Iterable[Address], contract: Contract) -> Severities:
    """The values of `severity` that pages and tickets have. None is both: the checker has refused that."""
    words: dict[AlertClass, dict[str, None]] = {AlertClass.PAGE: {}, AlertClass.TICKET: {}}
    for found in addresses:
        if found.alert.alert_class in words:
            words[found.alert.alert_class][found.alert.label(names.SEVERITY)] = None
    project = contract.project
    return Severities(
        tuple(words[AlertClass.PAGE]) or (project.severity(AlertClass.PAGE),),
        tuple(words[AlertClass.TICKET]) or (project.severity(AlertClass.TICKET),),
        project.severity(AlertClass.NOTE),
    )
