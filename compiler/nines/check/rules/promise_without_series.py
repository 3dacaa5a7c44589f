"""A promise is recorded as time goes by."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.recorded import Unrecorded, promises_of
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.source import Span

PAGE = Page(
    Code("N0704", "promise-without-series", Severity.NOTE, "a promise is settled, but not recorded as it goes"),
    why="""\
Some promises are of things that Prometheus does not see (a support clock), or are measured in a way that cannot be
summed up from the indicator's pair (a percentile, the longest outage). `settle` computes them exactly from what was
observed; there is no series and no alert of them.""",
    bad=examples.agreement(
        "judge   each outage\nmeasure downtime\nremedy  none\n", head="promise requests of checkout.requests at most 3h"
    ),
    good=examples.agreement(),
)


def check(context: Context) -> Iterator[Diagnostic]:
    told: set[Span] = set()
    for sla in context.contract.slas:
        for promise in promises_of(context.contract, sla):
            if isinstance(promise, Unrecorded) and promise.promise.origin not in told:
                told.add(promise.promise.origin)
                yield _finding(promise)


def _finding(unrecorded: Unrecorded) -> Diagnostic:
    promise = unrecorded.promise
    return found(
        PAGE,
        f"the promise `{promise.name}` of `{promise.of}` has no series of its own: {unrecorded.why}",
        promise.origin,
        helps=["`settle` computes it from what was observed"],
    )
