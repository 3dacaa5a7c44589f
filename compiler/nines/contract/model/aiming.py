"""Objectives and their alerts, services, journeys, scenarios and automations."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from nines.contract.model.measuring import Indicator
from nines.contract.model.people import AlertClass, Mask, Receiver, Schedule, Setting, Team
from nines.language.nodes import Query
from nines.language.phrases import Range
from nines.record import dataclass
from nines.source import Span
from nines.values.model import DateTime, Duration, Percentage, Quantity, Rate

__all__ = [
    "Action",
    "AlertExpectation",
    "AlertPlan",
    "AlertStyle",
    "AtRisk",
    "Automation",
    "BlockWindow",
    "BudgetBelow",
    "BudgetEnds",
    "BudgetExpectation",
    "BudgetUsed",
    "Burn",
    "CalendarWindow",
    "Expectation",
    "External",
    "Journey",
    "Link",
    "Missing",
    "Objective",
    "PromiseExpectation",
    "RollingWindow",
    "Scenario",
    "Service",
    "Step",
    "StepKind",
    "Traffic",
    "Turn",
    "Window",
]


@dataclass(frozen=True, slots=True)
class RollingWindow:
    """The last `length`. `zone` is UTC: it matters to documents only."""

    length: Duration
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class CalendarWindow:
    """`unit` is day, week, month, quarter or year in a zone; `start`: first month (1-12), weekday (0 = Monday), day.

    `day` is that of the first month on which quarters and years start.
    """

    unit: str
    start: int | None
    zone: str
    day: int = 1


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
    """Everything that people are told about an objective. `fewest_bad`: bad events before anybody is.

    `held` are the burn rates of classes that people are not told of (`ticket only`): automations answer to them.
    """

    burns: tuple[Burn, ...]
    held: tuple[Burn, ...]
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
    GAP = "gap"
    TRAFFIC = "traffic"
    LEVEL = "level"
    RESTART = "restart"
    DEPLOY = "deploy"


@dataclass(frozen=True, slots=True)
class Step:
    """What happens at a moment of a scenario, to one objective's indicator or (None) to all that it can happen to."""

    at: Duration
    kind: StepKind
    share: Percentage | None
    rate: Rate | None
    level: Quantity | None
    objective: Objective | None
    length: Duration | None
    origin: Span


class Turn(StrEnum):
    """What an alert is expected to do."""

    FIRES = "fires"
    RESOLVES = "resolves"
    NEVER = "never fires"


@dataclass(frozen=True, slots=True)
class AlertExpectation:
    """An alert of a class or of a name (one is given), of one objective or (None) of any, does something in time."""

    alert_class: AlertClass | None
    name: str | None
    objective: Objective | None
    turn: Turn
    within: Duration | None
    origin: Span


@dataclass(frozen=True, slots=True)
class BudgetExpectation:
    """What share of a budget is `budget spent` or `budget left` at the end, or what share of its window `attained`."""

    objective: Objective
    what: str
    range: Range
    origin: Span


@dataclass(frozen=True, slots=True)
class PromiseExpectation:
    """A promise to a customer is `kept` to the end, or `at risk` or `broken` within a time. `promise` is its name."""

    customer: str
    promise: str
    state: str
    within: Duration | None
    origin: Span


Expectation = AlertExpectation | BudgetExpectation | PromiseExpectation


@dataclass(frozen=True, slots=True)
class Scenario:
    title: str
    traffic: tuple[Traffic, ...]
    steps: tuple[Step, ...]
    expected: tuple[Expectation, ...]
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
    """Runs when one of the burn rates `answers` is reached, paging or ticket ones; only says so until `armed`."""

    name: str
    title: str
    description: str
    objective: Objective
    fast: bool
    answers: tuple[Burn, ...]
    action: Action
    at_most_once_per: Duration | None
    during: tuple[Schedule, ...]
    armed: bool
    origin: Span
