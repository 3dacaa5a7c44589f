"""The rules that a test needs of all that are planned, on the clock of the test, with the history before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nines.contract.model import Composite, Indicator, Objective
from nines.plan import names
from nines.plan.model import Group, Plan, RecordingRule, Rule, RuleFile
from nines.promql.transform import walk
from nines.promql.tree import Matcher, MatchOp, Selector
from nines.record import dataclass, replace

__all__ = ["Concern", "concern_of", "needed"]


@dataclass(frozen=True, slots=True)
class Concern:
    """What a test is about: objectives, by service and name, with their indicators, and promises by customer.

    `ids` are those of all of them (`checkout.availability`, `acme.availability`), and the names of their services.
    """

    objectives: frozenset[tuple[str, str]]
    indicators: frozenset[tuple[str, str]]
    promises: frozenset[tuple[str, str]]
    ids: frozenset[str]

    def may_need(self, file: RuleFile) -> bool:
        """Whether a file is that of a service or journey concerned, or one that is shared."""
        shared = file.name.startswith("bundle.") or (bool(self.promises) and file.name.startswith("sla."))
        return shared or any(file.name == service for service, _ in self.indicators)

    def has(self, rule: RecordingRule) -> bool:
        """Whether a rule is about something that is concerned, or about nothing in particular."""
        if rule.members and not any(not member.of or member.of in self.ids for member in rule.members):
            return False
        labels = dict(rule.labels)
        service = labels.get(names.SERVICE, "")
        objective, indicator = labels.get(names.OBJECTIVE_LABEL), labels.get(names.INDICATOR)
        if objective is not None and (service, objective) not in self.objectives:
            return False
        if indicator is not None and (service, indicator) not in self.indicators:
            return False
        customer = labels.get(names.CUSTOMER)
        return customer is None or (customer, labels.get(names.PROMISE, "")) in self.promises


def needed(plan: Plan, goals: Iterable[Rule], concern: Concern) -> Plan:
    """The plan with the rules alone that the goals read, directly or not.

    Of a series that is recorded over many windows by rules of their own, only the windows that somebody asks for are
    kept.
    """
    by_name: dict[str, list[RecordingRule]] = {}
    for file in plan.files:
        for rule in _recorded(file) if concern.may_need(file) else ():
            if concern.has(rule):
                by_name.setdefault(rule.record, []).append(rule)
    first = list(goals)
    windows: set[str] = set()
    kept: dict[int, Rule] = {}
    while True:
        kept, asked = _closure(first, by_name, frozenset(windows))
        if asked <= windows:
            break
        windows |= asked
    files = tuple(_file(file, kept) for file in plan.files)
    return replace(plan, files=tuple(file for file in files if file.groups), series=())


def _recorded(file: RuleFile) -> Iterator[RecordingRule]:
    return (rule for group in file.groups for rule in group.rules if isinstance(rule, RecordingRule))


def _closure(
    goals: list[Rule], by_name: dict[str, list[RecordingRule]], windows: frozenset[str]
) -> tuple[dict[int, Rule], set[str]]:
    """All rules that are read, by identity, and the windows that their expressions name."""
    kept: dict[int, Rule] = {}
    asked: set[str] = set()
    waiting = list(goals)
    while waiting:
        rule = waiting.pop()
        if id(rule) in kept:
            continue
        kept[id(rule)] = rule
        for node in walk(rule.expression):
            if isinstance(node, Selector) and node.metric is not None:
                asked |= {m.value for m in node.matchers if m.label == names.WINDOW and m.op is MatchOp.EQUAL}
                waiting += [
                    other
                    for other in by_name.get(node.metric, ())
                    if dict(other.labels).get(names.WINDOW, "") in ("", *windows) and _may_match(node, other)
                ]
    return kept, asked


def _may_match(selector: Selector, rule: RecordingRule) -> bool:
    labels = dict(rule.labels)
    return all(_fits(matcher, labels[matcher.label]) for matcher in selector.matchers if matcher.label in labels)


def _fits(matcher: Matcher, value: str) -> bool:
    match matcher.op:
        case MatchOp.EQUAL:
            return value == matcher.value
        case MatchOp.NOT_EQUAL:
            return value != matcher.value
        case MatchOp.REGEX:
            return re.fullmatch(matcher.value, value) is not None
        case _:
            return re.fullmatch(matcher.value, value) is None


def _file(file: RuleFile, kept: dict[int, Rule]) -> RuleFile:
    groups = (
        Group(group.name, group.interval, group.about, tuple(rule for rule in group.rules if id(rule) in kept))
        for group in file.groups
    )
    return replace(file, groups=tuple(group for group in groups if group.rules))


def concern_of(
    objectives: Iterable[Objective], indicators: Iterable[Indicator], promises: Iterable[tuple[str, str]]
) -> Concern:
    """What is concerned where some objectives and promises with their indicators are."""
    found, promised = list(objectives), frozenset(promises)
    indicators = [part for indicator in indicators for part in _with_steps(indicator)]
    services = {indicator.service for indicator in indicators}
    promise_ids = {f"{customer}.{name}" for customer, name in promised}
    ids = {*services, *promise_ids, *(o.id for o in found), *(i.id for i in indicators)}
    return Concern(
        frozenset((o.service, o.name) for o in found),
        frozenset((i.service, i.name) for i in indicators),
        promised,
        frozenset(ids),
    )


def _with_steps(indicator: Indicator) -> list[Indicator]:
    """An indicator, and, of a journey, those of its steps."""
    measurement = indicator.measurement
    parts = [part for part, _ in measurement.parts] if isinstance(measurement, Composite) else []
    return [indicator, *parts]
