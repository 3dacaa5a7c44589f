"""`rate` and `increase` are for counters."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.kinds import is_named_like_gauge
from nines.check.queries import condition_of, place, selector_of, stated
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.nodes import Node, Query
from nines.language.statements import indicator as said
from nines.promql.facts import rated
from nines.promql.tree import Selector

PAGE = Page(
    Code("N0327", "rate-of-gauge", Severity.ERROR, "a rate is taken of what is no counter"),
    why="""\
`rate` and `increase` take each step down for a restart of the program and add the whole value anew. Of a gauge, which
goes down all the time, they give numbers without a meaning. Names that end in a unit of size or share, or in `_info`,
are gauges'; those of counters end in `_total`.

`good`, `bad` and `of` are counters too. Levels are said to be such: `sampled every 1m`.""",
    bad=examples.sli('slices of 1m where rate of process_resident_memory_bytes{job="checkout"} < 100/s\n'),
    good=examples.sli('slices of 1m where max of process_resident_memory_bytes{job="checkout"} < 2 GiB\n'),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for query in stated(context):
        for selector in rated(query.expression):
            if is_named_like_gauge(selector.metric):
                yield _finding(query.query, selector, "a rate of a gauge means nothing")
        selector_alone = selector_of(query.query)
        if selector_alone is None or not is_named_like_gauge(selector_alone.metric):
            continue
        node = query.placed.node
        if isinstance(node, said.Part) and not context.beside(query.placed, said.Sampled):
            yield _finding(query.query, selector_alone, "it is no counter of events", "if it is a level of them")
        elif _is_rate(node):
            yield _finding(query.query, selector_alone, "a rate of a gauge means nothing")


def _is_rate(node: Node) -> bool:
    condition = condition_of(node)
    return condition is not None and condition.aggregate is not None and condition.aggregate.value == "rate"


def _finding(query: Query, selector: Selector, says: str, sampled: str = "") -> Diagnostic:
    helps = (
        [f"add `sampled every 1m` {sampled}; or count events, by a name that ends in `_total`"]
        if sampled
        else ["compare its value: `max of`, `min of`, `mean of` or `sum of`"]
    )
    return found(
        PAGE,
        f"`{selector.metric}` is named like a gauge, and {says}",
        place(query, selector.metric_span),
        "no counter",
        helps=helps,
    )
