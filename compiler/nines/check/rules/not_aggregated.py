"""A ratio that is ready made has one value for each group that it is reported by."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.queries import conditions
from nines.check.rule import found
from nines.contract.model import Indicator, RatioOf
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.suggest import listing
from nines.language.nodes import Query
from nines.promql.facts import metrics, result_type
from nines.promql.functions import Type
from nines.promql.labels import labels

PAGE = Page(
    Code("N0323", "not-aggregated", Severity.ERROR, "a ready ratio keeps labels that the indicator is not reported by"),
    why="""\
Counters can be added up, so the compiler sums those of `good`, `bad` and `of` itself. Ratios cannot: of ten replicas
with ten error ratios none is the service's, and their mean weighs an idle replica like a busy one. A `ratio`, and an
expression that says which slices are good, is therefore aggregated where it is written, down to the labels after `per`.

Recorded series (`job:errors:ratio`) say by their names at what level they are aggregated, and are trusted.""",
    bad=examples.sli('ratio bad `http_errors_per_second{job="checkout"} / http_requests_per_second{job="checkout"}`\n'),
    good=examples.sli(
        'ratio bad `sum(http_errors_per_second{job="checkout"}) / sum(http_requests_per_second{job="checkout"})`\n'
    ),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for indicator in context.contract.indicators:
        if isinstance(indicator.measurement, RatioOf):
            yield from _judged(indicator, indicator.measurement.query, "this ratio")
        for condition in conditions(indicator):
            if condition.query is not None and condition.aggregate is None:
                yield from _judged(indicator, condition.query, "this expression")


def _judged(indicator: Indicator, query: Query, what: str) -> Iterator[Diagnostic]:
    expression = query.expression
    if expression is None or result_type(expression) is not Type.VECTOR:
        return
    if all(":" in name for name in metrics(expression)):
        return
    kept = labels(expression)
    by = f" by ({', '.join(indicator.per)})" if indicator.per else ""
    if kept.at_most is None:
        helps = [f"aggregate it: `sum{by} (...) / sum{by} (...)`"]
        if not query.fenced:
            helps = ["say how its series become one value: `rate of`, `sum of`, `min of`, `max of` or `mean of`"]
        yield found(PAGE, f"{what} is not aggregated", query.span, "has a value for each series", helps=helps)
        return
    extra = sorted(kept.at_most - set(indicator.per))
    if extra:
        names = listing(extra, joint="and")
        yield found(
            PAGE,
            f"{what} keeps the label{'s' if len(extra) > 1 else ''} {names}, by which nothing is reported",
            query.span,
            f"a value for each {names}",
            helps=[f"aggregate without {names}, or report by it: `per {', '.join(extra)}`"],
        )
