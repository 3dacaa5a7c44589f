"""A label to report by has to come through the query."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.queries import conditions, queries
from nines.check.rule import found
from nines.contract.model import Indicator
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.nodes import At
from nines.language.statements.indicator import Per
from nines.promql.labels import labels

PAGE = Page(
    Code("N0324", "label-dropped", Severity.ERROR, "a query drops a label that the indicator is reported by"),
    why="""\
`per tenant` keeps the label `tenant`, so that each tenant can be judged alone. If an aggregation in the query drops it,
there is only one group, without a name, and a promise to one tenant is judged by all.""",
    bad=examples.sli("""\
        bad `sum(increase(http_errors_total{job="checkout"}[$window]))`
        of  `sum by (tenant) (increase(http_requests_total{job="checkout"}[$window]))`
        per tenant
        """),
    good=examples.sli("""\
        bad `sum by (tenant) (increase(http_errors_total{job="checkout"}[$window]))`
        of  `sum by (tenant) (increase(http_requests_total{job="checkout"}[$window]))`
        per tenant
        """),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for indicator in context.contract.indicators:
        statement = context.statement(indicator.origin)
        if not indicator.per or statement is None:
            continue
        written = [label for per in context.within(statement, Per) for label in per.labels]
        for label in written:
            yield from _dropped(indicator, label)


def _dropped(indicator: Indicator, label: At[str]) -> Iterator[Diagnostic]:
    asked = [*queries(indicator), *(condition.query for condition in conditions(indicator))]
    for query in asked:
        if query is None or query.expression is None or labels(query.expression).may_have(label.value):
            continue
        yield found(
            PAGE,
            f"this query has no label `{label.value}`, by which the indicator is reported",
            query.span,
            f"drops `{label.value}`",
            others=[Label(label.span, "reported by it")],
            helps=[f"keep it: `sum by ({', '.join(indicator.per)}) (...)`"],
        )
