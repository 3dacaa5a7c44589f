"""What an amount of a contract comes to as a function of what was measured: sums, steps, times, the greater of two.

Nothing is measured here: which quantities will be known, and of what amounts are shares, is enough.
"""

from __future__ import annotations

from fractions import Fraction

from nines.contract.model import Promise
from nines.language.phrases import (
    Amount,
    Formula,
    GreaterOf,
    LesserOf,
    PerUnit,
    ProRata,
    ServiceTime,
    SimpleAmount,
    Units,
)
from nines.record import dataclass
from nines.settle.gaps import Gap
from nines.settle.ground import MONTHS, Ground, unit_of_period
from nines.settle.reckon import Worth, reckon
from nines.values.units import base_value

__all__ = ["Flat", "ForTime", "HinderedError", "OneOf", "PerStep", "Price", "Prices", "kind_of", "unknown"]


@dataclass(frozen=True, slots=True)
class Flat:
    """The same, however much went wrong."""

    amount: Fraction


@dataclass(frozen=True, slots=True)
class PerStep:
    """`each` for each `step` of a quantity: those that have `started`, `whole` ones, or `exact`, in proportion."""

    each: Fraction
    quantity: str
    step: Fraction
    count: str


@dataclass(frozen=True, slots=True)
class ForTime:
    """A multiple of the fee of a time: of the downtime, or of so many `seconds`, as a share of the period's length."""

    amount: Fraction
    seconds: Fraction | None


@dataclass(frozen=True, slots=True)
class OneOf:
    """The greater of two, or the lesser."""

    greater: bool
    first: Price
    second: Price


Price = Flat | PerStep | ForTime | OneOf


def kind_of(worth: Worth) -> str:
    """What amounts have to have in common, in words: `EUR`, or `shares of the base`."""
    return worth.currency or "shares of the base"


def unknown(quantity: str) -> str:
    if quantity == "outages":
        return "outages are counted, and series do not tell one from another"
    return f"it goes by {quantity}, which what is recorded does not tell"


class HinderedError(Exception):
    """Why an amount cannot be told; it never leaves the modules that ask."""


@dataclass(frozen=True, slots=True)
class Prices:
    """Turns amounts into prices, and remembers of which kinds they were."""

    ground: Ground
    promise: Promise
    known: frozenset[str]
    kinds: list[Worth]

    def of(self, amount: Amount) -> Price:
        match amount:
            case GreaterOf(first=first, second=second) | LesserOf(first=first, second=second):
                return OneOf(isinstance(amount, GreaterOf), self.of(first), self.of(second))
            case PerUnit():
                return self._per_step(amount)
            case Formula():
                raise HinderedError("a `formula` is computed from all that was measured")
            case ProRata(factor=factor):
                self._needs("downtime")
                return ForTime(factor.value.value * self._fee_of_period(amount), None)
            case ServiceTime() if amount.unit.value.startswith("hour") and self.ground.agreement.day_of_fee is None:
                return ForTime(self._fee_of_period(amount), amount.count.value.value * 3600)
            case _:
                return Flat(self._flat(amount))

    def cap(self) -> Fraction | None:
        caps = [cap.amount for cap in self.promise.caps if cap.what.value == "credits" and cap.amount is not None]
        return min((self._flat(amount) for amount in caps), default=None)

    def _flat(self, amount: SimpleAmount) -> Fraction:
        if isinstance(amount, Units):
            raise HinderedError("it is paid in points, which add up over periods")
        found = reckon(amount, self.ground, self.promise)
        if isinstance(found, Gap):
            raise HinderedError(found.finding.headline)
        if found.worth.kind not in ("money", "share"):
            raise HinderedError(f"`{amount.span.text}` is no money")
        self.kinds.append(found.worth)
        return found.worth.amount

    def _per_step(self, amount: PerUnit) -> Price:
        if amount.event is not None and amount.event.value != "bad slice":
            raise HinderedError(f"it is paid for each {amount.event.value}, and series do not tell one from another")
        quantity = amount.quantity.value if amount.quantity is not None else "bad slices"
        self._needs(quantity)
        step = base_value(amount.step.value) if amount.step is not None else Fraction(1)
        if step <= 0:
            raise HinderedError("a step of nothing cannot be counted")
        return PerStep(
            self._flat(amount.each), quantity, step, amount.count.value if amount.count is not None else "exact"
        )

    def _needs(self, quantity: str) -> None:
        if quantity not in self.known:
            raise HinderedError(unknown(quantity))

    def _fee_of_period(self, amount: SimpleAmount) -> Fraction:
        """The fee of one period, in money or as a share of the base."""
        terms, period = self.ground.base_terms(self.promise), unit_of_period(self.ground.agreement)
        unit = terms.unit.value if terms is not None else None
        if unit in (None, "period", period):
            part = Fraction(1)
        elif unit in MONTHS and period in MONTHS:
            part = Fraction(MONTHS[period], MONTHS[unit])
        else:
            raise HinderedError(f"`{amount.span.text}` is of a base per {unit}: what of it a period costs is not said")
        base = self.ground.base(self.promise)
        worth = Worth("share", part) if isinstance(base, Gap) else Worth("money", part * base.amount, base.currency)
        self.kinds.append(worth)
        return worth.amount
