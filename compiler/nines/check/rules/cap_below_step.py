"""No step of a credit lies beyond the cap."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.agreements import Held, leaves
from nines.check.context import Context
from nines.check.rule import found
from nines.check.steps import amount_of
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.money import Cap
from nines.language.statements.promise import Credit

_STEPS = "measure share of good events\ncredit  10% when missed\ncredit  {worst} below 99.0%\n"
_CAP = "cap            credits 25% per period, rest lapses\n"

PAGE = Page(
    Code("N0444", "cap-below-step", Severity.WARNING, "a cap is lower than a step of the credits"),
    why="""\
A step that the cap cuts off never pays what it says: the table of the contract names a credit that nobody can get, and
a reader who skips the clause with the cap is misled.""",
    bad=examples.agreement(_STEPS.format(worst="50%"), without="cap", also=_CAP),
    good=examples.agreement(_STEPS.format(worst="25%"), without="cap", also=_CAP),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for one in leaves(context):
        for promise in one.agreement.promises:
            caps = [cap for cap in (promise.caps or one.agreement.caps) if cap.what.value == "credits"]
            for credit in promise.credits:
                for cap in caps:
                    yield from _judged(one, credit, cap)


def _judged(one: Held, credit: Credit, cap: Cap) -> Iterator[Diagnostic]:
    """A credit and a cap that are shares of the same fees; over longer times than a period it may still be paid."""
    if cap.amount is None or cap.scope is None or cap.scope.value not in ("period", "outage", "day"):
        return
    most, step = amount_of(cap.amount), amount_of(credit.amount)
    if most is None or step is None or most[0] != step[0] or step[1] <= most[1]:
        return
    yield found(
        PAGE,
        f"no more than {cap.amount.span.text} is ever paid, and a credit of {credit.amount.span.text} is promised",
        credit.amount.span,
        "more than the cap",
        others=[Label(cap.span, f"{one.words} caps it")],
        helps=[f"let the cap be {credit.amount.span.text}, or the step {cap.amount.span.text}"],
    )
