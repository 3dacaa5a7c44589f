"""A credit can be as large as the least that is paid out."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.check import examples
from nines.check.agreements import Held, leaves
from nines.check.context import Context
from nines.check.rule import found
from nines.check.worth import money_of, money_words
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.values.text import literal

_CUSTOMER = "customer acme {{\n  sla standard\n  fee subscription EUR {fee} per month\n}}\n"

PAGE = Page(
    Code("N0488", "payout-out-of-reach", Severity.WARNING, "the least payout is more than any credit"),
    why="""\
What is below the least payout lapses. Where the greatest credit that a customer can get is below it, the customer was
promised credits and can never be paid one.""",
    bad=examples.agreement(also="payout         at least EUR 25 or lapses\n", after=_CUSTOMER.format(fee=90)),
    good=examples.agreement(also="payout         at least EUR 25 or lapses\n", after=_CUSTOMER.format(fee=900)),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for one in leaves(context):
        payout = one.agreement.payout
        if one.customer is None or payout is None or payout.otherwise.value != "lapses":
            continue
        most = _most(one)
        least = payout.amount.value
        if most is None or most[0] != least.currency or most[1] >= Fraction(least.amount) or most[1] == 0:
            continue
        yield found(
            PAGE,
            f"no credit of {one.words} reaches the {literal(least)} from which it is paid: the greatest is {most[2]}",
            one.origin,
            "never paid",
            others=[Label(payout.span, "what is less lapses")],
            helps=["let less be paid, or let it wait until the sum is reached: `or waits`"],
        )


def _most(one: Held) -> tuple[str, Fraction, str] | None:
    """Currency, amount and words of all credits of a period together; None where that depends on what is measured."""
    total, currencies = Fraction(0), set()
    for promise in one.agreement.promises:
        if promise.levels or promise.judge is not None:
            return None
        sums = [money_of(credit.amount, one.agreement, promise) for credit in promise.credits]
        known = [value for value in sums if value is not None]
        if len(known) < len(sums):
            return None
        if known:
            best = max(known, key=lambda value: value.amount)
            total += Fraction(best.amount)
            currencies.add(best.currency)
    if len(currencies) != 1:
        return None
    currency = currencies.pop()
    return currency, total, money_words(currency, total)
