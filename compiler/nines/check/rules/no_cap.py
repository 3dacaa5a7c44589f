"""An agreement says what credits and rewards are capped at."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.terms import missing_term, pays
from nines.contract.model import Agreement
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page

PAGE = Page(
    Code("N0430", "no-cap", Severity.ERROR, "an agreement does not cap its credits or rewards"),
    why="""\
Without a cap the worst month decides what a contract can cost. With one it has to be said what becomes of the rest.
No cap at all is a choice too, and then it is written: `cap credits none`.""",
    bad=examples.agreement(without="cap"),
    good=examples.agreement(),
)

_CHOICES = (
    "`cap credits 30% per period, rest lapses`: never more than that, and the rest is gone",
    "`cap credits 30% per period, rest carries`: the rest is paid in later periods",
    "`cap credits none`: whatever it comes to; `cap rewards ...` is needed where there are rewards",
)


def check(context: Context) -> Iterator[Diagnostic]:
    return missing_term(
        context,
        PAGE,
        "cap",
        _is_missing,
        "{who} does not cap what a miss can cost",
        "the worst month decides",
        _CHOICES,
    )


def _is_missing(agreement: Agreement) -> bool:
    """A cap of a promise's own does for it."""
    capped = {cap.what.value for cap in agreement.caps}
    if "credits" not in capped and any(pays(promise) and not promise.caps for promise in agreement.promises):
        return True
    return "rewards" not in capped and any(promise.rewards for promise in agreement.promises)
