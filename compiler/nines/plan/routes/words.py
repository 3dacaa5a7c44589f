"""What each route, receiver and rule does, in a sentence for whoever reads the configuration."""

from __future__ import annotations

from collections.abc import Iterable

from nines.contract.model import AlertClass, Escalation, Receiver, Schedule, Team
from nines.plan.routes.addresses import Told
from nines.plan.routes.model import Alert
from nines.plan.routes.people import Destination
from nines.values.text import literal

__all__ = [
    "ELSEWHERE",
    "NOBODY",
    "PASSED_ON",
    "SILENT",
    "automations",
    "bundle",
    "escalated",
    "heartbeat",
    "listed",
    "of_class",
    "own_receiver",
    "receiver",
    "root",
    "sentence",
    "team",
    "told",
    "told_receiver",
]

SILENT = "Alerts for rules and programs (a maintenance runs, an automation is due): nobody is told."

NOBODY = "Nobody is told: for what is silent on purpose."
PASSED_ON = "The routes behind it get the same alerts too."
ELSEWHERE = "Nobody is told: for alerts that are not of this bundle."

_TOPICS = {"promise-at-risk": "a promise to it is at risk", "promise-broken": "a promise to it is broken"}


def root(bundle_name: str) -> str:
    return f"Alerts of others end here: this file speaks of the bundle {bundle_name} alone."


def bundle(bundle_name: str) -> str:
    return f"Everything of the bundle {bundle_name}; an alert that no route below takes goes to this receiver."


def heartbeat(receiver: Receiver | None) -> str:
    if receiver is None:
        return "The heartbeat has no receiver: nobody notices when no alert can be sent at all."
    return "The heartbeat: a message a minute while everything works, and never held back. Its silence is the alarm."


def automations(runner: Receiver) -> str:
    return f"What is due goes to {runner.name}, which runs automations if nothing speaks against it."


def told(item: Told) -> str:
    people = listed(contact.address for contact in item.contacts)
    return f"{item.customer.title}: {people} hears when {_TOPICS[item.topic]}, beside the team that owns it."


def team(name: str, found: Team | None) -> str:
    if found is None or found.name != name:
        stand_in = f"; {found.name} stands in for it" if found is not None else ""
        return f"Team {name}, which does not say where it is told{stand_in}."
    return f"Team {name}, {found.title}." if found.title else f"Team {name}."


def escalated(owner: str, stage: str, alert_class: AlertClass, step: Escalation) -> str:
    after = literal(step.after)
    return f"Stage {stage}: {alert_class.value}s of team {owner} that fire for {after} go to team {step.team} too."


def own_receiver(alert: Alert) -> str:
    return f"{alert.of}: {alert.alert_class.value}s with a receiver of their own."


def of_class(owner: str, alert_class: AlertClass, *, promised: bool) -> str:
    whose = f"of team {owner}" if owner else "that no team owns"
    about = " about promises" if promised else ""
    return f"{alert_class.value.capitalize()}s{about} {whose}."


def sentence(what: str, place: Destination) -> str:
    """What a leaf takes, to whom, and what happens at hours at which nobody is told."""
    if place.active:
        hours = _hours(place.active)
        return (
            f"{what} To {place.receiver.name} during {hours}; at other hours they wait: what still fires when the "
            "hours begin is told then, what came and went is not."
        )
    if place.muted:
        return f"{what} To {place.receiver.name} at all hours but {_hours(place.muted)}."
    return f"{what} To {place.receiver.name}."


def receiver(found: Receiver) -> str:
    """Opsgenie's key was sent with the end of its line up to 0.28.0 (change log of 0.28.1)."""
    until = "; before Alertmanager 0.28.1 its key file must end without a newline" if found.kind == "opsgenie" else ""
    return f"{found.title or found.name}{until}"


def told_receiver(item: Told) -> str:
    return f"{item.customer.title}, when {_TOPICS[item.topic]}."


def listed(names: Iterable[str]) -> str:
    """`a, b and c`."""
    words = list(names)
    return " and ".join([*([", ".join(words[:-1])] if words[1:] else []), *words[-1:]])


def _hours(schedules: tuple[Schedule, ...]) -> str:
    return listed(schedule.title or schedule.name for schedule in schedules)
