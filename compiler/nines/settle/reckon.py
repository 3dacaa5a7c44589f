"""What an amount comes to, exactly, as a tree that shows how: each node is a phrase of the contract, in numbers."""

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
    Share,
    SimpleAmount,
    Sum,
    Times,
    Units,
)
from nines.record import dataclass, replace
from nines.settle.arithmetic import Amount as FormulaAmount
from nines.settle.arithmetic import amount_of, evaluate, kind_words
from nines.settle.codes import BAD_VALUE, FORMULA, MISSING_NUMBERS, MIXED_MONEY, OPEN_TERM
from nines.settle.gaps import Gap
from nines.settle.ground import MONTHS, BaseFee, Ground, unit_of_period
from nines.settle.seen import Seen, quantity
from nines.values.units import base_value

__all__ = ["NAMES", "Reckoned", "Worth", "reckon"]

NAMES = (
    "measured",
    "promised",
    "shortfall",
    "overrun",
    "unavailability",
    "downtime",
    "excess downtime",
    "total downtime",
    "bad slices",
    "outages",
    "late tickets",
    "period",
    "base",
)
"""What any formula of a credit can name, beside fees, units and pools."""


@dataclass(frozen=True, slots=True)
class Worth:
    """An amount of one kind: `money` in a currency, `share` of a base whose fees are not known, `days`, `points`."""

    kind: str
    amount: Fraction
    currency: str = ""

    def alike(self, other: Worth) -> bool:
        """Whether the two can be compared and added."""
        return (self.kind, self.currency) == (other.kind, other.currency)

    def times(self, factor: Fraction) -> Worth:
        return Worth(self.kind, self.amount * factor, self.currency)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a phrase comes to. `base` is the fee it is a share of; `units` and `counted` what a `per` amount counted.

    `counted` of `whole` is a time and the length of the period. `inner` is what the phrase is made of: the two of
    `greater of`, what one unit is worth.
    """

    amount: Amount
    worth: Worth
    base: BaseFee | None = None
    units: Fraction | None = None
    counted: Fraction | None = None
    whole: Fraction | None = None
    inner: tuple[Reckoned, ...] = ()

    @property
    def uses_base(self) -> bool:
        return self.base is not None or self.worth.kind == "share" or any(part.uses_base for part in self.inner)


@dataclass(frozen=True, slots=True)
class Reckoner:
    """Reckons for one promise in one scope. `seen` is None where nothing was measured: plain amounts need nothing."""

    ground: Ground
    promise: Promise | None
    seen: Seen | None
    labels: tuple[tuple[str, str], ...]

    def of(self, value: Amount) -> Reckoned | Gap:
        match value:
            case GreaterOf() | LesserOf():
                return self._chosen(value)
            case Formula():
                return self._formula(value)
            case PerUnit():
                return self._per_unit(value)
            case _:
                return self._simple(value)

    def _simple(self, value: SimpleAmount) -> Reckoned | Gap:
        match value:
            case Sum():
                money = value.money.value
                return Reckoned(value, Worth("money", Fraction(money.amount), money.currency))
            case Share():
                return self._share(value)
            case ServiceTime():
                return self._service_time(value)
            case Units():
                return Reckoned(value, Worth("points", value.count.value.value))
            case ProRata():
                return self._pro_rata(value)
            case Times():
                return self._times(value)

    def _share(self, value: Share) -> Reckoned | Gap:
        share = value.share.value.value
        pool = self.ground.pool(value.fee.value) if value.fee is not None else None
        weight = self.promise.weight if self.promise is not None else None
        if weight is not None and pool is not None:
            share *= weight.share.value.value
        if value.fee is not None and pool is None:
            found = self.ground.fee(value.fee.value, self.promise, value.fee.span)
            if isinstance(found, Gap):
                return found
            currency, fee = found
            base = BaseFee(currency, fee.amount, "", (fee,))
            return Reckoned(value, Worth("money", share * fee.amount, currency), base)
        part = share * pool.share.value.value if pool is not None else share
        return self._of_base(value, part)

    def _of_base(self, value: Amount, part: Fraction) -> Reckoned | Gap:
        base = self.ground.base(self.promise, self.labels)
        if isinstance(base, Gap):
            return Reckoned(value, Worth("share", part)) if self.ground.by_share else base
        return Reckoned(value, Worth("money", part * base.amount, base.currency), base)

    def _service_time(self, value: ServiceTime) -> Reckoned | Gap:
        number = value.count.value.value
        if value.unit.value.startswith("day"):
            return Reckoned(value, Worth("days", number))
        day = self.ground.agreement.day_of_fee
        if day is not None:
            return self._of_base(value, number * day.share.value.value / 24)
        if not self.ground.length:
            return Gap(OPEN_TERM, "the fee of an hour needs a period with a length", value.span)
        return self._for_time(value, Fraction(1), number * 3600)

    def _pro_rata(self, value: ProRata) -> Reckoned | Gap:
        seen = self.seen
        if seen is None or seen.downtime is None or not self.ground.length:
            said = "a fee for the downtime needs a promise that is measured in time"
            return Gap(OPEN_TERM, said, value.span, helps=("measure `share of good time`, `slices` or `downtime`",))
        return self._for_time(value, value.factor.value.value, seen.downtime)

    def _for_time(self, value: SimpleAmount, factor: Fraction, seconds: Fraction) -> Reckoned | Gap:
        """A multiple of the fee of a time: the period's fee x time / length of the period."""
        assert self.ground.length
        part = self._period_of_base(value)
        if isinstance(part, Gap):
            return part
        found = self._of_base(value, factor * seconds / self.ground.length * part)
        if isinstance(found, Gap):
            return found
        return replace(found, units=factor * part, counted=seconds, whole=self.ground.length)

    def _period_of_base(self, value: SimpleAmount) -> Fraction | Gap:
        """How much of the base is the fee of one period."""
        terms, period = self.ground.base_terms(self.promise), unit_of_period(self.ground.agreement)
        unit = terms.unit.value if terms is not None else None
        if unit in (None, "period", period):
            return Fraction(1)
        if unit in MONTHS and period in MONTHS:
            return Fraction(MONTHS[period], MONTHS[unit])
        return Gap(OPEN_TERM, f"the base is per {unit}: what of it a period costs is not said", value.span)

    def _times(self, value: Times) -> Reckoned | Gap:
        unit = self.ground.unit(value.unit.value)
        if unit is None:
            return Gap(OPEN_TERM, f"there is no unit `{value.unit.value}`", value.unit.span, "write `unit ... worth`")
        one = self.of(unit.amount)
        if isinstance(one, Gap):
            return one
        used = next((number for name, number in self.ground.usage if name == value.unit.value), Fraction(1))
        factor = value.factor.value.value * used
        return Reckoned(value, one.worth.times(factor), units=factor, inner=(one,))

    def _formula(self, value: Formula) -> Reckoned | Gap:
        found = evaluate(value.text, self._name, self.names())
        if isinstance(found, Gap):
            return found
        amount = max(Fraction(0), found.value)
        if not found.kind:
            return self._of_base(value, amount)
        unit, power = found.kind[0]
        if len(found.kind) == 1 and power == 1:
            if unit == "base":
                return Reckoned(value, Worth("share", amount))
            if unit in ("day", "point"):
                return Reckoned(value, Worth(f"{unit}s", amount))
            if unit.isupper():
                return Reckoned(value, Worth("money", amount, unit))
        said = f"the formula gives {kind_words(found.kind)}, which no credit is"
        helps = ("a credit is a share of the base (a plain number), money, points or days of service",)
        return Gap(FORMULA, said, value.text.span, helps=helps)

    def names(self) -> tuple[str, ...]:
        """What a formula can name."""
        agreement = self.ground.agreement
        own = [fee.name for fee in agreement.fees] + [item.name for item in self.ground.charged]
        if agreement.base is not None:
            own += [name.value for name in agreement.base.fees]
        own += [unit.name.value for unit in agreement.units]
        own += [pool.name.value for pool in agreement.pools]
        return tuple(dict.fromkeys((*NAMES, *own)))

    def _name(self, name: str) -> FormulaAmount | Gap | None:
        ground = self.ground
        if name in NAMES:
            return self._quantity(name)
        unit, pool = ground.unit(name), ground.pool(name)
        if unit is not None:
            one = self.of(unit.amount)
            return one if isinstance(one, Gap) else _as_amount(one.worth)
        if pool is not None:
            return self._base(pool.share.value.value)
        if name not in self.names():
            return None
        span = self.promise.origin if self.promise is not None else ground.agreement.promises[0].origin
        fee = ground.fee(name, self.promise, span)
        return fee if isinstance(fee, Gap) else FormulaAmount(fee[1].amount, ((fee[0], 1),))

    def _base(self, part: Fraction) -> FormulaAmount | Gap:
        base = self.ground.base(self.promise, self.labels)
        if isinstance(base, Gap):
            return FormulaAmount(part, (("base", 1),)) if self.ground.by_share else base
        return FormulaAmount(base.amount * part, ((base.currency, 1),))

    def _quantity(self, name: str) -> FormulaAmount | Gap | None:
        span = self.promise.origin if self.promise is not None else self.ground.agreement.promises[0].origin
        if name == "base":
            return self._base(Fraction(1))
        if name == "period":
            if not self.ground.length:
                return Gap(OPEN_TERM, "the period has no length that a formula could go by", span)
            return FormulaAmount(self.ground.length, (("s", 1),))
        promised = self.promise.comparison.value.value if self.promise is not None else None
        of_promised = amount_of(promised) if promised is not None else None
        if name == "promised":
            return of_promised
        amount = self._seen(name)
        if amount is None:
            return Gap(MISSING_NUMBERS, f"the measured numbers do not tell the {name}", span, "a formula goes by it")
        if name in ("measured", "shortfall"):
            return FormulaAmount(amount, of_promised.kind if of_promised is not None else ())
        return FormulaAmount(amount, (("s", 1),) if name.endswith("downtime") else ())

    def _per_unit(self, value: PerUnit) -> Reckoned | Gap:
        name = value.quantity.value if value.quantity is not None else f"{value.event.value}s" if value.event else ""
        one = self._simple(value.each)
        if isinstance(one, Gap):
            return one
        amount = self._seen(name)
        if amount is None:
            return Gap(MISSING_NUMBERS, f"the measured numbers do not tell the {name}", value.span, "paid for each")
        step = base_value(value.step.value) if value.step is not None else Fraction(1)
        if step <= 0:
            return Gap(BAD_VALUE, "a step of nothing cannot be counted", value.span)
        units = amount / step
        how = value.count.value if value.count is not None else "exact"
        units = {"started": Fraction(-(-units // 1)), "whole": Fraction(units // 1), "exact": units}[how]
        return Reckoned(value, one.worth.times(units), units=units, counted=amount, inner=(one,))

    def _seen(self, name: str) -> Fraction | None:
        if name == "points" and self.ground.points is not None:
            return self.ground.points
        return quantity(name, self.seen) if self.seen is not None else None

    def _chosen(self, value: GreaterOf | LesserOf) -> Reckoned | Gap:
        first, second = self.of(value.first), self.of(value.second)
        if isinstance(first, Gap):
            return first
        if isinstance(second, Gap):
            return second
        if not first.worth.alike(second.worth):
            return Gap(MIXED_MONEY, "which of two amounts is greater cannot be told: they are of two kinds", value.span)
        pick = max if isinstance(value, GreaterOf) else min
        best = pick((first, second), key=lambda item: item.worth.amount)
        return Reckoned(value, best.worth, inner=(first, second))


def _as_amount(worth: Worth) -> FormulaAmount:
    units = {"money": worth.currency, "share": "base", "days": "day", "points": "point"}
    return FormulaAmount(worth.amount, ((units[worth.kind], 1),))


def reckon(
    value: Amount,
    ground: Ground,
    promise: Promise | None = None,
    seen: Seen | None = None,
    labels: tuple[tuple[str, str], ...] = (),
) -> Reckoned | Gap:
    """What an amount comes to for what was seen of a promise, in one scope."""
    return Reckoner(ground, promise, seen, labels).of(value)
