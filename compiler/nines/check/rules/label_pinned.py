"""A label to report by takes more than one value."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.queries import expressions, place
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.indicator import Per
from nines.promql.facts import selectors
from nines.promql.tree import MatchOp

PAGE = Page(
    Code("N0325", "label-pinned", Severity.WARNING, "a label to report by has only one value"),
    why="""\
A matcher such as `tenant="acme"` lets one value pass, so `per tenant` makes one group of it and the others are not
measured at all. Either the matcher is one too many, or `per`.""",
    bad=examples.sli("""\
        bad http_requests_total{job="checkout", tenant="acme", code=~"5.."}
        of  http_requests_total{job="checkout", tenant="acme"}
        per tenant
        """),
    good=examples.sli("""\
        bad http_requests_total{job="checkout", code=~"5.."}
        of  http_requests_total{job="checkout"}
        per tenant
        """),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for indicator in context.contract.indicators:
        statement = context.statement(indicator.origin)
        if not indicator.per or statement is None:
            continue
        pinned = {
            matcher.label: Label(place(query, matcher.span), f"lets only `{matcher.value}` pass")
            for query, expression in expressions(indicator)
            for selector in selectors(expression)
            for matcher in selector.matchers
            if matcher.op is MatchOp.EQUAL and matcher.value
        }
        for per in context.within(statement, Per):
            for label in per.labels:
                if label.value in pinned:
                    yield found(
                        PAGE,
                        f"`{label.value}` has one value only, and the indicator is reported by it",
                        label.span,
                        "makes one group",
                        others=[pinned[label.value]],
                        helps=["leave the matcher out, or do not report by this label"],
                    )
