"""Which labels the result of an expression can carry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from nines.promql.facts import is_scalar
from nines.promql.functions import FUNCTIONS, Type
from nines.promql.tree import (
    Aggregation,
    Binary,
    BinaryOp,
    Call,
    Expression,
    GroupingKind,
    Matching,
    MatchingKind,
    MatchOp,
    Negation,
    Range,
    Selector,
    Side,
    String,
    Subquery,
)
from nines.record import dataclass

__all__ = ["Labels", "labels"]


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels that series of a result may have, their metric's name apart.

    `at_most` bounds them (None: nothing is known, any label may be there); those in
    `never` are surely not there.
    """

    at_most: frozenset[str] | None = None
    never: frozenset[str] = frozenset()

    def may_have(self, label: str) -> bool:
        return (self.at_most is None or label in self.at_most) and label not in self.never

    @property
    def is_known(self) -> bool:
        """Whether they are bounded."""
        return self.at_most is not None

    def only(self, names: Iterable[str]) -> Labels:
        return Labels(frozenset(name for name in names if self.may_have(name)))

    def without(self, names: Iterable[str]) -> Labels:
        gone = frozenset(names)
        return Labels(None, self.never | gone) if self.at_most is None else Labels(self.at_most - gone)

    def and_also(self, names: Iterable[str]) -> Labels:
        added = frozenset(names)
        return Labels(None if self.at_most is None else self.at_most | added, self.never - added)

    def or_those_of(self, other: Labels) -> Labels:
        """Of series some of which have these labels and some the others."""
        if self.at_most is not None and other.at_most is not None:
            return Labels(self.at_most | other.at_most)
        known = [one.at_most for one in (self, other) if one.at_most is not None]
        never = [one.never for one in (self, other) if one.at_most is None]
        return Labels(None, frozenset.intersection(*never).difference(*known))

    def shared_with(self, other: Labels) -> Labels:
        """Of series that have the same labels on both sides."""
        if self.at_most is None:
            return other.without(self.never)
        return Labels(frozenset(name for name in self.at_most if other.may_have(name)))


_NONE = Labels(frozenset())
_ANY = Labels()
_KEEP_SERIES = frozenset({"topk", "bottomk", "limitk", "limit_ratio"})


Recorded = Mapping[str, frozenset[str] | None]
"""The labels that recorded series can bear, by their names; None where nothing bounds them."""


def labels(expression: Expression, recorded: Recorded = MappingProxyType({})) -> Labels:
    """What labels the series of a well-typed expression may have. Scalars and texts have none.

    Of `recorded` series it is known what they bear; of others nothing is.
    """
    match expression:
        case Selector():
            return _of_selector(expression, recorded)
        case Range():
            return _of_selector(expression.selector, recorded)
        case Subquery():
            return labels(expression.expression, recorded)
        case Negation():
            return labels(expression.operand, recorded)
        case Call():
            return _of_call(expression, recorded)
        case Aggregation():
            return _of_aggregation(expression, recorded)
        case Binary():
            return _of_chain(expression, recorded)
        case _:
            return _NONE


def _of_selector(node: Selector, recorded: Recorded) -> Labels:
    empty = Labels(None, frozenset(matcher.label for matcher in node.matchers if _is_empty(matcher.op, matcher.value)))
    bound = recorded.get(node.metric) if node.metric is not None else None
    return empty if bound is None else empty.only(bound)


def _is_empty(op: MatchOp, value: str) -> bool:
    return op is MatchOp.EQUAL and not value


def _of_call(node: Call, recorded: Recorded) -> Labels:
    arguments = node.arguments
    match node.function:
        case "absent" | "absent_over_time":
            return _of_absent(arguments[0])
        case "info":
            return _ANY
        case "histogram_quantile":
            return labels(arguments[1], recorded).without(["le"])
        case "histogram_quantiles":
            return labels(arguments[0], recorded).without(["le"]).and_also(_text(arguments[1]))
        case "label_replace" | "label_join":
            return labels(arguments[0], recorded).and_also(_text(arguments[1]))
        case _:
            return _of_vector_argument(node, recorded)


def _of_vector_argument(node: Call, recorded: Recorded) -> Labels:
    """Those of the first argument that has series, which functions keep."""
    for kind, argument in zip(FUNCTIONS[node.function].parameters, node.arguments, strict=False):
        if kind is Type.VECTOR or kind is Type.RANGE:
            return labels(argument, recorded)
    return _NONE


def _text(node: Expression) -> tuple[str, ...]:
    return (node.value,) if isinstance(node, String) else ()


def _of_absent(argument: Expression) -> Labels:
    """Those that the selector names by `=`, each once; an expression gives none."""
    selector = argument.selector if isinstance(argument, Range) else argument
    if not isinstance(selector, Selector):
        return _NONE
    named = [matcher.label for matcher in selector.matchers]
    equal = [matcher.label for matcher in selector.matchers if matcher.op is MatchOp.EQUAL]
    return Labels(frozenset(label for label in equal if named.count(label) == 1))


def _of_aggregation(node: Aggregation, recorded: Recorded) -> Labels:
    inner = labels(node.expression, recorded)
    if node.operator in _KEEP_SERIES:
        return inner
    by = node.grouping.kind is GroupingKind.BY
    grouped = inner.only(node.grouping.labels) if by else inner.without(node.grouping.labels)
    return grouped.and_also(_text(node.parameter)) if node.operator == "count_values" and node.parameter else grouped


def _of_chain(node: Binary, recorded: Recorded) -> Labels:
    """From the left, without recursion along the chain."""
    chain = [node]
    while isinstance(chain[-1].left, Binary):
        chain.append(chain[-1].left)
    left, left_is_scalar = labels(chain[-1].left, recorded), is_scalar(chain[-1].left)
    for operation in reversed(chain):
        right_is_scalar = is_scalar(operation.right)
        if left_is_scalar:
            left, left_is_scalar = labels(operation.right, recorded), right_is_scalar
        elif not right_is_scalar:
            left = _of_operation(operation, left, labels(operation.right, recorded))
    return left


def _of_operation(node: Binary, left: Labels, right: Labels) -> Labels:
    """Of an operation between two vectors (Prometheus' `resultMetric`)."""
    if node.op is BinaryOp.OR:
        return left.or_those_of(right)
    if node.op.is_set:
        return left
    matching = node.matching
    if matching is None:
        return left.shared_with(right)
    if matching.group is not None:
        many = left if matching.group.side is Side.LEFT else right
        return many.and_also(matching.group.labels)
    return _one_to_one(matching, left, right)


def _one_to_one(matching: Matching, left: Labels, right: Labels) -> Labels:
    if matching.kind is MatchingKind.ON:
        return left.only(matching.labels).shared_with(right)
    return left.without(matching.labels).shared_with(right.without(matching.labels))
