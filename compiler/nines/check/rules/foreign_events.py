"""Good and bad events are among all events."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.events import Pair, matchers_of, pairs
from nines.check.queries import place
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Label, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.suggest import closest
from nines.promql.names import quoted
from nines.promql.tree import Matcher, MatchOp
from nines.values.units import Dimension, unit_of_metric

PAGE = Page(
    Code("N0319", "foreign-events", Severity.ERROR, "`good` or `bad` counts what is not among `of`"),
    why="""\
A share of good events is one part of the same events. If `bad` is of another job, or of another value of any label than
`of` lets pass, or counts seconds where `of` counts requests, the quotient is a number without a meaning.""",
    bad=examples.sli("""\
        bad http_requests_total{job="checkout", code=~"5.."}
        of  http_requests_total{job="chekout"}
        """),
    good=examples.sli("""\
        bad http_requests_total{job="checkout", code=~"5.."}
        of  http_requests_total{job="checkout"}
        """),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for pair in pairs(context):
        if pair.some_selector.metric == pair.all_selector.metric:
            yield from _other_value(pair)
        else:
            yield from _other_unit(pair)


def _other_value(pair: Pair) -> Iterator[Diagnostic]:
    """The first label whose values in `good` or `bad` are none of those that `of` lets pass."""
    some, whole = pair.some_selector.matchers, pair.all_selector.matchers
    shared = {matcher.label for matcher in whole}
    for label in dict.fromkeys([matcher.label for matcher in some if matcher.label in shared]):
        for matcher, values in matchers_of(pair.some_selector, label):
            for other, passing in matchers_of(pair.all_selector, label):
                if not set(values) <= set(passing):
                    yield _values_differ(pair, matcher, other, passing)
                    return


def _values_differ(pair: Pair, matcher: Matcher, other: Matcher, passing: tuple[str, ...]) -> Diagnostic:
    span = place(pair.all.query, other.value_span)
    fixes = []
    exact = other.value_span is not None and span == other.value_span
    if exact and other.op is MatchOp.EQUAL and matcher.op is MatchOp.EQUAL and closest(matcher.value, passing):
        fixes = [Fix(f"write `{quoted(matcher.value)}`", (Edit(span, quoted(matcher.value)),))]
    return found(
        PAGE,
        f"`of` counts `{other.label}` `{other.value}`, and `{pair.part}` counts `{matcher.value}`",
        span,
        f"lets only `{other.value}` pass",
        others=[Label(place(pair.some.query, matcher.value_span), "which is not among them")],
        helps=[] if fixes else [f"let both have the same `{matcher.label}`"],
        fixes=fixes,
    )


def _other_unit(pair: Pair) -> Iterator[Diagnostic]:
    """Seconds of bytes, one histogram's buckets of another's: by the names of the metrics."""
    some, whole = _counts(pair.some_selector.metric), _counts(pair.all_selector.metric)
    if some is None or whole is None or some == whole:
        return
    yield found(
        PAGE,
        f"`{pair.part}` counts {some}, and `of` counts {whole}",
        place(pair.all.query, pair.all_selector.metric_span),
        whole,
        others=[Label(place(pair.some.query, pair.some_selector.metric_span), some)],
        helps=["divide what is counted in one unit"],
    )


def _counts(metric: str | None) -> str | None:
    """What a counter counts by its name, if the name says more than that it counts events."""
    if metric is None:
        return None
    base = next((metric.removesuffix(suffix) for suffix in ("_bucket", "_count") if metric.endswith(suffix)), None)
    if base is not None:
        return f"observations of `{base}`"
    unit = unit_of_metric(metric)
    known = unit is not None and unit.dimension in (Dimension.TIME, Dimension.BYTES)
    return unit.name if unit is not None and known else None
