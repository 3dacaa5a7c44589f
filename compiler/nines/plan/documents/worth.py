"""What amounts are worth, exactly: in money where the fees are known, else in shares of the base, days or points."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from nines.contract.model import Fee, Promise
from nines.language.phrases import CalendarPeriod, ClockHourPeriod, Share, SimpleAmount, Sum
from nines.language.statements.money import Base, Round
from nines.plan.documents.words.terms import Terms
from nines.record import dataclass
from nines.values import text
from nines.values.model import Money
from nines.values.rounding import Rounding, round_to
from nines.values.units import base_value

__all__ = [
    "ROUNDINGS",
    "BaseFee",
    "as_money",
    "base_fee",
    "base_of",
    "fee_amount",
    "in_money",
    "rounded_money",
    "share_of",
]

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
ROUNDINGS = {
    "half-even": Rounding.HALF_EVEN,
    "half-up": Rounding.HALF_UP,
    "up": Rounding.UP,
    "down": Rounding.DOWN,
}


@dataclass(frozen=True, slots=True)
class BaseFee:
    """The base in money, and the fees that it is the sum of."""

    currency: str
    amount: Fraction
    fees: tuple[tuple[Fee, Fraction], ...]


def base_of(promise: Promise, terms: Terms) -> Base | None:
    """The base that a promise's credits are a share of: its own, or the agreement's."""
    return promise.base or terms.agreement.base


def base_fee(base: Base | None, terms: Terms) -> BaseFee | None:
    """What the base is at present; None where a fee is not known or cannot be brought to its unit.

    Nor is it known of one affected cluster, line or whatever the base is of: the fees are those of all.
    """
    if base is None or base.label is not None:
        return None
    unit = _unit(base, terms)
    found = [fee_amount(name.value, unit, terms) for name in base.fees]
    known = [item for item in found if item is not None]
    currencies = {fee.amount.currency for fee, _ in known}
    if unit is None or len(known) != len(found) or len(currencies) != 1:
        return None
    return BaseFee(currencies.pop(), sum((amount for _, amount in known), Fraction(0)), tuple(known))


def _unit(base: Base, terms: Terms) -> str | None:
    """The unit of time that the base is for."""
    if base.unit.value != "period":
        return base.unit.value
    match terms.agreement.period:
        case CalendarPeriod(unit=unit):
            return unit.value
        case ClockHourPeriod():
            return "hour"
        case _:
            return None


def fee_amount(name: str, unit: str | None, terms: Terms) -> tuple[Fee, Fraction] | None:
    """A fee of the agreement for a unit of time, exactly; None where months and days would have to be mixed."""
    fee = next((fee for fee in terms.agreement.fees if fee.name == name), None)
    if fee is None or unit is None:
        return None
    if fee.per == unit:
        return fee, Fraction(fee.amount.amount)
    if fee.per in _MONTHS and unit in _MONTHS:
        return fee, Fraction(fee.amount.amount) * _MONTHS[unit] / _MONTHS[fee.per]
    return None


def share_of(value: Share, promise: Promise, terms: Terms) -> tuple[Fraction, str] | None:
    """A share in money, with its currency; None where its fee is not known."""
    base = base_of(promise, terms)
    whole = base_fee(base, terms)
    if value.fee is None:
        return (value.share.value.value * whole.amount, whole.currency) if whole is not None else None
    pool = next((pool for pool in terms.agreement.pools if pool.name.value == value.fee.value), None)
    if pool is not None:
        if whole is None:
            return None
        return value.share.value.value * pool.share.value.value * whole.amount, whole.currency
    found = fee_amount(value.fee.value, _unit(base, terms) if base is not None else None, terms)
    return (value.share.value.value * found[1], found[0].amount.currency) if found is not None else None


def in_money(value: SimpleAmount, promise: Promise, terms: Terms) -> tuple[Fraction, str] | None:
    """A plain share or sum in money; None for other amounts, which need an observation."""
    match value:
        case Sum():
            return Fraction(value.money.value.amount), value.money.value.currency
        case Share():
            return share_of(value, promise, terms)
        case _:
            return None


def rounded_money(amount: Fraction, value: Round | None) -> Fraction:
    """As the agreement rounds what is paid; exact where it says nothing of it."""
    if value is None or value.mode is None or value.step is None:
        return amount
    step = base_value(value.step.value)
    return round_to(amount, step, ROUNDINGS[value.mode.value]) if step > 0 else amount


def as_money(amount: Fraction, currency: str) -> str:
    """`EUR 1,800.00`; nothing that does not end is ever shown as if it did: six decimals then, rounded down."""
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    if Fraction(exact) == amount:
        return text.money(Money(currency, exact))
    return f"{currency} {text.fixed(amount, 6, Rounding.FLOOR)}…"
