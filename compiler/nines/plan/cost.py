"""What rules cost the server that evaluates them: samples read, as Prometheus counts them, and series recorded.

Each expression is evaluated on labels alone. What the rules record is known from the rules themselves; of what the
specs measure only the server knows how much there is, so it is assumed (`Assumed`). Every series is taken to be there,
every condition to hold, and no alert to fire.

Prometheus counts a sample for each series that a selector finds, each sample in a range, and of a subquery what comes
of each of its steps, not what is read for that (`totalQueryableSamples`, tried on 2.42 and 3.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from nines.plan.model import Group, Plan, RecordingRule, Rule, RuleFile
from nines.promql.facts import is_scalar
from nines.promql.transform import children, walk
from nines.promql.tree import (
    Aggregation,
    Binary,
    BinaryOp,
    Call,
    Expression,
    Grouping,
    GroupingKind,
    Matcher,
    Matching,
    MatchingKind,
    MatchOp,
    Range,
    Selector,
    Side,
    String,
    Subquery,
)
from nines.record import dataclass, field

__all__ = ["Assumed", "Cost", "costs"]

_HOUR = 3_600_000
_ANY = "*"
"""The value of a label that is made of a number: one at a time."""
_FIRING = "ALERTS"

Series = frozenset[tuple[str, str]]
Vector = frozenset[Series]


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is taken for granted of what is measured.

    `raw` series behind each selector of the specs, a sample of each every `scrape` milliseconds; `groups` values of
    each label that the specs keep apart by.
    """

    raw: int
    groups: int
    scrape: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What one rule reads at each evaluation, in an hour, and how many series it records."""

    rule: Rule
    group: Group
    samples: Fraction
    series: int

    @property
    def hourly(self) -> Fraction:
        return self.samples * _HOUR / self.group.interval


def costs(plan: Plan, file: RuleFile, assumed: Assumed) -> tuple[Cost, ...]:
    """The cost of each rule of a file, in the order of its rules."""
    reader = _Reader(plan, assumed)
    found = []
    for group in file.groups:
        for rule in group.rules:
            read = reader.read(rule.expression)
            recorded = len(read.vector) if isinstance(rule, RecordingRule) else 0
            found.append(Cost(rule, group, read.samples, recorded))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Read:
    """What an expression gives at a moment, and how many samples are read for that."""

    vector: Vector
    samples: Fraction


_NOTHING = _Read(frozenset(), Fraction(0))
_ONE: Vector = frozenset({frozenset()})


@dataclass(slots=True)
class _Reader:
    """Reads expressions of a plan. `_known` are the series by the rules that record them, with their intervals."""

    plan: Plan
    assumed: Assumed
    _rules: dict[str, list[tuple[RuleFile, Group, RecordingRule]]] = field(default_factory=dict)
    _known: dict[int, Vector] = field(default_factory=dict)
    _kept: tuple[str, ...] | None = None

    def read(self, node: Expression) -> _Read:
        match node:
            case Selector():
                found = self._series(node)
                return _Read(frozenset(one for one, _ in found), Fraction(len(found)))
            case Range():
                found = self._series(node.selector)
                points = sum((Fraction(_length(node.window), every) for _, every in found), Fraction(0))
                return _Read(frozenset(one for one, _ in found), points)
            case Subquery():
                inner = self.read(node.expression)
                steps = Fraction(-(-_length(node.window) // (node.step or 60_000)))
                return _Read(inner.vector, steps * len(inner.vector))
            case Aggregation():
                return self._aggregated(node)
            case Binary():
                return self._joined(node)
            case Call():
                return self._called(node)
            case _:
                return self._all(children(node))

    def _all(self, nodes: Iterable[Expression]) -> _Read:
        """All of some expressions, as far as each gives series."""
        reads = [self.read(node) for node in nodes]
        vector = next((read.vector for read in reads if read.vector), frozenset[Series]())
        return _Read(vector, sum((read.samples for read in reads), Fraction(0)))

    def _aggregated(self, node: Aggregation) -> _Read:
        inner = self.read(node.expression)
        vector = _grouped(inner.vector, node.grouping)
        if node.operator == "count_values" and isinstance(node.parameter, String):
            vector = frozenset(_with(one, {node.parameter.value: _ANY}) for one in vector)
        return _Read(vector, inner.samples)

    def _called(self, node: Call) -> _Read:
        inner = self._all(node.arguments)
        if node.function == "vector":
            return _Read(_ONE, inner.samples)
        if node.function in ("scalar", "time"):
            return _Read(frozenset(), inner.samples)
        if node.function == "label_replace":
            label, value, source, _ = (part.value for part in node.arguments[1:] if isinstance(part, String))
            if not source:
                return _Read(frozenset(_with(one, {label: value}) for one in inner.vector), inner.samples)
        return inner

    def _joined(self, node: Binary) -> _Read:
        """Along the left without recursion: sums of many series are long chains."""
        chain = [node]
        while isinstance(chain[-1].left, Binary):
            chain.append(chain[-1].left)
        left, left_is_scalar = self.read(chain[-1].left), is_scalar(chain[-1].left)
        for operation in reversed(chain):
            right = self.read(operation.right)
            samples = left.samples + right.samples
            right_is_scalar = is_scalar(operation.right)
            if left_is_scalar or right_is_scalar:
                vector = right.vector if left_is_scalar else left.vector
            else:
                vector = _matched(operation, left.vector, right.vector)
            left, left_is_scalar = _Read(vector, samples), left_is_scalar and right_is_scalar
        return left

    # --- series ---------------------------------------------------------------

    def _series(self, selector: Selector) -> list[tuple[Series, int]]:
        """The series that a selector finds, each with the milliseconds between its samples."""
        if selector.metric == _FIRING:
            return []
        if not self._rules:
            for file in self.plan.files:
                for group in file.groups:
                    for rule in group.rules:
                        if isinstance(rule, RecordingRule):
                            self._rules.setdefault(rule.record, []).append((file, group, rule))
        makers = self._rules.get(selector.metric or "")
        if makers is None:
            return [(one, self.assumed.scrape) for one in self._raw(selector)]
        services = {matcher.value for matcher in selector.matchers if _names_service(matcher)}
        found: dict[Series, int] = {}
        for file, group, rule in makers:
            elsewhere = services and file.name in self._holders and file.name not in services
            if elsewhere or not _may_record(rule, selector):
                continue
            recorded = self._recorded(rule)
            found |= dict.fromkeys((one for one in recorded if _finds(selector, one)), group.interval)
        return list(found.items())

    @property
    def _holders(self) -> frozenset[str]:
        """Files whose series all bear their name as `service`."""
        return frozenset(file.name for file in self.plan.files if "." not in file.name)

    def _recorded(self, rule: RecordingRule) -> Vector:
        """What a rule records; what it reads of itself is nothing yet."""
        key = id(rule)
        if key not in self._known:
            self._known[key] = frozenset()
            vector = self.read(rule.expression).vector
            self._known[key] = frozenset(_with(one, dict(rule.labels)) for one in vector)
        return self._known[key]

    def _raw(self, selector: Selector) -> Iterator[Series]:
        """Series of what is measured: labels that anything is kept apart by have so many values."""
        fixed = {matcher.label: matcher.value for matcher in selector.matchers if matcher.op is MatchOp.EQUAL}
        for number in range(self.assumed.raw):
            apart = {label: str(number % self.assumed.groups) for label in self._groups()}
            yield frozenset({**apart, **fixed, "": str(number)}.items())

    def _groups(self) -> tuple[str, ...]:
        """All labels that anything in the rules is summed by."""
        if self._kept is None:
            by = {
                label: None
                for rule in self.plan.rules
                for node in walk(rule.expression)
                if isinstance(node, Aggregation) and node.grouping.kind is GroupingKind.BY
                for label in node.grouping.labels
            }
            self._kept = tuple(by)
        return self._kept


# --- labels -------------------------------------------------------------------


def _length(window: object) -> int:
    """Milliseconds of a range; a placeholder is filled in before it is planned."""
    return window if isinstance(window, int) else 0


def _with(one: Series, labels: dict[str, str]) -> Series:
    return frozenset((name, value) for name, value in {**dict(one), **labels}.items() if value)


def _only(one: Series, labels: tuple[str, ...]) -> Series:
    return frozenset(pair for pair in one if pair[0] in labels)


def _but(one: Series, labels: tuple[str, ...]) -> Series:
    return frozenset(pair for pair in one if pair[0] not in labels)


def _grouped(vector: Vector, grouping: Grouping) -> Vector:
    keep = _only if grouping.kind is GroupingKind.BY else _but
    return frozenset(keep(one, grouping.labels) for one in vector)


def _key(one: Series, matching: Matching | None) -> Series:
    if matching is None:
        return one
    return (_only if matching.kind is MatchingKind.ON else _but)(one, matching.labels)


def _matched(node: Binary, left: Vector, right: Vector) -> Vector:
    """What comes of two vectors whose series find each other by their labels."""
    matching = node.matching
    ours, theirs = {_key(one, matching) for one in left}, {_key(one, matching) for one in right}
    match node.op:
        case BinaryOp.AND:
            return frozenset(one for one in left if _key(one, matching) in theirs)
        case BinaryOp.UNLESS:
            return frozenset(one for one in left if _key(one, matching) not in theirs)
        case BinaryOp.OR:
            return left | frozenset(one for one in right if _key(one, matching) not in ours)
        case _:
            return _paired(matching, left, right)


def _paired(matching: Matching | None, left: Vector, right: Vector) -> Vector:
    """What comes of an arithmetic or a comparison, which is taken to hold."""
    group = matching.group if matching is not None else None
    if group is None:
        return frozenset({_key(one, matching) for one in left} & {_key(one, matching) for one in right})
    many, few = (left, right) if group.side is Side.LEFT else (right, left)
    copied = {_key(one, matching): _only(one, group.labels) for one in few}
    return frozenset(_with(one, dict(copied[_key(one, matching)])) for one in many if _key(one, matching) in copied)


def _finds(selector: Selector, one: Series) -> bool:
    return all(_holds(matcher, one) for matcher in selector.matchers)


def _may_record(rule: RecordingRule, selector: Selector) -> bool:
    """Whether a rule's own labels, or those of all its members, let a selector find what it records.

    So windows that are made of shorter ones of the same name are not read in a circle.
    """
    own = dict(rule.labels)
    for matcher in selector.matchers:
        told = own.get(matcher.label)
        values = {told} if told is not None else {dict(one.labels).get(matcher.label) for one in rule.members}
        known = {value for value in values if value is not None}
        if known and len(known) == len(values) and not any(_fits(matcher, value) for value in known):
            return False
    return True


def _names_service(matcher: Matcher) -> bool:
    return matcher.label == "service" and matcher.op is MatchOp.EQUAL


def _holds(matcher: Matcher, one: Series) -> bool:
    value = dict(one).get(matcher.label, "")
    return value == _ANY or _fits(matcher, value)


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
