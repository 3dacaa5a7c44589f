"""Older hours by the day: windows of months and years read a day's sum instead of its hours.

Days here are those of UTC, whatever zone a window goes by: their hours keep the period that they belong to, and a
rolling window takes away from its oldest day what came before it began:

    older hours of the last L  =  whole days that ended in the last L  +  today so far  -  today as it was L ago

They are put together every quarter of an hour, as older hours are; a whole day is read half a day after it ended.
"""

from __future__ import annotations

from nines.plan import names
from nines.plan.rules.context import SLOW
from nines.plan.rules.windows import Ledger, side_by_side
from nines.promql import build as q
from nines.promql.tree import Expression, Matcher

__all__ = ["DAY", "TODAY", "is_by_day", "older_days", "older_filed_days", "today", "whole_day"]

DAY, TODAY = "day", "today"
"""Pieces: the last whole day, and the one that runs."""

_DAY = 86_400_000
_BY_HOUR = 70 * _DAY
"""Windows up to this length, two months among them, add up their hours: few enough, and two rules less."""
_SEEN = SLOW + 60_000
"""How far back the last evaluation of sums of older hours may be."""


def is_by_day(length: int) -> bool:
    return length > _BY_HOUR


def today(ledger: Ledger, hours: Expression, kept: tuple[str, ...] = ()) -> Expression:
    """Of the hours that are read at full hours, those since midnight, found by their day's number."""
    of_step = q.count_values(DAY, q.floor(q.vector((q.time() - 1) / 86_400)))
    of_now = q.count_values(DAY, q.floor(q.vector(q.time() / 86_400)))
    marked = q.times(hours, of_step, q.on().group_left(DAY))
    summed = q.sum_over_time(ledger.context.steps(marked, _DAY, ledger.tile))
    return q.sum_(q.and_(summed, of_now, q.on(DAY)), ledger.kept(*kept))


def whole_day(ledger: Ledger, hours: Expression) -> Expression:
    """Those of the last whole day: the same at every evaluation until the next one ends."""
    return q.last_over_time(q.sum_over_time(hours[_DAY - ledger.tile // 2 : ledger.tile])[_DAY:_DAY])


def older_days(ledger: Ledger, length: int) -> Expression:
    """All but the last two whole hours of a rolling window."""
    length -= 2 * ledger.tile
    none = q.equal(names.PERIOD, "")
    left = ledger.select(ledger.sums.days, q.equal(names.PIECE, TODAY), none)
    before = q.sum_(q.last_over_time(q.offset(left[_SEEN], length)), ledger.kept())
    pieces = [*_days(ledger, length - _DAY, (none,), ()), q.label_replace(-1 * before, names.PIECE, "left", "", "")]
    return q.clamp_min(q.sum_(side_by_side(pieces), ledger.kept()), 0)


def older_filed_days(ledger: Ledger, longest: int, *matchers: Matcher) -> Expression:
    """By period, all hours but the last two of the running window and the one before."""
    some = q.not_equal(names.PERIOD, "")
    pieces = _days(ledger, longest, (some, *matchers), (names.PERIOD,))
    return q.sum_(side_by_side(pieces), ledger.kept(names.PERIOD))


def _days(ledger: Ledger, length: int, matchers: tuple[Matcher, ...], kept: tuple[str, ...]) -> list[Expression]:
    """Today, the last whole day, and the days before it."""
    day = ledger.select(ledger.sums.days, q.equal(names.PIECE, DAY), *matchers)
    read = q.sum_(q.last_over_time(q.offset(day[_SEEN], _DAY // 2)), ledger.kept(*kept))
    earlier = q.sum_over_time(ledger.context.steps(read, length, _DAY))
    return [ledger.select(ledger.sums.days, *matchers), q.label_replace(earlier, names.PIECE, "earlier", "", "")]
