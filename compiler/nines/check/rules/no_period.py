"""An agreement says over which time it is judged."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.terms import missing_term
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page

PAGE = Page(
    Code("N0424", "no-period", Severity.ERROR, "an agreement does not say over which period promises are judged"),
    why="""\
99.9 % of a day allows 86 seconds, of a month 43 minutes, of a year almost nine hours, and at once. The period and its
zone decide what an incident on the last evening costs.""",
    bad=examples.agreement(without="period"),
    good=examples.agreement(),
)

_CHOICES = (
    "`period calendar month in Europe/Berlin`: by the calendar of a zone, as invoices go",
    "`period rolling 30d every 1d in UTC`: the last thirty days, judged anew each day",
    "`period 30d from 2026-01-01 00:00 in UTC`: blocks of one length",
)


def check(context: Context) -> Iterator[Diagnostic]:
    return missing_term(
        context,
        PAGE,
        "period",
        lambda agreement: agreement.period is None,
        "{who} has no period over which promises are judged",
        "99.9% of what?",
        _CHOICES,
    )
