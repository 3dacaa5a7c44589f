"""What holds for something that the specs name, in words and numbers, for `nines explain`.

Pure: a contract in, lines of text out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from nines.contract.model import (
    Agreement,
    Burn,
    Contract,
    Customer,
    Journey,
    Objective,
    Promise,
    Service,
    Sla,
    Team,
)
from nines.contract.windows import nominal, window_words
from nines.source import Span
from nines.values.calendar import allowed
from nines.values.rounding import Rounding
from nines.values.text import duration, factor, money, percent

__all__ = ["explanations"]

Explanation = Callable[[], list[str]]

FAILURES = (Fraction(1, 100), Fraction(1, 10), Fraction(1))
"""The shares of failing events for which is told when alerts fire."""


def explanations(contract: Contract) -> dict[str, Explanation]:
    """What can be explained of a contract, by name: services, objectives, journeys, teams, slas, customers."""
    found: dict[str, Explanation] = {}
    for team in contract.teams:
        found[team.name] = _later(_team, team, contract)
    for sla in contract.slas:
        found[sla.name] = _later(_sla, sla)
    for customer in contract.customers:
        found[customer.name] = _later(_customer, customer)
    for service in contract.services:
        found[service.name] = _later(_service, service)
        for objective in service.objectives:
            found[objective.id] = _later(_objective, objective, contract)
    for journey in contract.journeys:
        found[journey.name] = _later(_journey, journey, contract)
    return found


def _later(lines: Callable[..., Iterator[str]], *of: object) -> Explanation:
    return lambda: list(lines(*of))


def _head(kind: str, title: str, origin: Span) -> Iterator[str]:
    yield f"{title}   ({kind}, {origin})"


def _service(service: Service) -> Iterator[str]:
    yield from _head("service", service.title, service.origin)
    if service.description:
        yield from ("", *service.description.splitlines())
    yield ""
    if service.owner is not None:
        yield f"  owner       {service.owner.title or service.owner.name}"
    if service.depends_on:
        yield f"  depends on  {', '.join(service.depends_on)}"
    for objective in service.objectives:
        yield f"  {objective.id:<30} {_aim(objective)}"


def _aim(objective: Objective) -> str:
    return f"{percent(objective.target.value)} over {window_words(objective.window)}"


def _objective(objective: Objective, contract: Contract) -> Iterator[str]:
    yield from _head("slo", objective.title, objective.origin)
    period = nominal(objective.window)
    spare = allowed(objective.target.value, period.milliseconds)
    yield ""
    yield f"  aims for    {_aim(objective)}"
    share = f"{percent(objective.budget)} of all {objective.indicator.unit}"
    yield f"  allows      {duration(spare)} of total failure in {period.text} ({share})"
    if objective.masks:
        masks = [f"{mask.kind} {mask.hours.title or mask.hours.name}" for mask in objective.masks]
        yield f"  counts      {', '.join(masks)}"
    promised = [
        f"{customer.title} {promise.comparison.value.span.text}"
        for customer in contract.customers
        for promise in customer.agreement.promises
        if promise.guard is not None and promise.guard.id == objective.id
    ]
    if promised:
        yield f"  promised    {', '.join(promised)}"
    yield ""
    yield from _alerts(objective)


def _alerts(objective: Objective) -> Iterator[str]:
    if not objective.alerts.burns:
        yield "  nobody is told when its budget burns"
        return
    yield "  told when the budget burns             fires when, of all events, this share fails"
    yield f"  {'':<38} " + "".join(f"{percent(share):>10}" for share in FAILURES)
    for burn in objective.alerts.burns:
        short = f" and {burn.short.text}" if burn.short else ""
        what = f"{burn.alert_class.value} at {factor(burn.factor)} in {burn.window.text}{short}"
        yield f"  {what:<38} " + "".join(f"{_fires(burn, objective, share):>10}" for share in FAILURES)


def _fires(burn: Burn, objective: Objective, share: Fraction) -> str:
    """How long a failure of that share lasts until the alert's condition holds, if all was well before."""
    threshold = burn.factor * objective.budget
    if share <= threshold:
        return "never"
    return duration(burn.window.milliseconds * threshold / share, Rounding.CEILING)


def _journey(journey: Journey, contract: Contract) -> Iterator[str]:
    yield from _head("journey", journey.title, journey.origin)
    for objective in journey.objectives:
        yield from _objective(objective, contract)


def _team(team: Team, contract: Contract) -> Iterator[str]:
    yield from _head("team", team.title or team.name, team.origin)
    yield ""
    for route in team.routes:
        when = f" during {route.schedule.title or route.schedule.name}" if route.schedule else ""
        yield f"  {route.alert_class.value:<7} to {route.receiver.name} ({route.receiver.kind}){when}"
    for step in team.escalations:
        yield f"  then    {step.team} after {step.after.text}"
    owned = [service.title for service in contract.services if service.owner and service.owner.name == team.name]
    if owned:
        yield f"  owns    {', '.join(owned)}"


def _sla(sla: Sla) -> Iterator[str]:
    yield from _head("sla", sla.title, sla.origin)
    yield from _agreement(sla.agreement)
    for plan in sla.plans:
        yield ""
        yield f"  plan {plan.title}   ({plan.origin})"
        yield from _agreement(plan.agreement)


def _customer(customer: Customer) -> Iterator[str]:
    plan = f", plan {customer.plan.title}" if customer.plan else ""
    yield from _head(f"customer of {customer.sla.title}{plan}", customer.title, customer.origin)
    yield from _agreement(customer.agreement)
    yield ""
    for fee in customer.agreement.fees:
        yield f"  pays        {money(fee.amount)} per {fee.per}   ({fee.origin})"
    for contact in customer.contacts:
        yield f"  tells       {contact.address} of {', '.join(contact.topics)}"


def _agreement(agreement: Agreement) -> Iterator[str]:
    yield ""
    for promise in agreement.promises:
        yield from _promise(promise)


def _promise(promise: Promise) -> Iterator[str]:
    value = f"{promise.comparison.operator.value} {promise.comparison.value.span.text}"
    yield f"  {promise.name:<20} {promise.of} {value}   ({promise.changed_by or promise.origin})"
    for credit in promise.credits:
        yield f"  {'':<20} {_unaligned(credit.head)}   ({credit.head})"
    for reward in promise.rewards:
        yield f"  {'':<20} {_unaligned(reward.head)}   ({reward.head})"
    if promise.guard is not None:
        yield f"  {'':<20} guarded by {promise.guard.id}, {_aim(promise.guard)}"


def _unaligned(head: Span) -> str:
    """A statement's line without the blanks that put it into columns."""
    return " ".join(head.text.split())
