"""What the configuration holds, an item each."""

from __future__ import annotations

from collections.abc import Iterator

from nines.emit.alertmanager.files import config_path, template_paths
from nines.emit.artifact import Item
from nines.plan.routes.model import Matcher, RoutingPlan
from nines.source import Span

__all__ = ["items"]


def items(plan: RoutingPlan | None, folder: str) -> Iterator[Item]:
    """Receivers, routes, inhibitions, time intervals and templates. `labels` are what a route or a target asks for."""
    if plan is None:
        return
    config = config_path(folder)
    for route in (plan.root if plan.whole else plan.own).all():
        yield Item("route", route.name, config, labels=_labels(route.matchers), origin=_first(route.origins))
    for receiver in plan.receivers if plan.whole else plan.own_receivers:
        yield Item("receiver", receiver.name, config, of=receiver.of, origin=_first(receiver.origins))
    for rule in plan.inhibitions:
        yield Item("inhibition", rule.name, config, labels=_labels(rule.target), origin=_first(rule.origins))
    for interval in plan.intervals:
        yield Item("time-interval", interval.name, config, of=interval.of, origin=interval.origin)
    for name, path in template_paths(plan, folder):
        yield Item("template", name, path)


def _labels(matchers: tuple[Matcher, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((matcher.label, matcher.value) for matcher in matchers if matcher.operator == "=" and matcher.value)


def _first(origins: tuple[Span, ...]) -> Span | None:
    return next(iter(origins), None)
