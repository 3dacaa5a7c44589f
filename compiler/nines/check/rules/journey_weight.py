"""What counts in a journey weighs more than nothing."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.service import Weight

_JOURNEY = "journey buy {{\n  weight {weight} checkout.requests\n  slo    99% over 30d\n}}\n"

PAGE = Page(
    Code("N0353", "journey-weight", Severity.ERROR, "a weight in a journey is zero or less"),
    why="""\
A journey's share of good is the weighted mean of its indicators. One with the weight 0 does not count at all, and with
a weight below it a failing step would make the journey better.""",
    bad=examples.slo("slo requests 99.9% over 30d\n") + _JOURNEY.format(weight=0),
    good=examples.slo("slo requests 99.9% over 30d\n") + _JOURNEY.format(weight=1),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for weight in context.every(Weight):
        amount = weight.node.weight
        if amount.value.value <= 0:
            nothing = amount.value.value == 0
            what = "nothing" if nothing else "less than nothing"
            yield found(
                PAGE,
                f"`{weight.node.indicator.value}` weighs {what} in this journey",
                amount.span,
                "does not count" if nothing else "counts the wrong way round",
                helps=["write a weight above 0, or remove the line"],
            )
