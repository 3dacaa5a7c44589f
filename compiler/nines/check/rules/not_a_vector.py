"""A query gives one value for each series at a moment."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.queries import Stated, stated
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.promql.facts import is_constant, result_type
from nines.promql.functions import Type

PAGE = Page(
    Code("N0322", "not-a-vector", Severity.ERROR, "a query is a number, a text or a range instead of series"),
    why="""\
A query selects series, each of which has one value at a moment: an instant vector. A number or a text reads no series,
and so does `vector(1)`: nothing would ever change. A range such as `requests_total[5m]` has many values at a moment and
needs a function around it.""",
    bad=examples.sli("""\
        bad http_requests_total{job="checkout", code=~"5.."}
        of  `42`
        """),
    good=examples.sli("""\
        bad http_requests_total{job="checkout", code=~"5.."}
        of  http_requests_total{job="checkout"}
        """),
)

_NAMES = {Type.SCALAR: "a number", Type.STRING: "a text", Type.RANGE: "a range of samples"}


def check(context: Context) -> Iterator[Diagnostic]:
    for query in stated(context):
        type_ = result_type(query.expression)
        if type_ is not Type.VECTOR:
            yield _finding(query, f"`{query.query.text}` is {_NAMES[type_]}, where series are wanted", type_)
        elif is_constant(query.expression):
            yield _finding(query, f"`{query.query.text}` reads no series: its value never changes", Type.SCALAR)


def _finding(query: Stated, headline: str, type_: Type) -> Diagnostic:
    if type_ is Type.RANGE:
        helps = ["put a function around it that makes one value of many, such as `increase` or `max_over_time`"]
    else:
        helps = ['select series: `http_requests_total{job="checkout"}`']
    return found(PAGE, headline, query.query.span, "no series", helps=helps)
