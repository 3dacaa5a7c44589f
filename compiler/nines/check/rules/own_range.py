"""Queries of events leave the range to the compiler."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.queries import Stated, place, stated
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Severity
from nines.diagnostics.pages import Page
from nines.language.statements import indicator as said
from nines.promql.transform import placeholders, walk
from nines.promql.tree import Range
from nines.values.text import prometheus_duration

_OF = 'of  http_requests_total{job="checkout"}\n'

PAGE = Page(
    Code("N0343", "own-range", Severity.NOTE, "a query of events has a range of its own"),
    why="""\
Of counters the compiler takes the rate itself, over just the time between two evaluations, so that what it records adds
up to hours, slices and months without a gap. A range that a query writes is kept: with `[5m]` each event counts a
little in five minutes of evaluations, alerts come later, and slices of a minute see events of their neighbours. Write
the counter alone, or `[$window]` where a function around it needs the range.""",
    bad=examples.sli('bad `sum(rate(http_requests_total{job="checkout", code=~"5.."}[5m]))`\n' + _OF),
    good=examples.sli('bad `sum(rate(http_requests_total{job="checkout", code=~"5.."}[$window]))`\n' + _OF),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for query in stated(context):
        if isinstance(query.placed.node, said.Part) and not placeholders(query.expression):
            yield from _own(query)


def _own(query: Stated) -> Iterator[Diagnostic]:
    for node in walk(query.expression):
        if isinstance(node, Range) and isinstance(node.window, int):
            span = place(query.query, node.window_span)
            written = span != query.query.span
            length = prometheus_duration(node.window)
            yield found(
                PAGE,
                f"the range of {length} is kept as written: each event counts in {length} of evaluations",
                span,
                helps=[] if written else ["write `[$window]`: the compiler puts its own range there"],
                fixes=[Fix("write `$window`", (Edit(span, "$window"),))] if written else [],
            )
            return
