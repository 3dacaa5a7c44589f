"""A credit is for a miss."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.ladders import ladders
from nines.check.rule import found
from nines.check.steps import Ladder, Step
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Label, Severity
from nines.diagnostics.pages import Page
from nines.values.text import literal

_STEPS = "measure share of good events\ncredit  10% below {first}\ncredit  25% below 99.0%\n"

PAGE = Page(
    Code("N0441", "credit-while-kept", Severity.ERROR, "a credit is paid although the promise is kept"),
    why="""\
The first threshold is the promise itself: a credit above it is owed for periods in which the promise was kept, which
the text of the contract denies. `credit ... when missed` follows the promise, also where a customer has another.""",
    bad=examples.agreement(_STEPS.format(first="99.95%"), objective="99.96% over calendar month in UTC"),
    good=examples.agreement(_STEPS.format(first="99.9%")),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for ladder in ladders(context):
        for step in ladder.steps:
            if step.comparison is not None and ladder.is_kept(step):
                yield _finding(ladder, step)


def _finding(of: Ladder, step: Step) -> Diagnostic:
    assert step.comparison is not None
    bound = step.comparison
    promised = of.comparison.value
    condition = step.statement.range.span if step.statement.range is not None else bound.span
    return found(
        PAGE,
        f"a credit is due `{bound.span.text}`, also where the promise of {literal(promised.value)} is kept",
        bound.span,
        "reaches into what is kept",
        others=[Label(promised.span, "what is promised")],
        fixes=[Fix("write `when missed`", (Edit(condition, "when missed"),))] if step.statement.range else [],
    )
