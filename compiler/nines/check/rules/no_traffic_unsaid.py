"""An agreement says what time without events counts as."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.terms import missing_term
from nines.contract.model import Agreement, Promise
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page

PAGE = Page(
    Code("N0422", "no-traffic-unsaid", Severity.ERROR, "an agreement does not say what time without traffic counts as"),
    why="""\
A quiet night has no events, and nothing divided by nothing is no number. Contracts differ: some count such a slice as
good, some leave it out, some call it down. The difference is hours of each month, so it is written.""",
    bad=examples.agreement(without="no traffic"),
    good=examples.agreement(),
)

_CHOICES = (
    "`no traffic left out`: such time is neither good nor bad, and the period is shorter by it",
    "`no traffic counts as good`: it makes up for bad time at other hours",
    "`no traffic counts as bad`: silence is a failure, as for what should never be silent",
)


def check(context: Context) -> Iterator[Diagnostic]:
    return missing_term(
        context,
        PAGE,
        "no traffic",
        _is_missing,
        "{who} does not say what time without traffic counts as",
        "nothing divided by nothing",
        _CHOICES,
    )


_OF_EVENTS = frozenset(
    {"share of good events", "share of good slices", "mean of slice ratios", "bad slices", "score", "mean of value"}
)


def _is_missing(agreement: Agreement) -> bool:
    return any(_depends(promise) for promise in agreement.promises)


def _depends(promise: Promise) -> bool:
    """Whether a promise needs the answer and has none: tickets and outages are counted otherwise."""
    indicator, measure = promise.indicator, promise.measure
    if indicator is None or indicator.empty_said or promise.no_traffic is not None:
        return False
    return measure is None or measure.what is None or measure.what.value in _OF_EVENTS
