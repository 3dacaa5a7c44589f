"""`within` needs a histogram."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.kinds import is_named_like_counter, is_named_like_gauge
from nines.check.queries import place, selector_of
from nines.check.rule import found
from nines.contract.context import metric_unit
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.indicator import Within
from nines.promql.tree import Selector
from nines.values.units import Dimension, Mismatch, threshold, unit_of_metric

PAGE = Page(
    Code("N0330", "not-a-histogram", Severity.ERROR, "`within` is used on what is no histogram"),
    why="""\
How many observations were within a bound is known from the buckets of a histogram. A counter or a gauge has none. A
gauge is compared with `samples of`; the age of something is judged by `fresh within`.""",
    bad=examples.sli('within 300ms of `sum(http_request_duration_seconds_bucket{job="checkout"})`\n'),
    good=examples.sli('within 300ms of http_request_duration_seconds{job="checkout"}\n'),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for within in context.every(Within):
        query = within.node.query
        selector = selector_of(query)
        if selector is None:
            if query.expression is not None:
                yield found(
                    PAGE,
                    "`within` takes a histogram by its name, and this is an expression",
                    query.span,
                    "no selector",
                    helps=["name the histogram, with matchers if need be; its buckets are added up by the compiler"],
                )
        elif not _is_incomparable(within.node) and (kind := _other_kind(selector)) is not None:
            name, instead = kind
            yield found(
                PAGE,
                f"`{selector.metric}` is named like {name}, and `within` needs a histogram",
                place(query, selector.metric_span),
                "has no buckets",
                helps=[instead],
            )


def _is_incomparable(node: Within) -> bool:
    """Whether the bound is of another unit, which has been told."""
    return isinstance(threshold(node.bound.value, metric_unit(node.query)), Mismatch)


def _other_kind(selector: Selector) -> tuple[str, str] | None:
    metric = selector.metric
    if metric is None or metric.endswith("_bucket"):
        return None
    unit = unit_of_metric(metric)
    if unit is not None and unit.dimension is Dimension.TIMESTAMP:
        return "a Unix time", f"write `fresh within ... by {metric}`"
    if is_named_like_counter(metric):
        return "a counter", "name the histogram of durations, which ends in `_seconds`; or count with `good` and `of`"
    if is_named_like_gauge(metric) and (unit is None or unit.dimension is not Dimension.BYTES):
        return "a gauge", f"write `samples of {metric} <= ...`"
    return None
