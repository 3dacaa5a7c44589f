"""`of` counts all events, and `good` or `bad` some of them."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.events import Pair, pairs
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Label, Severity
from nines.diagnostics.pages import Page
from nines.promql.text import matcher_text

PAGE = Page(
    Code("N0318", "swapped-parts", Severity.ERROR, "`of` counts only some of what `good` or `bad` counts"),
    why="""\
`of` selects all events, and `good` or `bad` some of them: the same series with a matcher more. The other way round the
share of bad events would be above 100 %.""",
    bad=examples.sli("""\
        bad http_requests_total{job="checkout"}
        of  http_requests_total{job="checkout", code=~"5.."}
        """),
    good=examples.sli("""\
        bad http_requests_total{job="checkout", code=~"5.."}
        of  http_requests_total{job="checkout"}
        """),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for pair in pairs(context):
        some, whole = pair.some_selector, pair.all_selector
        if some.metric == whole.metric and set(some.matchers) < set(whole.matchers):
            yield _finding(pair)


def _finding(pair: Pair) -> Diagnostic:
    more = [matcher for matcher in pair.all_selector.matchers if matcher not in pair.some_selector.matchers]
    written = ", ".join(map(matcher_text, more))
    some, whole = pair.some.query, pair.all.query
    exact = some.text == some.span.text and whole.text == whole.span.text
    return found(
        PAGE,
        f"`{pair.part}` counts more than `of`: they seem to be swapped",
        some.span,
        "counts these and others",
        others=[Label(whole.span, f"counts only those with `{written}`")],
        helps=[] if exact else [f"exchange `{pair.part}` and `of`"],
        fixes=[Fix("exchange the two", (Edit(some.span, whole.text), Edit(whole.span, some.text)))] if exact else [],
    )
