"""A promise of 100 % is broken by one bad event."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.agreements import floor_of, promises
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page

_HEAD = "promise requests of checkout.requests at least {value}"
_ALL = "measure share of good events\ncredit  10% when missed\n"

PAGE = Page(
    Code("N0412", "promise-of-all", Severity.NOTE, "a promise of 100 % is missed by one bad event"),
    why="""\
A contract may promise 100 %: then every bad event costs, from the first on. No objective can be stricter, so that no
alert comes before the miss; what limits the cost is the steps of the credits and the cap.""",
    bad=examples.agreement(_ALL, head=_HEAD.format(value="100%"), objective="99.99% over calendar month in UTC"),
    good=examples.agreement(_ALL, head=_HEAD.format(value="99.9%"), objective="99.99% over calendar month in UTC"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for _, promise in promises(context):
        if floor_of(promise.comparison) == 1:
            yield found(
                PAGE,
                f"the promise `{promise.name}` is missed by one bad event",
                promise.comparison.value.span,
                "allows none",
                helps=["if every bad event is to cost, this is right; no objective can warn before"],
            )
