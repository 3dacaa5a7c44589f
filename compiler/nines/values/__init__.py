"""Exact values: what literals mean, how numbers are printed, time zones, calendars and schedules.

Here are the literals alone. The rest is imported from where it stands, so that nobody loads more than is
used: `text` prints, `units` compares, `rounding`, `spelling`, `names`, `currencies`; `zone`,
`intervals`, `calendar` (periods) and `recurrence` (schedules).
"""

from nines.values.literals import parse, version
from nines.values.model import (
    Bytes,
    Date,
    DateTime,
    Duration,
    FineDuration,
    Literal,
    Money,
    Multiple,
    Number,
    Ordinal,
    Percentage,
    Points,
    Problem,
    Quantity,
    Rate,
    Ratio,
    Time,
    Version,
)

__all__ = [
    "Bytes",
    "Date",
    "DateTime",
    "Duration",
    "FineDuration",
    "Literal",
    "Money",
    "Multiple",
    "Number",
    "Ordinal",
    "Percentage",
    "Points",
    "Problem",
    "Quantity",
    "Rate",
    "Ratio",
    "Time",
    "Version",
    "parse",
    "version",
]
