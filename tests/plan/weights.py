"""Evaluates planned rules exactly, not to numbers but to weights: how much each evaluation of a rate counts for.

All that windows do to rates is to add them up, so a window is a sum of `weight * rate` over evaluations. The trees are
those of the plan; series that rules record are evaluated when they are asked for, each group at its own phase, and are
found as Prometheus finds them: the last sample of five minutes, ranges with or without their start.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from nines.plan.model import Group, Plan, RecordingRule
from nines.promql.tree import (
    Aggregation,
    Binary,
    BinaryOp,
    Call,
    Expression,
    GroupingKind,
    Matcher,
    Matching,
    MatchingKind,
    MatchOp,
    Number,
    Range,
    Selector,
    String,
    Subquery,
)

__all__ = ["Engine", "Vector", "Weights"]

Labels = frozenset[tuple[str, str]]
Weights = dict[int, Fraction]
"""Seconds by the time of the evaluation, in milliseconds, whose rate counts for so long."""
Value = Fraction | Weights
Vector = dict[Labels, Value]

_LOOKBACK = 300_000
_NUMBERS: Mapping[BinaryOp, Callable[[Fraction, Fraction], Fraction]] = {
    BinaryOp.ADD: operator.add,
    BinaryOp.SUB: operator.sub,
    BinaryOp.MUL: operator.mul,
    BinaryOp.DIV: lambda one, other: one / other,
    BinaryOp.MOD: operator.mod,
}
_NOTHING: Labels = frozenset()


@dataclass
class Engine:
    """`leaf` is the name of the rates, of which there is one series; `closed` ranges include their start."""

    plan: Plan
    leaf: str
    labels: Labels
    phases: Mapping[str, int]
    closed: bool
    known: dict[tuple[int, int], Vector] = field(default_factory=dict)

    def recorded(self, group: Group, rule: RecordingRule, at: int) -> Vector:
        """What a rule records at one of its evaluations."""
        if rule.record == self.leaf:
            return {self.labels: {at: Fraction(1)}}
        key = (id(rule), at)
        if key not in self.known:
            found = self.value(rule.expression, at)
            assert isinstance(found, dict)
            self.known[key] = {_with(labels, dict(rule.labels)): value for labels, value in found.items()}
        return self.known[key]

    def evaluation(self, group: Group, at: int) -> int:
        """The last evaluation of a group at or before a moment."""
        phase = self.phases[group.name]
        return at - (at - phase) % group.interval

    # --- expressions ----------------------------------------------------------

    def value(self, of: Expression, at: int) -> Vector | Fraction:
        match of:
            case Number(value=Fraction() as number):
                return number
            case Selector():
                return self._selected(of, at)
            case Call("time"):
                return Fraction(at, 1000)
            case Call("vector", (inner,)):
                return {_NOTHING: self._scalar(inner, at)}
            case Call("floor", (inner,)):
                return {
                    labels: Fraction(math.floor(_number(value))) for labels, value in self._vector(inner, at).items()
                }
            case Call("clamp_min", (inner, _)):
                return self._vector(inner, at)  # no window is below nothing
            case Call("label_replace", (inner, String(label), String(text), String(""), String(""))):
                return {_with(labels, {label: text}): value for labels, value in self._vector(inner, at).items()}
            case Call("sum_over_time" | "last_over_time" as function, (window,)):
                return self._over_time(function, window, at)
            case Aggregation("sum" | "max" | "count_values"):
                return self._aggregated(of, at)
            case Binary():
                return self._binary(of, at)
            case _:
                raise AssertionError(f"no value for {of}")

    def _vector(self, of: Expression, at: int) -> Vector:
        found = self.value(of, at)
        assert isinstance(found, dict)
        return found

    def _scalar(self, of: Expression, at: int) -> Fraction:
        found = self.value(of, at)
        assert isinstance(found, Fraction)
        return found

    def _selected(self, selector: Selector, at: int) -> Vector:
        moment = at - selector.offset
        found: Vector = {}
        for group, rule in self._writers(selector):
            last = self.evaluation(group, moment)
            if moment - last < _LOOKBACK:
                found |= _matching(self.recorded(group, rule, last), selector.matchers)
        return found

    def _writers(self, selector: Selector) -> Iterator[tuple[Group, RecordingRule]]:
        seen = False
        for group in self.plan.groups:
            for rule in group.rules:
                if isinstance(rule, RecordingRule) and rule.record == selector.metric:
                    fits = all(_may_hold(matcher, rule) for matcher in selector.matchers)
                    if fits and not (seen and rule.record == self.leaf):
                        seen = True
                        yield group, rule

    def _over_time(self, function: str, window: Expression, at: int) -> Vector:
        points = self._points(window, at)
        if function == "last_over_time":
            return next((point for point in points if point), {})
        return _summed((labels, value) for point in points for labels, value in point.items())

    def _points(self, window: Expression, at: int) -> Iterator[Vector]:
        """The latest first: each has all of the series that there are."""
        if isinstance(window, Subquery):
            assert isinstance(window.window, int)
            assert window.step is not None
            end = at - window.offset
            start = end - window.window
            first = -(-start // window.step) * window.step
            if first == start and not self.closed:
                first += window.step
            for moment in reversed(range(first, end + 1, window.step)):
                yield self._vector(window.expression, moment)
            return
        assert isinstance(window, Range)
        assert isinstance(window.window, int)
        end = at - window.selector.offset
        for group, rule in self._writers(window.selector):
            moment = self.evaluation(group, end)
            while moment > end - window.window or (self.closed and moment == end - window.window):
                yield _matching(self.recorded(group, rule, moment), window.selector.matchers)
                moment -= group.interval

    def _aggregated(self, of: Aggregation, at: int) -> Vector:
        inner = self._vector(of.expression, at)
        if of.operator == "sum":
            return _summed(
                (_kept(labels, of.grouping.kind, of.grouping.labels), value) for labels, value in inner.items()
            )
        if of.operator == "max":
            found = {_kept(labels, of.grouping.kind, of.grouping.labels): value for labels, value in inner.items()}
            assert len(found) == len(inner), "the larger of two windows is not known beforehand"
            return found
        assert isinstance(of.parameter, String)
        return {
            _with(_kept(labels, of.grouping.kind, of.grouping.labels), {of.parameter.value: str(value)}): Fraction(1)
            for labels, value in inner.items()
        }

    def _binary(self, of: Binary, at: int) -> Vector | Fraction:
        left, right = self.value(of.left, at), self.value(of.right, at)
        if isinstance(left, Fraction) and isinstance(right, Fraction):
            return _NUMBERS[of.op](left, right)
        if isinstance(left, Fraction):
            assert isinstance(right, dict)
            return {labels: _combined(of.op, left, value) for labels, value in right.items()}
        if isinstance(right, Fraction):
            return {labels: _combined(of.op, value, right) for labels, value in left.items()}
        if of.op.is_set:
            return _set(of, left, right)
        return _joined(of, left, right)


def _set(of: Binary, left: Vector, right: Vector) -> Vector:
    there = {_key(labels, of.matching) for labels in (left if of.op is BinaryOp.OR else right)}
    if of.op is BinaryOp.OR:
        return left | {labels: value for labels, value in right.items() if _key(labels, of.matching) not in there}
    wanted = of.op is BinaryOp.AND
    return {labels: value for labels, value in left.items() if (_key(labels, of.matching) in there) == wanted}


def _joined(of: Binary, left: Vector, right: Vector) -> Vector:
    """One on the right for each on the left, from which `group_left` takes labels."""
    by_key = {_key(labels, of.matching): labels for labels in right}
    group = of.matching.group if of.matching is not None else None
    found: Vector = {}
    for labels, value in left.items():
        partner = by_key.get(_key(labels, of.matching))
        if partner is not None:
            given = {label: text for label, text in partner if group is not None and label in group.labels}
            found[_with(labels, given)] = _combined(of.op, value, right[partner])
    return found


def _combined(op: BinaryOp, left: Value, right: Value) -> Value:
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return _NUMBERS[op](left, right)
    if isinstance(left, dict) and isinstance(right, Fraction):
        return {at: _NUMBERS[op](weight, right) for at, weight in left.items()}
    assert isinstance(right, dict)
    if op is BinaryOp.ADD and isinstance(left, dict):
        return {at: left.get(at, Fraction(0)) + right.get(at, Fraction(0)) for at in {**left, **right}}
    assert op is BinaryOp.MUL, "weights can be added and scaled"
    assert isinstance(left, Fraction)
    return {at: left * weight for at, weight in right.items()}


def _summed(values: Iterator[tuple[Labels, Value]]) -> Vector:
    found: Vector = {}
    for labels, value in values:
        if isinstance(value, Fraction):
            found[labels] = _number(found.get(labels, Fraction(0))) + value
            continue
        kept = found.setdefault(labels, {})
        assert isinstance(kept, dict)
        for at, weight in value.items():
            kept[at] = kept.get(at, Fraction(0)) + weight
    return found


def _number(value: Value) -> Fraction:
    assert isinstance(value, Fraction)
    return value


def _key(labels: Labels, matching: Matching | None) -> Labels:
    if matching is None:
        return labels
    kind = GroupingKind.BY if matching.kind is MatchingKind.ON else GroupingKind.WITHOUT
    return _kept(labels, kind, matching.labels)


def _kept(labels: Labels, kind: GroupingKind, named: tuple[str, ...]) -> Labels:
    return frozenset((label, text) for label, text in labels if (label in named) == (kind is GroupingKind.BY))


def _with(labels: Labels, more: Mapping[str, str]) -> Labels:
    return frozenset((label, text) for label, text in {**dict(labels), **more}.items() if text)


def _matching(vector: Vector, matchers: tuple[Matcher, ...]) -> Vector:
    return {
        labels: value
        for labels, value in vector.items()
        if all(_holds(matcher, dict(labels).get(matcher.label, "")) for matcher in matchers)
    }


def _holds(matcher: Matcher, text: str) -> bool:
    assert matcher.op in (MatchOp.EQUAL, MatchOp.REGEX), "windows are found by what they are"
    return text in matcher.value.split("|")


def _may_hold(matcher: Matcher, rule: RecordingRule) -> bool:
    """Whether a rule can record what a matcher finds: by its labels, or by those of what it is for."""
    fixed = dict(rule.labels).get(matcher.label)
    texts = {fixed} if fixed is not None else {dict(one.labels).get(matcher.label) for one in rule.members}
    return not texts or any(text is None or _holds(matcher, text) for text in texts)
