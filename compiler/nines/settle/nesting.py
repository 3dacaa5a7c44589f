"""Of several credits that are due at once, which one pays: the worst threshold that was reached, alone.

A condition is worse than another if it implies it: below 95% is below 99% too. Where none implies all
the others, the contract does not say which pays, and nothing is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nines.contract.model import Promise
from nines.language.phrases import Comparison, History, MeasuredRange, Range, Term
from nines.language.statements.promise import Credit, Reward
from nines.record import dataclass
from nines.settle.codes import OPEN_TERM
from nines.settle.gaps import Gap
from nines.settle.seen import FAMILY
from nines.values.units import base_value

__all__ = ["has_two_ends", "worst"]

_OPPOSITE = {"at least": "below", "above": "at most", "at most": "above", "below": "at least"}


@dataclass(frozen=True, slots=True)
class Bound:
    """A quantity on one side of a value; `down` for `below` and `at most`."""

    what: str
    down: bool
    included: bool
    value: Fraction

    def implies(self, other: Bound) -> bool:
        if (self.what, self.down) != (other.what, other.down):
            return False
        if self.value == other.value:
            return other.included or not self.included
        return (self.value < other.value) is self.down


@dataclass(frozen=True, slots=True)
class Rowed:
    """So many periods, of the last `window`, of which something holds: of the one that is judged in any case."""

    periods: int
    of: Bound
    window: int

    def implies(self, other: Rowed) -> bool:
        """All of `3 periods in a row` are among the last three; of `3 of 6 periods` only the last is known."""
        if not self.of.implies(other.of):
            return False
        among = self.window == self.periods or other.periods == 1 or self.window <= other.window
        return self.periods >= other.periods and among


def worst(due: Sequence[Credit | Reward], promise: Promise) -> Credit | Reward | Gap:
    """The one of those due whose condition implies the conditions of all others."""
    if len(due) == 1:
        return due[0]
    known = [(credit, _terms(credit, promise)) for credit in due]
    for credit, mine in known:
        if mine is not None and all(other is credit or _implies(mine, theirs) for other, theirs in known):
            return credit
    two = due[1]
    return Gap(
        OPEN_TERM,
        f"`{due[0].span.text}` and `{two.span.text}` hold at once, and neither is the worse of the two",
        two.span,
        "holds too",
        helps=("write thresholds of one quantity on one side: the worst one reached pays, alone",),
    )


def has_two_ends(items: Sequence[Credit | Reward]) -> bool:
    """Whether any of them is for a range with two ends: then nothing nests."""
    ranges = [_range(item) for item in items]
    return any(value is not None and value.second is not None for value in ranges)


def _range(item: Credit | Reward) -> Range | None:
    if item.range is not None:
        return item.range
    condition = item.condition
    if condition is None or condition.more or condition.first.measured is None:
        return None
    return condition.first.measured.range


def _implies(mine: Sequence[Rowed], theirs: Sequence[Rowed] | None) -> bool:
    return theirs is not None and all(any(one.implies(other) for one in mine) for other in theirs)


def _terms(credit: Credit | Reward, promise: Promise) -> list[Rowed] | None:
    """What has to hold, all of it; None where that cannot be compared."""
    if credit.range is not None:
        return _of_range("measured", credit.range, promise)
    condition = credit.condition
    if condition is None:
        return _missed(promise)
    if any(join.value == "or" for join in condition.joins):
        return None
    found: list[Rowed] = []
    for term in (condition.first, *condition.more):
        terms = _of_term(term, promise)
        if terms is None:
            return None
        found += terms
    return found


def _of_term(term: Term, promise: Promise) -> list[Rowed] | None:
    history = term.history
    if history is not None:
        held = _in_history(history, promise)
        periods = history.count.value.whole or 1
        window = history.window.value.whole or 1 if history.window is not None else periods
        return [Rowed(periods, one.of, window) for one in held] if held is not None else None
    if term.outcome is not None:
        return _missed(promise) if _is_missed(term) else None
    return _of_measured(term.measured, promise) if term.measured is not None else None


def _in_history(history: History, promise: Promise) -> list[Rowed] | None:
    """What has to hold in each of the periods that are counted."""
    if history.outcome is not None:
        return _missed(promise) if history.outcome.value == "missed" else None
    inner = history.condition
    if inner is None or inner.measured is None:
        return _missed(promise) if inner is not None and _is_missed(inner) else None
    return _of_measured(inner.measured, promise)


def _is_missed(term: Term) -> bool:
    return term.outcome is not None and term.outcome.what.value == "missed"


def _missed(promise: Promise) -> list[Rowed] | None:
    promised = promise.comparison
    operator = _OPPOSITE.get(promised.operator.value)
    if operator is None:
        return None
    value = base_value(promised.value.value)
    return [Rowed(1, Bound("measured", operator in ("below", "at most"), operator.startswith("at"), value), 1)]


def _of_measured(value: MeasuredRange, promise: Promise) -> list[Rowed] | None:
    if value.promise is not None:
        return None
    return _of_range(value.quantity.value if value.quantity is not None else "measured", value.range, promise)


def _of_range(name: str, value: Range, promise: Promise) -> list[Rowed] | None:
    found = [_bound(name, item, promise) for item in (value.first, value.second) if item is not None]
    return [Rowed(1, bound, 1) for bound in found if bound is not None] if None not in found else None


def _bound(name: str, item: Comparison, promise: Promise) -> Bound | None:
    """A comparison as a bound of what its family is measured by: `overrun above 35%` of 4ms is above 5.4ms.

    What the promise itself measures is its measured value: outages, of a promise of so many of them.
    """
    operator, value = item.operator.value, base_value(item.value.value)
    if operator not in _OPPOSITE:
        return None
    down, included = operator in ("below", "at most"), operator.startswith("at")
    promised = promise.comparison
    measure = promise.measure.what.value if promise.measure is not None and promise.measure.what is not None else ""
    least, at = promised.operator.value in ("at least", "above"), base_value(promised.value.value)
    match name:
        case "unavailability":
            return Bound("measured", not down, included, 1 - value)
        case "shortfall" | "overrun":
            size = value * abs(at) if name == "overrun" else value
            return Bound("measured", down is not least, included, at - size if least else at + size)
        case "excess downtime" if measure == "downtime":
            return Bound("measured", down, included, at + value)
        case _:
            family = FAMILY.get(name, name)
            return Bound("measured" if family == measure else family, down, included, value)
