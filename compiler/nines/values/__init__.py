"""Exact values: what literals mean, how numbers are printed, time zones and calendars.

Zones and calendars are imported from `nines.values.zone` and `nines.values.calendar`,
so that who needs only literals does not load them.
"""

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
]
