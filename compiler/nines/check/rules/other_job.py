"""Two metrics of one share usually come from one job."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.events import matchers_of, pairs
from nines.check.queries import place
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page

PAGE = Page(
    Code("N0320", "other-job", Severity.WARNING, "`good` or `bad` comes from another job than `of`"),
    why="""\
Errors counted by one program and requests counted by another are rarely the same requests: retries, timeouts and health
checks are in one and not in the other, and a restart of one looks like an outage. If they are the same by construction,
allow it and say why.""",
    bad=examples.sli("""\
        bad gateway_errors_total{job="gateway"}
        of  http_requests_total{job="checkout"}
        """),
    good=examples.sli("""\
        bad http_requests_total{job="checkout", code=~"5.."}
        of  http_requests_total{job="checkout"}
        """),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for pair in pairs(context):
        some, whole = matchers_of(pair.some_selector, "job"), matchers_of(pair.all_selector, "job")
        if pair.some_selector.metric == pair.all_selector.metric or not some or not whole:
            continue
        (matcher, values), (other, passing) = some[0], whole[0]
        if set(values) & set(passing):
            continue
        yield found(
            PAGE,
            f"`{pair.part}` is counted by the job `{matcher.value}`, and `of` by `{other.value}`",
            place(pair.all.query, other.value_span),
            "another job",
            others=[Label(place(pair.some.query, matcher.value_span), f"`{pair.part}` comes from here")],
            helps=["count both in one program, as near to the user as can be"],
        )
