"""Who is told of an alert: the receivers that the planned routes lead to, when, and what keeps it silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from nines.contract.model import AlertClass
from nines.explain.known import Known
from nines.explain.words import listed
from nines.plan import names
from nines.plan.model import AlertRule, Member
from nines.plan.routes.index import ANY
from nines.plan.routes.model import Alert, Inhibition, Matcher, Route, RoutingPlan
from nines.record import dataclass
from nines.values.text import duration

__all__ = ["Firing", "firings", "hours_of", "receiver_name", "routes_to", "silenced_by", "timing_words", "told_where"]


@dataclass(frozen=True, slots=True)
class Firing:
    """An alert that can fire, and the rule that it comes from."""

    rule: AlertRule
    member: Member
    alert: Alert

    @property
    def window(self) -> str:
        return self.alert.label(names.WINDOW)

    @property
    def name(self) -> str:
        """With its stage, where it is told a second time."""
        stage = self.alert.label(names.STAGE)
        return f"{self.rule.name} (stage {stage})" if stage else self.rule.name


def firings(known: Known) -> tuple[Firing, ...]:
    """Every alert of every rule, in the order of the rules."""
    return tuple(
        Firing(rule, member, _alert(rule, member)) for rule in known.planned.rules.alerts for member in rule.fires
    )


def _alert(rule: AlertRule, member: Member) -> Alert:
    labels = {"alertname": rule.name, **dict(rule.labels), **dict(member.labels)}
    origin = member.origin or next(iter(rule.origins), None)
    return Alert(rule.name, rule.alert_class, tuple(labels.items()), member.groups, member.of, origin)


def routes_to(alert: Alert, routes: RoutingPlan) -> tuple[Route, ...]:
    """The routes that take an alert, as Alertmanager goes through them."""
    labels = {**dict.fromkeys(alert.groups, ANY), **dict(alert.labels)}
    return tuple(_taken(routes.root, labels))


def _taken(route: Route, labels: Mapping[str, str]) -> Iterator[Route]:
    if not all(matcher.holds(labels) for matcher in route.matchers):
        return
    found = False
    for child in route.routes:
        below = tuple(_taken(child, labels))
        yield from below
        found = found or bool(below)
        if below and not child.continues:
            return
    if not found:
        yield route


def told_where(alert: Alert, known: Known) -> str:
    """`money-pager`, `shop-chat (Business hours)`, `nobody`."""
    routes = known.planned.routes
    if routes is None:
        return "nobody: the specs name no receiver"
    if alert.alert_class is AlertClass.NOTE and not _reaches(alert, routes):
        return "nobody, on purpose: it is for rules and programs"
    places = [_place(route, routes) for route in routes_to(alert, routes)]
    return listed(dict.fromkeys(place for place in places if place)) or "nobody"


def _reaches(alert: Alert, routes: RoutingPlan) -> bool:
    return any(receiver_name(route.receiver, routes) for route in routes_to(alert, routes))


def _place(route: Route, routes: RoutingPlan) -> str:
    name = receiver_name(route.receiver, routes)
    when = hours_of(route, routes)
    return f"{name} ({when})" if when and name else name


def receiver_name(full: str, routes: RoutingPlan) -> str:
    """What a receiver is called in the specs; mail addresses for a customer's people, empty for nobody."""
    found = next((receiver for receiver in routes.receivers if receiver.name == full), None)
    if found is None or not found.ways:
        return ""
    addresses = [str(setting.value) for way in found.ways for setting in way.settings if setting.key == "to"]
    return listed(addresses) if full.endswith(("promise-at-risk", "promise-broken")) and addresses else found.of


def hours_of(route: Route, routes: RoutingPlan) -> str:
    """At which hours a route tells; empty for always."""
    titles = {interval.name: interval.what.removesuffix(".") for interval in routes.intervals}
    if route.active:
        return f"during {listed(titles.get(name, name) for name in route.active)}"
    if route.muted:
        return f"outside {listed(titles.get(name, name) for name in route.muted)}"
    return ""


def timing_words(route: Route) -> str:
    """`30s after the first, news every 5m, again after 4h`."""
    wait, interval, repeat = (
        duration(seconds * 1000) for seconds in (route.timing.wait, route.timing.interval, route.timing.repeat)
    )
    first = f"after {wait}" if route.timing.wait else "at once"
    return f"{first}; what joins its group every {interval}; again after {repeat}"


def silenced_by(alert: Alert, known: Known) -> Iterator[tuple[Inhibition, tuple[Alert, ...]]]:
    """The rules that keep an alert silent, each with the alerts that do."""
    routes = known.planned.routes
    if routes is None:
        return
    others = [delivery.alert for delivery in routes.deliveries]
    for rule in routes.inhibitions:
        if not _meets(alert, rule.target):
            continue
        sources = tuple(
            other for other in others if other != alert and _meets(other, rule.source) and _agree(alert, other, rule)
        )
        if sources:
            yield rule, sources


def _meets(alert: Alert, matchers: Iterable[Matcher]) -> bool:
    labels = {**dict.fromkeys(alert.groups, ANY), **dict(alert.labels)}
    return all(matcher.holds(labels) for matcher in matchers)


def _agree(one: Alert, other: Alert, rule: Inhibition) -> bool:
    ours = {**dict.fromkeys(one.groups, ANY), **dict(one.labels)}
    theirs = {**dict.fromkeys(other.groups, ANY), **dict(other.labels)}
    return all(ours.get(label, "") == theirs.get(label, "") for label in rule.equal)
