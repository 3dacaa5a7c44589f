"""The labels of recorded series and alerts, and the names that nothing else may have. Spelt here alone."""

from __future__ import annotations

__all__ = [
    "AUTOMATION",
    "BUNDLE",
    "CLASS",
    "CURRENCY",
    "CUSTOMER",
    "DEPENDENCY",
    "HALF",
    "INDICATOR",
    "OBJECTIVE_LABEL",
    "PART",
    "PERIOD",
    "PIECE",
    "PREVIOUS",
    "PROMISE",
    "RESERVED",
    "SERVICE",
    "SEVERITY",
    "SHORT",
    "SLA",
    "STAGE",
    "TEAM",
    "TIER",
    "WINDOW",
    "ZONE",
]

BUNDLE = "nines"
SERVICE = "service"
INDICATOR = "indicator"
OBJECTIVE_LABEL = "objective"
WINDOW = "window"
"""The length that a value is over, as alerts and boards write it: `5m`, `1h`, `30d`; `month` for a calendar window."""
PREVIOUS = "previous"
"""The value of `window` for the last whole calendar window."""
SHORT = "short"
"""The short window of a pair of burn alerts; absent for an alert on one window."""
CLASS = "class"
"""`page` or `ticket`, whatever word `severity` has for it."""
SEVERITY = "severity"
TEAM = "team"
TIER = "tier"
STAGE = "stage"
AUTOMATION = "automation"
SLA = "sla"
CUSTOMER = "customer"
PROMISE = "promise"
CURRENCY = "currency"
"""Of what sums of money are in: `EUR`."""
HALF = "half"
"""`bad` or `total`: the two halves of a pair; `good` where bad is measured as the rest of it."""
PIECE = "piece"
"""Which piece of a long window it is: `now` (the running hour) or `hour` (the one before), `today` or `day`."""
PERIOD = "period"
"""The calendar window that an hour belongs to: its start in Unix seconds."""
ZONE = "zone"
DEPENDENCY = "dependency"
"""The service that another one stands on."""
PART = "part"
"""The step of a journey: `checkout.availability`."""

RESERVED = (
    *(BUNDLE, SERVICE, INDICATOR, OBJECTIVE_LABEL, WINDOW, SHORT, CLASS, SEVERITY, TEAM, TIER, STAGE, AUTOMATION),
    *(SLA, CUSTOMER, PROMISE, CURRENCY, HALF, PIECE, PERIOD, PART),
    *("alertname", "alertstate", "day", "hour", "le", "quantile"),
)
"""What recorded series and alerts are joined and routed by, and what Prometheus has a meaning for."""
