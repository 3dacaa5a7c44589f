"""A cap can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.check import examples
from nines.check.agreements import Held, leaves
from nines.check.context import Context
from nines.check.rule import found
from nines.check.steps import amount_of
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.money import Cap
from nines.language.statements.promise import Credit
from nines.source import Span
from nines.values.text import percent

PAGE = Page(
    Code("N0487", "cap-out-of-reach", Severity.WARNING, "a cap is higher than all credits together"),
    why="""\
A cap above what can ever be due limits nothing. It reads as if the credits went that far, which they do not, and the
provider believes to have a limit that it does not need. A cap that is just reached will do, and one at the whole fee or
above is a safeguard that any agreement may have.""",
    bad=examples.agreement(without="cap", also="cap            credits 80% per period, rest lapses\n"),
    good=examples.agreement(without="cap", also="cap            credits 25% per period, rest lapses\n"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    reached: dict[Span, tuple[Cap, list[Fraction | None]]] = {}
    for one in leaves(context):
        for cap in one.agreement.caps:
            if cap.what.value == "credits" and cap.scope is not None and cap.scope.value == "period":
                reached.setdefault(cap.span, (cap, []))[1].append(_most(one, cap))
    for cap, found_most in reached.values():
        known = [value for value in found_most if value is not None]
        amount = amount_of(cap.amount) if cap.amount is not None else None
        if amount is None or amount[1] >= 1 or len(known) < len(found_most) or not 0 < max(known) < amount[1]:
            continue
        most = percent(max(known))
        yield found(
            PAGE,
            f"at most {most} can ever be due, so a cap of {percent(amount[1])} limits nothing",
            cap.span,
            "never reached",
            helps=[f"let the cap be {most}, or leave it out: `cap credits none`"],
        )


def _most(one: Held, cap: Cap) -> Fraction | None:
    """The most that can be due in one period, in the unit of the cap; None where that depends on what is measured."""
    amount = amount_of(cap.amount) if cap.amount is not None else None
    if amount is None or not amount[0].startswith("share of"):
        return None
    promises = [promise for promise in one.agreement.promises if not promise.caps]
    found = [_worst(promise.credits, amount[0]) for promise in promises]
    if any(promise.levels or promise.judge is not None for promise in promises if promise.credits):
        return None
    known = [value for value in found if value is not None]
    if len(known) < len(found) or one.agreement.points is not None:
        return None
    stacks = {stack.how.value for stack in one.agreement.stacks}
    alone = stacks == {"highest only"} and not any(stack.names for stack in one.agreement.stacks)
    return max(known, default=Fraction(0)) if alone else sum(known, Fraction(0))


def _worst(steps: tuple[Credit, ...], unit: str) -> Fraction | None:
    """The greatest step of a promise; nothing where it has none."""
    amounts = [amount_of(credit.amount) for credit in steps]
    same = [amount[1] for amount in amounts if amount is not None and amount[0] == unit]
    return max(same, default=Fraction(0)) if len(same) == len(amounts) else None
