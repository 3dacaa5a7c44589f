"""An agreement says how the measured value is rounded."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.terms import missing_term
from nines.contract.model import Agreement
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page

PAGE = Page(
    Code(
        "N0426",
        "no-rounding",
        Severity.ERROR,
        "an agreement does not say how the measured value is rounded",
    ),
    why="""\
Measured are 99.8996 %, promised 99.9 %. Rounded to two digits the promise is kept, unrounded it is missed and ten
percent are due. Rounding that lets a miss pass is allowed, if it is written.""",
    bad=examples.agreement(without="round measured"),
    good=examples.agreement(),
)

_CHOICES = (
    "`round measured never`: compared as it is, to the last digit",
    "`round measured half-even to 0.01% before comparing`: the nearest, so that a small miss may pass",
    "`round measured down to 0.01% before comparing`: never in favour of who promises",
)


def check(context: Context) -> Iterator[Diagnostic]:
    return missing_term(
        context,
        PAGE,
        "round measured",
        _is_missing,
        "{who} does not say how the measured value is rounded",
        "99.8996% may read as 99.9%",
        _CHOICES,
    )


def _is_missing(agreement: Agreement) -> bool:
    return agreement.round_measured is None and any(not promise.round_measured for promise in agreement.promises)
