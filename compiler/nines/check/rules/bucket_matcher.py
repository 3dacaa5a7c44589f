"""The bound of a histogram is said by `within`, not by a matcher."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.queries import place, selector_of
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.indicator import Within
from nines.promql.text import matcher_text

PAGE = Page(
    Code("N0331", "bucket-matcher", Severity.ERROR, "a histogram is selected with a matcher of `le` or `quantile`"),
    why="""\
`within 300ms of ...` picks the bucket that ends at 0.3, however it is written, for the good events and takes the count
of all observations beside it. A matcher of `le` would pick one bucket for both.""",
    bad=examples.sli('within 300ms of http_request_duration_seconds{job="checkout", le="0.3"}\n'),
    good=examples.sli('within 300ms of http_request_duration_seconds{job="checkout"}\n'),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for within in context.every(Within):
        query = within.node.query
        selector = selector_of(query)
        for matcher in selector.matchers if selector is not None else ():
            if matcher.label in ("le", "quantile"):
                yield found(
                    PAGE,
                    f"`within {within.node.bound.span.text}` says the bound, and so does `{matcher_text(matcher)}`",
                    place(query, matcher.span),
                    "picks one bucket for good and all",
                    helps=["leave the matcher out"],
                )
