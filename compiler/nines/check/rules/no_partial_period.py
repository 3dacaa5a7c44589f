"""An agreement says what holds for a period that is not whole."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.terms import missing_term
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page

PAGE = Page(
    Code(
        "N0425",
        "no-partial-period",
        Severity.ERROR,
        "an agreement does not say what holds for a period that is not whole",
    ),
    why="""\
A customer who joins on the 20th has eleven days of that month. An outage of an hour is 0.38 % of these, and 0.14 % of
the month: the first may be a miss and the second none.""",
    bad=examples.agreement(without="partial period"),
    good=examples.agreement(),
)

_CHOICES = (
    "`partial period only existing time counts`: an hour weighs more in a short period",
    "`partial period missing time counts as good`: the period is as long as any other",
    "`partial period not judged`: nothing is due for it",
)


def check(context: Context) -> Iterator[Diagnostic]:
    return missing_term(
        context,
        PAGE,
        "partial period",
        lambda agreement: agreement.partial_period is None,
        "{who} does not say what holds for a period in which it starts or ends",
        "joined on the 20th",
        _CHOICES,
    )
