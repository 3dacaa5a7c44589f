"""An agreement with several promises says what several misses cost."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.terms import missing_term, pays
from nines.contract.model import Agreement, Promise
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page

_SECOND = """\
promise minutes of checkout.requests at least 99.8% {
  measure share of good time
  credit  5% when missed
}
"""

PAGE = Page(
    Code(
        "N0429",
        "no-stacking",
        Severity.ERROR,
        "an agreement does not say what several misses cost",
    ),
    why="""\
One outage usually breaks several promises at once: availability, speed, capacity. Whether their credits add up or the
highest is paid alone makes the difference between 10 % and 30 %.""",
    bad=examples.agreement(also=_SECOND),
    good=examples.agreement(also=_SECOND + "stack highest only\n"),
)

_CHOICES = (
    "`stack highest only`: the largest of the credits, once",
    "`stack sum`: all of them, up to the cap",
    "`stack first that pays`: that of the first promise in the order written",
)


def check(context: Context) -> Iterator[Diagnostic]:
    return missing_term(
        context,
        PAGE,
        "stack",
        _is_missing,
        "{who} does not say what is paid when several credits are due at once",
        "one outage breaks several promises, or hurts several things",
        _CHOICES,
    )


def _is_missing(agreement: Agreement) -> bool:
    """Whether two credits can be due at once, and nothing says what they come to."""
    paying = [promise for promise in agreement.promises if pays(promise)]
    return not agreement.stacks and (len(paying) > 1 or any(_pays_twice(promise, agreement) for promise in paying))


def _pays_twice(promise: Promise, agreement: Agreement) -> bool:
    """Whether it is judged for several things that have no fees of their own: each can be a credit."""
    base = promise.base or agreement.base
    apart = {"outage", "ticket", "record", "tenant", base.label.value if base is not None and base.label else ""}
    return promise.judge is not None and any(item.value not in apart for item in promise.judge.what)
