"""The bridge over a renaming: what was recorded under an old name is read under the new one.

A rule that looks back reads both, until the longest window has passed and `was` is left out. Where a moment is recorded
under both names, the new one counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from nines.contract.model import Composite, Contract, Indicator, Objective
from nines.plan import names
from nines.plan.model import Rule, RuleFile
from nines.promql import build as q
from nines.promql.transform import map_expression, walk
from nines.promql.tree import Call, Expression, Matcher, MatchOp, Range, Selector, Subquery
from nines.record import dataclass, replace

__all__ = ["bridged"]

_OF_OBJECTIVES = "nines:counted"
_OF_PROMISES = "nines:promise_counted"
"""What the names of series begin with that are summed up over windows."""


@dataclass(frozen=True, slots=True)
class _Renaming:
    """Labels that were others: name, old value, new value. `only` are those of which just some values were renamed."""

    series: str
    changes: tuple[tuple[str, str, str], ...]
    only: tuple[tuple[str, tuple[str, ...]], ...]


def bridged(contract: Contract, files: Iterable[RuleFile]) -> tuple[RuleFile, ...]:
    """The files with rules that also read what was recorded under old names."""
    renamings = [*_grouped(_OF_OBJECTIVES, _objectives(contract)), *_grouped(_OF_PROMISES, _promises(contract))]
    if not renamings:
        return tuple(files)
    return tuple(
        replace(
            file,
            groups=tuple(
                replace(group, rules=tuple(_bridged(rule, renamings) for rule in group.rules)) for group in file.groups
            ),
        )
        for file in files
    )


# --- what was renamed -------------------------------------------------------


_Identity = Mapping[str, str]
_Pair = tuple[_Identity, _Identity]
"""The labels of a series as they were, and as they are."""


def _objectives(contract: Contract) -> Iterator[_Pair]:
    holders = {service.name: service.was or service.name for service in contract.services}
    holders |= {journey.name: journey.was or journey.name for journey in contract.journeys}
    for objective in contract.objectives:
        indicator = objective.indicator
        now = {
            names.SERVICE: objective.service,
            names.INDICATOR: indicator.name,
            names.OBJECTIVE_LABEL: objective.name,
        }
        was = {
            names.SERVICE: holders[objective.service],
            names.INDICATOR: indicator.was or indicator.name,
            names.OBJECTIVE_LABEL: _old_name(objective),
        }
        measurement = indicator.measurement
        if isinstance(measurement, Composite) and measurement.slice is None:
            for part, _ in measurement.parts:
                yield {**was, names.PART: _old_id(part, holders)}, {**now, names.PART: part.id}
        else:
            yield was, now


def _old_name(objective: Objective) -> str:
    """An slo without a name of its own bears that of its sli."""
    indicator = objective.indicator
    if objective.was is not None:
        return objective.was
    return indicator.was or indicator.name if objective.name == indicator.name else objective.name


def _old_id(part: Indicator, holders: Mapping[str, str]) -> str:
    return f"{holders[part.service]}.{part.was or part.name}"


def _promises(contract: Contract) -> Iterator[_Pair]:
    """Their services and indicators; an agreement's own names have no others."""
    services = {service.name: service.was or service.name for service in contract.services}
    for service in contract.services:
        for indicator in service.indicators:
            was = {names.SERVICE: services[service.name], names.INDICATOR: indicator.was or indicator.name}
            yield was, {names.SERVICE: service.name, names.INDICATOR: indicator.name}


def _grouped(series: str, pairs: Iterable[_Pair]) -> Iterator[_Renaming]:
    """Those whose labels changed in the same way, in one."""
    alike: dict[tuple[tuple[str, str, str], ...], dict[str, dict[str, None]]] = {}
    for was, now in pairs:
        changes = tuple((label, was[label], now[label]) for label in now if was[label] != now[label])
        if changes:
            kept = alike.setdefault(changes, {})
            for label in now:
                if was[label] == now[label]:
                    kept.setdefault(label, {})[now[label]] = None
    for changes, values in alike.items():
        yield _Renaming(series, changes, tuple((label, tuple(found)) for label, found in values.items()))


# --- reading both -----------------------------------------------------------


def _bridged(rule: Rule, renamings: Sequence[_Renaming]) -> Rule:
    expression = _both(rule.expression, renamings)
    if expression is rule.expression:
        return rule
    return replace(rule, expression=expression, about=f"{rule.about}, under its old name too")


def _both(expression: Expression, renamings: Sequence[_Renaming]) -> Expression:
    past = _past(expression)

    def change(node: Expression) -> Expression:
        if isinstance(node, Selector) and id(node) in past:
            return _joined(node, renamings)
        if isinstance(node, Call) and len(node.arguments) == 1 and isinstance(node.arguments[0], Range):
            return _over_time(node, node.arguments[0], renamings)
        return node

    return map_expression(expression, change)


def _past(expression: Expression) -> frozenset[int]:
    """The selectors that are asked for another moment than that of the evaluation, those of ranges apart."""
    found: set[int] = set()
    in_ranges: set[int] = set()
    for node in walk(expression):
        if isinstance(node, Subquery):
            found |= {id(inner) for inner in walk(node.expression) if isinstance(inner, Selector)}
        elif isinstance(node, Range):
            in_ranges.add(id(node.selector))
        elif isinstance(node, Selector) and node.offset:
            found.add(id(node))
    return frozenset(found - in_ranges)


def _over_time(call: Call, window: Range, renamings: Sequence[_Renaming]) -> Expression:
    """Sums of both add up; of other values over time the new one counts."""
    both: Expression = call
    for renaming in renamings:
        old = _old(window.selector, renaming)
        if old is not None:
            before = _relabelled(replace(call, arguments=(replace(window, selector=old),)), renaming)
            added = q.or_(q.plus(both, before), both) if call.function == "sum_over_time" else both
            both = q.or_(added, before)
    return both


def _joined(selector: Selector, renamings: Sequence[_Renaming]) -> Expression:
    both: Expression = selector
    for renaming in renamings:
        old = _old(selector, renaming)
        if old is not None:
            both = q.or_(both, _relabelled(old, renaming))
    return both


def _relabelled(old: Expression, renaming: _Renaming) -> Expression:
    for label, _, now in renaming.changes:
        old = q.label_replace(old, label, now, "", "")
    return old


def _old(selector: Selector, renaming: _Renaming) -> Selector | None:
    """The selector of what was recorded before; None if it does not ask for what was renamed."""
    if selector.metric is None or not selector.metric.startswith(renaming.series):
        return None
    matchers = list(selector.matchers)
    for label, was, now in renaming.changes:
        if not all(_admits(matcher, now) for matcher in matchers if matcher.label == label):
            return None
        matchers = [matcher for matcher in matchers if matcher.label != label]
        matchers.append(q.equal(label, was))
    for label, values in renaming.only:
        wanted = [
            value for value in values if all(_admits(matcher, value) for matcher in matchers if matcher.label == label)
        ]
        if not wanted:
            return None
        matchers = [matcher for matcher in matchers if matcher.label != label]
        one = len(wanted) == 1
        matchers.append(q.equal(label, wanted[0]) if one else q.matches(label, "|".join(wanted)))
    return replace(selector, matchers=tuple(matchers))


def _admits(matcher: Matcher, value: str) -> bool:
    """Whether a matcher of a plan, which is a name or several, lets a value through."""
    if matcher.op is MatchOp.EQUAL:
        return matcher.value == value
    return value in matcher.value.split("|") if matcher.op is MatchOp.REGEX else True
