"""Whole accounts as test vectors: several commitments missed at once, stacked, capped, rounded, paid by the engine.

They are of the first whole period of the agreement, as if the customer had begun with it. Where a number would have to
be made up that matters (whose fees, how many tickets), there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from nines.contract.model import Customer, Promise
from nines.contract.periods import calendar_period
from nines.language.statements.promise import Credit, Reward
from nines.plan.documents.words.terms import Terms
from nines.record import dataclass
from nines.settle.curve import Curve, Paid
from nines.settle.judged import judged_period
from nines.settle.reckon import Worth
from nines.settle.rows import LifetimeRow, Measured, NeedRow, TotalRow
from nines.settle.trial import tried as settled
from nines.settle.watched import measure_key
from nines.values import calendar
from nines.values.intervals import Interval
from nines.values.model import Duration, Number, Percentage, Quantity
from nines.values.zone import EPOCH_DAY, zone

__all__ = ["Account", "End", "Step", "Tried", "accounts"]


@dataclass(frozen=True, slots=True)
class End:
    """An end of a step. `included`: the value itself belongs to it."""

    value: Fraction
    included: bool


@dataclass(frozen=True, slots=True)
class Step:
    """Values as they are compared, from the lowest to the highest, that one statement pays for; None for nothing."""

    low: End | None
    high: End | None
    kept: bool
    credit: Credit | None
    reward: Reward | None


@dataclass(frozen=True, slots=True)
class Tried:
    """One commitment, at one of its levels or none. `steps` are None where more than the measured value decides."""

    curve: Curve
    level: str | None
    clause: str | None
    steps: tuple[Step, ...] | None
    vectors: tuple[Paid, ...]
    depends: bool
    """Credits or rewards depend on earlier periods too; vectors are of a period before which there was none."""


@dataclass(frozen=True, slots=True)
class Account:
    """What is paid for a period in which promises came to what is `measured`; None is nothing.

    `due` is the sum for this period, `paid` what is paid now: what is too little waits or lapses.
    """

    period: str
    seconds: Fraction
    measured: tuple[tuple[str, Fraction], ...]
    due: Worth | None
    paid: Worth | None


def accounts(terms: Terms, tried: Sequence[Tried]) -> tuple[Account, ...]:
    """Each commitment missed by a little alone, then all at once: by a little, and as far as it goes.

    None of an sla for all, and none where points or set-off rewards decide.
    """
    customer, span, agreement = terms.customer, _first_period(terms), terms.agreement
    if agreement.points is not None or agreement.set_off is not None:
        return ()
    heads = [item for item in tried if item.level is None and item.curve.promise.measure is not None]
    if customer is None or span is None or any(item.curve.promise.levels for item in heads):
        return ()
    found = []
    for values in dict.fromkeys(_cases(heads)):
        account = _account(customer, span, dict(values), heads)
        if account is not None:
            found.append(account)
    return tuple(found)


def _first_period(terms: Terms) -> Interval | None:
    """The first period that is whole."""
    agreement = terms.agreement
    found = calendar_period(agreement.period) if agreement.period is not None else None
    place = zone(agreement.period.zone.value) if agreement.period is not None else None
    if found is None or place is None or agreement.effective is None or isinstance(found, calendar.Rolling):
        return None
    start = place.start_of_day(agreement.effective.day.toordinal() - EPOCH_DAY)
    first = found.containing(start)
    return first if first.start == start else found.after(first)


Case = tuple[tuple[str, Fraction], ...]


def _cases(heads: Sequence[Tried]) -> Iterator[Case]:
    best = {item.curve.promise.name: _kept(item) for item in heads}
    for item in heads:
        yield tuple({**best, item.curve.promise.name: _mild(item)}.items())
    for pick in (_mild, _worst):
        yield tuple((item.curve.promise.name, pick(item)) for item in heads)


def _kept(item: Tried) -> Fraction:
    return next((v.seen.exact for v in _from_best(item) if v.seen.kept and v.rewarded is None), item.curve.promised)


def _mild(item: Tried) -> Fraction:
    return next((v.seen.exact for v in _from_best(item) if not v.seen.kept), _kept(item))


def _worst(item: Tried) -> Fraction:
    missed = [v.seen.exact for v in _from_best(item) if not v.seen.kept]
    return missed[-1] if missed else _kept(item)


def _from_best(item: Tried) -> Sequence[Paid]:
    least = item.curve.promise.comparison.operator.value in ("at least", "above")
    return item.vectors[::-1] if least else item.vectors


def _account(customer: Customer, span: Interval, values: dict[str, Fraction], heads: Sequence[Tried]) -> Account | None:
    judged = judged_period(customer.agreement, span, None)
    if judged is None:
        return None
    rows = [_row(item.curve.promise, values[item.curve.promise.name], judged.length) for item in heads]
    needs = tuple(
        NeedRow(
            customer=None,
            promise=None,
            labels=(),
            places=(),
            span=need.span,
            need=need.name.value,
            met=True,
            evidence=None,
        )
        for need in customer.agreement.needs
    )
    totals = tuple(row for row in rows if row is not None)
    if len(totals) < len(rows):
        return None
    begun = LifetimeRow(
        customer=None, promise=None, labels=(), places=(), span=customer.origin, start=span.start, end=None
    )
    tables = frozenset(("totals", "needs", "lifetimes"))
    measured = Measured(tables=tables, totals=totals, needs=needs, lifetimes=(begun,))
    found = settled(customer, span, measured)
    if found is None:
        return None
    credit = found.credit
    shown = tuple(values.items())
    due, paid = (credit.due, credit.paid) if credit is not None else (None, None)
    return Account(judged.name, judged.length, shown, due, paid)


def _row(promise: Promise, value: Fraction, length: Fraction) -> TotalRow | None:
    """What would be measured; None where a value alone does not say it."""
    quantity = _quantity(promise, value)
    if quantity is None:
        return None
    down = (1 - value) * length if measure_key(promise) in ("share of good time", "share of good slices") else None
    if down is not None and (down * 1000).denominator != 1:
        return None
    labels = tuple((item.value, "1") for item in promise.judge.what) if promise.judge is not None else ()
    return TotalRow(
        customer=None,
        promise=promise.name,
        labels=tuple(label for label in labels if label[0] not in ("tenant", "outage", "ticket", "record")),
        places=(),
        span=promise.origin,
        good=None,
        bad=None,
        total=None,
        measured=quantity,
        downtime=Duration(int(down * 1000)) if down is not None else None,
        outages=None,
        bad_slices=None,
    )


def _quantity(promise: Promise, value: Fraction) -> Quantity | None:
    match promise.comparison.value.value:
        case Percentage():
            return Percentage(value)
        case Duration() if (value * 1000).denominator == 1:
            return Duration(int(value * 1000))
        case Number():
            return Number(value)
        case _:
            return None
