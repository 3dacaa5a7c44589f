"""The plan of routing: who is told what, when and how often, free of file formats.

Names of receivers, time intervals and settings are Alertmanager's; how they are written is not said here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

from nines.contract.mail import Mail
from nines.contract.model import AlertClass
from nines.contract.settings import Need
from nines.record import dataclass
from nines.source import Span
from nines.values.model import Version
from nines.values.wallclock import ZoneHours

__all__ = [
    "Alert",
    "Audience",
    "Delivery",
    "Inhibition",
    "Matcher",
    "Reached",
    "ReceiverPlan",
    "Route",
    "RoutingPlan",
    "Setting",
    "Severities",
    "TimeInterval",
    "Timing",
    "Way",
    "any_of",
    "none_of",
    "one_of",
]

_SPECIAL = re.compile(r"[\\.+*?()|\[\]{}^$]")


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert that the rules can fire.

    `labels` are those with a fixed value, `alertname` among them; of those in `groups` each instance has its own.
    `of` is the objective or promise it is about (`checkout.availability`), empty for one about Nines itself.
    """

    name: str
    alert_class: AlertClass
    labels: tuple[tuple[str, str], ...]
    groups: tuple[str, ...]
    of: str
    origin: Span | None

    def label(self, name: str) -> str:
        """The value of a label; empty if it has none, as Alertmanager sees it."""
        for label, value in self.labels:
            if label == name:
                return value
        return ""


@dataclass(frozen=True, slots=True)
class Matcher:
    """A condition on a label: `=`, `!=`, or with a regular expression for the whole value `=~`, `!~`."""

    label: str
    operator: str
    value: str

    def holds(self, labels: Mapping[str, str]) -> bool:
        found = labels.get(self.label, "")
        same = re.fullmatch(self.value, found) is not None if "~" in self.operator else found == self.value
        return same is not self.operator.startswith("!")


def one_of(label: str, values: Iterable[str]) -> Matcher:
    """A condition that any of some values meets."""
    wanted = tuple(dict.fromkeys(values))
    return Matcher(label, "=", wanted[0]) if len(wanted) == 1 else Matcher(label, "=~", any_of(wanted))


def none_of(label: str, values: Iterable[str]) -> Matcher:
    """A condition that none of some values meets."""
    unwanted = tuple(dict.fromkeys(values))
    return Matcher(label, "!=", unwanted[0]) if len(unwanted) == 1 else Matcher(label, "!~", any_of(unwanted))


def any_of(values: Iterable[str]) -> str:
    """A regular expression for just these values."""
    return "|".join(_SPECIAL.sub(r"\\\g<0>", value) for value in values)


@dataclass(frozen=True, slots=True)
class Timing:
    """In seconds: how long a first message waits for others, how often news are told, how often old news are."""

    wait: int
    interval: int
    repeat: int


@dataclass(frozen=True, slots=True)
class Route:
    """A node of the tree. `what` says it in a sentence, for the reader of the file.

    `continues`: whether the routes beside it are tried too. While none of `active` holds (if there are any), or one of
    `muted` does, its messages are held.
    """

    name: str
    what: str
    matchers: tuple[Matcher, ...]
    receiver: str
    group_by: tuple[str, ...]
    timing: Timing
    origins: tuple[Span, ...]
    continues: bool = False
    active: tuple[str, ...] = ()
    muted: tuple[str, ...] = ()
    routes: tuple[Route, ...] = ()

    def all(self) -> Iterator[Route]:
        """It and all below it."""
        yield self
        for route in self.routes:
            yield from route.all()


class Audience(Enum):
    """Who reads the messages of a receiver: people of the teams, a customer's people, or a program."""

    TEAM = "team"
    CUSTOMER = "customer"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of a way as Alertmanager calls it; `sigv4.region` is `region` within `sigv4`."""

    key: str
    value: str | int
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach somebody. `kind` is the list of a receiver that it goes to: `slack_configs`."""

    kind: str
    settings: tuple[Setting, ...]
    send_resolved: bool
    audience: Audience


@dataclass(frozen=True, slots=True)
class ReceiverPlan:
    """A receiver by its full name. Without ways it tells nobody, on purpose. `of` is its name in the specs."""

    name: str
    what: str
    ways: tuple[Way, ...]
    of: str
    origins: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Inhibition:
    """While an alert fires that `source` matches, those that `target` matches and that agree in `equal` wait."""

    name: str
    what: str
    source: tuple[Matcher, ...]
    target: tuple[Matcher, ...]
    equal: tuple[str, ...]
    origins: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TimeInterval:
    """Hours with a name. `of` is the schedule."""

    name: str
    of: str
    what: str
    hours: tuple[ZoneHours, ...]
    origin: Span


@dataclass(frozen=True, slots=True)
class Severities:
    """The values that the label `severity` has for pages, for tickets, and for what is silent."""

    pages: tuple[str, ...]
    tickets: tuple[str, ...]
    note: str

    def of(self, *classes: AlertClass) -> Matcher:
        """The condition that alerts of some classes meet, and no others."""
        words = {AlertClass.PAGE: self.pages, AlertClass.TICKET: self.tickets, AlertClass.NOTE: (self.note,)}
        return one_of("severity", (word for alert_class in classes for word in words[alert_class]))


@dataclass(frozen=True, slots=True)
class Reached:
    """A receiver that an alert comes to, and the intervals in which it is told, or is not."""

    receiver: str
    active: tuple[str, ...] = ()
    muted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the routes must do with an alert: where it comes to."""

    alert: Alert
    reached: tuple[Reached, ...]

    @property
    def receivers(self) -> tuple[str, ...]:
        """The names of its receivers, at whatever time they are told."""
        return tuple(dict.fromkeys(place.receiver for place in self.reached))


@dataclass(frozen=True, slots=True)
class RoutingPlan:
    """Everything that Alertmanager is told.

    `spent` are the names of alerts that say that it is too late to act;
    `mail` what mails are sent with where a receiver says nothing of its own. `needs` is what of it only newer releases
    know than the oldest that is supported, and `oldest` the release that the project says, or else that one. `whole`
    says that nothing but this is in the configuration; else the root, and who gets others' alerts, are somebody else's.
    """

    bundle: str
    severities: Severities
    spent: tuple[str, ...]
    groups: tuple[str, ...]
    root: Route
    receivers: tuple[ReceiverPlan, ...]
    inhibitions: tuple[Inhibition, ...]
    intervals: tuple[TimeInterval, ...]
    mail: Mail
    contact: tuple[str, ...]
    deliveries: tuple[Delivery, ...]
    needs: tuple[Need, ...]
    oldest: Version
    whole: bool = True

    @property
    def zone(self) -> str:
        """The zone in which people read times: the one of all hours in which they are told; UTC, if there is no one."""
        zones = {part.zone.name for interval in self.intervals for part in interval.hours}
        return zones.pop() if len(zones) == 1 else "UTC"

    @property
    def own(self) -> Route:
        """The route below the root that has everything of the bundle."""
        return self.root.routes[0]

    @property
    def own_receivers(self) -> tuple[ReceiverPlan, ...]:
        """All receivers but the one for others' alerts."""
        return tuple(receiver for receiver in self.receivers if receiver.name != self.root.receiver)
