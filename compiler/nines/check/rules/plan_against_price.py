"""A plan that costs more promises no less."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Plan, Promise
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.source import Span
from nines.values.text import literal
from nines.values.units import base_value, comparable

_PLANS = """\
plan           basic {{ fee subscription EUR 100 per month }}
plan           gold {{
  fee     subscription EUR 300 per month
  promise requests at least {value}
}}
"""

PAGE = Page(
    Code("N0489", "plan-against-price", Severity.ERROR, "a plan costs more and promises less"),
    why="""\
Plans are compared line by line. One that costs more and promises less in a line sells its buyers a worse contract for
more money, which is nearly always a slip in one of the two.""",
    bad=examples.agreement(also=_PLANS.format(value="99.5%")),
    good=examples.agreement(also=_PLANS.format(value="99.92%")),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for sla in context.contract.slas:
        for dear, cheap in permutations(sla.plans, 2):
            if _price(dear) > _price(cheap) > 0 and _unit(dear) == _unit(cheap):
                for promise in dear.agreement.promises:
                    other = cheap.agreement.promise(promise.name)
                    if other is not None and _is_less(promise, other):
                        yield _finding(dear, cheap, promise, other)


def _price(plan: Plan) -> Fraction:
    return sum((Fraction(fee.amount.amount) for fee in plan.agreement.fees), Fraction(0))


def _unit(plan: Plan) -> frozenset[tuple[str, str, str]]:
    """What its fees are called and counted in: only like is compared with like."""
    return frozenset((fee.name, fee.amount.currency, fee.per) for fee in plan.agreement.fees)


def _is_less(promise: Promise, other: Promise) -> bool:
    here, there = promise.comparison.value.value, other.comparison.value.value
    if promise.comparison.operator.value != other.comparison.operator.value or not comparable(here, there):
        return False
    if promise.comparison.operator.value in ("at least", "above"):
        return base_value(here) < base_value(there)
    return base_value(here) > base_value(there)


def _finding(dear: Plan, cheap: Plan, promise: Promise, other: Promise) -> Diagnostic:
    here, there = promise.comparison, other.comparison
    return found(
        PAGE,
        f"the plan `{dear.name}` costs more than `{cheap.name}`, and promises {here.operator.value} "
        f"{literal(here.value.value)} of `{promise.name}` instead of {literal(there.value.value)}",
        here.span,
        "less for more",
        others=[Label(span, "more for less") for span in _other_place(here.span, there.span)],
        helps=[f"promise {here.operator.value} {literal(there.value.value)} at least, or change the fees"],
    )


def _other_place(here: Span, there: Span) -> list[Span]:
    return [there] if there != here else []
