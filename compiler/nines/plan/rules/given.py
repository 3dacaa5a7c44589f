"""Promises as customers have them, and which of them Prometheus can sum up as time goes by."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.contract.model import Agreement, Composite, Customer, Indicator, Mask, Promise, Sla, Window
from nines.plan import names
from nines.plan.model import Labels, Member
from nines.plan.rules.codes import UNMEASURED_PROMISE
from nines.plan.rules.context import Context
from nines.plan.rules.periods import period_window
from nines.promql import build as q
from nines.promql.tree import Expression
from nines.record import dataclass
from nines.values.model import Percentage

__all__ = ["TENANT", "Given", "given_by_service"]

TENANT = "tenant"
"""The label that a customer's `tenant` binds."""


@dataclass(frozen=True, slots=True)
class Given:
    """A promise as one customer has it (or all, where an agreement has no customers yet)."""

    sla: Sla
    customer: Customer | None
    agreement: Agreement
    promise: Promise
    window: Window
    value: Fraction

    @property
    def id(self) -> str:
        return f"{self.customer.name if self.customer is not None else self.sla.name}.{self.promise.name}"

    @property
    def groups(self) -> tuple[str, ...]:
        """Labels that it is judged by one by one; the customer's own is bound."""
        judge, indicator = self.promise.judge, self.promise.indicator
        if judge is None or indicator is None:
            return ()
        labels = [label.value for label in judge.what if label.value in indicator.per]
        return tuple(label for label in labels if not (label == TENANT and self._tenant is not None))

    @property
    def _tenant(self) -> str | None:
        return self.customer.tenant if self.customer is not None else None

    def labels(self, context: Context) -> Labels:
        assert self.promise.indicator is not None
        customer = ((names.CUSTOMER, self.customer.name),) if self.customer is not None else ()
        return (
            (names.BUNDLE, context.bundle),
            (names.SLA, self.sla.name),
            *customer,
            (names.PROMISE, self.promise.name),
            (names.SERVICE, self.promise.indicator.service),
            (names.INDICATOR, self.promise.indicator.name),
        )

    def member(self, context: Context, *labels: tuple[str, str]) -> Member:
        return Member((*self.labels(context), *labels), self.groups, self.id, self.promise.origin)

    def pair(self, context: Context, series: names.Series) -> Expression:
        """Half of the indicator's pair, of the customer's traffic."""
        indicator = self.promise.indicator
        assert indicator is not None
        matchers = [q.equal(names.SERVICE, indicator.service), q.equal(names.INDICATOR, indicator.name)]
        if self._tenant is not None and TENANT in indicator.per:
            matchers.append(q.equal(TENANT, self._tenant))
        return q.sum_(context.select(series, *matchers), q.by(*self.groups))

    @property
    def masks(self) -> tuple[tuple[Mask, bool], ...]:
        """Hours that do not count, and whether they leave the period too; only a schedule's are known beforehand."""
        assert self.promise.indicator is not None
        found = [(mask, True) for mask in self.promise.indicator.masks]
        for exclusion in self.agreement.exclusions:
            if exclusion.maintenance is not None and exclusion.maintenance.hours is not None:
                mask = Mask("except", exclusion.maintenance, exclusion.origin)
                if "downtime" in exclusion.effect:
                    found.append((mask, "period" in exclusion.effect))
        return tuple(found)


def given_by_service(context: Context, sla: Sla) -> dict[str, list[Given]]:
    """All promises of an agreement that can be summed up, by the service they are about; others are said in a note."""
    by_service: dict[str, list[Given]] = {}
    for found in _given(context, sla):
        why = _hindrance(found)
        indicator = found.promise.indicator
        if why or indicator is None:
            _say(context, found.promise, why)
            continue
        together = by_service.setdefault(indicator.service, [])
        if together and together[0].window != found.window:
            _say(context, found.promise, "its period is not that of the agreement's other promises")
        else:
            together.append(found)
    return by_service


def _given(context: Context, sla: Sla) -> Iterator[Given]:
    """Every promise to each customer; those of the agreement itself where it has no customers."""
    customers: list[Customer | None] = [each for each in context.contract.customers if each.sla.name == sla.name]
    for customer in customers or [None]:
        agreement = customer.agreement if customer is not None else sla.agreement
        for promise in agreement.promises:
            window = period_window(agreement)
            value = promise.comparison.value.value
            if window is not None and isinstance(value, Percentage):
                yield Given(sla, customer, agreement, promise, window, value.value)
            else:
                _say(context, promise, "it is not a share over a period that lasts")


def _hindrance(given: Given) -> str:
    """Why a promise cannot be summed up from its indicator's pair; empty if it can."""
    promise, indicator = given.promise, given.promise.indicator
    if indicator is None:
        return "no series tells of it"
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


def _say(context: Context, promise: Promise, why: str) -> None:
    context.report.say(
        UNMEASURED_PROMISE,
        f"the promise `{promise.name}` of `{promise.of}` has no series of its own: {why}",
        promise.origin,
        helps=["`settle` computes it from what was observed"],
    )
