"""What an expression tells about itself without asking a server."""

from __future__ import annotations

from collections.abc import Iterator

from nines.promql.functions import FUNCTIONS, Type
from nines.promql.regex import literal_alternatives
from nines.promql.transform import children, walk
from nines.promql.tree import (
    Aggregation,
    Binary,
    BinaryOp,
    Call,
    Expression,
    Matcher,
    MatchOp,
    Negation,
    Number,
    Range,
    Selector,
    String,
    Subquery,
)

__all__ = [
    "COUNTER_SUFFIXES",
    "RATE_FUNCTIONS",
    "is_aggregated",
    "is_constant",
    "is_scalar",
    "jobs",
    "literal_values",
    "looks_like_counter",
    "metrics",
    "rated",
    "rated_gauges",
    "raw_counters",
    "result_type",
    "selectors",
]

COUNTER_SUFFIXES = ("_total", "_count", "_sum", "_bucket")
"""How the names of counters end, by Prometheus' naming practice and OpenMetrics."""

RATE_FUNCTIONS = frozenset({"rate", "irate", "increase"})

_KEEP_SERIES = frozenset({"topk", "bottomk", "limitk", "limit_ratio"})
"""Aggregations that choose among series and leave them as they are."""

_VALUE_IGNORED = frozenset({"absent", "absent_over_time", "count_over_time", "present_over_time", "timestamp"})
_COUNTER_FUNCTIONS = RATE_FUNCTIONS | {"changes", "resets"} | _VALUE_IGNORED
_VALUE_IGNORED_AGGREGATIONS = frozenset({"count", "group"})
_EQUAL, _REGEX = MatchOp.EQUAL, MatchOp.REGEX
_OF_NOW = frozenset({"day_of_month", "day_of_week", "day_of_year", "days_in_month", "hour", "minute", "month", "year"})
_VARYING = frozenset({"time", "start", "end", "step", "range"})


# --- types ----------------------------------------------------------------


def result_type(expression: Expression) -> Type:
    """The type of a well-typed expression."""
    while isinstance(expression, Negation):
        expression = expression.operand
    match expression:
        case Number():
            return Type.SCALAR
        case String():
            return Type.STRING
        case Range() | Subquery():
            return Type.RANGE
        case Call():
            return FUNCTIONS[expression.function].result
        case Binary():
            return Type.SCALAR if _all_scalar(expression) else Type.VECTOR
        case _:
            return Type.VECTOR


def _all_scalar(node: Binary) -> bool:
    """Whether both sides are scalars, seen from the left end of a chain without recursion along it."""
    left: Expression = node
    while isinstance(left, Binary):
        if result_type(left.right) is not Type.SCALAR:
            return False
        left = left.left
    return result_type(left) is Type.SCALAR


def is_scalar(expression: Expression) -> bool:
    return result_type(expression) is Type.SCALAR


def is_constant(expression: Expression) -> bool:
    """Whether it reads no series and no clock: it has one value for ever."""
    return not any(map(_varies, walk(expression)))


def _varies(node: Expression) -> bool:
    if isinstance(node, Selector):
        return True
    if not isinstance(node, Call):
        return False
    return node.function in _VARYING or (node.function in _OF_NOW and not node.arguments)


# --- what is selected -----------------------------------------------------


def selectors(expression: Expression) -> tuple[Selector, ...]:
    """All selectors, in the order of the text."""
    if isinstance(expression, Selector):
        return (expression,)
    return tuple(node for node in walk(expression) if isinstance(node, Selector))


def metrics(expression: Expression) -> tuple[str, ...]:
    """The metrics' names, each once, in the order of the text."""
    return tuple(dict.fromkeys(one.metric for one in selectors(expression) if one.metric is not None))


def jobs(expression: Expression) -> tuple[str, ...]:
    """The values that matchers of `job` name, each once; a pattern counts if it is plain alternatives."""
    values = [
        value
        for selector in selectors(expression)
        for matcher in selector.matchers
        if matcher.label == "job"
        for value in literal_values(matcher) or ()
    ]
    return tuple(dict.fromkeys(values))


def literal_values(matcher: Matcher) -> tuple[str, ...] | None:
    """The only values that a matcher lets pass; None if it cannot be told."""
    if matcher.op is _EQUAL:
        return (matcher.value,)
    return literal_alternatives(matcher.value) if matcher.op is _REGEX else None


def is_aggregated(expression: Expression) -> bool:
    """Whether no series reaches the result as it is stored: all pass through `sum` or the like."""
    found = False
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Selector):
            return False
        if isinstance(node, Aggregation) and node.operator not in _KEEP_SERIES:
            found = True
        else:
            waiting.extend(children(node))
    return found


# --- counters and gauges --------------------------------------------------


def looks_like_counter(metric: str) -> bool:
    return metric.endswith(COUNTER_SUFFIXES)


def rated(expression: Expression) -> tuple[Selector, ...]:
    """The selectors whose range a `rate`, `irate` or `increase` takes."""
    return tuple(
        argument.selector
        for node in walk(expression)
        if isinstance(node, Call) and node.function in RATE_FUNCTIONS
        for argument in node.arguments
        if isinstance(argument, Range)
    )


def rated_gauges(expression: Expression) -> tuple[Selector, ...]:
    """Those of `rated` whose names are no counter's. Recorded series (`a:b`) have names of another practice."""
    return tuple(one for one in rated(expression) if one.metric is not None and _named_like_gauge(one.metric))


def _named_like_gauge(metric: str) -> bool:
    return ":" not in metric and not looks_like_counter(metric)


def raw_counters(expression: Expression) -> tuple[Selector, ...]:
    """Selectors named like counters whose running totals go into the result: they say how long a process lives."""
    return tuple(one for one in _raw(expression) if one.metric is not None and looks_like_counter(one.metric))


def _raw(expression: Expression) -> Iterator[Selector]:
    """Selectors whose values go into the result as they are."""
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        match node:
            case Selector():
                yield node
            case Call() if node.function in _COUNTER_FUNCTIONS:
                pass
            case Aggregation() if node.operator in _VALUE_IGNORED_AGGREGATIONS:
                pass
            case Binary() if node.op is BinaryOp.AND or node.op is BinaryOp.UNLESS:
                waiting.append(node.left)
            case _:
                waiting.extend(reversed(children(node)))
