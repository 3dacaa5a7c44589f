"""What each commitment pays, for programs: steps, and test vectors that the engine of settlements has reckoned.

One schedule for each document. Whoever computes credits by it can try a program on the vectors: they lie on both sides
of each step, and of where rounding leads to another one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction

from nines.contract.model import Agreement, Promise
from nines.language.phrases import Condition, Range
from nines.language.statements.promise import Credit, Reward
from nines.plan.documents.accounts import Account, End, Step, Tried, accounts
from nines.plan.documents.model import Document
from nines.plan.documents.words.terms import Terms
from nines.plan.documents.worth import base_fee
from nines.record import dataclass
from nines.settle.curve import Curve, Paid, curve_of
from nines.settle.gaps import Gap
from nines.settle.ground import BaseFee
from nines.settle.holding import looks_back
from nines.settle.levels import with_level
from nines.settle.watched import measure_key

__all__ = ["Schedule", "Scheduled", "schedule"]


@dataclass(frozen=True, slots=True)
class Scheduled:
    """The terms of one plan, or of the one customer. `base` is the base fee, where it is known."""

    plan: str | None
    agreement: Agreement
    base: BaseFee | None
    length: Fraction | None
    tried: tuple[Tried, ...]
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """All terms of a document."""

    document: Document
    terms: tuple[Scheduled, ...]


def schedule(document: Document, several: Sequence[tuple[str | None, Terms]]) -> Schedule:
    """The schedule of a document: of an sla with the terms of each plan, of a customer with its own."""
    return Schedule(document, tuple(_scheduled(plan, terms, document) for plan, terms in several))


def _scheduled(plan: str | None, terms: Terms, document: Document) -> Scheduled:
    agreement = terms.agreement
    tried = [
        _tried(curve, level, document) for promise in agreement.promises for level, curve in _curves(promise, agreement)
    ]
    return Scheduled(
        plan,
        agreement,
        base_fee(agreement.base, terms),
        tried[0].curve.length if tried else None,
        tuple(tried),
        accounts(terms, tried),
    )


def _curves(promise: Promise, agreement: Agreement) -> Iterator[tuple[str | None, Curve]]:
    """The promise itself, then each of its levels."""
    yield None, curve_of(promise, agreement)
    for level in promise.levels:
        yield level.name.value, curve_of(with_level(promise, level), agreement)


def _tried(curve: Curve, level: str | None, document: Document) -> Tried:
    clause = document.clause(f"credits-{curve.promise.name}") or document.clause("commitments")
    return Tried(
        curve,
        level,
        clause.number if clause is not None else None,
        _steps(curve) if _by_value_alone(curve) else None,
        _vectors(curve),
        curve.promise.trigger is not None or any(_looks_back(item) for item in _items(curve.promise)),
    )


def _items(promise: Promise) -> tuple[Credit | Reward, ...]:
    return (*promise.credits, *promise.rewards)


def _looks_back(item: Credit | Reward) -> bool:
    return item.condition is not None and looks_back(item.condition)


# Steps.


def _by_value_alone(curve: Curve) -> bool:
    own = measure_key(curve.promise)
    return all(
        name in ("measured", "shortfall", "overrun", "unavailability", own)
        for item in _items(curve.promise)
        for name in _quantities(item.condition, item.range)
    )


def _quantities(condition: Condition | None, value: Range | None) -> Iterator[str]:
    if value is not None:
        yield "measured"
    if condition is None:
        return
    for term in (condition.first, *condition.more):
        inner = term.history.condition if term.history is not None else term
        if inner is not None and inner.measured is not None:
            quantity = inner.measured.quantity
            yield quantity.value if quantity is not None else "promise" if inner.measured.promise else "measured"


def _steps(curve: Curve) -> tuple[Step, ...] | None:
    """The line of all values, cut where another statement pays."""
    plain = curve.unrounded
    found: list[Step] = []
    for low, high in _pieces(plain):
        probe = low.value if low is not None and high is not None and low.value == high.value else _middle(low, high)
        paid = plain.at(probe)
        if isinstance(paid, Gap):
            return None
        step = Step(low, high, paid.seen.kept, paid.credit, paid.reward)
        before = found[-1] if found else None
        if before is not None and (before.kept, before.credit, before.reward) == (step.kept, step.credit, step.reward):
            found[-1] = Step(before.low, high, step.kept, step.credit, step.reward)
        else:
            found.append(step)
    return tuple(found)


def _pieces(curve: Curve) -> Iterator[tuple[End | None, End | None]]:
    """Each edge alone, and what lies between two, from the lowest value to the highest."""
    edges = curve.edges()
    least, most = Fraction(0), Fraction(1) if curve.is_share else None
    before: End | None = End(least, included=True)
    for edge in edges:
        if before is None or before.value < edge:
            yield before, End(edge, included=False)
        yield End(edge, included=True), End(edge, included=True)
        before = End(edge, included=False)
    if most is None or (before is not None and before.value < most):
        yield before, End(most, included=True) if most is not None else None


def _middle(low: End | None, high: End | None) -> Fraction:
    if low is None:
        return Fraction(0)
    return (low.value + high.value) / 2 if high is not None else 2 * low.value + 1


# Vectors.


def _vectors(curve: Curve) -> tuple[Paid, ...]:
    """Values at each edge, those between which something changes, and one within each step; in order."""
    values = sorted({*curve.around(), *curve.between()})
    found = [(value, curve.at(value)) for value in values]
    known = [(value, paid) for value, paid in found if not isinstance(paid, Gap)]
    outcomes = [paid.outcome for _, paid in known]
    always = {*curve.edges(), *curve.between()}
    kept = {at for before, at in itertools.pairwise(range(len(known))) if outcomes[before] != outcomes[at]}
    return tuple(
        paid
        for at, (value, paid) in enumerate(known)
        if value in always or at in kept or at + 1 in kept or at in (0, len(known) - 1)
    )
