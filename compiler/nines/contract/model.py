"""The contract: what is measured, aimed for and promised, with every default filled in.

Free of syntax and of any target. Names are resolved to the things they name, numbers are
exact, and each part knows the place it comes from (`origin`, a span of a spec). What a
contract says in its own terms (credits, caps, deadlines) stays the typed statement that
says it: it is exact already, and documents quote it.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from nines.language.nodes import Query
from nines.language.phrases import Comparison, Period, Range, SliceCondition
from nines.language.statements import contract as terms
from nines.language.statements import indicator as indicators
from nines.language.statements import promise as undertakings
from nines.record import dataclass
from nines.source import Span
from nines.values.model import Date, DateTime, Duration, Money, Number, Percentage, Quantity, Rate, Version

if TYPE_CHECKING:
    from nines.values.recurrence import Recurrence

__all__ = [
    "Action",
    "Agreement",
    "AlertClass",
    "AlertPlan",
    "AlertStyle",
    "AtRisk",
    "Automation",
    "BlockWindow",
    "BudgetBelow",
    "BudgetEnds",
    "BudgetUsed",
    "Burn",
    "CalendarWindow",
    "Composite",
    "Contact",
    "Contract",
    "Customer",
    "Engine",
    "Escalation",
    "Events",
    "External",
    "Fee",
    "Freshness",
    "Gauge",
    "Indicator",
    "Journey",
    "Latency",
    "Link",
    "Maintenance",
    "Mask",
    "Measurement",
    "Missing",
    "Objective",
    "Output",
    "Part",
    "Plan",
    "Probe",
    "Project",
    "Promise",
    "Provider",
    "RatioOf",
    "Receiver",
    "RollingWindow",
    "RouteTo",
    "Samples",
    "Scenario",
    "Schedule",
    "Service",
    "Setting",
    "Sla",
    "SliceRule",
    "Step",
    "StepKind",
    "Team",
    "Traffic",
    "Window",
]


# The project and its people.


@dataclass(frozen=True, slots=True)
class Engine:
    """What evaluates the rules: `prometheus` 3.5, and features that are switched on in it."""

    name: str
    version: Version
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """A key and a value of the user's: a label, an annotation, a receiver's option."""

    name: str
    value: str
    origin: Span


@dataclass(frozen=True, slots=True)
class Output:
    """Where a kind of output goes, relative to the output folder, and in what form (`file` and so on)."""

    kind: str
    folder: str
    form: str
    namespace: str | None
    labels: tuple[Setting, ...]
    annotations: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """Settings for all files. `bundle` is the label `nines` of everything; `severities` the words for the classes."""

    bundle: str
    title: str | None
    engine: Engine
    scrape: Duration
    evaluate: Duration
    retention: Duration | None
    native_histograms: bool
    heartbeat: Receiver | None
    labels: tuple[Setting, ...]
    carry: tuple[str, ...]
    severities: tuple[tuple[AlertClass, str], ...]
    compat: tuple[str, ...]
    outputs: tuple[Output, ...]
    origin: Span | None

    def severity(self, alert_class: AlertClass) -> str:
        """The value of the label `severity` for a class."""
        return dict(self.severities).get(alert_class, alert_class.value)


class AlertClass(StrEnum):
    """How urgent an alert is: `page` wakes people, `ticket` waits for the morning, `note` is for programs."""

    PAGE = "page"
    TICKET = "ticket"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Provider:
    title: str
    website: str | None
    status_page: str | None
    mail: str | None
    law: str | None
    description: str
    origin: Span


@dataclass(frozen=True, slots=True)
class Receiver:
    """A way to reach people. `files` are its secrets: what it is (`key`, `url`), and the file Alertmanager reads."""

    name: str
    kind: str
    title: str | None
    files: tuple[Setting, ...]
    literals: tuple[Setting, ...]
    options: tuple[Setting, ...]
    send_resolved: bool
    origin: Span


@dataclass(frozen=True, slots=True)
class RouteTo:
    """Which receiver a class of alerts goes to, always or while a schedule holds."""

    alert_class: AlertClass
    receiver: Receiver
    schedule: Schedule | None
    origin: Span


@dataclass(frozen=True, slots=True)
class Escalation:
    """A team (by name: teams may escalate to each other) that is told too after a time."""

    team: str
    after: Duration
    origin: Span


@dataclass(frozen=True, slots=True)
class Team:
    name: str
    title: str | None
    description: str
    routes: tuple[RouteTo, ...]
    escalations: tuple[Escalation, ...]
    origin: Span


@dataclass(frozen=True, slots=True)
class Schedule:
    """Hours with a name. `hours` is None if they could not be made out, which has been reported."""

    name: str
    title: str | None
    description: str
    hours: Recurrence | None
    zone: str
    origin: Span


@dataclass(frozen=True, slots=True)
class Maintenance:
    """Planned work. `allowance` is the most there may be per `per` (day, week, month, quarter, year)."""

    name: str
    title: str | None
    description: str
    hours: Recurrence | None
    zone: str
    notice: Duration | None
    allowance: Duration | None
    per: str | None
    emergency: bool
    origin: Span


@dataclass(frozen=True, slots=True)
class Mask:
    """Hours that count alone (`during`) or are left out (`except`)."""

    kind: str
    hours: Schedule | Maintenance
    origin: Span


# What is measured.


@dataclass(frozen=True, slots=True)
class Part:
    """One query of a sum. With `[$window]` in it, it is used as written; else it is a counter."""

    query: Query
    origin: Span


@dataclass(frozen=True, slots=True)
class Events:
    """Counters of good, bad and all events; two of the three are given. `sampled`: levels, read that often."""

    good: tuple[Part, ...]
    bad: tuple[Part, ...]
    total: tuple[Part, ...]
    sampled: Duration | None


@dataclass(frozen=True, slots=True)
class Latency:
    """Observations of a histogram up to a bound (included), in the histogram's own unit (`bound_value`)."""

    histogram: Query
    bound: Quantity
    bound_value: Fraction
    native: bool


@dataclass(frozen=True, slots=True)
class Probe:
    """Samples that are 1 are good, or, with `healthy` 0, those that are 0."""

    query: Query
    healthy: int


@dataclass(frozen=True, slots=True)
class Samples:
    """Samples of which `query operator value` holds are good; `value` in Prometheus' base unit."""

    query: Query
    operator: str
    written: Quantity
    value: Fraction


@dataclass(frozen=True, slots=True)
class Gauge:
    """A gauge that is the good share, from 0 to `full`."""

    query: Query
    full: Fraction


@dataclass(frozen=True, slots=True)
class Freshness:
    """A gauge of Unix time is good while it is younger than `age`."""

    query: Query
    age: Duration


@dataclass(frozen=True, slots=True)
class RatioOf:
    """A ready ratio of good or bad, weighted by a query or not at all."""

    kind: str
    query: Query
    weight: Query | None


@dataclass(frozen=True, slots=True)
class Composite:
    """A journey's indicator: a weighted mean (`weighted`), or slices in which `all` or `any` are good.

    `parts` are indicators with their weights (1 for `all` and `any`); `slice` is a length, or None for the mean.
    """

    kind: str
    parts: tuple[tuple[Indicator, Fraction], ...]
    slice: Duration | None


Measurement = Events | Latency | Probe | Samples | Gauge | Freshness | RatioOf | Composite


@dataclass(frozen=True, slots=True)
class SliceRule:
    """Slices instead of events: which are good, which count at all, and what an empty one counts as.

    `averaged`: not counted, but the mean of their error rates. `runs` is the shortest run of bad
    slices that counts, `runs_in_full` whether it then counts from its start.
    """

    length: Duration
    good: tuple[SliceCondition, ...]
    valid: tuple[SliceCondition, ...]
    averaged: bool
    runs: Duration | None
    runs_in_full: bool
    fewest: Number | None
    thin: str | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """An SLI: `measurement`, perhaps by slices, kept apart `per` labels, under masks.

    `empty` is what time without events counts as: `counts as good`, `counts as bad`, `left out`
    (also where nothing was said; then `empty_said` is False).
    `unit` is what the pair counts: `events`, `slices`, `samples`, `seconds`.
    """

    service: str
    name: str
    title: str
    description: str
    measurement: Measurement
    slices: SliceRule | None
    per: tuple[str, ...]
    masks: tuple[Mask, ...]
    empty: str
    empty_said: bool
    unit: str
    was: str | None
    origin: Span
    journey: bool = False

    @property
    def id(self) -> str:
        """`checkout.availability`; a journey's is its bare name."""
        return self.service if self.journey else f"{self.service}.{self.name}"


# What is aimed for.


@dataclass(frozen=True, slots=True)
class RollingWindow:
    """The last `length`. `zone` is UTC: it matters to documents only."""

    length: Duration
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class CalendarWindow:
    """`unit` is day, week, month, quarter or year in a zone; `start`: first month (1-12), weekday (0 = Monday), day."""

    unit: str
    start: int | None
    zone: str


@dataclass(frozen=True, slots=True)
class BlockWindow:
    """Block after block of a length from an anchor on."""

    length: Duration
    anchor: DateTime
    zone: str


Window = RollingWindow | CalendarWindow | BlockWindow


@dataclass(frozen=True, slots=True)
class AlertStyle:
    """How an alert is named and dressed beyond its identity."""

    name: str | None = None
    receiver: Receiver | None = None
    summary: str | None = None
    runbook: str | None = None
    labels: tuple[Setting, ...] = ()
    annotations: tuple[Setting, ...] = ()


@dataclass(frozen=True, slots=True)
class Burn:
    """Tell when the error ratio is above `factor` budgets in both windows.

    `share` is the part of the budget spent in `window` at that rate, None if a factor was
    written. `short` is None for an alert on one window. `written` is False for a pair that comes
    from a default, a policy or an import.
    """

    alert_class: AlertClass
    window: Duration
    short: Duration | None
    factor: Fraction
    share: Fraction | None
    hold: Duration | None
    style: AlertStyle
    written: bool
    origin: Span


@dataclass(frozen=True, slots=True)
class Missing:
    """Tell when a series that was there has had no samples for `delay`."""

    alert_class: AlertClass
    delay: Duration
    style: AlertStyle
    origin: Span


@dataclass(frozen=True, slots=True)
class BudgetUsed:
    alert_class: AlertClass
    style: AlertStyle
    origin: Span


@dataclass(frozen=True, slots=True)
class BudgetBelow:
    """Tell when less than `share` of the budget is left."""

    alert_class: AlertClass
    share: Percentage
    style: AlertStyle
    origin: Span


@dataclass(frozen=True, slots=True)
class BudgetEnds:
    """Tell when at this rate the budget is gone within a time."""

    alert_class: AlertClass
    within: Duration
    style: AlertStyle
    origin: Span


@dataclass(frozen=True, slots=True)
class AtRisk:
    """Tell while there is still time to keep a promise that rests on the objective."""

    alert_class: AlertClass
    style: AlertStyle
    origin: Span


@dataclass(frozen=True, slots=True)
class AlertPlan:
    """Everything that people are told about an objective. `fewest_bad`: bad events before anybody is."""

    burns: tuple[Burn, ...]
    others: tuple[Missing | BudgetUsed | BudgetBelow | BudgetEnds | AtRisk, ...]
    fewest_bad: int | None


@dataclass(frozen=True, slots=True)
class Objective:
    """An SLO. `each` are the labels whose values are judged alone; masks are the indicator's and its own."""

    service: str
    name: str
    title: str
    description: str
    indicator: Indicator
    target: Percentage
    bound: Quantity | None
    window: Window
    each: tuple[str, ...]
    masks: tuple[Mask, ...]
    alerts: AlertPlan
    first: str | None
    runbook: str | None
    labels: tuple[Setting, ...]
    known_as: str | None
    was: str | None
    origin: Span
    target_origin: Span
    window_origin: Span

    @property
    def id(self) -> str:
        return self.indicator.id if self.indicator.journey else f"{self.service}.{self.name}"

    @property
    def budget(self) -> Fraction:
        """The share that may be bad."""
        return 1 - self.target.value


@dataclass(frozen=True, slots=True)
class External:
    """Somebody else runs it: who, and what they promise over which window."""

    company: str
    share: Percentage
    window: Window
    origin: Span


@dataclass(frozen=True, slots=True)
class Link:
    kind: str
    address: str
    origin: Span


@dataclass(frozen=True, slots=True)
class Service:
    name: str
    title: str
    description: str
    owner: Team | None
    tier: int | None
    depends_on: tuple[str, ...]
    links: tuple[Link, ...]
    first: str | None
    deploys: Query | None
    external: External | None
    labels: tuple[Setting, ...]
    scrape: Duration
    indicators: tuple[Indicator, ...]
    objectives: tuple[Objective, ...]
    scenarios: tuple[Scenario, ...]
    known_as: str | None
    was: str | None
    origin: Span

    def link(self, kind: str) -> str | None:
        """The address of a kind of link: `runbook`, `dashboard`, `repository`."""
        return next((link.address for link in self.links if link.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Journey:
    """What users do. Its one indicator is a `Composite`."""

    name: str
    title: str
    description: str
    owner: Team | None
    tier: int | None
    links: tuple[Link, ...]
    indicator: Indicator
    objectives: tuple[Objective, ...]
    scenarios: tuple[Scenario, ...]
    was: str | None
    origin: Span


# Scenarios and automations.


@dataclass(frozen=True, slots=True)
class Traffic:
    rate: Rate
    label: str | None
    value: str | None
    origin: Span


class StepKind(StrEnum):
    FAIL = "fail"
    SLOW = "slow"
    STOP = "stop"
    LEVEL = "level"
    RESTART = "restart"


@dataclass(frozen=True, slots=True)
class Step:
    """What happens at a moment of a scenario."""

    at: Duration
    kind: StepKind
    share: Percentage | None
    level: Quantity | None
    length: Duration | None
    origin: Span


@dataclass(frozen=True, slots=True)
class AlertExpectation:
    """An alert of a class (of one objective, or of any) fires within a time, or, with `never`, does not."""

    alert_class: AlertClass
    objective: Objective | None
    within: Duration | None
    never: bool
    origin: Span


@dataclass(frozen=True, slots=True)
class BudgetExpectation:
    """How much of a budget is `spent` or `left` at the end."""

    objective: Objective
    what: str
    range: Range
    origin: Span


@dataclass(frozen=True, slots=True)
class Scenario:
    title: str
    traffic: tuple[Traffic, ...]
    steps: tuple[Step, ...]
    expected: tuple[AlertExpectation | BudgetExpectation, ...]
    origin: Span


@dataclass(frozen=True, slots=True)
class Action:
    """`kind` is playbook, script or webhook; `target` its path or address; arguments are texts."""

    kind: str
    target: str
    arguments: tuple[Setting, ...]
    origin: Span


@dataclass(frozen=True, slots=True)
class Automation:
    """Runs when the paging (`fast`) or ticket pairs of an objective burn; only says so until `armed`."""

    name: str
    title: str
    description: str
    objective: Objective
    fast: bool
    action: Action
    at_most_once_per: Duration | None
    during: tuple[Schedule, ...]
    armed: bool
    origin: Span


# What is promised.


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
    round_measured: terms.Round | None = None
    base: terms.Base | None = None
    caps: tuple[terms.Cap, ...] = ()

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

    A term that nobody stated is None or empty.
    """

    version: str | None
    effective: Date | None
    covers: tuple[Service, ...]
    period: Period | None
    period_zone: str | None
    promises: tuple[Promise, ...]
    exclusions: tuple[Exclusion, ...]
    partial_period: str | None
    base: terms.Base | None
    round_measured: terms.Round | None
    round_money: terms.Round | None
    stacks: tuple[terms.Stack, ...]
    caps: tuple[terms.Cap, ...]
    claim: terms.Claim | None
    terminate: terms.Terminate | None
    report: terms.ReportDuty | None
    liability: terms.Liability | None
    support: terms.Support | None
    points: terms.Points | None
    earn_back: terms.EarnBack | None
    set_off: terms.SetOff | None
    payout: terms.Payout | None
    settle_as: terms.SettleAs | None
    changes: terms.Changes | None
    calendar: terms.Calendar | None
    law: str | None
    pools: tuple[terms.Pool, ...]
    units: tuple[terms.UnitOf, ...]
    day_of_fee: terms.DayOfFee | None
    needs: tuple[terms.Needs, ...]
    fees: tuple[Fee, ...]
    no_traffic: str | None
    monitor_outage: str | None
    crossing: undertakings.Crossing | None
    measured_by: undertakings.MeasuredBy | None
    duties: tuple[undertakings.Duty, ...]

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
    name: str
    title: str
    description: str
    agreement: Agreement
    plans: tuple[Plan, ...]
    origin: Span


@dataclass(frozen=True, slots=True)
class Contact:
    """Who of the customer's people is told about `topics`: promise-at-risk, promise-broken, monthly-report."""

    address: str
    topics: tuple[str, ...]
    origin: Span


@dataclass(frozen=True, slots=True)
class Customer:
    """A party to an sla. `agreement` is what holds for it: sla, plan and its own terms, in this order."""

    name: str
    title: str
    description: str
    sla: Sla
    plan: Plan | None
    tenant: str | None
    contacts: tuple[Contact, ...]
    agreement: Agreement
    origin: Span


@dataclass(frozen=True, slots=True)
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

    def service(self, name: str) -> Service | None:
        return next((service for service in self.services if service.name == name), None)
