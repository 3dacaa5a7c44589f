"""What a credit comes to in money, for rules that compare sums."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from nines.contract.model import Agreement, Promise
from nines.language.phrases import Amount
from nines.values.model import Money

__all__ = ["money_of", "money_words"]


def money_of(value: Amount, agreement: Agreement, promise: Promise) -> Money | None:
    """A credit in money by the fees that are stated; None where it depends on what is measured, or is none."""
    from nines.settle.ground import Ground, rounded  # few specs have contracts
    from nines.settle.reckon import Reckoned, reckon

    found = reckon(value, Ground(agreement), promise)
    if not isinstance(found, Reckoned) or found.worth.kind != "money":
        return None
    amount = rounded(found.worth.amount, agreement.round_money)
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    return Money(found.worth.currency, exact) if Fraction(exact) == amount else None


def money_words(currency: str, amount: Fraction) -> str:
    """`EUR 9.00`."""
    from nines.settle.words import money_words as written

    return written(amount, currency)
