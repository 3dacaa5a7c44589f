"""Formulas are arithmetic with units."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.agreements import held
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.source import Span

_PROMISE = "measure share of good events\ncredit  formula ({formula}) when missed\n"

PAGE = Page(
    Code("N0463", "wrong-formula", Severity.ERROR, "a formula adds what cannot be added, or names what there is not"),
    why="""\
A formula is the way out where no other term fits, and still a term of a contract: what is added or compared is of one
kind, every name is known, and the result is a share of the base, money, points or days of service; of a measure, what
the promise is in. Functions are `min`, `max`, `abs`, `floor` and `ceil`.""",
    bad=examples.agreement(_PROMISE.format(formula="10% * shortfall / 1% + EUR 5")),
    good=examples.agreement(_PROMISE.format(formula="10% * base * shortfall / 1% + EUR 5")),
)


def check(context: Context) -> Iterator[Diagnostic]:
    from nines.settle.formulas import faults_of  # few specs have contracts

    told: set[Span] = set()
    for one in held(context):
        for promise in one.agreement.promises:
            for gap in faults_of(promise, one.agreement):
                if gap.span not in told:
                    told.add(gap.span)
                    yield found(PAGE, gap.headline, gap.span, gap.label, helps=gap.helps)
