"""Which promises Prometheus can sum up as time goes by, and why the others are settled without it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.contract.model import Agreement, Composite, Contract, Customer, Indicator, Promise, Sla, Window
from nines.contract.windows import period_window
from nines.record import dataclass
from nines.values.model import Percentage

__all__ = ["TENANT", "Recorded", "Unrecorded", "as_recorded", "promises_of"]

TENANT = "tenant"
"""The label that a customer's `tenant` binds."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A promise as one customer has it (or all, where an agreement has no customers yet): at least `value` good."""

    sla: Sla
    customer: Customer | None
    agreement: Agreement
    promise: Promise
    indicator: Indicator
    window: Window
    value: Fraction

    @property
    def groups(self) -> tuple[str, ...]:
        """Labels that it is judged by one by one; the customer's own is bound."""
        if self.promise.judge is None:
            return ()
        labels = [label.value for label in self.promise.judge.what if label.value in self.indicator.per]
        return tuple(label for label in labels if not (label == TENANT and self.tenant is not None))

    @property
    def tenant(self) -> str | None:
        return self.customer.tenant if self.customer is not None else None


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """A promise without series; `why` goes on from "it has no series:"."""

    promise: Promise
    why: str


def promises_of(contract: Contract, sla: Sla) -> Iterator[Recorded | Unrecorded]:
    """Every promise to each customer; those of the agreement itself where it has no customers."""
    windows: dict[str, Window] = {}
    customers: list[Customer | None] = [each for each in contract.customers if each.sla.name == sla.name]
    for customer in customers or [None]:
        agreement = customer.agreement if customer is not None else sla.agreement
        for promise in agreement.promises:
            found = as_recorded(sla, customer, agreement, promise)
            # The promises of a service are one ledger, which has one window.
            if (
                isinstance(found, Recorded)
                and windows.setdefault(found.indicator.service, found.window) != found.window
            ):
                found = Unrecorded(promise, "its period is not that of the agreement's other promises")
            yield found


def as_recorded(sla: Sla, customer: Customer | None, agreement: Agreement, promise: Promise) -> Recorded | Unrecorded:
    """One promise to one customer, by itself."""
    window = period_window(agreement)
    value = promise.comparison.value.value
    indicator = promise.indicator
    if indicator is None:
        return Unrecorded(promise, "no series tells of it")
    if window is None or not isinstance(value, Percentage):
        return Unrecorded(promise, "it is not a share over a period that lasts")
    why = _hindrance(promise, indicator)
    return (
        Unrecorded(promise, why) if why else Recorded(sla, customer, agreement, promise, indicator, window, value.value)
    )


def _hindrance(promise: Promise, indicator: Indicator) -> str:
    """Why a promise cannot be summed up from its indicator's pair; empty if it can."""
    if promise.comparison.operator.value not in ("at least", "above"):
        return "it is not a least share"
    if promise.slice is not None or promise.bad_slice is not None or promise.runs is not None:
        return "it has slices of its own: give them to the sli"
    if promise.weigh is not None or promise.score is not None or promise.levels:
        return "it is weighed, scored or has levels"
    if promise.valid or promise.thin_slice is not None:
        return "what counts for it is not what counts for the sli"
    if isinstance(indicator.measurement, Composite):
        return "it is of a journey"
    return "" if _is_measured_so(promise, indicator) else "it is not measured as its sli is"


def _is_measured_so(promise: Promise, indicator: Indicator) -> bool:
    """Whether the sli's pair gives what the promise measures; without a word of its own, it does."""
    if promise.measure is None:
        return True
    what = promise.measure.what.value if promise.measure.what is not None else ""
    slices = indicator.slices
    match what:
        case "share of good events":
            return slices is None and indicator.unit == "events"
        case "share of good time":
            return slices is None and indicator.unit in ("seconds", "samples")
        case "share of good slices":
            return slices is not None and not slices.averaged
        case "mean of slice ratios":
            return slices is not None and slices.averaged
        case _:
            return False
