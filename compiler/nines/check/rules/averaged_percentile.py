"""Percentiles are not averaged or added."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.queries import Stated, condition_of, place, stated
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.promql.transform import walk
from nines.promql.tree import Aggregation, Call, Expression, Selector
from nines.source import Span

PAGE = Page(
    Code("N0354", "averaged-percentile", Severity.ERROR, "percentiles are averaged or added"),
    why="""\
The mean of two percentiles is no percentile of anything: a replica that serves one slow request weighs as much as one
that serves a million fast ones, and a bad minute as much as a good one. Share instead: how many requests were within
the bound. `within 300ms of HISTOGRAM` counts them, and counts add up.""",
    bad=examples.sli('slices of 1m where `avg(request_duration_seconds{job="checkout", quantile="0.99"})` < 300ms\n'),
    good=examples.sli('slices of 1m where `max(request_duration_seconds{job="checkout", quantile="0.99"})` < 300ms\n'),
)

_MEANS = frozenset({"avg", "sum", "avg_over_time", "sum_over_time"})
_OF_SLICES = frozenset({"mean", "sum"})
_QUANTILES = frozenset({"histogram_quantile", "quantile_over_time"})


def check(context: Context) -> Iterator[Diagnostic]:
    for query in stated(context):
        span = _averaged(query)
        if span is not None:
            yield found(
                PAGE,
                "a mean or sum of percentiles means nothing",
                span,
                "is added up",
                helps=[
                    "count what was within the bound: `within 300ms of HISTOGRAM`, or `le` buckets as events",
                    "the worst of them is one: `max` of percentiles",
                ],
            )


def _averaged(query: Stated) -> Span | None:
    """Where percentiles are averaged, the outermost place first."""
    condition = condition_of(query.placed.node)
    if condition is not None and condition.aggregate is not None and condition.aggregate.value in _OF_SLICES:
        return query.query.span if _is_percentile(query.expression) else None
    for node in walk(query.expression):
        match node:
            case Aggregation(operator=operator, expression=inner, operator_span=span) if operator in _MEANS:
                averaged = _is_percentile(inner)
            case Call(function=function, arguments=arguments, function_span=span) if function in _MEANS:
                averaged = any(_is_percentile(argument) for argument in arguments)
            case _:
                continue
        if averaged:
            return place(query.query, span)
    return None


def _is_percentile(expression: Expression) -> bool:
    """Whether what comes out of it are percentiles: those of summaries, or computed ones."""
    for node in walk(expression):
        if isinstance(node, Call) and node.function in _QUANTILES:
            return True
        if isinstance(node, Selector) and any(matcher.label == "quantile" for matcher in node.matchers):
            return True
    return False
