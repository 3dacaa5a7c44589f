"""The time in which a test takes place.

promtool begins in 1970, on a Thursday, where no calendar table reaches. So the rules that a test tries read a clock
that is set forward: `time()` becomes `(time() + K)`, to a month that begins on a Monday. K is a multiple of an hour, so
that whatever is aligned to the clock stays so.
"""

from __future__ import annotations

import datetime
from fractions import Fraction

from nines.contract.model import BlockWindow, CalendarWindow, Objective
from nines.promql import build as q
from nines.promql.facts import is_scalar
from nines.promql.transform import map_expression
from nines.promql.tree import Binary, BinaryOp, Call, Expression, Number
from nines.record import dataclass
from nines.values.zone import zone

__all__ = ["FIRST_DAY", "Clock", "clock_for", "shifted"]

FIRST_DAY = datetime.date(2026, 6, 1)
"""A Monday that begins a month, in the years that calendar tables are written for."""
_EPOCH = datetime.date(1970, 1, 1)
_HOUR = 3600
_LEAD = 900
_OF_NOW = frozenset({"day_of_month", "day_of_week", "day_of_year", "days_in_month", "hour", "minute", "month", "year"})


@dataclass(frozen=True, slots=True)
class Clock:
    """`start` is promtool's 0 and `zero` the test's, in Unix seconds of the time that the rules see."""

    start: int
    zero: int
    zone: str

    @property
    def lead(self) -> int:
        """The test's 0, in milliseconds since promtool's; below 0 where the test begins before."""
        return (self.zero - self.start) * 1000


def clock_for(objectives: tuple[Objective, ...], first: int) -> Clock:
    """Midnight in the zone of the first objective that has one.

    promtool's 0 is a quarter of an hour to five of them before what has to be seen `first`, in milliseconds since the
    test's 0: all is steady until then.
    """
    name = next((o.window.zone for o in objectives if isinstance(o.window, CalendarWindow | BlockWindow)), "UTC")
    found = zone(name)
    day = (FIRST_DAY - _EPOCH).days
    zero = found.start_of_day(day) if found is not None else day * 86_400
    return Clock((zero + first // 1000 - _LEAD) // _HOUR * _HOUR, zero, name if found is not None else "UTC")


def shifted(expression: Expression, seconds: int, length: int) -> Expression:
    """The expression with its clock so many seconds ahead, for a test that lasts `length` seconds.

    Tables of dates are written out for years. What a comparison of the clock with a date says all the time that the
    test lasts is put in its place, and what is known then is worked out: the test is played in half the time.
    """

    def change(node: Expression) -> Expression:
        match node:
            case Call(function="time" | "timestamp"):
                return node + Fraction(seconds)
            case Call(function=function, arguments=()) if function in _OF_NOW:
                return q.call(function, q.vector(q.time() + Fraction(seconds)))
            case Binary(left=left, right=Number(value=Fraction() as date)) if node.returns_bool and _is_now(left):
                return _compared(node, seconds, length, date)
            case Binary(matching=None) if is_scalar(node):
                return _worked_out(node)
            case _:
                return node

    return map_expression(expression, change)


def _is_now(node: Expression) -> bool:
    """Whether it is the clock that was set ahead."""
    return isinstance(node, Binary) and node.op is BinaryOp.ADD and node.left == q.time()


def _compared(node: Binary, seconds: int, length: int, date: Fraction) -> Expression:
    after = {BinaryOp.GE: 1, BinaryOp.GT: 1, BinaryOp.LT: 0, BinaryOp.LE: 0}.get(node.op)
    if after is None:
        return node
    if date < seconds:
        return q.number(after)
    if date > seconds + length:
        return q.number(1 - after)
    return node


def _worked_out(node: Binary) -> Expression:
    """Sums and products of numbers as numbers; what adds nothing, or leaves nothing, is left out."""
    left = node.left.value if isinstance(node.left, Number) else None
    right = node.right.value if isinstance(node.right, Number) else None
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        made = {BinaryOp.ADD: left + right, BinaryOp.SUB: left - right, BinaryOp.MUL: left * right}.get(node.op)
        return node if made is None else q.number(made)
    if node.op is BinaryOp.MUL and 0 in (left, right):
        return q.number(0)
    if right == (1 if node.op is BinaryOp.MUL else 0) and node.op in (BinaryOp.ADD, BinaryOp.SUB, BinaryOp.MUL):
        return node.left
    if (node.op is BinaryOp.ADD and left == 0) or (node.op is BinaryOp.MUL and left == 1):
        return node.right
    return node
