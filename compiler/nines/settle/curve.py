"""What one promise pays as a function of what it came to: where it changes, and what is paid at any value.

For schedules of credits that others compute by, and to compare two versions of a contract point by point.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction

from nines.contract.model import Agreement, Promise
from nines.contract.periods import calendar_period
from nines.language.phrases import Amount, CalendarPeriod, Condition, GreaterOf, LesserOf, PerUnit, Range
from nines.language.statements.money import Round
from nines.language.statements.promise import Credit, Reward
from nines.record import dataclass, replace
from nines.settle.gaps import Gap
from nines.settle.ground import Ground, rounded
from nines.settle.holding import Past
from nines.settle.promises import chosen
from nines.settle.reckon import Reckoned, reckon
from nines.settle.seen import Seen, seen_of
from nines.settle.watched import measure_key
from nines.values.model import Duration, Percentage
from nines.values.units import base_value

__all__ = ["Curve", "Paid", "curve_of"]

_COUNTS = ("outages", "bad slices")
_OF_TIME = ("share of good time", "share of good slices")
_HALF = Fraction(1, 2)
_ROUNDED_FROM = {
    "half-even": (-_HALF, _HALF),
    "half-up": (-_HALF, _HALF),
    "up": (Fraction(-1), Fraction(0)),
    "down": (Fraction(0), Fraction(1)),
}
"""Where what is rounded to a value begins and ends, in steps from it, by the mode."""
_MANY = 1000
"""Periods before that were like the one that is judged, where there were any: more than any history asks for."""


@dataclass(frozen=True, slots=True)
class Paid:
    """What comes of a value: the credit and the reward that pay, if any, and what they come to."""

    seen: Seen
    credit: Credit | None
    credited: Reckoned | None
    reward: Reward | None
    rewarded: Reckoned | None

    @property
    def outcome(self) -> tuple[bool, object, object]:
        """What is the same as long as nothing changes but the value itself."""
        return self.seen.kept, self.credit and self.credit.span, self.reward and self.reward.span


@dataclass(frozen=True, slots=True)
class Curve:
    """One promise under an agreement. `length` is that of a period in seconds, None where it has none.

    Values are in base units: shares from 0 to 1, seconds, numbers. Shares of fees that are not known stay shares.
    """

    promise: Promise
    agreement: Agreement
    length: Fraction | None

    @property
    def rounding(self) -> Round | None:
        """How the measured value is rounded before it is compared."""
        return self.promise.round_measured or self.agreement.round_measured

    @property
    def is_share(self) -> bool:
        return isinstance(self.promise.comparison.value.value, Percentage)

    @property
    def promised(self) -> Fraction:
        return base_value(self.promise.comparison.value.value)

    @property
    def unrounded(self) -> Curve:
        """The same function of the value as it is compared."""
        promise, agreement = replace(self.promise, round_measured=None), replace(self.agreement, round_measured=None)
        return Curve(promise, agreement, self.length)

    def at(self, exact: Fraction, *, repeated: bool = False) -> Paid | Gap:
        """What a value pays. `repeated`: after any number of periods that came to the same, else after none."""
        seen = self.seen(exact)
        past = Past((seen,) * _MANY) if repeated else Past()
        credit = chosen(self.promise.credits, self.promise, seen, past)
        reward = chosen(self.promise.rewards, self.promise, seen, past)
        if isinstance(credit, Gap):
            return credit
        if isinstance(reward, Gap):
            return reward
        ground = Ground(self.agreement, length=self.length, by_share=True)
        credited = reckon(credit.amount, ground, self.promise, seen) if credit is not None else None
        rewarded = reckon(reward.amount, ground, self.promise, seen) if reward is not None else None
        for found in (credited, rewarded):
            if isinstance(found, Gap):
                return found
        return Paid(
            seen,
            credit if isinstance(credit, Credit) else None,
            credited if isinstance(credited, Reckoned) else None,
            reward if isinstance(reward, Reward) else None,
            rewarded if isinstance(rewarded, Reckoned) else None,
        )

    def seen(self, exact: Fraction) -> Seen:
        """What a value means for the quantities that conditions go by."""
        key = measure_key(self.promise)
        down = None
        if key == "downtime":
            down = exact
        elif key in _OF_TIME and self.length is not None:
            down = (1 - exact) * self.length
        return seen_of(
            self.promise,
            exact,
            rounded(exact, self.rounding),
            length=self.length,
            downtime=down,
            bad_slices=exact if key == "bad slices" else None,
            outages=exact if key == "outages" else None,
        )

    # Where it changes.

    def edges(self) -> tuple[Fraction, ...]:
        """The values, as they are compared, at which another step begins; in order."""
        found = {self.promised}
        items: tuple[Credit | Reward, ...] = (*self.promise.credits, *self.promise.rewards)
        for item in items:
            for name, amount in (*_of_range(item.range), *_of_condition(item.condition), *_of_amount(item.amount)):
                found.update(self._measured(name, amount))
        return tuple(sorted(value for value in found if self._is_possible(value)))

    def around(self) -> tuple[Fraction, ...]:
        """Measured values at each edge, and on both sides of where what is rounded to an edge begins and ends."""
        mode = self.rounding.mode.value if self.rounding is not None and self.rounding.mode is not None else ""
        begins, ends = _ROUNDED_FROM.get(mode, (Fraction(0), Fraction(0)))
        found = {Fraction(0), Fraction(1)} if self.is_share else set()
        for edge in self.edges():
            found.add(edge)
            for at in (edge + begins * self.step, edge + ends * self.step):
                found.update((at - self.tiny, at, at + self.tiny))
        return tuple(sorted(value for value in found if self._is_possible(value)))

    def between(self) -> tuple[Fraction, ...]:
        """Values in the middle of each two edges, and beyond the outermost."""
        edges = self.edges()
        last = Fraction(1) if self.is_share else 2 * max(edges, default=Fraction(0)) + 2
        every = sorted({Fraction(0), *edges, last})
        middles = ((one + other) / 2 for one, other in itertools.pairwise(every))
        return tuple(value for value in middles if self._is_possible(value))

    @property
    def step(self) -> Fraction:
        """The step of rounding; 0 where nothing is rounded."""
        rule = self.rounding
        return base_value(rule.step.value) if rule is not None and rule.step is not None else Fraction(0)

    @property
    def tiny(self) -> Fraction:
        """So little more that it matters only at an edge: one of what is counted, a hundredth of a step."""
        if measure_key(self.promise) in _COUNTS:
            return Fraction(1)
        if self.step:
            return self.step / 100
        is_time = isinstance(self.promise.comparison.value.value, Duration)
        return Fraction(1) if is_time else Fraction(1, 10**7)

    def _is_possible(self, value: Fraction) -> bool:
        if measure_key(self.promise) in _COUNTS and value.denominator != 1:
            return False
        return value >= 0 and (value <= 1 or not self.is_share)

    def _measured(self, name: str, amount: Fraction) -> tuple[Fraction, ...]:
        """The measured value at which a quantity has an amount; nothing where it does not depend on it."""
        least, at = self.promise.comparison.operator.value in ("at least", "above"), self.promised
        key = measure_key(self.promise)
        match name:
            case "measured":
                return (amount,)
            case "shortfall" | "overrun":
                size = amount * abs(at) if name == "overrun" else amount
                return (at - size if least else at + size,)
            case "unavailability":
                return (1 - amount,)
            case "downtime" | "total downtime" | "excess downtime":
                return self._of_time(amount, key, excess=name == "excess downtime")
            case _:
                return (amount,) if name == key else ()

    def _of_time(self, amount: Fraction, key: str, *, excess: bool) -> tuple[Fraction, ...]:
        if key == "downtime":
            return (self.promised + amount if excess else amount,)
        if key in _OF_TIME and self.length:
            allowed = (1 - self.promised) * self.length if excess else Fraction(0)
            return (1 - (allowed + amount) / self.length,)
        return ()


def curve_of(promise: Promise, agreement: Agreement) -> Curve:
    """What a promise pays in a period of typical length: the nominal one, or the one that all count as."""
    period, length = agreement.period, None
    if isinstance(period, CalendarPeriod) and period.counted is not None:
        length = Fraction(period.counted.value.milliseconds, 1000)
    elif period is not None:
        found = calendar_period(period)
        length = Fraction(found.nominal, 1000) if found is not None else None
    return Curve(promise, agreement, length)


Bounds = Iterator[tuple[str, Fraction]]
"""A quantity, and an amount of it at which something changes."""


def _of_range(value: Range | None, name: str = "measured") -> Bounds:
    if value is None:
        return
    for item in (value.first, value.second):
        if item is not None:
            yield name, base_value(item.value.value)


def _of_condition(condition: Condition | None) -> Bounds:
    if condition is None:
        return
    for term in (condition.first, *condition.more):
        inner = term.history.condition if term.history is not None else term
        if inner is not None and inner.measured is not None and inner.measured.promise is None:
            quantity = inner.measured.quantity
            yield from _of_range(inner.measured.range, quantity.value if quantity is not None else "measured")


def _of_amount(amount: Amount) -> Bounds:
    """Where the first units begin of what is paid by the unit."""
    match amount:
        case GreaterOf(first=first, second=second) | LesserOf(first=first, second=second):
            yield from _of_amount(first)
            yield from _of_amount(second)
        case PerUnit(step=step, quantity=quantity) if step is not None and quantity is not None:
            for count in range(4):
                yield quantity.value, count * base_value(step.value)
        case PerUnit(event=event) if event is not None:
            for count in range(4):
                yield f"{event.value}s", Fraction(count)
        case _:
            return
