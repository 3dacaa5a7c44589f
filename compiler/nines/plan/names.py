"""Every generated name: series and alerts, spelt here alone, and the labels of `nines.contract.labels` that join them.

Labels are few and fixed, so that every join and every board can rely on them:

* `nines` (the bundle), `service`, `indicator` on all; a journey's service is its own name, its indicator `journey`;
* `objective` on what belongs to one, `window` on what is one of several windows;
* `sla`, `customer`, `promise` on what belongs to a promise;
* group labels (`tenant`): an indicator's `per` on its pair, an objective's `each` on all that is judged by it;
* labels of the project (`label environment "production"`) on everything.

What an objective aims for (`OBJECTIVE`, `BURN_THRESHOLD`, `OBJECTIVE_INFO`, `WINDOW_ELAPSED`) is the same for all of
its groups and bears no group labels: join it with `group_left`.
"""

from __future__ import annotations

from nines.contract.labels import (
    AUTOMATION,
    BUNDLE,
    CLASS,
    CURRENCY,
    CUSTOMER,
    DEPENDENCY,
    HALF,
    INDICATOR,
    OBJECTIVE_LABEL,
    PART,
    PERIOD,
    PIECE,
    PREVIOUS,
    PROMISE,
    SERVICE,
    SEVERITY,
    SHORT,
    SLA,
    STAGE,
    TEAM,
    TIER,
    WINDOW,
    ZONE,
)
from nines.record import dataclass

__all__ = [
    "ALERTS",
    "ATTAINED",
    "AUTOMATION",
    "AUTOMATION_DUE",
    "AUTOMATION_FAILED",
    "BUDGET_EXHAUSTS",
    "BUDGET_LEFT",
    "BUILD",
    "BUNDLE",
    "BURN_RATE",
    "BURN_THRESHOLD",
    "CALENDAR_END",
    "CALENDAR_PREVIOUS",
    "CALENDAR_START",
    "CALENDAR_UNTIL",
    "CLASS",
    "COUNTED",
    "COUNTED_AT",
    "COUNTED_DAYS",
    "COUNTED_HOURS",
    "COUNTED_LONG",
    "COUNTED_OLDER",
    "COUNTED_PERIOD",
    "COUNTED_RATE",
    "CREDIT_BASE",
    "CREDIT_MONEY",
    "CREDIT_RATIO",
    "CURRENCY",
    "CUSTOMER",
    "DEPENDENCY",
    "DEPENDS_ON",
    "DEPLOYED",
    "ERROR_BUDGET_BURN",
    "ERROR_BUDGET_ENDS_SOON",
    "ERROR_BUDGET_LOW",
    "ERROR_BUDGET_SPENT",
    "ERROR_RATIO",
    "EXCLUSION_ALLOWED",
    "HALF",
    "HEARTBEAT",
    "INDICATOR",
    "INDICATOR_MISSING",
    "MAINTENANCE_NEXT",
    "MAINTENANCE_RUNNING",
    "MAINTENANCE_USED",
    "MASK",
    "MASKED",
    "MEASURED_RATE",
    "NOTIFICATIONS_FAILING",
    "OBJECTIVE",
    "OBJECTIVE_INFO",
    "OBJECTIVE_LABEL",
    "PART",
    "PART_WEIGHT",
    "PERIOD",
    "PERIOD_ELAPSED",
    "PERIOD_PREVIOUS",
    "PERIOD_START",
    "PIECE",
    "PREVIOUS",
    "PROMISE",
    "PROMISED",
    "PROMISE_ATTAINED",
    "PROMISE_AT_RISK",
    "PROMISE_BAD_LEFT",
    "PROMISE_BROKEN",
    "PROMISE_COUNTED",
    "PROMISE_CREDIT_MONEY",
    "PROMISE_CREDIT_RATIO",
    "PROMISE_DAYS",
    "PROMISE_HOURS",
    "PROMISE_INFO",
    "PROMISE_MASKED",
    "PROMISE_MEASURED",
    "PROMISE_NEXT_CREDIT_MONEY",
    "PROMISE_NEXT_CREDIT_RATIO",
    "PROMISE_NEXT_STEP",
    "PROMISE_NEXT_STEP_SECONDS",
    "PROMISE_OLDER",
    "PROMISE_PERIOD",
    "PROMISE_RATE",
    "PROMISE_STATE",
    "PROMISE_TIME_LEFT",
    "RULES_FAILING",
    "RULES_MISSING",
    "RULES_SLOW",
    "RULES_STALE",
    "SERVICE",
    "SEVERITY",
    "SHORT",
    "SLA",
    "SLICE",
    "STAGE",
    "STATE",
    "STATES",
    "TEAM",
    "TIER",
    "TWO_BUILDS_LOADED",
    "WINDOW",
    "WINDOW_ELAPSED",
    "WINDOW_PREVIOUS",
    "WINDOW_SECONDS",
    "WINDOW_START",
    "ZONE",
    "ZONE_TABLE_ENDS",
    "Series",
]


@dataclass(frozen=True, slots=True)
class Series:
    """A kind of recorded series. `means` is its word in the inventory, `unit` what its value counts in.

    An empty unit is that of the indicator it belongs to (`events`, `slices`, `samples`, `seconds`).
    """

    name: str
    means: str
    unit: str
    text: str


# Of an indicator: what is measured, kept apart by its `per` labels.

MEASURED_RATE = Series(
    "nines:measured:rate", "measured_rate", "per second", "what an indicator measures, a second, over the base range"
)
SLICE = Series("nines:slice", "slice", "bool", "1 for a bad slice (`bad`), and for one that counts (`total`)")

# Of an objective: what it aims for.

OBJECTIVE = Series("nines:objective", "objective", "ratio", "the share that is to be good")
OBJECTIVE_INFO = Series("nines:objective_info", "info", "1", "owner, titles, links and spec line, as labels")
BURN_THRESHOLD = Series(
    "nines:burn_threshold", "burn_threshold", "budgets per window", "the burn rate at which an alert fires"
)

# Of an objective and each of its groups: how it stands.

COUNTED_RATE = Series("nines:counted:rate", "counted_rate", "per second", "what counts for the objective, a second")
COUNTED = Series("nines:counted", "counted", "", "what counted for the objective in a window")
ERROR_RATIO = Series("nines:error_ratio", "error_ratio", "ratio", "the bad share of a window")
BURN_RATE = Series(
    "nines:burn_rate",
    "burn_rate",
    "budgets per window",
    "how many budgets the objective's window would take at this rate",
)
ATTAINED = Series("nines:attained", "attained", "ratio", "the good share of the objective's window so far")
BUDGET_LEFT = Series(
    "nines:budget_left", "budget_left", "ratio", "the share of the budget that is left; may be below 0"
)
BUDGET_EXHAUSTS = Series(
    "nines:budget_exhausts_seconds",
    "budget_exhausts",
    "seconds",
    "time until the budget is gone at the rate of the last hour; absent where it will not be",
)
STATE = Series("nines:state", "state", "state", "0 no data, 1 fine, 2 watch, 3 burning, 4 spent")
STATES = ("no data", "fine", "watch", "burning", "spent")
"""The words for the values of `STATE` and `PROMISE_STATE`."""
MASKED = Series("nines:masked", "masked", "bool", "1 while time does not count for the objective")
WINDOW_ELAPSED = Series("nines:window_elapsed", "elapsed", "ratio", "the share of the calendar window that has passed")

WINDOW_SECONDS = Series(
    "nines:window_seconds", "window_length", "seconds", "the length that the window's budget is shared out over"
)

# Pieces that long windows are put together from; not for boards.

COUNTED_HOURS = Series(
    "nines:counted:hours", "counted_hours", "", "the running hour (`now`) and the last whole one (`hour`)"
)
COUNTED_LONG = Series(
    "nines:counted:long", "counted_long", "", "what counted in a long window, when it was last put together"
)
COUNTED_AT = Series("nines:counted:at", "counted_at", "unix seconds", "when long windows were last put together")
COUNTED_OLDER = Series(
    "nines:counted:older", "counted_older", "", "the whole hours of a calendar window, but the last two"
)
COUNTED_DAYS = Series(
    "nines:counted:days", "counted_days", "", "the running day (`today`) and the last whole one (`day`)"
)
COUNTED_PERIOD = Series("nines:counted:period", "counted_period", "", "the last whole hour, filed under its period")
WINDOW_START = Series("nines:window_start", "window_start", "unix seconds", "the start of the objective's window")
WINDOW_PREVIOUS = Series("nines:window_previous", "window_previous", "unix seconds", "the start of the window before")

PART_WEIGHT = Series("nines:part_weight", "weight", "1", "how much a step weighs in its journey")

# Of a promise: how it stands in the contract's period.

PROMISED = Series("nines:promised", "promised", "ratio", "the share that is promised to be good")
PROMISE_INFO = Series("nines:promise_info", "info", "1", "titles, guarding objective and spec line, as labels")
PROMISE_COUNTED = Series("nines:promise_counted", "counted", "", "what counted for the promise in its period so far")
PROMISE_RATE = Series("nines:promise_counted:rate", "counted_rate", "per second", "what counts for it, a second")
PROMISE_HOURS = Series(
    "nines:promise_counted:hours", "counted_hours", "", "the running hour (`now`) and the last whole one (`hour`)"
)
PROMISE_OLDER = Series("nines:promise_counted:older", "counted_older", "", "the hours of a period, but the last two")
PROMISE_DAYS = Series(
    "nines:promise_counted:days", "counted_days", "", "the running day (`today`) and the last whole one (`day`)"
)
PROMISE_PERIOD = Series(
    "nines:promise_counted:period", "counted_period", "", "the last whole hour, filed under its period"
)
PROMISE_MASKED = Series("nines:promise_masked", "masked", "bool", "1 while time does not count for the promise")
PERIOD_START = Series("nines:period_start", "window_start", "unix seconds", "the start of the contract's period")
PERIOD_PREVIOUS = Series("nines:period_previous", "window_previous", "unix seconds", "the start of the period before")
PERIOD_ELAPSED = Series("nines:period_elapsed", "elapsed", "ratio", "the share of the period that has passed")
PROMISE_ATTAINED = Series(
    "nines:promise_attained", "attained", "ratio", "the good share of the contract's period so far"
)
PROMISE_BAD_LEFT = Series(
    "nines:promise_bad_left",
    "headroom",
    "",
    "how much more may be bad before the promise breaks, at the traffic so far",
)
PROMISE_TIME_LEFT = Series(
    "nines:promise_time_left_seconds",
    "headroom",
    "seconds",
    "time until the promise breaks at the rate of the last hour; absent where it will not",
)
PROMISE_STATE = Series(
    "nines:promise_state", "state", "state", "0 no data, 1 kept so far, 2 watch, 3 at risk, 4 broken"
)

PROMISE_MEASURED = Series(
    "nines:promise_measured",
    "measured",
    "ratio",
    "the good share of the contract's period so far, as the contract compares it: rounded as it says",
)
PROMISE_CREDIT_RATIO = Series(
    "nines:promise_credit_ratio", "credit", "ratio", "what the promise costs as it stands, as a share of the base"
)
PROMISE_CREDIT_MONEY = Series(
    "nines:promise_credit_money", "credit", "currency", "what the promise costs as it stands, in its label `currency`"
)
PROMISE_NEXT_STEP = Series(
    "nines:promise_next_step", "next_step", "ratio", "the measured value below which the next step of credits is due"
)
PROMISE_NEXT_STEP_SECONDS = Series(
    "nines:promise_next_step_seconds",
    "next_step",
    "seconds",
    "time until the next step is due at the rate of the last hour; absent where it will not be in this period",
)
PROMISE_NEXT_CREDIT_RATIO = Series(
    "nines:promise_next_credit_ratio", "next_credit", "ratio", "what the next step costs, as a share of the base"
)
PROMISE_NEXT_CREDIT_MONEY = Series(
    "nines:promise_next_credit_money", "next_credit", "currency", "what the next step costs, in its label `currency`"
)
CREDIT_BASE = Series(
    "nines:credit_base_money",
    "credit_base",
    "currency",
    "the fees that the customer's credits are a share of, as the specs have them, in its label `currency`",
)
CREDIT_RATIO = Series(
    "nines:credit_ratio",
    "credit",
    "ratio",
    "what the customer is owed as things stand, stacked and capped, as a share of the base",
)
CREDIT_MONEY = Series(
    "nines:credit_money",
    "credit",
    "currency",
    "what the customer is owed as things stand, stacked, capped and rounded, in its label `currency`",
)

# Of a bundle.

BUILD = Series("nines:build", "build", "1", "1, with a mark of all rules that are loaded together")
MASK = Series("nines:mask", "mask", "bool", "1 while a schedule or a maintenance holds")
DEPENDS_ON = Series("nines:depends_on", "depends_on", "1", "what a service stands on, or a journey passes through")
DEPLOYED = Series("nines:deployed", "deployed", "bool", "1 where a version went out within the last 5 minutes")
MAINTENANCE_NEXT = Series(
    "nines:maintenance_next", "maintenance_next", "unix seconds", "when a maintenance begins next, 35 days ahead"
)
MAINTENANCE_USED = Series(
    "nines:maintenance_used_seconds", "maintenance_used", "seconds", "how long it has lasted in its period so far"
)
EXCLUSION_ALLOWED = Series(
    "nines:exclusion_allowed_seconds", "exclusion_allowed", "seconds", "how long an exclusion may last in its period"
)
CALENDAR_START = Series("nines:calendar_start", "calendar_start", "unix seconds", "when the running period began")
CALENDAR_END = Series("nines:calendar_end", "calendar_end", "unix seconds", "when the running period ends")
CALENDAR_PREVIOUS = Series(
    "nines:calendar_previous", "calendar_previous", "unix seconds", "when the period before began"
)
CALENDAR_UNTIL = Series(
    "nines:calendar_until", "calendar_until", "unix seconds", "when the written tables of dates end"
)

# Alerts.

ERROR_BUDGET_BURN = "ErrorBudgetBurn"
ERROR_BUDGET_SPENT = "ErrorBudgetSpent"
ERROR_BUDGET_LOW = "ErrorBudgetLow"
ERROR_BUDGET_ENDS_SOON = "ErrorBudgetEndsSoon"
PROMISE_AT_RISK = "PromiseAtRisk"
PROMISE_BROKEN = "PromiseBroken"
INDICATOR_MISSING = "IndicatorMissing"
MAINTENANCE_RUNNING = "MaintenanceRunning"
AUTOMATION_DUE = "AutomationDue"
AUTOMATION_FAILED = "NinesAutomationFailed"
RULES_STALE = "NinesRulesStale"
RULES_MISSING = "NinesRulesMissing"
RULES_FAILING = "NinesRulesFailing"
RULES_SLOW = "NinesRulesSlow"
TWO_BUILDS_LOADED = "NinesTwoBuildsLoaded"
ZONE_TABLE_ENDS = "NinesZoneTableEnds"
NOTIFICATIONS_FAILING = "NinesNotificationsFailing"
HEARTBEAT = "NinesHeartbeat"
ALERTS = (
    ERROR_BUDGET_BURN,
    ERROR_BUDGET_SPENT,
    ERROR_BUDGET_LOW,
    ERROR_BUDGET_ENDS_SOON,
    PROMISE_AT_RISK,
    PROMISE_BROKEN,
    INDICATOR_MISSING,
    MAINTENANCE_RUNNING,
    AUTOMATION_DUE,
    AUTOMATION_FAILED,
    RULES_STALE,
    RULES_MISSING,
    RULES_FAILING,
    RULES_SLOW,
    TWO_BUILDS_LOADED,
    ZONE_TABLE_ENDS,
    NOTIFICATIONS_FAILING,
    HEARTBEAT,
)
