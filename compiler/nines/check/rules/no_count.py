"""Queries of events are counters, so that what they count can be added up."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.queries import Stated, place, stated
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements import indicator as said
from nines.late import late_pattern
from nines.promql.transform import walk
from nines.promql.tree import Call, Range, Selector
from nines.source import Span

_OF = 'of  http_requests_total{job="checkout"}\n'

PAGE = Page(
    Code("N0344", "no-count", Severity.WARNING, "a query of events gives something that cannot be added up"),
    why="""\
`good`, `bad` and `of` count events: the compiler takes the rate of each counter and adds it up over hours and months. A
rate of what is a rate already (`job:errors:rate5m`) means nothing; `irate` looks at two samples and misses what was
counted between others; means, quantiles and levels are no counts. Levels that are counted each time they are read are
said to be such: `sampled every 1m`.""",
    bad=examples.sli('bad `sum(irate(http_requests_total{job="checkout", code=~"5.."}[$window]))`\n' + _OF),
    good=examples.sli('bad `sum(rate(http_requests_total{job="checkout", code=~"5.."}[$window]))`\n' + _OF),
)

_RATE_BY_NAME = late_pattern(r".*:(?:[a-z0-9_]+_)?i?(?:rate|ratio|increase)_?[0-9]*[smhdwy]?")
_TWO_SAMPLES = ("irate", "idelta")
_LEVELS = (
    *("avg_over_time", "min_over_time", "max_over_time", "quantile_over_time", "last_over_time", "mad_over_time"),
    *("deriv", "predict_linear", "histogram_quantile", "histogram_avg", "holt_winters"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for query in stated(context):
        if isinstance(query.placed.node, said.Part) and not context.beside(query.placed, said.Sampled):
            yield from _judged(query)


def _judged(query: Stated) -> Iterator[Diagnostic]:
    ranged = {id(node.selector) for node in walk(query.expression) if isinstance(node, Range)}
    for node in walk(query.expression):
        if isinstance(node, Call) and node.function in _TWO_SAMPLES:
            says = f"`{node.function}` looks at two samples alone, and misses what was counted between others"
            yield _finding(query, node.function_span, says, "not all events", "write `rate` or `increase`")
        elif isinstance(node, Call) and node.function in _LEVELS:
            says = f"`{node.function}` gives a level, and levels do not add up to a number of events"
            helps = "count events by a counter; or say `sampled every 1m` if each reading counts as its level"
            yield _finding(query, node.function_span, says, "no count", helps)
        elif isinstance(node, Selector) and id(node) not in ranged and _is_rate(node):
            says = f"`{node.metric}` is a rate by its name, and the rate of it would be taken again"
            helps = "name the counter that it was recorded from"
            yield _finding(query, node.metric_span, says, "no counter", helps)


def _is_rate(selector: Selector) -> bool:
    return selector.metric is not None and _RATE_BY_NAME.fullmatch(selector.metric) is not None


def _finding(query: Stated, span: Span | None, says: str, label: str, help_: str) -> Diagnostic:
    return found(PAGE, says, place(query.query, span), label, helps=[help_])
