"""A worse result never costs less."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from nines.check import examples
from nines.check.context import Context
from nines.check.ladders import ladders
from nines.check.rule import found
from nines.check.steps import Step
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page

_STEPS = "measure share of good events\ncredit  10% when missed\ncredit  {worse} below 99.0%\n"

PAGE = Page(
    Code("N0443", "worse-costs-less", Severity.ERROR, "a worse result costs less than a better one"),
    why="""\
Of the thresholds that are passed the worst pays, alone. A step for worse results with a smaller credit makes it cheaper
to fail longer, and a customer would be better off with less service lost.""",
    bad=examples.agreement(_STEPS.format(worse="5% ")),
    good=examples.agreement(_STEPS.format(worse="25%")),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for ladder in ladders(context):
        for milder, worse in pairwise(ladder.steps):
            if _costs_less(worse, milder):
                yield _finding(milder, worse)


def _costs_less(worse: Step, milder: Step) -> bool:
    """Of amounts in one unit; what is computed or in another unit cannot be compared."""
    less, more = worse.amount, milder.amount
    return less is not None and more is not None and less[0] == more[0] and less[1] < more[1]


def _finding(milder: Step, worse: Step) -> Diagnostic:
    less, more = worse.statement.amount.span, milder.statement.amount.span
    when = f" `{worse.comparison.span.text}`" if worse.comparison is not None else ""
    return found(
        PAGE,
        f"a worse result costs less: {less.text}{when}, after {more.text} for a milder one",
        less,
        f"less than {more.text}",
        others=[Label(more, "for a milder miss")],
        helps=["let credits grow as results get worse, or exchange the two"],
    )
