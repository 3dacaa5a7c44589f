"""What a customer is owed is recorded as time goes by."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.recorded import Recorded, promises_of
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.settle.owing import owing
from nines.settle.standing import Standing, standing

_CUSTOMER = 'customer acme "ACME" {\n  sla standard\n  fee subscription EUR 1_000 per month\n}\n'
_CAP = "cap            credits 20% per rolling 12 months, rest lapses"

PAGE = Page(
    Code(
        "N0449", "owed-without-series", Severity.NOTE, "what a customer is owed is settled, but not recorded as it goes"
    ),
    why="""\
What a customer would be owed now (`nines:credit_money`) is what its promises cost, stacked and capped as the contract
says. Where a cap or a set-off depends on what was paid in earlier periods, only `nines settle` knows, from the ledger.
What each promise costs by itself is recorded all the same.""",
    bad=examples.agreement(without="cap", also=_CAP, after=_CUSTOMER),
    good=examples.agreement(after=_CUSTOMER),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for sla in context.contract.slas:
        by_customer: dict[str, list[Recorded]] = {}
        for each in promises_of(context.contract, sla):
            if isinstance(each, Recorded) and each.customer is not None:
                by_customer.setdefault(each.customer.name, []).append(each)
        for of_customer in by_customer.values():
            customer = of_customer[0].customer
            why = owing(of_customer)
            if isinstance(why, str) and customer is not None and not _is_told(of_customer):
                yield found(
                    PAGE,
                    f"what `{customer.name}` is owed is not recorded as it goes: {why}",
                    customer.origin,
                    helps=["`nines settle` computes it once the period is over"],
                )


def _is_told(of_customer: list[Recorded]) -> bool:
    """Whether it is a single promise that cannot be told, of which `credit-without-series` speaks."""
    credited = [each for each in of_customer if each.promise.credits]
    return any(not isinstance(standing(each.agreement, each.promise, each.indicator), Standing) for each in credited)
