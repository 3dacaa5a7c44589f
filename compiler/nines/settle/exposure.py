"""What the worst period would cost: everything that is promised fails for all of it.

It is settled like any other period, so that steps, stacking and caps are those of the contract. Nothing earlier is
looked back on: a credit for the third miss in a row is not in it.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from nines.contract.model import Customer, Promise
from nines.contract.periods import calendar_period
from nines.contract.versions import since
from nines.diagnostics.model import Report
from nines.language.phrases import PerUnit
from nines.record import dataclass
from nines.settle.hypothetical import slice_length
from nines.settle.result import Settlement
from nines.settle.rows import LifetimeRow, Measured, NeedRow, OutageRow, TotalRow
from nines.settle.settle import settle
from nines.values.intervals import Interval
from nines.values.model import Duration, FineDuration, Number, Percentage, Quantity, Rate
from nines.values.zone import EPOCH_DAY, zone

__all__ = ["Worst", "worst_period"]

_FAR_OFF = 1000
"""So many times a bound that is no share: beyond each step that anybody writes."""


@dataclass(frozen=True, slots=True)
class Worst:
    """The settlement of the worst period; without one, why it cannot be told in advance."""

    settlement: Settlement | None
    why: str = ""


def worst_period(customer: Customer, day: datetime.date) -> Worst:
    """The worst that the period of a day could be for a customer; of the first period, if its contract begins later."""
    span = _period(customer, max(day, since(customer)))
    if span is None:
        return Worst(None, "the contract does not say what its period is")
    affected = _fees_of_each(customer)
    if affected is not None:
        return Worst(None, f"its fees are those of each affected {affected}, which the contract does not state")
    rows: list[TotalRow] = []
    for promise in customer.agreement.promises:
        row = _all_fails(customer, promise, span)
        if row is None:
            return Worst(None, f"what `{promise.name}` costs grows with what is measured, without an end")
        rows.append(row)
    report = Report()
    settlement = settle(customer, span, _measured(customer, span, rows), (), report)
    finding = next(iter(report), None)
    return Worst(settlement, finding.headline if finding is not None else "")


def _measured(customer: Customer, span: Interval, totals: Sequence[TotalRow]) -> Measured:
    """The numbers of a customer that is new, so that nothing lies behind it, and fulfils what it has to."""
    nobody: dict[str, Any] = {"customer": None, "promise": None, "labels": (), "places": (), "span": customer.origin}
    needs = tuple(NeedRow(need=need.name.value, met=True, evidence=None, **nobody) for need in customer.agreement.needs)
    life = LifetimeRow(start=span.start, end=None, **nobody)
    outages = tuple(
        OutageRow(
            **{**nobody, "promise": total.promise, "labels": total.labels},
            id="worst",
            start=span.start,
            end=span.end,
            affected=Fraction(1),
            exclusion=None,
            evidence=None,
        )
        for total in totals
        if _is_judged_by_outage(customer, total)
    )
    tables = frozenset({"totals", "needs", "lifetimes", "outages"})
    counted = tuple(total for total in totals if not _is_judged_by_outage(customer, total))
    return Measured(tables, totals=counted, outages=outages, needs=needs, lifetimes=(life,))


def _is_judged_by_outage(customer: Customer, total: TotalRow) -> bool:
    promise = customer.agreement.promise(total.promise or "")
    return promise is not None and promise.judge is not None and "outage" in {x.value for x in promise.judge.what}


def _period(customer: Customer, day: datetime.date) -> Interval | None:
    period = customer.agreement.period
    if period is None:
        return None
    of, place = calendar_period(period), zone(period.zone.value)
    if of is None or place is None:
        return None
    found = of.containing(place.start_of_day(day.toordinal() - EPOCH_DAY))
    begins = since(customer).toordinal() - EPOCH_DAY
    # A contract that begins within a period has its first whole one after it.
    return found if begins <= place.local_day(found.start) else of.after(found)


def _all_fails(customer: Customer, promise: Promise, span: Interval) -> TotalRow | None:
    """A period in which everything fails; None where a credit by a value that has no worst one grows with it."""
    worst = _worst_value(promise, span)
    if worst is None:
        return None
    slices = -(-span.seconds // slice_length(promise))
    return TotalRow(
        customer=None,
        promise=promise.name,
        labels=tuple((label, "each") for label in _judged_by(customer, promise)),
        places=(),
        span=promise.origin,
        good=None,
        bad=None,
        total=None,
        measured=worst,
        downtime=Duration(span.seconds * 1000),
        outages=Fraction(1),
        bad_slices=Fraction(slices),
    )


def _judged_by(customer: Customer, promise: Promise) -> tuple[str, ...]:
    """The labels whose values are judged each for itself: the worst is that of one. A tenant is known."""
    names = [label.value for label in promise.judge.what] if promise.judge is not None else []
    known = {"outage", "ticket", "record", *(("tenant",) if customer.tenant is not None else ())}
    return tuple(name for name in names if name not in known)


def _fees_of_each(customer: Customer) -> str | None:
    """What the base is of, if it is that of one affected thing."""
    bases = (customer.agreement.base, *(promise.base for promise in customer.agreement.promises))
    return next((base.label.value for base in bases if base is not None and base.label is not None), None)


def _worst_value(promise: Promise, span: Interval) -> Quantity | None:
    """The worst that can be measured, or what lies beyond each bound that is written."""
    value = promise.comparison.value.value
    least = promise.comparison.operator.value in ("at least", "above")
    if isinstance(value, Percentage):
        return Percentage(Fraction(0 if least else 1))
    what = promise.measure.what if promise.measure is not None else None
    if what is not None and what.value == "downtime":
        return Duration(span.seconds * 1000)
    if what is not None and what.value == "bad slices":
        return Number(Fraction(-(-span.seconds // slice_length(promise))))
    if not least and any(isinstance(credit.amount, PerUnit) for credit in promise.credits):
        return None
    return _times(value, 0 if least else _FAR_OFF)


def _times(value: Quantity, factor: int) -> Quantity | None:
    match value:
        case Duration(milliseconds=milliseconds):
            return Duration(milliseconds * factor)
        case FineDuration(milliseconds=fine):
            return FineDuration(fine * factor)
        case Rate(per_second=rate):
            return Rate(rate * factor)
        case Number(value=number):
            return Number(number * factor)
        case _:
            return None
