"""An assumed observation for the worked example: chosen from the contract's own numbers, so that a credit is due."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from nines.contract.model import Promise
from nines.language.phrases import Condition, GreaterOf, LesserOf, MeasuredRange, PerUnit, Range, Term
from nines.language.statements.promise import Credit
from nines.plan.documents.words.ladder import OPPOSITE, ladder
from nines.plan.documents.words.measures import is_share, measure_key
from nines.plan.documents.words.periods import length_of
from nines.plan.documents.words.terms import Terms
from nines.record import dataclass
from nines.values.model import Duration, FineDuration, Number, Percentage, Quantity
from nines.values.units import base_value

__all__ = ["Counted", "Observation", "holds", "observation", "points_reach", "quantity_value"]

_EVENTS = 1_000_000
_TICKETS = 200
_SLICES = 10_000
_MISS_OF_ALL = Fraction(1, 1000)
"""How much is missing where all was promised."""


@dataclass(frozen=True, slots=True)
class Counted:
    """So many things (`events`, `slices`, `tickets`) that count, and so many of them bad."""

    what: str
    all: int
    bad: int


@dataclass(frozen=True, slots=True)
class Observation:
    """What is assumed to be measured over one period, in base units; times in milliseconds.

    `downtime` and `excess` are None where the measure knows none; `counted` where nothing is counted.
    """

    promise: Promise
    measured: Fraction
    length: Fraction | None
    downtime: Fraction | None
    excess: Fraction | None
    counted: Counted | None


def observation(promise: Promise, terms: Terms) -> Observation | None:
    """A mild miss of a promise; None where no number would be natural."""
    if promise.measure is None or promise.comparison.operator.value not in OPPOSITE:
        return None
    period = terms.agreement.period
    length = length_of(period) if period is not None else None
    if is_share(promise):
        return _of_share(promise, length)
    promised = promise.comparison.value.value
    if promise.comparison.operator.value not in ("at most", "below") or base_value(promised) <= 0:
        return None
    if measure_key(promise.measure) == "downtime" and isinstance(promised, Duration):
        return _of_downtime(promise, promised, length)
    if isinstance(promised, Duration | FineDuration | Number | Percentage):
        return _of_value(promise, promised, length)
    return None


def _of_share(promise: Promise, length: Fraction | None) -> Observation | None:
    wanted = _mild_share(promise)
    key = measure_key(promise.measure) if promise.measure is not None else ""
    if key == "share of good time":
        if length is None:
            return None
        down = (1 - wanted) * length
        return _timed(promise, down, length)
    if key == "mean of slice ratios":
        return Observation(promise, wanted, length, None, None, None)
    what, number = _how_many(promise, key, length)
    bad = _ending((1 - wanted) * number, number)
    return Observation(promise, 1 - Fraction(bad, number), length, None, None, Counted(what, number, bad))


def _ending(wanted: Fraction, number: int) -> int:
    """How many are bad: near what is wanted, and so that their share of all is a decimal that ends."""
    step = number
    for prime in (2, 5):
        while step % prime == 0:
            step //= prime
    return max(1, round(wanted / step)) * step


def _timed(promise: Promise, down: Fraction, length: Fraction) -> Observation:
    """Downtime in whole seconds, so that it and its share can be shown in full."""
    seconds = max(1, int(length // 1000))
    whole = Fraction(_ending(down / 1000, seconds) * 1000)
    allowed = (1 - base_value(promise.comparison.value.value)) * length
    return Observation(promise, 1 - whole / length, length, whole, max(Fraction(0), whole - allowed), None)


def _mild_share(promise: Promise) -> Fraction:
    """In the middle of the mildest step; without steps, twice what the promise allows."""
    promised = base_value(promise.comparison.value.value)
    steps = ladder(promise.credits, promise.comparison) if promise.credits else None
    if steps is None:
        return 1 - 2 * (1 - promised) if promised < 1 else 1 - _MISS_OF_ALL
    upper = base_value(steps[0].bound.value)
    if steps[0].until is not None:
        return (upper + base_value(steps[0].until[1].value)) / 2
    return max(Fraction(0), 1 - 2 * (1 - upper)) if upper < 1 else 1 - _MISS_OF_ALL


def _how_many(promise: Promise, key: str, length: Fraction | None) -> tuple[str, int]:
    if promise.clock is not None:
        return "tickets", _TICKETS
    indicator = promise.indicator
    slices = promise.slice.length.value if promise.slice is not None else None
    if slices is None and indicator is not None and indicator.slices is not None:
        slices = indicator.slices.length
    if key != "share of good slices":
        return "events", _EVENTS
    masked = indicator is not None and (indicator.masks or (indicator.slices is not None and indicator.slices.valid))
    if slices is None or length is None or masked:
        return "slices", _SLICES
    return "slices", max(1, int(length // slices.milliseconds))


def _of_downtime(promise: Promise, promised: Duration, length: Fraction | None) -> Observation:
    """A downtime beyond the bound by two and a half of the steps that credits are counted in, or by half."""
    steps = [step for credit in promise.credits for step in _time_steps(credit.amount)]
    beyond = Fraction(5, 2) * steps[0] if steps else Fraction(promised.milliseconds, 2)
    down = promised.milliseconds + beyond
    return Observation(promise, down / 1000, length, down, beyond, None)


def _time_steps(value: object) -> list[Fraction]:
    match value:
        case PerUnit(step=step) if step is not None and isinstance(step.value, Duration):
            return [Fraction(step.value.milliseconds)]
        case GreaterOf(first=first, second=second) | LesserOf(first=first, second=second):
            return [*_time_steps(first), *_time_steps(second)]
        case _:
            return []


def _of_value(promise: Promise, promised: Quantity, length: Fraction | None) -> Observation:
    """A value above its bound by half of what leads to the next credit, or by a quarter."""
    bound = base_value(promised)
    counted = promise.measure is not None and measure_key(promise.measure) in ("outages", "bad slices")
    if counted:
        return Observation(promise, bound + 2, length, None, None, None)
    steps = ladder(promise.credits, promise.comparison) if promise.credits else None
    if steps is not None and steps[0].until is not None:
        middle = (base_value(steps[0].bound.value) + base_value(steps[0].until[1].value)) / 2
        return Observation(promise, middle, length, None, None, None)
    overruns = [share for credit in promise.credits for share in _overruns(credit)]
    beyond = min(overruns) / 2 if overruns else Fraction(1, 4)
    return Observation(promise, bound * (1 + beyond), length, None, None, None)


def _overruns(credit: Credit) -> list[Fraction]:
    if credit.condition is None:
        return []
    terms = (credit.condition.first, *credit.condition.more)
    found = [term.measured for term in terms if term.measured is not None]
    return [
        base_value(item.range.first.value.value) for item in found if item.quantity and item.quantity.value == "overrun"
    ]


# Whether a condition holds of it.


def holds(credit: Credit, seen: Observation) -> bool | None:
    """Whether a credit is due; None if that depends on more than one period's value."""
    if credit.condition is not None:
        return _condition(credit.condition, seen)
    if credit.range is not None:
        return _in_range(credit.range, seen.measured)
    return True


def _condition(value: Condition, seen: Observation) -> bool | None:
    result = _term(value.first, seen)
    for join, more in zip(value.joins, value.more, strict=True):
        other = _term(more, seen)
        if result is None or other is None:
            return None
        result = result and other if join.value == "and" else result or other
    return result


def _term(value: Term, seen: Observation) -> bool | None:
    if value.outcome is not None:
        return value.outcome.what.value == "missed"
    return _measured(value.measured, seen) if value.measured is not None else None


def _measured(value: MeasuredRange, seen: Observation) -> bool | None:
    if value.promise is not None:
        return None
    amount = quantity_value(value.quantity.value if value.quantity is not None else "measured", seen)
    return None if amount is None else _in_range(value.range, amount)


_COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "at least": lambda a, b: a >= b,
    "at most": lambda a, b: a <= b,
    "below": lambda a, b: a < b,
    "above": lambda a, b: a > b,
    "exactly": lambda a, b: a == b,
}


def _in_range(value: Range, amount: Fraction) -> bool:
    both = (value.first, *([value.second] if value.second is not None else []))
    return all(_COMPARE[item.operator.value](amount, base_value(item.value.value)) for item in both)


def points_reach(credit: Credit, balance: Fraction) -> bool:
    """Whether a credit for points is due at a balance."""
    condition = credit.condition
    if condition is None or condition.more or condition.first.measured is None:
        return False
    measured = condition.first.measured
    if measured.quantity is None or measured.quantity.value != "points":
        return False
    return _in_range(measured.range, balance)


def quantity_value(name: str, seen: Observation) -> Fraction | None:
    """A quantity of a condition or of a `per` amount, in base units (seconds, shares, numbers)."""
    promised = base_value(seen.promise.comparison.value.value)
    key = measure_key(seen.promise.measure) if seen.promise.measure is not None else ""
    match name:
        case "measured":
            return seen.measured
        case "shortfall":
            return abs(promised - seen.measured)
        case "overrun":
            return abs(promised - seen.measured) / promised if promised else None
        case "unavailability":
            return 1 - seen.measured if is_share(seen.promise) else None
        case "downtime" | "total downtime":
            return seen.downtime / 1000 if seen.downtime is not None else None
        case "excess downtime":
            return seen.excess / 1000 if seen.excess is not None else None
        case "outages" | "bad slices":
            return seen.measured if key == name else None
        case _:
            return None
