"""Writing PromQL in Python, so that a rule reads like the rule.

Made to be used as `from nines.promql import build as q`:

    hours = q.times(bad, q.count_values("h", hour), q.on().group_left("h"))["2h":"2m"]
    tile = q.sum_(q.and_(q.sum_over_time(hours), q.count_values("h", hour - 1), q.on("h")), q.without("h"))

Names that Python keeps for itself end in `_`; a comparison that gives 0 or 1 ends in
`_bool`. Operators that need no matching are Python's own: `bad / total`, `1 - share`.
Wrong use is a bug of the compiler, so nothing here looks for users' mistakes.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from nines.promql.calls import (
    abs_,
    absent,
    absent_over_time,
    avg_over_time,
    call,
    ceil,
    changes,
    clamp,
    clamp_max,
    clamp_min,
    count_over_time,
    day_of_month,
    day_of_week,
    delta,
    floor,
    histogram_count,
    histogram_fraction,
    histogram_quantile,
    histogram_sum,
    hour,
    increase,
    irate,
    label_join,
    label_replace,
    last_over_time,
    max_over_time,
    min_over_time,
    minute,
    month,
    present_over_time,
    quantile_over_time,
    rate,
    resets,
    scalar,
    sum_over_time,
    time,
    timestamp,
    vector,
    year,
)
from nines.promql.durations import milliseconds
from nines.promql.tree import (
    Aggregation,
    At,
    Binary,
    BinaryOp,
    Expression,
    Extension,
    Grouping,
    GroupingKind,
    Matcher,
    Matching,
    MatchingKind,
    MatchOp,
    Number,
    Operand,
    Placeholder,
    Range,
    Selector,
    Special,
    String,
    Subquery,
    lift,
)
from nines.record import replace as _replace
from nines.values.spelling import decimals

__all__ = [
    "INFINITY",
    "NAN",
    "abs_",
    "absent",
    "absent_over_time",
    "aggregate",
    "anchored",
    "and_",
    "at",
    "avg",
    "avg_over_time",
    "binary",
    "by",
    "call",
    "ceil",
    "changes",
    "clamp",
    "clamp_max",
    "clamp_min",
    "count",
    "count_over_time",
    "count_values",
    "day_of_month",
    "day_of_week",
    "delta",
    "divide",
    "eq",
    "eq_bool",
    "equal",
    "exact",
    "floor",
    "ge",
    "ge_bool",
    "group",
    "gt",
    "gt_bool",
    "histogram_count",
    "histogram_fraction",
    "histogram_quantile",
    "histogram_sum",
    "hour",
    "ignoring",
    "increase",
    "irate",
    "label_join",
    "label_replace",
    "last_over_time",
    "le",
    "le_bool",
    "lt",
    "lt_bool",
    "matches",
    "matches_not",
    "max_",
    "max_over_time",
    "min_",
    "min_over_time",
    "minus",
    "minute",
    "month",
    "ne",
    "ne_bool",
    "not_equal",
    "number",
    "offset",
    "on",
    "or_",
    "over",
    "plus",
    "present_over_time",
    "quantile",
    "quantile_over_time",
    "rate",
    "resets",
    "scalar",
    "selector",
    "sum_",
    "sum_over_time",
    "text",
    "time",
    "times",
    "timestamp",
    "topk",
    "unless",
    "vector",
    "without",
    "year",
]

INFINITY = Number(Special.INF)
NAN = Number(Special.NAN)

_Shifted = TypeVar("_Shifted", Selector, Range, Subquery)


# --- selectors, ranges, literals ------------------------------------------


def selector(metric: str | None, *matchers: Matcher) -> Selector:
    return Selector(metric, matchers)


def equal(label: str, value: str) -> Matcher:
    return Matcher(label, MatchOp.EQUAL, value)


def not_equal(label: str, value: str) -> Matcher:
    return Matcher(label, MatchOp.NOT_EQUAL, value)


def matches(label: str, regex: str) -> Matcher:
    """`label=~"regex"`, which Prometheus anchors at both ends."""
    return Matcher(label, MatchOp.REGEX, regex)


def matches_not(label: str, regex: str) -> Matcher:
    return Matcher(label, MatchOp.NOT_REGEX, regex)


def over(of: Selector, placeholder: str) -> Range:
    """`selector[$placeholder]`, a window that `transform.fill` puts in."""
    return Range(of, Placeholder(placeholder))


def offset(of: _Shifted, shift: int | str) -> _Shifted:
    """`of offset shift`: milliseconds, or text such as `55m` and `-55m`."""
    past = not (isinstance(shift, str) and shift.startswith("-"))
    length = milliseconds(shift if past or isinstance(shift, int) else shift[1:])
    signed = length if past else -length
    if isinstance(of, Range):
        return _replace(of, selector=_replace(of.selector, offset=signed))
    return _replace(of, offset=signed)


def at(of: _Shifted, moment: At) -> _Shifted:
    """`of @ moment`."""
    if isinstance(of, Range):
        return _replace(of, selector=_replace(of.selector, at=moment))
    return _replace(of, at=moment)


def anchored(of: Range) -> Range:
    """`range anchored` (Prometheus 3.7 and later)."""
    return _replace(of, selector=_replace(of.selector, extension=Extension.ANCHORED))


def number(value: int | Fraction | Decimal) -> Number:
    return Number(Fraction(value))


def exact(value: Fraction) -> Expression:
    """A number; a quotient where its digits do not end: `91 / 30`."""
    return number(value) if decimals(value) is not None else number(value.numerator) / value.denominator


def text(value: str) -> String:
    return String(value)


# --- operators ------------------------------------------------------------


def on(*labels: str) -> Matching:
    return Matching(MatchingKind.ON, labels)


def ignoring(*labels: str) -> Matching:
    return Matching(MatchingKind.IGNORING, labels)


def binary(op: BinaryOp, left: Operand, right: Operand, matching: Matching | None = None) -> Binary:
    return Binary(op, lift(left), lift(right), matching=matching)


def plus(left: Operand, right: Operand, matching: Matching | None = None) -> Binary:
    return binary(BinaryOp.ADD, left, right, matching)


def minus(left: Operand, right: Operand, matching: Matching | None = None) -> Binary:
    return binary(BinaryOp.SUB, left, right, matching)


def times(left: Operand, right: Operand, matching: Matching | None = None) -> Binary:
    return binary(BinaryOp.MUL, left, right, matching)


def divide(left: Operand, right: Operand, matching: Matching | None = None) -> Binary:
    return binary(BinaryOp.DIV, left, right, matching)


def and_(left: Operand, right: Operand, matching: Matching | None = None) -> Binary:
    return binary(BinaryOp.AND, left, right, matching)


def or_(left: Operand, right: Operand, matching: Matching | None = None) -> Binary:
    return binary(BinaryOp.OR, left, right, matching)


def unless(left: Operand, right: Operand, matching: Matching | None = None) -> Binary:
    return binary(BinaryOp.UNLESS, left, right, matching)


def eq(left: Operand, right: Operand, matching: Matching | None = None) -> Binary:
    return binary(BinaryOp.EQ, left, right, matching)


def ne(left: Operand, right: Operand, matching: Matching | None = None) -> Binary:
    return binary(BinaryOp.NE, left, right, matching)


def lt(left: Operand, right: Operand, matching: Matching | None = None) -> Binary:
    return binary(BinaryOp.LT, left, right, matching)


def le(left: Operand, right: Operand, matching: Matching | None = None) -> Binary:
    return binary(BinaryOp.LE, left, right, matching)


def gt(left: Operand, right: Operand, matching: Matching | None = None) -> Binary:
    return binary(BinaryOp.GT, left, right, matching)


def ge(left: Operand, right: Operand, matching: Matching | None = None) -> Binary:
    return binary(BinaryOp.GE, left, right, matching)


def eq_bool(left: Operand, right: Operand, matching: Matching | None = None) -> Binary:
    return _zero_or_one(eq(left, right, matching))


def ne_bool(left: Operand, right: Operand, matching: Matching | None = None) -> Binary:
    return _zero_or_one(ne(left, right, matching))


def lt_bool(left: Operand, right: Operand, matching: Matching | None = None) -> Binary:
    return _zero_or_one(lt(left, right, matching))


def le_bool(left: Operand, right: Operand, matching: Matching | None = None) -> Binary:
    return _zero_or_one(le(left, right, matching))


def gt_bool(left: Operand, right: Operand, matching: Matching | None = None) -> Binary:
    return _zero_or_one(gt(left, right, matching))


def ge_bool(left: Operand, right: Operand, matching: Matching | None = None) -> Binary:
    return _zero_or_one(ge(left, right, matching))


def _zero_or_one(comparison: Binary) -> Binary:
    return _replace(comparison, returns_bool=True)


# --- aggregations ---------------------------------------------------------


def by(*labels: str) -> Grouping:
    return Grouping(GroupingKind.BY, labels)


def without(*labels: str) -> Grouping:
    return Grouping(GroupingKind.WITHOUT, labels)


_ALL = by()


def aggregate(
    operator: str, of: Expression, grouping: Grouping = _ALL, parameter: Expression | None = None
) -> Aggregation:
    return Aggregation(operator, of, grouping, parameter)


def sum_(of: Expression, grouping: Grouping = _ALL) -> Aggregation:
    return Aggregation("sum", of, grouping)


def min_(of: Expression, grouping: Grouping = _ALL) -> Aggregation:
    return Aggregation("min", of, grouping)


def max_(of: Expression, grouping: Grouping = _ALL) -> Aggregation:
    return Aggregation("max", of, grouping)


def avg(of: Expression, grouping: Grouping = _ALL) -> Aggregation:
    return Aggregation("avg", of, grouping)


def count(of: Expression, grouping: Grouping = _ALL) -> Aggregation:
    return Aggregation("count", of, grouping)


def group(of: Expression, grouping: Grouping = _ALL) -> Aggregation:
    return Aggregation("group", of, grouping)


def count_values(label: str, of: Expression, grouping: Grouping = _ALL) -> Aggregation:
    return Aggregation("count_values", of, grouping, String(label))


def topk(k: Operand, of: Expression, grouping: Grouping = _ALL) -> Aggregation:
    return Aggregation("topk", of, grouping, lift(k))


def quantile(share: Operand, of: Expression, grouping: Grouping = _ALL) -> Aggregation:
    return Aggregation("quantile", of, grouping, lift(share))
