"""Schedules and maintenance."""

from __future__ import annotations

from nines.language.nodes import At, Statement
from nines.language.phrases import Days
from nines.language.table import statement
from nines.values.model import Date, Duration, Time

__all__ = ["Allowance", "Dated", "Emergency", "Every", "ExceptDates", "Maintenance", "Notice", "Schedule"]


@statement(
    "schedule <name:name> [<title:text>]", inside="file", body="schedule", block="must", example="schedule peak { }"
)
class Schedule(Statement):
    """Hours that have a name: business hours, peak hours."""

    name: At[str]
    title: At[str] | None


@statement(
    "maintenance <name:name> [<title:text>]",
    inside="file",
    body="maintenance",
    block="must",
    example='maintenance weekly "Weekly maintenance" { }',
)
class Maintenance(Statement):
    """Planned work: when it may be, how it is announced, and how much of it there may be."""

    name: At[str]
    title: At[str] | None


@statement(
    "every <days:days> [from <start:time> to <end:time>] in <zone:zone>",
    inside="schedule maintenance",
    example="every mon..sat from 08:00 to 22:00 in Europe/Berlin",
)
class Every(Statement):
    """Hours that come back; several lines add up.

    Hours over midnight belong to the day they start on.
    """

    days: Days
    start: At[Time] | None
    end: At[Time] | None
    zone: At[str]


@statement(
    "from <start_date:date> <start:time> to <end_date:date> <end:time> in <zone:zone>",
    inside="schedule maintenance",
    example="from 2026-11-27 00:00 to 2026-11-30 24:00 in Europe/Berlin",
)
class Dated(Statement):
    """Hours that come once."""

    start_date: At[Date]
    start: At[Time]
    end_date: At[Date]
    end: At[Time]
    zone: At[str]


@statement("except ( <dates:date,> | <names:name,> )", inside="schedule maintenance", example="except 2026-12-25")
class ExceptDates(Statement):
    """Days, or another schedule, taken out."""

    dates: tuple[At[Date], ...]
    names: tuple[At[str], ...]


@statement("notice <length:duration>", inside="maintenance", once=True, example="notice 48h")
class Notice(Statement):
    """How long before it starts the maintenance is announced."""

    length: At[Duration]


@statement(
    "at most <length:duration> per <period:day|week|month|quarter|year>",
    inside="maintenance",
    once=True,
    example="at most 3h per month",
)
class Allowance(Statement):
    """How much of it there may be in a period."""

    length: At[Duration]
    period: At[str]


@statement("emergency", inside="maintenance", once=True, example="emergency")
class Emergency(Statement):
    """Urgent work, a class of its own: it needs no hours."""
