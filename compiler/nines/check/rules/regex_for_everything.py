"""A matcher leaves something out."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.queries import place, stated
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.promql.facts import selectors
from nines.promql.text import matcher_text
from nines.promql.tree import MatchOp

PAGE = Page(
    Code("N0334", "regex-for-everything", Severity.WARNING, "a matcher matches everything"),
    why="""\
`code=~".*"` lets every series pass, also those without the label. Either it is a rest of a dashboard's variable, or
something narrower was meant. `code=~".+"` lets those pass that have the label.""",
    bad=examples.sli("""\
        bad http_requests_total{job="checkout", handler=~".*", code=~"5.."}
        of  http_requests_total{job="checkout"}
        """),
    good=examples.sli("""\
        bad http_requests_total{job="checkout", code=~"5.."}
        of  http_requests_total{job="checkout"}
        """),
)

EVERYTHING = frozenset({".*", ".*?", "(.*)", "^.*$", "(?:.*)", "(?s).*", "(?s:.*)", ".*.*"})
"""The ways in which people write it."""


def check(context: Context) -> Iterator[Diagnostic]:
    for query in stated(context):
        for selector in selectors(query.expression):
            for matcher in selector.matchers:
                if matcher.op is MatchOp.REGEX and matcher.value in EVERYTHING:
                    yield found(
                        PAGE,
                        f"`{matcher_text(matcher)}` leaves nothing out",
                        place(query.query, matcher.span),
                        "matches every series, also those without the label",
                        helps=['remove it; or write `=~".+"` for series that have the label'],
                    )
