"""Agreements: what is promised to whom, and the whole contract."""

from __future__ import annotations

import datetime
from functools import cached_property

from nines.contract.model.aiming import Automation, Journey, Objective, Service
from nines.contract.model.measuring import Indicator
from nines.contract.model.people import Maintenance, Phone, Project, Provider, Receiver, Schedule, Team
from nines.contract.model.wording import Wording
from nines.language.phrases import Comparison, Period
from nines.language.statements import contract as terms
from nines.language.statements import indicator as indicators
from nines.language.statements import money, support
from nines.language.statements import promise as undertakings
from nines.record import dataclass
from nines.source import Span
from nines.values.model import Date, Money

__all__ = ["Agreement", "Contact", "Contract", "Customer", "Exclusion", "Fee", "Note", "Plan", "Promise", "Sla"]


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise of an indicator: `operator` (`at least`) and `value`, how it is measured, what a miss costs.

    `guard` is the strictest objective on the same indicator, None if there is none.
    `changed_by` is the place of the plan or customer that changed it.
    A promise of a support clock has no indicator but a `clock` (`critical.fix`).
    `round_measured`, `base` and `caps` are its own; without them the agreement's hold.
    """

    name: str
    title: str
    indicator: Indicator | None
    clock: str | None
    guard: Objective | None
    comparison: Comparison
    measure: undertakings.Measure | None
    judge: undertakings.Judge | None
    credits: tuple[undertakings.Credit, ...]
    rewards: tuple[undertakings.Reward, ...]
    levels: tuple[undertakings.Level, ...]
    duties: tuple[undertakings.Duty, ...]
    trigger: undertakings.Trigger | None
    remedy_none: undertakings.RemedyNone | None
    target: undertakings.TargetValue | None
    strength: undertakings.Strength | None
    slice: undertakings.Slice | None
    bad_slice: undertakings.BadSlice | None
    valid: tuple[undertakings.Valid, ...]
    no_traffic: str | None
    monitor_outage: str | None
    crossing: undertakings.Crossing | None
    weigh: undertakings.Weigh | None
    changed_by: Span | None
    origin: Span
    description: str = ""
    runs: indicators.Runs | None = None
    thin_slice: indicators.ThinSlice | None = None
    score: undertakings.Score | None = None
    weight: undertakings.WeightShare | None = None
    round_measured: money.Round | None = None
    base: money.Base | None = None
    caps: tuple[money.Cap, ...] = ()

    @property
    def of(self) -> str:
        """What it is a promise of: `checkout.availability`, `support.critical.fix`."""
        return self.indicator.id if self.indicator is not None else f"support.{self.clock}"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What does not count. `maintenance` is the declared one of that name, None for a case with evidence."""

    name: str
    title: str
    effect: str
    evidence: str | None
    beyond_counts: bool
    maintenance: Maintenance | None
    origin: Span


@dataclass(frozen=True, slots=True)
class Fee:
    name: str
    amount: Money
    per: str
    origin: Span


@dataclass(frozen=True, slots=True)
class Agreement:
    """The terms that hold for somebody: for all under an sla, for a plan, or for one customer, resolved.

    A term that nobody stated is None or empty. `support_hours` are those that rows of the support matrix name.
    """

    version: str | None
    effective: Date | None
    announced: Date | None
    covers: tuple[Service, ...]
    period: Period | None
    period_zone: str | None
    promises: tuple[Promise, ...]
    exclusions: tuple[Exclusion, ...]
    partial_period: str | None
    base: money.Base | None
    round_measured: money.Round | None
    round_money: money.Round | None
    stacks: tuple[money.Stack, ...]
    caps: tuple[money.Cap, ...]
    claim: terms.Claim | None
    terminate: terms.Terminate | None
    report: terms.ReportDuty | None
    liability: terms.Liability | None
    support: support.Support | None
    points: money.Points | None
    earn_back: money.EarnBack | None
    set_off: money.SetOff | None
    payout: money.Payout | None
    settle_as: money.SettleAs | None
    changes: terms.Changes | None
    calendar: terms.Calendar | None
    law: str | None
    language: str | None
    pools: tuple[money.Pool, ...]
    units: tuple[money.UnitOf, ...]
    day_of_fee: money.DayOfFee | None
    needs: tuple[terms.Needs, ...]
    fees: tuple[Fee, ...]
    no_traffic: str | None
    monitor_outage: str | None
    crossing: undertakings.Crossing | None
    measured_by: undertakings.MeasuredBy | None
    duties: tuple[undertakings.Duty, ...]
    support_hours: tuple[Schedule | Maintenance, ...] = ()
    wordings: tuple[Wording, ...] = ()

    def promise(self, name: str) -> Promise | None:
        return next((promise for promise in self.promises if promise.name == name), None)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is bought. `agreement` holds the sla's terms with the plan's over them."""

    name: str
    title: str
    extends: str | None
    agreement: Agreement
    origin: Span
    description: str = ""


@dataclass(frozen=True, slots=True)
class Sla:
    """An agreement in the version that holds today; `others` are its other versions, in the order of their days."""

    name: str
    title: str
    description: str
    agreement: Agreement
    plans: tuple[Plan, ...]
    origin: Span
    others: tuple[Sla, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """Who of the customer's people is told about `topics`: promise-at-risk, promise-broken, monthly-report."""

    address: str
    topics: tuple[str, ...]
    origin: Span


@dataclass(frozen=True, slots=True)
class Note:
    """What was agreed on a day. `title` is what stands behind the date, `text` Markdown; `origin` the heading."""

    day: datetime.date
    title: str
    text: str
    origin: Span


@dataclass(frozen=True, slots=True)
class Customer:
    """A party to an sla. `agreement` is what holds for it: sla, plan and its own terms, in this order.

    `others` are the same customer under the other versions of its sla; none if it stays with one. `notes` come newest
    first.
    """

    name: str
    title: str
    description: str
    sla: Sla
    plan: Plan | None
    tenant: str | None
    contacts: tuple[Contact, ...]
    agreement: Agreement
    origin: Span
    others: tuple[Customer, ...] = ()
    phones: tuple[Phone, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Contract:
    """Everything, in the order of the files."""

    project: Project
    provider: Provider | None
    receivers: tuple[Receiver, ...]
    teams: tuple[Team, ...]
    schedules: tuple[Schedule, ...]
    maintenances: tuple[Maintenance, ...]
    services: tuple[Service, ...]
    journeys: tuple[Journey, ...]
    automations: tuple[Automation, ...]
    slas: tuple[Sla, ...]
    customers: tuple[Customer, ...]

    @property
    def objectives(self) -> tuple[Objective, ...]:
        """Every objective, of services and then of journeys."""
        return (
            *(objective for service in self.services for objective in service.objectives),
            *(objective for journey in self.journeys for objective in journey.objectives),
        )

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return (
            *(indicator for service in self.services for indicator in service.indicators),
            *(journey.indicator for journey in self.journeys),
        )

    @property
    def fallback(self) -> Team | None:
        """The team that gets what no team with receivers owns: the first that says where it is told."""
        return next((team for team in self.teams if team.routes), None)

    def service(self, name: str) -> Service | None:
        return self._services.get(name)

    @cached_property
    def _services(self) -> dict[str, Service]:
        return {service.name: service for service in self.services}
