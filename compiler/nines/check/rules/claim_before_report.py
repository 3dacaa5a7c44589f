"""A claim can still be made once the report is there."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.check import examples
from nines.check.agreements import leaves
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.phrases import Deadline
from nines.language.statements.contract import ClaimStep
from nines.source import Span

PAGE = Page(
    Code("N0484", "claim-before-report", Severity.ERROR, "a claim is too late before the report is there"),
    why="""\
The customer learns from the report what was measured. If the claim has to be made before the report is due, the
provider can let every claim lapse by reporting on the last day.""",
    bad=examples.agreement(also="report         within 30 days of period end\n"),
    good=examples.agreement(also="report         within 10 days of period end\n"),
)

_WEEK = Fraction(7, 5)
"""Days of the calendar for a business day, holidays apart."""


def check(context: Context) -> Iterator[Diagnostic]:
    told: set[Span] = set()
    for one in leaves(context):
        report, claim = one.agreement.report, one.agreement.claim
        if report is None or claim is None or claim.automatic is not None or report.deadline.span in told:
            continue
        for step in claim.body.all(ClaimStep):
            if step.step.value != "answer" and _is_earlier(step.deadline, report.deadline):
                told.add(report.deadline.span)
                yield found(
                    PAGE,
                    f"a claim has to be there within {step.deadline.span.text}, and the report is due only within "
                    f"{report.deadline.span.text}",
                    step.deadline.span,
                    "too late by then",
                    others=[Label(report.deadline.span, "the report may come then")],
                    helps=["count the claim `of report`, or report earlier"],
                )


def _is_earlier(claim: Deadline, report: Deadline) -> bool:
    """Of deadlines from the period's end, or from what happened within it, which is earlier still."""
    if report.anchor.value != "period end" or claim.anchor.value in ("report", "invoice"):
        return False
    return _days(claim) <= _days(report)


def _days(deadline: Deadline) -> Fraction:
    return deadline.count.value.value * (_WEEK if deadline.unit.value == "business days" else 1)
