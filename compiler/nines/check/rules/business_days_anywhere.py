"""Business days are those of a place."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.agreements import leaves
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Agreement
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.phrases import Deadline
from nines.language.statements.contract import ClaimStep
from nines.source import Span

PAGE = Page(
    Code("N0485", "business-days-anywhere", Severity.WARNING, "business days are counted without a calendar"),
    why="""\
Which days are business days depends on the place: 1 May is one in London and none in Berlin. Without a calendar two
readers of one contract count two deadlines.""",
    bad=examples.agreement(also="report         within 5 business days of period end\n"),
    good=examples.agreement(also='calendar       "DE"\nreport         within 5 business days of period end\n'),
)


def check(context: Context) -> Iterator[Diagnostic]:
    told: set[Span] = set()
    for one in leaves(context):
        if one.agreement.calendar is not None:
            continue
        for deadline in _deadlines(one.agreement):
            if deadline.unit.value == "business days" and deadline.span not in told:
                told.add(deadline.span)
                yield found(
                    PAGE,
                    "whose holidays are no business days is not said",
                    deadline.span,
                    "counted in business days",
                    helps=['add `calendar "DE"`, with the country whose holidays count; or write `days`'],
                )


def _deadlines(agreement: Agreement) -> Iterator[Deadline]:
    if agreement.claim is not None:
        for step in agreement.claim.body.all(ClaimStep):
            yield step.deadline
    if agreement.report is not None:
        yield agreement.report.deadline
    if agreement.terminate is not None and agreement.terminate.notice is not None:
        yield agreement.terminate.notice
    for duty in (*agreement.duties, *(duty for promise in agreement.promises for duty in promise.duties)):
        if duty.deadline is not None:
            yield duty.deadline
