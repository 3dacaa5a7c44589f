"""What the engine that settles says of amounts, for documents: the base, shares in money, rounding."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from nines.contract.model import Promise
from nines.language.phrases import Amount
from nines.language.statements.money import Base
from nines.plan.documents.words.periods import length_of
from nines.plan.documents.words.terms import Terms
from nines.settle.ground import BaseFee, Ground
from nines.settle.reckon import Reckoned, reckon
from nines.settle.seen import Seen
from nines.values import text
from nines.values.model import Money
from nines.values.rounding import Rounding

__all__ = ["as_money", "base_fee", "base_of", "ground_of", "reckoned"]


def ground_of(terms: Terms) -> Ground:
    """What shares are of, for a typical period of the agreement."""
    period = terms.agreement.period
    length = length_of(period) if period is not None else None
    return Ground(terms.agreement, length=length / 1000 if length is not None else None, by_share=True)


def base_of(promise: Promise, terms: Terms) -> Base | None:
    """The base that a promise's credits are a share of: its own, or the agreement's."""
    return ground_of(terms).base_terms(promise)


def base_fee(base: Base | None, terms: Terms) -> BaseFee | None:
    """What the base is at present; None where a fee is not known or cannot be brought to its unit.

    Nor is it known of one affected cluster, line or whatever the base is of: the fees are those of all.
    """
    found = ground_of(terms).fees_of(base) if base is not None else None
    return found if isinstance(found, BaseFee) else None


def reckoned(value: Amount, promise: Promise | None, terms: Terms, seen: Seen | None = None) -> Reckoned | None:
    """What an amount comes to, as a settlement would have it; None where that cannot be told."""
    found = reckon(value, ground_of(terms), promise, seen)
    return found if isinstance(found, Reckoned) else None


def as_money(amount: Fraction, currency: str) -> str:
    """`EUR 1,800.00`; nothing that does not end is ever shown as if it did: six decimals then, rounded down."""
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    if Fraction(exact) == amount:
        return text.money(Money(currency, exact))
    return f"{currency} {text.fixed(amount, 6, Rounding.FLOOR)}…"
