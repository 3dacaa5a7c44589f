"""The trees of promql-parser, an independent reader of PromQL, as trees of ours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import inf, isnan

import promql_parser as pp

from nines.promql.transform import map_expression
from nines.promql.tree import (
    Aggregation,
    At,
    Binary,
    BinaryOp,
    Call,
    Edge,
    Expression,
    Group,
    Grouping,
    GroupingKind,
    Matcher,
    Matching,
    MatchingKind,
    MatchOp,
    Negation,
    Number,
    Range,
    Selector,
    Side,
    Special,
    String,
    Subquery,
)

_OPS = {"Equal": MatchOp.EQUAL, "NotEqual": MatchOp.NOT_EQUAL, "Re": MatchOp.REGEX, "NotRe": MatchOp.NOT_REGEX}
_MILLISECOND = timedelta(milliseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def accepts(text: str) -> bool:
    try:
        pp.parse(text)
    except ValueError:
        return False
    return True


def tree(text: str) -> Expression:
    """What promql-parser reads. It keeps neither the sign of `+x` nor of `-x`: both are a negation here."""
    return _tree(pp.parse(text))


def as_doubles(expression: Expression) -> Expression:
    """The same with each number as a double would hold it, which is all that promql-parser keeps."""

    def rounded(node: Expression) -> Expression:
        if isinstance(node, Number) and isinstance(node.value, Fraction):
            return Number(Fraction(float(node.value)))
        return node

    return map_expression(expression, rounded)


def _tree(node: pp.Expr) -> Expression:
    match node:
        case pp.NumberLiteral():
            return _number(node.val)
        case pp.StringLiteral():
            return String(node.val)
        case pp.ParenExpr():
            return _tree(node.expr)
        case pp.UnaryExpr():
            inner = _tree(node.expr)
            return -inner if isinstance(inner, Number) else Negation(inner)
        case pp.VectorSelector():
            return _selector(node)
        case pp.MatrixSelector():
            return Range(_selector(node.vector_selector), _length(node.range))
        case pp.SubqueryExpr():
            step = None if node.step is None else _length(node.step)
            window = _length(node.range)
            return Subquery(_tree(node.expr), window, step, _offset(node.offset), _at(node.at))
        case pp.Call():
            return Call(node.func.name, tuple(map(_tree, node.args)))
        case pp.AggregateExpr():
            return _aggregation(node)
        case pp.BinaryExpr():
            return _binary(node)
        case _:
            raise TypeError(type(node).__name__)


def _number(value: float) -> Expression:
    if isnan(value):
        return Number(Special.NAN)
    if value == -inf:
        return Negation(Number(Special.INF))
    return Number(Special.INF) if value == inf else Number(Fraction(value))


def _selector(node: pp.VectorSelector) -> Selector:
    metric = node.name
    matchers = []
    for matcher in node.matchers.matchers:
        op = _OPS[str(matcher.op).removeprefix("MatchOp.")]
        if metric is None and matcher.name == "__name__" and op is MatchOp.EQUAL and matcher.value:
            metric = matcher.value
        else:
            matchers.append(Matcher(matcher.name, op, matcher.value))
    return Selector(metric, tuple(matchers), _offset(node.offset), _at(node.at))


def _aggregation(node: pp.AggregateExpr) -> Aggregation:
    grouping = Grouping()
    if node.modifier is not None:
        by = node.modifier.type == pp.AggModifierType.By
        grouping = Grouping(GroupingKind.BY if by else GroupingKind.WITHOUT, tuple(node.modifier.labels))
    parameter = None if node.param is None else _tree(node.param)
    return Aggregation(str(node.op), _tree(node.expr), grouping, parameter)


def _binary(node: pp.BinaryExpr) -> Binary:
    modifier = node.modifier
    matching = None
    if modifier is not None and modifier.matching is not None:
        on = modifier.matching.type == pp.LabelModifierType.Include
        group = None
        if modifier.card == pp.VectorMatchCardinality.ManyToOne:
            group = Group(Side.LEFT, tuple(modifier.group_labels or ()))
        elif modifier.card == pp.VectorMatchCardinality.OneToMany:
            group = Group(Side.RIGHT, tuple(modifier.group_labels or ()))
        matching = Matching(MatchingKind.ON if on else MatchingKind.IGNORING, tuple(modifier.matching.labels), group)
    returns_bool = modifier is not None and modifier.return_bool
    return Binary(BinaryOp(str(node.op)), _tree(node.lhs), _tree(node.rhs), returns_bool, matching)


def _length(length: timedelta | None) -> int:
    assert length is not None
    return length // _MILLISECOND


def _offset(offset: timedelta | None) -> int:
    return 0 if offset is None else _length(offset)


def _at(modifier: pp.AtModifier | None) -> At | None:
    if modifier is None:
        return None
    if modifier.type == pp.AtModifierType.Start:
        return Edge.START
    if modifier.type == pp.AtModifierType.End:
        return Edge.END
    assert modifier.at is not None
    return (modifier.at - _EPOCH) // _MILLISECOND
