"""An agreement says how a credit is claimed."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.terms import missing_term, pays
from nines.contract.model import Agreement
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page

PAGE = Page(
    Code("N0431", "no-claim", Severity.ERROR, "an agreement does not say how a credit is claimed"),
    why="""\
Most credits are paid only to who asks for them in time and in the right form, and a deadline has a beginning: the end
of the incident, of the period, of the report. Without a word both sides will remember it differently.""",
    bad=examples.agreement(without="claim"),
    good=examples.agreement(),
)

_CHOICES = (
    "`claim automatic`: credits come by themselves with the next settlement",
    "`claim { submit within 30 days of period end by mail }`: asked for in time, or lost",
    "`claim { notify within 5 days of outage end ... submit within 30 days of period end ... }`: in two steps",
)


def check(context: Context) -> Iterator[Diagnostic]:
    return missing_term(
        context,
        PAGE,
        "claim",
        _is_missing,
        "{who} does not say how a credit is claimed",
        "asked for, or paid by itself?",
        _CHOICES,
    )


def _is_missing(agreement: Agreement) -> bool:
    return agreement.claim is None and any(map(pays, agreement.promises))
