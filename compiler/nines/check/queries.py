"""The PromQL of a program: which queries there are, and where its parts can be pointed at."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context, Placed
from nines.contract.model import (
    Composite,
    Events,
    Freshness,
    Gauge,
    Indicator,
    Latency,
    Probe,
    RatioOf,
    Samples,
)
from nines.language.nodes import Node, Query
from nines.language.phrases import SliceCondition
from nines.language.statements import indicator as said
from nines.language.statements.service import Deploys
from nines.promql.tree import Expression, Selector
from nines.record import dataclass
from nines.source import Span

__all__ = ["Stated", "condition_of", "conditions", "expressions", "place", "queries", "selector_of", "stated"]


@dataclass(frozen=True, slots=True)
class Stated:
    """A query that could be read, and the statement that it stands in."""

    query: Query
    expression: Expression
    placed: Placed[Node]


def stated(context: Context) -> tuple[Stated, ...]:
    """Every query that a spec writes, in the order of the files."""
    return context.once(_stated)


def _stated(context: Context) -> tuple[Stated, ...]:
    return tuple(
        Stated(query, query.expression, placed)
        for placed in context.placed
        for query in _of_statement(placed.node)
        if query.expression is not None
    )


def _of_statement(node: Node) -> tuple[Query, ...]:
    match node:
        case said.Part() | said.Within() | said.Probe() | said.Mean() | said.Fresh() | Deploys():
            return (node.query,)
        case said.Samples():
            return (node.comparison.query,)
        case said.Ratio():
            return (node.query, node.weight) if node.weight is not None else (node.query,)
        case _:
            condition = condition_of(node)
            return (condition.query,) if condition is not None and condition.query is not None else ()


def condition_of(node: Node) -> SliceCondition | None:
    """The condition on slices that a statement of an `sli` states, if it does."""
    match node:
        case said.Slices(where=condition) | said.Where(condition=condition) | said.ValidSlice(condition=condition):
            return condition
        case _:
            return None


def queries(indicator: Indicator) -> tuple[Query, ...]:
    """What an indicator measures with: the queries of its measurement, not those of its slices' conditions."""
    match indicator.measurement:
        case Events(good, bad, total):
            return tuple(part.query for part in (*good, *bad, *total))
        case Latency(histogram=query) | Probe(query=query) | Samples(query=query):
            return (query,)
        case Gauge(query=query) | Freshness(query=query):
            return (query,)
        case RatioOf(query=query, weight=weight):
            return (query,) if weight is None else (query, weight)
        case Composite():
            return ()


def conditions(indicator: Indicator) -> tuple[SliceCondition, ...]:
    """The conditions on slices: which are good, and which count at all."""
    return () if indicator.slices is None else (*indicator.slices.good, *indicator.slices.valid)


def expressions(indicator: Indicator) -> Iterator[tuple[Query, Expression]]:
    """The queries of its measurement that could be read."""
    for query in queries(indicator):
        if query.expression is not None:
            yield query, query.expression


def selector_of(query: Query) -> Selector | None:
    """The selector that a query is, if it is no more than that."""
    return query.expression if isinstance(query.expression, Selector) else None


def place(query: Query, part: Span | None) -> Span:
    """Where a part of a query is written; the whole query, if parameters were put into its text."""
    return part if part is not None and part.source is query.span.source else query.span
