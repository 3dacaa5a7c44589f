"""The tree of routes, made of where the alerts go: ours below the root, in it customers, then teams, then classes.

Each leaf says everything itself (receiver, grouping, times), so that a file into which it is merged changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from nines.contract.model import AlertClass, Project
from nines.plan import names
from nines.plan.routes import words
from nines.plan.routes.addresses import Address, Reason, Told
from nines.plan.routes.alerts import ALERTNAME
from nines.plan.routes.labels import (
    AUTOMATIONS,
    BY_AUTOMATION,
    BY_CUSTOMER,
    BY_NAME,
    BY_SERVICE,
    HEARTBEAT,
    Names,
    timing,
)
from nines.plan.routes.model import Alert, Matcher, Route, Severities, one_of
from nines.plan.routes.people import Destination
from nines.record import dataclass, replace
from nines.source import Span

__all__ = ["tree"]

_PROGRAMS = (Reason.HEARTBEAT, Reason.AUTOMATION)
"""Why alerts go to programs: teams have no part in them."""
_CLASSES = (AlertClass.PAGE, AlertClass.TICKET)
_IDENTITY = (ALERTNAME, names.SERVICE, names.OBJECTIVE_LABEL, names.WINDOW, names.SLA, names.CUSTOMER, names.PROMISE)


def tree(addresses: Sequence[Address], project: Project, called: Names, severities: Severities, rest: str) -> Route:
    """The whole tree. `addresses` are all alerts of the bundle, `rest` is the receiver of what no route takes."""
    builder = _Builder(project, called, severities)
    teams = tuple(builder.teams(addresses))
    bundle = Route(
        name="bundle",
        what=words.bundle(project.bundle),
        matchers=(Matcher(names.BUNDLE, "=", project.bundle),),
        receiver=rest,
        group_by=BY_SERVICE,
        timing=timing(AlertClass.PAGE, promised=False),
        origins=builder.origins,
        routes=(
            *builder.heartbeat(addresses),
            *builder.automations(addresses),
            builder.silent(addresses),
            *builder.customers(addresses),
            *teams,
        ),
    )
    return replace(
        bundle,
        name="root",
        what=words.root(project.bundle),
        matchers=(),
        receiver=called.elsewhere,
        group_by=(ALERTNAME,),
        routes=(bundle,),
    )


@dataclass(frozen=True, slots=True)
class _Builder:
    project: Project
    called: Names
    severities: Severities

    @property
    def origins(self) -> tuple[Span, ...]:
        """The project, for what no other statement asks for."""
        return (self.project.origin,) if self.project.origin is not None else ()

    def heartbeat(self, addresses: Iterable[Address]) -> Iterator[Route]:
        for found in _first(addresses, Reason.HEARTBEAT):
            beat = self.project.heartbeat
            yield Route(
                name="heartbeat",
                what=words.heartbeat(beat),
                matchers=(Matcher(ALERTNAME, "=", found.alert.name),),
                receiver=self.called.nobody if beat is None else self.called.of(beat.name),
                group_by=BY_NAME,
                timing=HEARTBEAT,
                origins=_origins([found], found.destinations),
            )

    def automations(self, addresses: Iterable[Address]) -> Iterator[Route]:
        """Before all people, and at once: what repairs itself wakes nobody."""
        for found in _first(addresses, Reason.AUTOMATION):
            runner = found.destinations[0].receiver
            yield Route(
                name="automations",
                what=words.automations(runner),
                matchers=(Matcher(ALERTNAME, "=", names.AUTOMATION_DUE),),
                receiver=self.called.of(runner.name),
                group_by=BY_AUTOMATION,
                timing=AUTOMATIONS,
                origins=_origins([found], found.destinations),
            )

    def silent(self, addresses: Iterable[Address]) -> Route:
        """There whether or not the bundle has such alerts: they must never come to people."""
        return Route(
            name="silent",
            what=words.SILENT,
            matchers=(self.severities.of(AlertClass.NOTE),),
            receiver=self.called.nobody,
            group_by=BY_NAME,
            timing=timing(AlertClass.TICKET, promised=False),
            origins=_origins(_first(addresses, Reason.SILENT)) or self.origins,
        )

    def customers(self, addresses: Iterable[Address]) -> Iterator[Route]:
        """The people of customers; whoever owns the promise is told beside them."""
        by_told: dict[Told, list[Address]] = {}
        for found in addresses:
            if found.told is not None:
                by_told.setdefault(found.told, []).append(found)
        for told, group in by_told.items():
            alert_names = tuple(dict.fromkeys(found.alert.name for found in group))
            yield Route(
                name=f"customer/{told.customer.name}/{told.topic}",
                what=words.told(told),
                matchers=(Matcher(names.CUSTOMER, "=", told.customer.name), one_of(ALERTNAME, alert_names)),
                receiver=self.called.customer(told.customer, told.topic),
                group_by=BY_CUSTOMER,
                timing=timing(AlertClass.TICKET, promised=True),
                origins=tuple(contact.origin for contact in told.contacts),
                continues=True,
            )

    def teams(self, addresses: Iterable[Address]) -> Iterator[Route]:
        """A node for each owner, and one for what has none, which comes last."""
        by_owner: dict[str, list[Address]] = {}
        for found in addresses:
            if found.destinations and found.reason not in _PROGRAMS:
                by_owner.setdefault(found.alert.label(names.TEAM), []).append(found)
        for owner in sorted(by_owner, key=lambda name: not name):
            group = by_owner[owner]
            routes = (
                *self._escalated(owner, group),
                *self._own_receivers(owner, group),
                *self._classes(owner, group, Reason.PROMISED),
                *self._classes(owner, group, Reason.OWNED),
            )
            if not owner:
                yield from routes
                continue
            team = group[0].team
            yield Route(
                name=f"team/{owner}",
                what=words.team(owner, team),
                matchers=(Matcher(names.TEAM, "=", owner),),
                receiver=routes[-1].receiver,
                group_by=BY_SERVICE,
                timing=routes[-1].timing,
                origins=(team.origin,) if team is not None else (),
                routes=routes,
            )

    def _escalated(self, owner: str, group: Sequence[Address]) -> Iterator[Route]:
        staged = [found for found in group if found.reason is Reason.ESCALATED]
        for stage in sorted({found.alert.label(names.STAGE) for found in staged}):
            for alert_class in _CLASSES:
                same = [found for found in staged if _is(found.alert, alert_class, stage)]
                step = same[0].escalation if same else None
                if step is not None:
                    yield from self._leaves(
                        f"{_node(owner)}/stage-{stage}/{alert_class.value}",
                        words.escalated(owner, stage, alert_class, step),
                        (Matcher(names.STAGE, "=", stage), self.severities.of(alert_class)),
                        same,
                        (step.origin,),
                    )

    def _own_receivers(self, owner: str, group: Sequence[Address]) -> Iterator[Route]:
        """Alerts that name their receiver: a route for an objective and class, or for each alert where they differ."""
        for found, same in _by_objective(group):
            alert = found.alert
            overridden = [other for other in same if other.reason is Reason.OWN_RECEIVER]
            everything = len({_places(other) for other in same}) == 1 and alert.label(names.OBJECTIVE_LABEL)
            matchers: tuple[Matcher, ...]
            if everything:
                matchers = (
                    Matcher(names.SERVICE, "=", alert.label(names.SERVICE)),
                    Matcher(names.OBJECTIVE_LABEL, "=", alert.label(names.OBJECTIVE_LABEL)),
                    self.severities.of(alert.alert_class),
                )
                name = f"{_node(owner)}/{alert.of}/{alert.alert_class.value}"
                yield from self._leaves(name, words.own_receiver(alert), matchers, overridden)
                continue
            for other in overridden:
                identity = tuple(Matcher(label, "=", other.alert.label(label)) for label in _IDENTITY)
                matchers = (*(matcher for matcher in identity if matcher.value), self.severities.of(alert.alert_class))
                parts = (alert.of, alert.alert_class.value, other.alert.name, other.alert.label(names.WINDOW))
                name = "/".join((_node(owner), *(part for part in parts if part)))
                yield from self._leaves(name, words.own_receiver(other.alert), matchers, [other])

    def _classes(self, owner: str, group: Sequence[Address], reason: Reason) -> Iterator[Route]:
        promised = reason is Reason.PROMISED
        about = (Matcher(names.CUSTOMER, "!=", ""),) if promised else ()
        for alert_class in _CLASSES:
            same = [found for found in group if found.reason is reason and found.alert.alert_class is alert_class]
            yield from self._leaves(
                f"{_node(owner)}/{'promises/' if promised else ''}{alert_class.value}",
                words.of_class(owner, alert_class, promised=promised),
                (*about, self.severities.of(alert_class)),
                same,
            )

    def _leaves(
        self,
        name: str,
        what: str,
        matchers: tuple[Matcher, ...],
        same: Sequence[Address],
        origins: tuple[Span, ...] = (),
    ) -> Iterator[Route]:
        """A route for each place that some alerts go to; all but the last let the next one have them too."""
        if not same:
            return
        promised = bool(same[0].alert.label(names.CUSTOMER))
        places = same[0].destinations
        for at, place in enumerate(places):
            yield Route(
                name=f"{name}/{place.receiver.name}",
                what=words.sentence(what, place),
                matchers=matchers,
                receiver=self.called.of(place.receiver.name),
                group_by=BY_CUSTOMER if promised else BY_SERVICE,
                timing=timing(same[0].alert.alert_class, promised=promised),
                origins=(*origins, *place.origins),
                continues=at < len(places) - 1,
                active=tuple(self.called.of(schedule.name) for schedule in place.active),
                muted=tuple(self.called.of(schedule.name) for schedule in place.muted),
            )


def _node(owner: str) -> str:
    return f"team/{owner}" if owner else "unowned"


def _first(addresses: Iterable[Address], reason: Reason) -> Iterator[Address]:
    found = next((found for found in addresses if found.reason is reason), None)
    if found is not None:
        yield found


def _is(alert: Alert, alert_class: AlertClass, stage: str) -> bool:
    return alert.alert_class is alert_class and alert.label(names.STAGE) == stage


def _by_objective(group: Sequence[Address]) -> Iterator[tuple[Address, list[Address]]]:
    """What is not escalated, by objective and class, as far as one of them names a receiver of its own."""
    found: dict[tuple[str, AlertClass], list[Address]] = {}
    for item in group:
        if item.reason is not Reason.ESCALATED:
            found.setdefault((item.alert.of, item.alert.alert_class), []).append(item)
    for same in found.values():
        own = next((item for item in same if item.reason is Reason.OWN_RECEIVER), None)
        if own is not None:
            yield own, same


def _places(item: Address) -> tuple[str, ...]:
    return tuple(place.receiver.name for place in item.destinations)


def _origins(addresses: Iterable[Address], places: Iterable[Destination] = ()) -> tuple[Span, ...]:
    spans = [origin for place in places for origin in place.origins]
    spans += [found.alert.origin for found in addresses if found.alert.origin is not None]
    return tuple(dict.fromkeys(spans))
