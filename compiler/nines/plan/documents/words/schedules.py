"""Hours in words: `every Sunday from 03:00 to 03:30 (Europe/Berlin time), but not on 29 November 2026`."""

from __future__ import annotations

from nines.plan.documents.inline import join, say
from nines.plan.documents.model import Line, Said, Text
from nines.plan.documents.texts import Texts
from nines.plan.documents.words.numbers import date, time_of_day
from nines.source import Span
from nines.values import recurrence
from nines.values.model import Date
from nines.values.recurrence import MonthDays, Recurrence, WeekDays

__all__ = ["days", "hours"]

_END_OF_DAY = 1_440


def hours(value: Recurrence, origin: Span, t: Texts) -> Line:
    """All lines of a schedule, then what is taken out. Numbers have the schedule as their origin."""
    zones = list(dict.fromkeys(line.zone.name for line in value.lines))
    said = [_line(line, origin, t, zone=len(zones) > 1) for line in value.lines]
    line = join(said, t.COMMA, t.LAST_AND)
    if len(zones) == 1:
        line = _in_zone(line, zones[0], t)
    if value.except_dates:
        dates = [(date(Date(day), t, origin),) for day in sorted(value.except_dates)]
        line = say(t.EXCEPT_DATES, hours=line, dates=join(dates, t.COMMA, t.LAST_AND))
    for other in value.excepted:
        line = say(t.EXCEPT_HOURS, hours=line, other=hours(other, origin, t))
    return line


def _line(line: recurrence.Line, origin: Span, t: Texts, *, zone: bool) -> Line:
    said = _dated(line, origin, t) if isinstance(line, recurrence.Span) else _recurring(line, origin, t)
    return _in_zone(said, line.zone.name, t) if zone else said


def _in_zone(said: Line, name: str, t: Texts) -> Line:
    return say(t.IN_UTC if name == "UTC" else t.IN_ZONE, hours=said, zone=Said(name))


def _recurring(line: WeekDays | MonthDays, origin: Span, t: Texts) -> Line:
    if isinstance(line, WeekDays):
        which = days(line.days, t)
    else:
        nth, weekday = Text(t.ORDINALS[line.nth]), Text(t.WEEKDAYS[line.weekday])
        which = say(t.NTH_OF_MONTH, nth=nth, weekday=weekday)
    if line.start == 0 and line.end == _END_OF_DAY:
        return say(t.ALL_DAY, days=which)
    template = t.FROM_TO_NEXT_DAY if line.over_midnight else t.FROM_TO
    return say(template, days=which, start=time_of_day(line.start, origin), end=time_of_day(line.end, origin))


def days(value: frozenset[int], t: Texts) -> Line:
    """`every day`, `every Monday to Saturday`, `every Tuesday and Thursday`. Monday is 0."""
    if len(value) == 7:
        return say(t.EVERY_DAY)
    ordered = sorted(value)
    row = _row(ordered)
    if row is not None:
        return say(t.EVERY_ROW, first=Text(t.WEEKDAYS[row[0]]), last=Text(t.WEEKDAYS[row[1]]))
    return say(t.EVERY, days=join([(Text(t.WEEKDAYS[day]),) for day in ordered], t.COMMA, t.LAST_AND))


def _row(ordered: list[int]) -> tuple[int, int] | None:
    """The ends of three or more days in a row, over the end of the week too."""
    if len(ordered) < 3:
        return None
    gaps = [day for day in ordered if (day + 1) % 7 not in ordered]
    if len(gaps) != 1:
        return None
    last = gaps[0]
    return ((last - len(ordered) + 1) % 7, last)


def _dated(line: recurrence.Span, origin: Span, t: Texts) -> Line:
    start, end = line.start, line.end
    start_day, end_day = date(start.date, t, origin), date(end.date, t, origin)
    if start.time.minutes == 0 and end.time.minutes == _END_OF_DAY:
        return say(t.DATED_DAYS, start_day=start_day, end_day=end_day)
    first, last = time_of_day(start.time.minutes, origin), time_of_day(end.time.minutes, origin)
    return say(t.DATED, start_day=start_day, start=first, end_day=end_day, end=last)
