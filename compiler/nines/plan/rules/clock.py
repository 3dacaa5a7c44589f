"""Time in PromQL: what the wall clock of a zone says, as arithmetic on `time()`.

All expressions here are scalars and read no series. When a zone changes its clock is written out for the years ahead,
from the zone database (RULES-CALENDAR.md, notation).
"""

from __future__ import annotations

import datetime
from fractions import Fraction

from nines.plan.rules.context import FIRST_YEAR, LAST_YEAR
from nines.promql import build as q
from nines.promql.tree import Expression
from nines.values.zone import Zone

__all__ = ["DAY", "END", "START", "WEEK", "at", "between", "local", "since"]

DAY = 86_400
WEEK = 604_800

START = int(datetime.datetime(FIRST_YEAR, 1, 1, tzinfo=datetime.UTC).timestamp()) - WEEK
END = int(datetime.datetime(LAST_YEAR + 1, 1, 1, tzinfo=datetime.UTC).timestamp()) + WEEK
"""The span of time that tables are written for, in Unix seconds: the years, and a week on either side."""


def at(milliseconds_ago: int) -> Expression:
    """The moment so long before the evaluation, in Unix seconds."""
    return q.time() if milliseconds_ago == 0 else q.time() - Fraction(milliseconds_ago, 1000)


def since(moment: Expression, instant: int) -> Expression:
    """1 from an instant on, 0 before."""
    return q.ge_bool(moment, instant)


def between(moment: Expression, start: int, end: int) -> Expression:
    """1 from `start` up to but not including `end`, 0 at other times."""
    return since(moment, start) * q.lt_bool(moment, end)


def local(moment: Expression, zone: Zone) -> Expression:
    """What the wall clock shows at a moment, in seconds since 1970-01-01 00:00 by that clock."""
    (_, first), *changes = zone.transitions(START, END)
    shown: Expression = moment if first == 0 else moment + first
    before = first
    for instant, offset in changes:
        change = offset - before
        before = offset
        jump = since(moment, instant)
        shown = shown + change * jump if change > 0 else shown - (-change) * jump
    return shown
