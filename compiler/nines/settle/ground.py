"""What shares are of: the fees of a customer, the base of a promise, and the length of the period."""

from __future__ import annotations

from fractions import Fraction

from nines.contract.model import Agreement, Promise
from nines.language.phrases import CalendarPeriod, ClockHourPeriod
from nines.language.statements.money import Base, Pool, Round, UnitOf
from nines.record import dataclass
from nines.settle.codes import MISSING_NUMBERS, MIXED_MONEY, OPEN_TERM
from nines.settle.gaps import Gap
from nines.source import Span
from nines.values.rounding import Rounding, round_to
from nines.values.units import base_value

__all__ = ["MONTHS", "ROUNDINGS", "BaseFee", "Charged", "Ground", "PaidFee", "rounded", "unit_of_period"]

MONTHS = {"month": 1, "quarter": 3, "year": 12}
ROUNDINGS = {
    "half-even": Rounding.HALF_EVEN,
    "half-up": Rounding.HALF_UP,
    "up": Rounding.UP,
    "down": Rounding.DOWN,
}


@dataclass(frozen=True, slots=True)
class PaidFee:
    """A fee as it counts for the base: its amount for the base's unit of time, and where it is stated."""

    name: str
    amount: Fraction
    span: Span


@dataclass(frozen=True, slots=True)
class BaseFee:
    """The base in money, the unit of time that it is for, and the fees that it is the sum of.

    `span` is the statement, None for a share of a single fee; `labels` the one thing whose fees they are.
    """

    currency: str
    amount: Fraction
    unit: str
    fees: tuple[PaidFee, ...]
    span: Span | None = None
    labels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Charged:
    """What a customer was in fact charged for the period, perhaps for one of the things it has (`labels`)."""

    name: str
    currency: str
    amount: Fraction
    labels: tuple[tuple[str, str], ...]
    span: Span
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """`length` is that of the period in seconds. `partial`: the customer had the service for a part of it only.

    `by_share`: where fees are not known, shares stay shares, as documents for everybody have them. `usage` is how many
    of a unit were used. `periods` are the names of the period before, of this one and of the next. `points` is their
    balance, for what a `points` block pays.
    """

    agreement: Agreement
    charged: tuple[Charged, ...] = ()
    length: Fraction | None = None
    partial: bool = False
    by_share: bool = False
    usage: tuple[tuple[str, Fraction], ...] = ()
    periods: tuple[str, str, str] | None = None
    points: Fraction | None = None

    def base_terms(self, promise: Promise | None) -> Base | None:
        """A promise's own base, or the agreement's."""
        return (promise.base if promise is not None else None) or self.agreement.base

    def base(self, promise: Promise | None, labels: tuple[tuple[str, str], ...] = ()) -> BaseFee | Gap:
        """The fees that a share is of, in money; why not, where they are not known."""
        terms = self.base_terms(promise)
        if terms is None:
            span = promise.origin if promise is not None else self.agreement.promises[0].origin
            return Gap(OPEN_TERM, "the contract does not say what shares are of", span, "write `base ...`")
        return self.fees_of(terms, labels)

    def fees_of(self, terms: Base, labels: tuple[tuple[str, str], ...] = ()) -> BaseFee | Gap:
        """The fees that a `base` statement names, in money."""
        own = unit_of_period(self.agreement) or "period"
        unit = own if terms.unit.value == "period" else terms.unit.value
        of = self._affected(terms, labels)
        if isinstance(of, Gap):
            return of
        found = [self._fee(name.value, unit, terms, of, name.span) for name in terms.fees]
        gap = next((item for item in found if isinstance(item, Gap)), None)
        if gap is not None:
            return gap
        fees = [item for item in found if not isinstance(item, Gap)]
        currencies = {currency for currency, _ in fees}
        if len(currencies) != 1:
            said = " and ".join(sorted(currencies)) or "none"
            return Gap(MIXED_MONEY, f"the fees of the base are in several currencies: {said}", terms.span)
        parts = tuple(fee for _, fee in fees)
        return BaseFee(currencies.pop(), sum((fee.amount for fee in parts), Fraction(0)), unit, parts, terms.span, of)

    def fee(self, name: str, promise: Promise | None, span: Span) -> tuple[str, PaidFee] | Gap:
        """A fee by its name, for the unit of the base."""
        terms = self.base_terms(promise)
        unit = terms.unit.value if terms is not None and terms.unit.value != "period" else None
        unit = unit or unit_of_period(self.agreement)
        if unit is None:
            return Gap(OPEN_TERM, f"it is not said for which time the fee `{name}` is meant", span)
        return self._fee(name, unit, terms, (), span)

    def pool(self, name: str) -> Pool | None:
        return next((pool for pool in self.agreement.pools if pool.name.value == name), None)

    def unit(self, name: str) -> UnitOf | None:
        return next((unit for unit in self.agreement.units if unit.name.value == name), None)

    def _affected(self, terms: Base, labels: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...] | Gap:
        if terms.label is None:
            return ()
        value = next((value for name, value in labels if name == terms.label.value), None)
        if value is None:
            names = {name.value for name in terms.fees}
            if any(item.name in names and not item.labels for item in self.charged):
                return ()  # the one that was charged is the one that is meant
            return Gap(
                MISSING_NUMBERS,
                f"the base is of the affected {terms.label.value}, and the numbers do not say which that is",
                terms.label.span,
                helps=(f"give the numbers a column `{terms.label.value}`, or its fee in the table `fees`",),
            )
        return ((terms.label.value, value),)

    def _fee(
        self, name: str, unit: str, terms: Base | None, labels: tuple[tuple[str, str], ...], span: Span
    ) -> tuple[str, PaidFee] | Gap:
        charged = self._charged(name, terms, labels)
        if isinstance(charged, Gap):
            return charged
        if charged is not None:
            return self._as_charged(charged, unit, span)
        fee = next((fee for fee in self.agreement.fees if fee.name == name), None)
        what = f"the fee `{name}`" + "".join(f" of {label} {value}" for label, value in labels)
        helps = (f"add it to the table `fees`, or write `fee {name} EUR ... per {unit}` for the customer",)
        if fee is None or labels:
            return Gap(MISSING_NUMBERS, f"{what} is not known", span, "credits are a share of it", helps)
        if self.partial:
            said = f"the period is a partial one, and it is not said what was charged of {what}"
            return Gap(MISSING_NUMBERS, said, span, "credits are a share of it", ("add it to the table `fees`",))
        if fee.per == unit:
            return fee.amount.currency, PaidFee(name, Fraction(fee.amount.amount), fee.origin)
        if fee.per in MONTHS and unit in MONTHS:
            amount = Fraction(fee.amount.amount) * MONTHS[unit] / MONTHS[fee.per]
            return fee.amount.currency, PaidFee(name, amount, fee.origin)
        said = f"{what} is per {fee.per}, and the base per {unit}: how many there are differs"
        return Gap(MISSING_NUMBERS, said, terms.span if terms is not None else span, helps=("add it to `fees`",))

    def _charged(self, name: str, terms: Base | None, labels: tuple[tuple[str, str], ...]) -> Charged | Gap | None:
        """What was charged of a fee for the period that the base is of; None where no row has the fee."""
        found = [item for item in self.charged if item.name == name and item.labels == labels]
        dated = [item for item in found if item.period is not None]
        if not dated or terms is None or self.periods is None:
            return found[0] if found else None
        when = terms.when.value.removeprefix("of the period ")
        wanted = {"before": self.periods[0], "missed": self.periods[1], "after": self.periods[2]}.get(when)
        exact = next((item for item in dated if item.period == wanted), None)
        if exact is not None or len(found) > len(dated):
            return exact or next(item for item in found if item.period is None)
        if wanted is None and len(dated) == 1:
            return dated[0]  # of the period credited: the one that the row is for
        said = f"the base is of the fees {terms.when.value}" + (f", {wanted}," if wanted else "")
        return Gap(
            MISSING_NUMBERS, f"{said} and what `{name}` was then is not said", dated[0].span, "of another period"
        )

    def _as_charged(self, item: Charged, unit: str, span: Span) -> tuple[str, PaidFee] | Gap:
        period = unit_of_period(self.agreement) or "period"
        if unit == period:
            return item.currency, PaidFee(item.name, item.amount, item.span)
        if period in MONTHS and unit in MONTHS:
            return item.currency, PaidFee(item.name, item.amount * MONTHS[unit] / MONTHS[period], item.span)
        return Gap(OPEN_TERM, f"what was charged for a period cannot be brought to a {unit}", span)


def unit_of_period(agreement: Agreement) -> str | None:
    """`month`, `quarter` and so on; None for periods of a length of their own."""
    match agreement.period:
        case CalendarPeriod(unit=unit):
            return unit.value
        case ClockHourPeriod():
            return "hour"
        case _:
            return None


def rounded(amount: Fraction, rule: Round | None) -> Fraction:
    """As a `round` statement says, of money or of what was measured; exact without one."""
    if rule is None or rule.mode is None or rule.step is None:
        return amount
    step = base_value(rule.step.value)
    return round_to(amount, step, ROUNDINGS[rule.mode.value]) if step > 0 else amount
