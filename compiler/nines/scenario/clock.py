"""The time in which a test takes place.

promtool begins in 1970, on a Thursday, where no calendar table reaches. So the rules that a test tries read a clock that
is set forward: `time()` becomes `(time() + K)`. K is a multiple of an hour, so that whatever is aligned to the clock
stays so, and of the seconds to a month that begins on a Monday.
"""

from __future__ import annotations

import datetime
from fractions import Fraction

from nines.contract.model import BlockWindow, CalendarWindow, Objective
from nines.promql import build as q
from nines.promql.transform import map_expression
from nines.promql.tree import Call, Expression
from nines.record import dataclass
from nines.values.zone import zone

__all__ = ["FIRST_DAY", "Clock", "clock_for", "shifted"]

FIRST_DAY = datetime.date(2026, 6, 1)
"""A Monday that begins a month, in the years that calendar tables are written for."""
_EPOCH = datetime.date(1970, 1, 1)
_HOUR = 3600
_OF_NOW = frozenset(
    {"day_of_month", "day_of_week", "day_of_year", "days_in_month", "hour", "minute", "month", "year"}
)


@dataclass(frozen=True, slots=True)
class Clock:
    """`start` is promtool's 0 and `zero` the test's, in Unix seconds of the time that the rules see."""

    start: int
    zero: int
    zone: str

    @property
    def lead(self) -> int:
        """Milliseconds of steady traffic that promtool sees before the test's 0."""
        return (self.zero - self.start) * 1000


def clock_for(objectives: tuple[Objective, ...]) -> Clock:
    """Midnight in the zone of the first objective that has one; an hour or a little more before it is seen."""
    name = next((o.window.zone for o in objectives if isinstance(o.window, CalendarWindow | BlockWindow)), "UTC")
    found = zone(name)
    day = (FIRST_DAY - _EPOCH).days
    zero = found.start_of_day(day) if found is not None else day * 86_400
    return Clock(zero // _HOUR * _HOUR - _HOUR, zero, name if found is not None else "UTC")


def shifted(expression: Expression, seconds: int) -> Expression:
    """The expression with its clock so many seconds ahead."""

    def change(node: Expression) -> Expression:
        if not isinstance(node, Call):
            return node
        if node.function in ("time", "timestamp"):
            return node + Fraction(seconds)
        if node.function in _OF_NOW and not node.arguments:
            return q.call(node.function, q.vector(q.time() + Fraction(seconds)))
        return node

    return map_expression(expression, change)
