"""A slice holds at least two scrapes."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.agreements import promises
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.nodes import At
from nines.language.statements.indicator import Slices
from nines.values.model import Duration
from nines.values.spelling import spell_duration
from nines.values.text import literal

PAGE = Page(
    Code("N0316", "slice-too-short", Severity.ERROR, "a slice is shorter than two scrapes"),
    why="""\
How many events a slice has is the difference between two samples of a counter. A slice shorter than two scrapes has
often one sample or none, and nothing can be said of it.""",
    bad=examples.sli("""\
        bad http_requests_total{job="checkout", code=~"5.."}
        of  http_requests_total{job="checkout"}
        slices of 20s where bad < 5%
        """),
    good=examples.sli("""\
        bad http_requests_total{job="checkout", code=~"5.."}
        of  http_requests_total{job="checkout"}
        slices of 1m where bad < 5%
        """),
)


def check(context: Context) -> Iterator[Diagnostic]:
    scrapes = {service.name: service.scrape for service in context.contract.services}
    for indicator in context.contract.indicators:
        statement = context.statement(indicator.origin)
        if indicator.slices is None or statement is None or indicator.service not in scrapes:
            continue
        for slices in context.within(statement, Slices):
            yield from _judged(slices.length, scrapes[indicator.service])
    for _, promise in promises(context):
        if promise.slice is not None and promise.indicator is not None:
            yield from _judged(promise.slice.length, scrapes.get(promise.indicator.service))


def _judged(length: At[Duration], scrape: Duration | None) -> Iterator[Diagnostic]:
    if scrape is None or not length.value.milliseconds or length.value.milliseconds >= 2 * scrape.milliseconds:
        return
    least = spell_duration(2 * scrape.milliseconds)
    yield found(
        PAGE,
        f"a slice of {literal(length.value)} is shorter than two scrapes",
        length.span,
        f"scraped every {literal(scrape)}",
        helps=[f"take slices of {least} at least, or scrape more often"],
    )
