"""Steps of credits and rewards: what rules ask of the thresholds and amounts of a promise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from nines.language.phrases import (
    Amount,
    Comparison,
    Condition,
    MeasuredRange,
    ProRata,
    Range,
    ServiceTime,
    Share,
    Sum,
    Term,
    Times,
    Units,
)
from nines.language.statements.promise import Credit, Reward
from nines.record import dataclass
from nines.values.units import base_value, comparable

__all__ = ["Ladder", "Step", "amount_of", "ladder", "measured_ranges"]


@dataclass(frozen=True, slots=True)
class Step:
    """A credit or reward by what was measured. `at` is None for one `when missed`, which is the promise's own bound.

    `included` says that the bound itself is reached.
    """

    statement: Credit | Reward
    comparison: Comparison | None
    at: Fraction
    included: bool
    amount: tuple[str, Fraction] | None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The one-sided steps of a promise, from the mildest miss to the worst.

    `rising` is True where more is better (`at least 99.9%`). `others` are credits by anything else:
    by histories, other quantities, two bounds.
    """

    comparison: Comparison
    rising: bool
    steps: tuple[Step, ...]
    others: tuple[Credit, ...]

    @property
    def promised(self) -> Fraction:
        return base_value(self.comparison.value.value)

    def is_kept(self, step: Step) -> bool:
        """Whether a step is reached by some value that keeps the promise."""
        beyond = step.at > self.promised if self.rising else step.at < self.promised
        same = step.at == self.promised
        return beyond or (same and step.included and self.comparison.operator.value in ("at least", "at most"))


def ladder(comparison: Comparison, statements: Iterable[Credit]) -> Ladder | None:
    """The steps of a promise's credits; None if its comparison has no better side."""
    operator = comparison.operator.value
    if operator == "exactly":
        return None
    rising = operator in ("at least", "above")
    steps: list[Step] = []
    others: list[Credit] = []
    for credit in statements:
        step = _step(credit, comparison, rising=rising)
        if step is None:
            others.append(credit)
        else:
            steps.append(step)
    steps.sort(key=lambda step: (-step.at if rising else step.at, not step.included))
    return Ladder(comparison, rising, tuple(steps), tuple(others))


def _step(credit: Credit, promised: Comparison, *, rising: bool) -> Step | None:
    """A credit as a step towards the worse, if it is one."""
    if credit.range is None and _is_missed(credit.condition):
        included = promised.operator.value in ("above", "below")
        return Step(credit, None, base_value(promised.value.value), included, amount_of(credit.amount))
    bounds = credit.range if credit.range is not None else _measured(credit.condition)
    if bounds is None or bounds.second is not None:
        return None
    worse = ("below", "at most") if rising else ("above", "at least")
    bound = bounds.first
    if bound.operator.value not in worse or not comparable(bound.value.value, promised.value.value):
        return None
    included = bound.operator.value in ("at most", "at least")
    return Step(credit, bound, base_value(bound.value.value), included, amount_of(credit.amount))


def _is_missed(condition: Condition | None) -> bool:
    """Without a condition a credit is due when the promise is missed."""
    if condition is None:
        return True
    outcome = condition.first.outcome
    return not condition.more and outcome is not None and outcome.what.value == "missed"


def _measured(condition: Condition | None) -> Range | None:
    """The range of a condition that is one of the measured value alone."""
    if condition is None or condition.more or condition.first.measured is None:
        return None
    return condition.first.measured.range if _is_measured(condition.first.measured) else None


def _is_measured(found: MeasuredRange) -> bool:
    return found.promise is None and (found.quantity is None or found.quantity.value == "measured")


def measured_ranges(condition: Condition | None) -> Iterator[Range]:
    """The ranges of the measured value that a condition speaks of, in histories too."""
    terms: list[Term] = [] if condition is None else [condition.first, *condition.more]
    while terms:
        term = terms.pop(0)
        if term.measured is not None and _is_measured(term.measured):
            yield term.measured.range
        if term.history is not None and term.history.condition is not None:
            terms.insert(0, term.history.condition)


def amount_of(amount: Amount) -> tuple[str, Fraction] | None:
    """What an amount is counted in, and how much of it; None for one that is computed."""
    match amount:
        case Share(share=share, fee=fee):
            return f"share of {fee.value if fee is not None else 'base'}", share.value.value
        case Sum(money=money):
            return money.value.currency, Fraction(money.value.amount)
        case ServiceTime(count=count, unit=unit):
            return unit.value.replace("days", "day").replace("hours", "hour"), count.value.value
        case Units(count=count):
            return "points", count.value.value
        case ProRata(factor=factor):
            return "fee for the downtime", factor.value.value
        case Times(factor=factor, unit=unit):
            return unit.value, factor.value.value
        case _:
            return None
