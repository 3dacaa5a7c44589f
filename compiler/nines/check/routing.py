"""What Alertmanager will be told, as far as the contract says it: who routes go to, and when."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import indent
from typing import TYPE_CHECKING

from nines.check import examples
from nines.check.context import Context
from nines.contract.model import AlertClass, Receiver, Schedule
from nines.contract.settings import Need, needs_beside_files, needs_of, needs_of_labels

if TYPE_CHECKING:
    from nines.values.wallclock import OtherZone, ZoneHours

__all__ = ["PAGER", "SHOP", "TEAM", "is_routed", "needs", "routed_hours", "spec", "used_receivers"]

PAGER = 'receiver pager pagerduty {\n  key file "/etc/alertmanager/secrets/pager"\n}\n'
TEAM = "team payments {\n  page   to pager\n  ticket to pager\n}\n"
SHOP = examples.slo("slo requests 99.9% over 30d\n").replace("  sli", "  owner payments\n\n  sli", 1)
_BEAT = 'receiver beat webhook {\n  url "https://beat.shop.example/nines"\n}\nproject {\n  heartbeat to beat\n}\n'


def spec(kind: str, settings: str) -> str:
    """A page's example: a receiver of a kind with these settings, and who is told by it."""
    return f"receiver pager {kind} {{\n{indent(settings, '  ')}}}\n" + TEAM + SHOP + _BEAT


def is_routed(context: Context) -> bool:
    """Whether the specs name anybody who could be told: only then is anything written for Alertmanager."""
    contract = context.contract
    return bool(contract.receivers) or any(customer.contacts for customer in contract.customers)


def used_receivers(context: Context) -> tuple[Receiver, ...]:
    """Those that something refers to."""
    return tuple(item for item in context.contract.receivers if ("receiver", item.name) in context.used)


def needs(context: Context) -> Iterator[Need]:
    """What of the routes and receivers only newer releases of Alertmanager know."""
    as_object = context.contract.project.output("alertmanager").form == "alertmanager-config"
    for receiver in used_receivers(context):
        yield from needs_beside_files(receiver) if as_object else needs_of(receiver)
    if is_routed(context):
        yield from needs_of_labels(context.contract.objectives)


def routed_hours(context: Context) -> tuple[tuple[Schedule, tuple[ZoneHours, ...] | OtherZone], ...]:
    """The schedules that routes go by, as the clocks of their zones show them."""
    return context.once(_routed_hours)


def _routed_hours(context: Context) -> tuple[tuple[Schedule, tuple[ZoneHours, ...] | OtherZone], ...]:
    from nines.values.wallclock import wall_clock  # few routes have hours

    return tuple((item, wall_clock(item.hours)) for item in _schedules(context) if item.hours is not None)


def _schedules(context: Context) -> Iterator[Schedule]:
    told = (AlertClass.PAGE, AlertClass.TICKET)
    routes = (route for team in context.contract.teams for route in team.routes if route.alert_class in told)
    yield from dict.fromkeys(route.schedule for route in routes if route.schedule is not None)
