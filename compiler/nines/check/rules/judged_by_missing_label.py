"""A promise is judged by labels that its indicator keeps."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.agreements import promises
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.suggest import closest, listing

PAGE = Page(
    Code("N0408", "judged-by-missing-label", Severity.ERROR, "a promise is judged by a label that is not kept"),
    why="""\
`judge each tenant` judges every tenant alone, so the indicator has to keep that label: `per tenant`. Without it there
is one number for all, and the one customer who had no service is lost in the mean.""",
    bad=examples.agreement("judge   each tenant\n" + examples.CREDITED),
    good=examples.agreement("judge   each tenant\n" + examples.CREDITED, measured="per tenant\n"),
)

EVENTS = frozenset({"outage", "ticket", "record"})
"""What is no label but each thing that happens."""


def check(context: Context) -> Iterator[Diagnostic]:
    for _, promise in promises(context):
        indicator = promise.indicator
        if promise.judge is None or indicator is None:
            continue
        for label in promise.judge.what:
            if label.value in EVENTS or label.value in indicator.per:
                continue
            better = closest(label.value, (*indicator.per, *EVENTS))
            kept = f"kept are {listing(indicator.per, joint='and')}" if indicator.per else "all values are one"
            yield found(
                PAGE,
                f"the promise `{promise.name}` is judged by `{label.value}`, which `{indicator.id}` does not keep"
                + (f": did you mean `{better}`?" if better else ""),
                label.span,
                kept,
                others=[Label(indicator.origin, "measured without it")],
                helps=[] if better else [f"add `per {label.value}` to the sli"],
            )
