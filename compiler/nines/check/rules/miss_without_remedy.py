"""Every miss has a remedy."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.ladders import ladders
from nines.check.rule import found
from nines.check.steps import Ladder, Step
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.values.text import literal

_STEPS = "measure share of good events\n{first}\ncredit  25% below 99.0%\n"

PAGE = Page(
    Code("N0442", "miss-without-remedy", Severity.WARNING, "a promise can be missed without a credit being due"),
    why="""\
Promised are 99.9 %, and the first credit is due below 99.5 %: what lies between is a broken promise that costs nothing,
so the number that counts is the lower one. Either the first threshold is the promise, or there is a reason that the
contract should give.""",
    bad=examples.agreement(_STEPS.format(first="credit  10% below 99.5%")),
    good=examples.agreement(_STEPS.format(first="credit  10% when missed")),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for ladder in ladders(context):
        if not ladder.steps or ladder.others:
            continue
        first = ladder.steps[0]
        if first.comparison is not None and _leaves_some(ladder, first):
            promised = ladder.comparison.value
            yield found(
                PAGE,
                f"a miss of {literal(promised.value)} costs nothing until it is `{first.comparison.span.text}`",
                first.comparison.span,
                "the first credit",
                others=[Label(promised.span, "what is promised")],
                helps=["let the first credit be due `when missed`"],
            )


def _leaves_some(ladder: Ladder, first: Step) -> bool:
    """Whether some value misses the promise and does not reach the first step."""
    if first.at == ladder.promised:
        return ladder.comparison.operator.value in ("above", "below") and not first.included
    return first.at < ladder.promised if ladder.rising else first.at > ladder.promised
