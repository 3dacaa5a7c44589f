"""The running total of a counter is not compared with anything."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.kinds import is_named_like_counter
from nines.check.queries import Stated, condition_of, place, stated
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Severity
from nines.diagnostics.pages import Page
from nines.language.nodes import At, Node
from nines.language.statements import indicator as said
from nines.promql.facts import raw_counters
from nines.source import Span

PAGE = Page(
    Code("N0328", "counter-as-level", Severity.ERROR, "a counter's running total is used as a level"),
    why="""\
A counter (`_total`) grows until its process restarts: how high it stands says how long the process lives, and not how
things are. Its rate says that: `rate of`, or `good`, `bad` and `of`, of which the compiler takes the increase.""",
    bad=examples.sli('slices of 1m where sum of orders_total{job="checkout"} >= 3_000\n'),
    good=examples.sli('slices of 1m where rate of orders_total{job="checkout"} >= 50/s\n'),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for query in stated(context):
        aggregate = _aggregate(query.placed.node)
        if not _wants_levels(context, query, aggregate):
            continue
        for selector in raw_counters(query.expression):
            if is_named_like_counter(selector.metric):
                yield _finding(query, str(selector.metric), place(query.query, selector.metric_span), aggregate)


def _aggregate(node: Node) -> At[str] | None:
    condition = condition_of(node)
    return condition.aggregate if condition is not None else None


def _wants_levels(context: Context, query: Stated, aggregate: At[str] | None) -> bool:
    """Whether values are taken as they are here: not where `rate` is said, and not of counted events."""
    match query.placed.node:
        case said.Part():
            return bool(context.beside(query.placed, said.Sampled))
        case said.Probe() | said.Samples() | said.Mean() | said.Fresh() | said.Ratio():
            return True
        case said.Slices() | said.Where() | said.ValidSlice():
            return aggregate is None or aggregate.value != "rate"
        case _:
            return False


def _finding(query: Stated, metric: str, span: Span, aggregate: At[str] | None) -> Diagnostic:
    fixes = []
    if aggregate is not None and aggregate.span.text == aggregate.value:
        fixes = [Fix("take its rate", (Edit(aggregate.span, "rate"),))]
    match query.placed.node:
        case said.Part():
            instead = "leave `sampled every` out: the increase of counters is taken"
        case said.Fresh():
            instead = "take a gauge of Unix time, whose name ends in `_timestamp_seconds`"
        case _:
            instead = "take its rate, or count events by `good`, `bad` and `of`"
    return found(
        PAGE,
        f"`{metric}` is a counter, and its running total is no level",
        span,
        "grows until the process restarts",
        helps=[] if fixes else [instead],
        fixes=fixes,
    )
