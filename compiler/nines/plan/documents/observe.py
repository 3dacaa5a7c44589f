"""An assumed observation for the worked example: chosen from the contract's own numbers, so that a credit is due."""

from __future__ import annotations

from fractions import Fraction

from nines.contract.model import Promise
from nines.language.phrases import GreaterOf, LesserOf, PerUnit
from nines.language.statements.promise import Credit
from nines.plan.documents.words.ladder import OPPOSITE, ladder
from nines.plan.documents.words.measures import is_share, measure_key
from nines.plan.documents.words.periods import length_of
from nines.plan.documents.words.terms import Terms
from nines.record import dataclass
from nines.settle.holding import Book, Past, holds, looks_back
from nines.settle.promises import chosen
from nines.settle.seen import Seen, seen_of
from nines.values.model import Duration, FineDuration, Number, Percentage, Quantity
from nines.values.units import base_value

__all__ = ["Counted", "Observation", "due_of", "observation", "points_reach"]

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
    """What is assumed to be measured over one period. `counted` is None where nothing is counted."""

    promise: Promise
    seen: Seen
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
        return _seen(promise, wanted, length)
    what, number = _how_many(promise, key, length)
    bad = _ending((1 - wanted) * number, number)
    return _seen(promise, 1 - Fraction(bad, number), length, counted=Counted(what, number, bad))


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
    return _seen(promise, 1 - whole / length, length, down=whole)


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
    return _seen(promise, down / 1000, length, down=down)


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
        return _seen(promise, bound + 2, length)
    steps = ladder(promise.credits, promise.comparison) if promise.credits else None
    if steps is not None and steps[0].until is not None:
        middle = (base_value(steps[0].bound.value) + base_value(steps[0].until[1].value)) / 2
        return _seen(promise, middle, length)
    overruns = [share for credit in promise.credits for share in _overruns(credit)]
    beyond = min(overruns) / 2 if overruns else Fraction(1, 4)
    return _seen(promise, bound * (1 + beyond), length)


def _overruns(credit: Credit) -> list[Fraction]:
    if credit.condition is None:
        return []
    terms = (credit.condition.first, *credit.condition.more)
    found = [term.measured for term in terms if term.measured is not None]
    return [
        base_value(item.range.first.value.value) for item in found if item.quantity and item.quantity.value == "overrun"
    ]


def _seen(
    promise: Promise,
    measured: Fraction,
    length: Fraction | None,
    *,
    down: Fraction | None = None,
    counted: Counted | None = None,
) -> Observation:
    """As the engine that settles has it. Times come in milliseconds."""
    key = measure_key(promise.measure) if promise.measure is not None else ""
    seen = seen_of(
        promise,
        measured,
        measured,
        length=length / 1000 if length is not None else None,
        downtime=down / 1000 if down is not None else None,
        bad_slices=measured if key == "bad slices" else None,
        outages=measured if key == "outages" else None,
    )
    return Observation(promise, seen, counted)


# Whether a condition holds of it.


def due_of(seen: Observation) -> Credit | None:
    """The credit that pays; None if none does, or if that depends on more than one period."""
    promise = seen.promise
    if any(credit.condition is not None and looks_back(credit.condition) for credit in promise.credits):
        return None
    found = chosen(promise.credits, promise, seen.seen, Past())
    return found if isinstance(found, Credit) else None


def points_reach(credit: Credit, balance: Fraction) -> bool:
    """Whether a credit for points is due at a balance."""
    return credit.condition is not None and holds(credit.condition, Book((), balance), Past()) is True
