"""Promises as customers have them, with the series that they are summed up from."""

from __future__ import annotations

from nines.contract.model import Mask, Sla
from nines.contract.recorded import TENANT, Recorded, promises_of
from nines.plan import names
from nines.plan.model import Labels, Member
from nines.plan.rules.context import Context
from nines.plan.rules.pairs import Measured
from nines.promql import build as q
from nines.record import dataclass

__all__ = ["Given", "given_by_service"]


@dataclass(frozen=True, slots=True)
class Given(Recorded):
    """A promise that is summed up as time goes by."""

    @property
    def id(self) -> str:
        return f"{self.customer.name if self.customer is not None else self.sla.name}.{self.promise.name}"

    def labels(self, context: Context) -> Labels:
        customer = ((names.CUSTOMER, self.customer.name),) if self.customer is not None else ()
        return (
            (names.BUNDLE, context.bundle),
            (names.SLA, self.sla.name),
            *customer,
            (names.PROMISE, self.promise.name),
            (names.SERVICE, self.indicator.service),
            (names.INDICATOR, self.indicator.name),
        )

    def member(self, context: Context, *labels: tuple[str, str]) -> Member:
        return Member((*self.labels(context), *labels), self.groups, self.id, self.promise.origin)

    def measured(self, context: Context) -> Measured:
        """The indicator's pair of the customer's traffic."""
        found_by = [q.equal(names.SERVICE, self.indicator.service), q.equal(names.INDICATOR, self.indicator.name)]
        if self.tenant is not None and TENANT in self.indicator.per:
            found_by.append(q.equal(TENANT, self.tenant))
        return Measured(context, (self.indicator,), tuple(found_by), self.groups)

    @property
    def masks(self) -> tuple[tuple[Mask, bool], ...]:
        """Hours that do not count, and whether they leave the period too; only a schedule's are known beforehand."""
        found = [(mask, True) for mask in self.indicator.masks]
        for exclusion in self.agreement.exclusions:
            if exclusion.maintenance is not None and exclusion.maintenance.hours is not None:
                mask = Mask("except", exclusion.maintenance, exclusion.origin)
                if "downtime" in exclusion.effect:
                    found.append((mask, "period" in exclusion.effect))
        return tuple(found)


def given_by_service(context: Context, sla: Sla) -> dict[str, list[Given]]:
    """All promises of an agreement that can be summed up, by the service they are about."""
    by_service: dict[str, list[Given]] = {}
    for found in promises_of(context.contract, sla):
        if isinstance(found, Recorded):
            given = Given(
                found.sla,
                found.customer,
                found.agreement,
                found.promise,
                found.indicator,
                found.window,
                found.value,
            )
            by_service.setdefault(found.indicator.service, []).append(given)
    return by_service
