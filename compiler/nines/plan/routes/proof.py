"""Proof that an inhibition leaves nobody in the dark, over all alerts that there are.

Whoever would have been told of a suppressed alert must be told of the one that suppresses it, as urgently, at all the
same hours. The one exception is a maintenance: there the silence is announced.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nines.contract.model import AlertClass
from nines.plan import names
from nines.plan.model import Labels
from nines.plan.routes.addresses import Address, Reason
from nines.plan.routes.index import Index
from nines.plan.routes.model import Alert, Inhibition
from nines.plan.routes.people import Destination
from nines.record import dataclass

__all__ = ["Maintained", "Proof", "covered"]

_OF_PLACE = (names.SERVICE, names.INDICATOR, names.OBJECTIVE_LABEL, names.TEAM, names.TIER)
_URGENCY = {AlertClass.NOTE: 0, AlertClass.TICKET: 1, AlertClass.PAGE: 2}


@dataclass(frozen=True, slots=True, eq=False)
class Maintained:
    """Which maintenances silence what: services, or objectives where all of their alerts name theirs."""

    by_objective: bool
    by_place: Mapping[tuple[str, str], frozenset[Labels]]

    @classmethod
    def of(cls, addresses: Sequence[Address]) -> Maintained:
        running = [found.alert for found in addresses if found.alert.name == names.MAINTENANCE_RUNNING]
        by_objective = bool(running) and all(alert.label(names.OBJECTIVE_LABEL) for alert in running)
        found: dict[tuple[str, str], set[Labels]] = {}
        for alert in running:
            which = tuple(label for label in alert.labels if label[0] not in _OF_PLACE)
            found.setdefault(_place(alert, by_objective=by_objective), set()).add(which)
        return cls(by_objective, {place: frozenset(which) for place, which in found.items()})

    def silencing(self, alert: Alert) -> frozenset[Labels]:
        """The maintenances, by their labels, during which an alert is not told."""
        return self.by_place.get(_place(alert, by_objective=self.by_objective), frozenset())


@dataclass(frozen=True, slots=True, eq=False)
class Proof:
    """All alerts there are, and what a maintenance silences of them."""

    addresses: Sequence[Address]
    index: Index
    maintained: Maintained

    @classmethod
    def of(cls, addresses: Sequence[Address]) -> Proof:
        return cls(addresses, Index.of(found.alert for found in addresses), Maintained.of(addresses))

    def pairs(self, rule: Inhibition) -> Iterator[tuple[Address, Address]]:
        """Every source and target that a rule can bring together."""
        sources: dict[tuple[str, ...], list[int]] = {}
        for at in self.index.matching(rule.source):
            sources.setdefault(self.index.agreement(at, rule.equal), []).append(at)
        for target in self.index.matching(rule.target) if sources else ():
            for source in sources.get(self.index.agreement(target, rule.equal), ()):
                if source != target:
                    yield self.addresses[source], self.addresses[target]

    def darkened(self, rule: Inhibition) -> Iterator[tuple[Address, Address]]:
        """The pairs of a rule whose target somebody would miss."""
        for source, target in self.pairs(rule):
            one_for_all = set(source.alert.groups) - set(rule.equal)  # one tenant's alert would silence all tenants'
            if one_for_all or not _permitted(source, target, self.maintained):
                yield source, target

    def holds(self, rule: Inhibition) -> bool:
        """Whether nobody would miss anything."""
        return next(self.darkened(rule), None) is None


def covered(source: Address, target: Address) -> bool:
    """Whether all who would be told of `target` are told of `source`, whenever they would be.

    A team counts as one: a page to its pager covers a ticket for its chat.
    """
    as_team = (
        source.reason is target.reason is Reason.OWNED
        and source.alert.label(names.TEAM) == target.alert.label(names.TEAM)
        and source.team == target.team
    )
    ours = all(_told_whenever(source.destinations, place, as_team=as_team) for place in target.destinations)
    theirs = target.told is None or (
        source.told is not None
        and source.told.customer == target.told.customer
        and {contact.address for contact in target.told.contacts}
        <= {contact.address for contact in source.told.contacts}
    )
    return ours and theirs


def _permitted(source: Address, target: Address, maintained: Maintained) -> bool:
    if target.alert.alert_class is AlertClass.NOTE or not target.alert.of:
        return False
    if bool(target.alert.label(names.CUSTOMER)) is not bool(source.alert.label(names.CUSTOMER)):
        return False
    if source.alert.name == names.MAINTENANCE_RUNNING:
        return bool(maintained.silencing(target.alert))
    if maintained.silencing(source.alert) - maintained.silencing(target.alert):
        return False  # a suppressed alert still suppresses
    if _URGENCY[source.alert.alert_class] < _URGENCY[target.alert.alert_class]:
        return False
    return covered(source, target)


def _told_whenever(sources: Sequence[Destination], target: Destination, *, as_team: bool) -> bool:
    """Whether some of the places hear at all hours at which `target` would."""
    places = [place for place in sources if as_team or place.receiver == target.receiver]
    active = {schedule for place in places for schedule in place.active}
    for place in places:
        if not place.active and set(place.muted) <= active | set(target.muted):
            return True
    return bool(target.active) and set(target.active) <= active


def _place(alert: Alert, *, by_objective: bool) -> tuple[str, str]:
    return alert.label(names.SERVICE), alert.label(names.OBJECTIVE_LABEL) if by_objective else ""
