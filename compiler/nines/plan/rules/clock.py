"""Time in PromQL: what the wall clock of a zone says, as arithmetic on `time()`.

All expressions here are scalars and read no series. When a zone changes its clock is written out for the years ahead,
from the zone database (RULES-CALENDAR.md, notation).
"""

from __future__ import annotations

from fractions import Fraction

from nines.contract.tiles import END, START
from nines.promql import build as q
from nines.promql.tree import Expression
from nines.record import dataclass
from nines.values.zone import Zone

__all__ = ["DAY", "END", "NOW", "START", "WEEK", "Moment", "into", "local"]

DAY = 86_400
WEEK = 604_800


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment `before` the evaluation, or, with a `step`, before the last full step; both in seconds."""

    before: Fraction
    step: Fraction | None = None

    @property
    def expression(self) -> Expression:
        """In Unix seconds."""
        full = q.time() if self.step is None else q.time() - q.time() % self.step
        return full - self.before if self.before else full

    def since(self, instant: int) -> Expression:
        """1 from an instant on, 0 before."""
        return q.ge_bool(q.time(), self._reached(instant))

    def between(self, start: int, end: int) -> Expression:
        """1 from `start` up to but not including `end`, 0 at other times."""
        return self.since(start) * q.lt_bool(q.time(), self._reached(end))

    def _reached(self, instant: int) -> Fraction:
        """The evaluation from which on the moment is not before an instant."""
        earliest = instant + self.before
        return earliest if self.step is None else -(-earliest // self.step) * self.step


NOW = Moment(Fraction(0))


def local(moment: Moment, zone: Zone) -> Expression:
    """What the wall clock shows at a moment, in seconds since 1970-01-01 00:00 by that clock."""
    (_, first), *changes = zone.transitions(START, END)
    shown = moment.expression + first if first else moment.expression
    before = first
    for instant, offset in changes:
        change = offset - before
        before = offset
        jump = moment.since(instant)
        shown = shown + change * jump if change > 0 else shown - (-change) * jump
    return shown


def into(shown: Expression, zone: Zone, cycle: int, shift: int) -> Expression:
    """How far into a day or a week a zone's clock is, shifted.

    It is never below zero, not even west of Greenwich in 1970, when tests of rules take place.
    """
    west = zone.smallest_offset(START, END) < 0
    forward = shift % cycle + (cycle if west else 0)
    return (shown + forward if forward else shown) % cycle
