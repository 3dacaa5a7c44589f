"""How much may go wrong: in time for each length that a window has, and in events at a rate."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from fractions import Fraction
from math import floor

from nines.contract.model import BlockWindow, CalendarWindow, Events, Objective, Scenario
from nines.contract.windows import nominal
from nines.explain.known import Known
from nines.explain.model import Column, Fact, Facts, Prose, Row, Section, Table
from nines.plan.rules.calendar import calendar_of
from nines.values.calendar import Block, Day, Month, Period, Quarter, Week, Year, allowed, lengths
from nines.values.intervals import Interval, difference, intersection, total
from nines.values.model import Rate
from nines.values.text import decimal, duration, percent, rate
from nines.values.zone import EPOCH_DAY, Which, zone

__all__ = ["allowed_section", "period_of", "traffic_of"]

_YEARS = 8
"""So many years hold a leap year whenever they start, and so every length there is."""
_DAY = 86_400
_MONTHS = (28, 29, 30, 31)
_PERIODS_AHEAD = 3
_WITHOUT_WORD = Rate(Fraction(100), "s")
"""The traffic that is assumed where neither the caller nor a test says any."""


def allowed_section(objective: Objective, known: Known) -> Section:
    times = _masked_times(objective, known) if objective.masks else _times(objective, known)
    facts = tuple(_amounts(objective, known))
    return Section("What it allows", (times, *([Facts(facts)] if facts else []), *_caveat(objective)))


def _caveat(objective: Objective) -> Iterator[Prose]:
    if objective.indicator.unit == "events":
        yield Prose("Of events a share counts, not time: an outage in quiet hours takes less of the budget.")
    elif objective.indicator.slices is not None and objective.indicator.slices.valid:
        yield Prose("Only slices count that are valid: where there are fewer, less may be bad.")


# --- time -------------------------------------------------------------------------


def period_of(objective: Objective) -> Period | None:
    """The periods of a calendar window or of blocks; None for one that rolls."""
    window = objective.window
    if isinstance(window, CalendarWindow):
        found = calendar_of(window)
        period = found.period if found is not None else None
        return period if isinstance(period, Day | Week | Month | Quarter | Year) else None
    if isinstance(window, BlockWindow):
        place = zone(window.zone)
        if place is not None:
            return Block(window.length.milliseconds // 1000, place.to_instant(window.anchor, Which.FROM))
    return None


def _times(objective: Objective, known: Known) -> Table:
    columns = (Column("in a window of"), Column("all may fail for", right=True))
    seconds = list(_lengths(objective, known))
    rows = [Row((duration(each * 1000), duration(allowed(objective.target.value, each * 1000)))) for each in seconds]
    return Table(columns, tuple(rows))


def _lengths(objective: Objective, known: Known) -> Iterator[int]:
    """Each length of the window in seconds; of one that rolls its own, and those of months to compare with."""
    period = period_of(objective)
    if period is None or isinstance(period, Block):
        own = nominal(objective.window).milliseconds // 1000
        yield from sorted({own, *(days * _DAY for days in _MONTHS)})
        return
    first = datetime.date(known.assumed.today.year, 1, 1).toordinal() - EPOCH_DAY
    last = datetime.date(known.assumed.today.year + _YEARS, 1, 1).toordinal() - EPOCH_DAY
    for length in lengths(period, first * _DAY, last * _DAY):
        yield length.seconds


def _masked_times(objective: Objective, known: Known) -> Table:
    """What counts of the next periods, and what may fail of that."""
    columns = (
        Column("window from"),
        Column("length", right=True),
        Column("counts", right=True),
        Column("all may fail for", right=True),
    )
    rows = []
    for span in _spans(objective, known):
        counted = _counted(objective, span)
        spare = allowed(objective.target.value, counted * 1000)
        day = datetime.date.fromordinal(_first_day(objective, span) + EPOCH_DAY).isoformat()
        rows.append(Row((day, duration(span.milliseconds), duration(counted * 1000), duration(spare))))
    return Table(columns, tuple(rows))


def _first_day(objective: Objective, span: Interval) -> int:
    place = zone(objective.window.zone)
    return place.local_day(span.start) if place is not None else span.start // _DAY


def _spans(objective: Objective, known: Known) -> Iterator[Interval]:
    """The window of today and those after it; of one that rolls, the one that begins today."""
    now = known.assumed.now
    period = period_of(objective)
    if period is None:
        yield Interval(now, now + nominal(objective.window).milliseconds // 1000)
        return
    span = period.containing(now)
    for _ in range(_PERIODS_AHEAD):
        yield span
        span = period.after(span)


def _counted(objective: Objective, span: Interval) -> int:
    """Seconds of a span that count by the objective's masks."""
    left: tuple[Interval, ...] = (span,)
    for mask in objective.masks:
        if mask.hours.hours is None:
            continue
        within = mask.hours.hours.occurrences(span.start, span.end)
        left = intersection(left, within) if mask.kind == "during" else difference(left, within)
    return total(left)


# --- events -----------------------------------------------------------------------


def _amounts(objective: Objective, known: Known) -> Iterator[Fact]:
    window, budget = nominal(objective.window), objective.budget
    unit = objective.indicator.unit
    if unit == "slices":
        slices = objective.indicator.slices
        parts = getattr(objective.indicator.measurement, "slice", None)
        length = slices.length if slices is not None else parts
        if length is not None and not objective.masks:
            every = Fraction(window.milliseconds, length.milliseconds)
            yield Fact("in slices", f"{_number(every)} in {window.text}, of which {_number(every * budget)} may be bad")
        return
    measurement = objective.indicator.measurement
    if unit != "events" or (isinstance(measurement, Events) and measurement.sampled is not None):
        return
    traffic, source = traffic_of(objective, known)
    every = traffic.per_second * window.milliseconds / 1000
    said = f"{_number(every)} events in {window.text}, of which {_number(every * budget)} may be bad"
    yield Fact(f"at {rate(traffic)}", f"{said} ({percent(budget)}){source}")


def _number(value: Fraction) -> str:
    whole = floor(value)
    return f"{whole:,}" if whole >= 10 or value == whole else decimal(Fraction(floor(value * 100), 100))


def traffic_of(objective: Objective, known: Known) -> tuple[Rate, str]:
    """The traffic that the caller assumes, or else a test of the service; and who says so."""
    if known.assumed.rate is not None:
        return known.assumed.rate, ""
    service = known.contract.service(objective.service)
    scenarios: tuple[Scenario, ...] = service.scenarios if service is not None else ()
    for scenario in scenarios:
        if scenario.traffic:
            return scenario.traffic[0].rate, f"; the traffic is that of the test “{scenario.title}”"
    return _WITHOUT_WORD, "; say `--rate 50/s` for another traffic"
