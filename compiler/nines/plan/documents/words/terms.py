"""Whose terms are worded: an agreement, whom it is between, and in what language."""

from __future__ import annotations

from nines.contract.model import Agreement, Contract, Customer, Maintenance, Promise, Schedule, Sla
from nines.language.nodes import At
from nines.language.statements.promise import Credit
from nines.language.statements.support import SeverityRow
from nines.plan.documents.inline import say
from nines.plan.documents.model import Line, Said
from nines.plan.documents.texts import Texts
from nines.record import dataclass

__all__ = ["Terms", "level_credits", "readable"]


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one plan or customer, or of an sla for all (`customer` is None)."""

    contract: Contract
    sla: Sla
    customer: Customer | None
    agreement: Agreement
    t: Texts

    def promise_title(self, name: At[str]) -> Line:
        """The title of a promise of that name."""
        found = self.agreement.promise(name.value)
        return (Said(found.title if found is not None else readable(name.value)),)

    def schedule(self, name: str) -> Schedule | Maintenance | None:
        hours: tuple[Schedule | Maintenance, ...] = (*self.contract.schedules, *self.contract.maintenances)
        return next((item for item in hours if item.name == name), None)

    @property
    def severities(self) -> tuple[SeverityRow, ...]:
        """The rows of the support matrix."""
        support = self.agreement.support
        return support.body.all(SeverityRow) if support is not None else ()

    def severity(self, promise: Promise) -> tuple[SeverityRow | None, str]:
        """The row of a promise of a support clock, and the clock: `respond`, `update`, `workaround`, `fix`."""
        name, _, clock = (promise.clock or "").partition(".")
        return next((row for row in self.severities if row.name.value == name), None), clock

    @property
    def has_credits(self) -> bool:
        return any(promise.credits or level_credits(promise) for promise in self.agreement.promises)

    def provider(self) -> Line:
        """The provider's name, or the defined term where none is declared."""
        provider = self.contract.provider
        return (Said(provider.title),) if provider is not None else say(self.t.THE_PROVIDER)


def level_credits(promise: Promise) -> tuple[Credit, ...]:
    """The credits that the levels of a promise have of their own."""
    return tuple(credit for level in promise.levels for credit in level.body.all(Credit))


def readable(name: str) -> str:
    """A name without a title, for people: `daily-use` is `daily use`."""
    return name.replace("-", " ")
