"""When maintenance begins next, and how long it has lasted in its period: from its hours alone, no series is read.

A recurring line begins at most once a day. So the days ahead, or those of the period, are gone through one by one: at
each midnight in UTC the line's next or last begin is told from the wall clock, and whether it is on the day. What lies
between the last midnight and now is told at now. Days of a year are few enough for every server, promtool with its
10,000 samples included. Schedules that a maintenance excepts are passed over: dates are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from nines.plan.rules import clock
from nines.plan.rules.context import Context
from nines.plan.rules.masks import falls_on
from nines.promql import build as q
from nines.promql.tree import Expression
from nines.values.recurrence import MonthDays, Recurrence, Span, WeekDays
from nines.values.zone import EPOCH_DAY, Zone, zone

__all__ = ["next_start", "used_in"]

_DAY = clock.DAY * 1000
_AHEAD = 35 * _DAY
"""How far ahead is looked: past the first Sunday of the next month."""
_LONGEST = {"day": 2, "week": 8, "month": 32, "quarter": 93, "year": 367}
"""Days of the longest period of each kind, and one more for changes of clocks."""
_PERIOD = "period"
_THURSDAY = 3

Repeated = WeekDays | MonthDays


def next_start(context: Context, hours: Recurrence) -> Expression | None:
    """In Unix seconds, a vector: when the next span begins; nothing, if none does within 35 days."""
    found: list[Expression] = []
    for line in _repeated(hours):
        begins = _ahead(line, hours)
        found += [begins, q.min_over_time(q.offset(context.steps(begins, _AHEAD, _DAY), -_AHEAD))]
    for span in _dated(hours):
        found.append(q.gt(q.vector(q.number(span.interval.start)), q.time()))
    return _combined("min", found) if found else None


def used_in(context: Context, hours: Recurrence, per: str, zone_name: str) -> Expression | None:
    """Seconds, a vector: how long the spans of the running period have lasted, the running one up to now."""
    where = zone(zone_name)
    if where is None:
        return None
    now = clock.local(clock.NOW, where)
    found: list[Expression] = []
    for line in _repeated(hours):
        found += _lasted(context, line, hours, per, where)
    for span in _dated(hours):
        start, end = span.interval.start, span.interval.end
        begun = q.vector(q.number(start + where.offset(start)))
        lasted = q.clamp(q.vector(q.time() - start), 0, max(0, end - start))
        found.append(q.and_(lasted, q.eq(_number(begun, per), _number(q.vector(now), per)), q.on()))
    return _combined("sum", [*found, q.vector(q.number(0))])


def _combined(how: str, found: list[Expression]) -> Expression:
    """The sum or the least of some vectors of one series each, any of which may have none."""
    if len(found) == 1:
        return found[0]
    marked: list[Expression] = [q.label_replace(one, "part", str(number), "", "") for number, one in enumerate(found)]
    together = reduce(q.or_, marked)
    return q.sum_(together) if how == "sum" else q.min_(together)


def _repeated(hours: Recurrence) -> Iterator[Repeated]:
    return (line for line in hours.lines if not isinstance(line, Span))


def _dated(hours: Recurrence) -> Iterator[Span]:
    return (line for line in hours.lines if isinstance(line, Span))


# --- one line -----------------------------------------------------------------


def _since(line: Repeated) -> tuple[Expression, Expression]:
    """What the line's clock shows, and the seconds since it last showed the time at which the line begins."""
    shown = clock.local(clock.NOW, line.zone)
    return shown, clock.into(shown, line.zone, clock.DAY, -line.start * 60)


def _ahead(line: Repeated, hours: Recurrence) -> Expression:
    """The next time that the line begins, if it is on that day."""
    shown, since = _since(line)
    begins = q.vector(q.time() + clock.DAY - since)
    return q.and_(begins, q.gt(q.vector(_is_on(shown + clock.DAY - since, line, hours)), 0))


def _lasted(context: Context, line: Repeated, hours: Recurrence, per: str, where: Zone) -> Iterator[Expression]:
    """Of the days up to the last midnight each span's length, and of the time since the span that has begun in it."""
    length = ((line.end - line.start - 1) % 1_440 + 1) * 60
    shown, since = _since(line)
    on = _is_on(shown - since, line, hours)
    begun = q.vector(clock.local(clock.NOW, where) - since)
    period = _number(q.vector(clock.local(clock.NOW, where)), per)
    filed = q.count_values(_PERIOD, _number(begun, per)) * (on * length)
    days = context.steps(filed, _LONGEST[per] * _DAY, _DAY)
    yield q.sum_(q.and_(q.sum_over_time(days), q.count_values(_PERIOD, period), q.on(_PERIOD)))
    today = on * q.lt_bool(since, q.time() % clock.DAY)
    running = q.clamp_max(q.vector(since), length) * today
    yield q.and_(running, q.eq(_number(begun, per), period), q.on())


def _is_on(begins: Expression, line: Repeated, hours: Recurrence) -> Expression:
    """1 if a line is on at the day of a moment that its clock shows, and that date is not excepted."""
    day = q.floor(q.vector(begins) / clock.DAY)
    if isinstance(line, MonthDays):
        found = list(falls_on(begins, line))
    elif len(line.days) == 7:
        found = []
    else:
        weekday = (q.scalar(day) + _THURSDAY) % 7
        found = [reduce(lambda one, other: one + other, (q.eq_bool(weekday, each) for each in sorted(line.days)))]
    found += [q.ne_bool(q.scalar(day), date.toordinal() - EPOCH_DAY) for date in sorted(hours.except_dates)]
    return reduce(lambda one, other: one * other, found) if found else q.number(1)


def _number(shown: Expression, per: str) -> Expression:
    """A number that tells periods apart that lie less than a year apart, of a moment that a clock shows."""
    match per:
        case "day":
            return q.floor(shown / clock.DAY)
        case "week":
            return q.floor((shown + _THURSDAY * clock.DAY) / clock.WEEK)
        case "month":
            return q.month(shown)
        case "quarter":
            return q.ceil(q.month(shown) / 3)
        case _:
            return q.year(shown)
