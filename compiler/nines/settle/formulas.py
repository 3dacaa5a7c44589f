"""Formulas tried on numbers that are all possible, to find what is wrong with them before it matters."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.contract.model import Agreement, Promise
from nines.language.nodes import At
from nines.language.phrases import Formula, GreaterOf, LesserOf
from nines.language.statements.promise import Credit, Reward
from nines.settle.arithmetic import Amount, amount_of, evaluate, kind_words
from nines.settle.by_formula import COUNTED
from nines.settle.codes import FORMULA, OPEN_TERM
from nines.settle.gaps import Gap
from nines.settle.reckon import NAMES

__all__ = ["faults_of"]

_TIMES = frozenset(("downtime", "excess downtime", "total downtime", "period"))


def faults_of(promise: Promise, agreement: Agreement) -> Iterator[Gap]:
    """What is wrong with the formulas of a promise whatever is measured."""
    measure = promise.measure
    if measure is not None and measure.formula is not None:
        yield from _of_measure(measure.formula, promise, agreement)
    items: list[Credit | Reward] = [*promise.credits, *promise.rewards]
    for level in promise.levels:
        items += [*level.body.all(Credit), *level.body.all(Reward)]
    for item in items:
        for formula in _formulas(item.amount):
            yield from _of_credit(formula.text, promise, agreement)


def _formulas(value: object) -> Iterator[Formula]:
    if isinstance(value, Formula):
        yield value
    if isinstance(value, GreaterOf | LesserOf):
        yield from _formulas(value.first)
        yield from _formulas(value.second)


def _of_measure(formula: At[str], promise: Promise, agreement: Agreement) -> Iterator[Gap]:
    others = {
        other.name: amount
        for other in agreement.promises
        if other is not promise and (amount := amount_of(other.comparison.value.value)) is not None
    }
    promised = amount_of(promise.comparison.value.value)

    def named(name: str) -> Amount | None:
        if name in others:
            return Amount(Fraction(1, 2), others[name].kind)
        if name in ("value", "planned"):
            return Amount(
                Fraction(1, 3), promised.kind if promised is not None and "planned" not in formula.value else ()
            )
        return Amount(Fraction(7), (("s", 1),) if name in _TIMES else ()) if name in COUNTED else None

    found = evaluate(formula, named, (*COUNTED, *others))
    if isinstance(found, Gap):
        yield from [found] if found.code is FORMULA else []
    elif promised is not None and found.kind != promised.kind:
        said = f"the formula gives {kind_words(found.kind)}, and {kind_words(promised.kind)} is promised"
        yield Gap(FORMULA, said, formula.span)


def _of_credit(formula: At[str], promise: Promise, agreement: Agreement) -> Iterator[Gap]:
    money = _currency(agreement)
    own = {fee.name: money for fee in agreement.fees} | {unit.name.value: None for unit in agreement.units}
    own |= {pool.name.value: money for pool in agreement.pools}
    own |= {name.value: money for name in agreement.base.fees} if agreement.base is not None else {}
    promised = amount_of(promise.comparison.value.value)

    def named(name: str) -> Amount | Gap | None:
        if name in own and own[name] is None:
            return Gap(OPEN_TERM, "", formula.span)  # what a unit is worth may be of any kind
        if name == "base" or name in own:
            return Amount(Fraction(1000), ((money, 1),))
        if name in ("measured", "promised", "shortfall"):
            return Amount(Fraction(1, 3), promised.kind if promised is not None else ())
        return Amount(Fraction(7), (("s", 1),) if name in _TIMES else ()) if name in NAMES else None

    found = evaluate(formula, named, (*NAMES, *own))
    if isinstance(found, Gap):
        yield from [found] if found.code is FORMULA else []
    elif found.kind and found.kind not in (((money, 1),), (("day", 1),), (("point", 1),)):
        said = f"the formula gives {kind_words(found.kind)}, which no credit is"
        yield Gap(FORMULA, said, formula.span, helps=("a credit is a share of the base (a plain number), or money",))


def _currency(agreement: Agreement) -> str:
    """The currency of the fees, or of how money is rounded."""
    if agreement.fees:
        return agreement.fees[0].amount.currency
    rule = agreement.round_money
    currency = getattr(rule.step.value, "currency", None) if rule is not None and rule.step is not None else None
    return currency or "EUR"
