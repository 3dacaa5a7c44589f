"""What counted before and during a test: traffic over time, without the hours that are left out, and its periods."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from functools import lru_cache

from nines.contract.model import BlockWindow, CalendarWindow, Mask, RollingWindow, Window
from nines.plan.rules.calendar import calendar_of
from nines.plan.rules.windows import longest_period
from nines.record import dataclass
from nines.scenario.clock import Clock
from nines.scenario.curves import Curve
from nines.scenario.play import Play
from nines.values.calendar import Block, CalendarPeriod
from nines.values.intervals import Interval, difference, intersection
from nines.values.zone import Which, zone

__all__ = ["Counting", "counted_hours", "counting_of", "longest_back", "periods_of"]


@dataclass(frozen=True, slots=True)
class Counting:
    """How much has counted up to each moment (milliseconds since promtool's 0, below 0 before it)."""

    moments: tuple[int, ...]
    sums: tuple[Fraction, ...]
    rates: tuple[Fraction, ...]

    def until(self, moment: int) -> Fraction:
        at = max(bisect_right(self.moments, moment) - 1, 0)
        return self.sums[at] + self.rates[at] * (moment - self.moments[at])

    def between(self, start: int, end: int) -> Fraction:
        return self.until(end) - self.until(start) if start < end else Fraction(0)


def counting_of(rate: Curve, masks: tuple[Mask, ...], play: Play, longest: int) -> Counting:
    """What counts at a rate, outside of masks; known from `longest` milliseconds before promtool's 0 on."""
    first, last = -longest, play.total
    spans = counted_hours(masks, play.clock.start + first // 1000, play.clock.start + last // 1000 + 1)
    edges = {(edge - play.clock.start) * 1000 for span in spans for edge in (span.start, span.end)}
    moments = sorted({first, *(m for m in rate.moments if first < m < last), *edges})
    inside = [any((m // 1000 + play.clock.start) in span for span in spans) for m in moments]
    rates = [rate.at(m) if within else Fraction(0) for m, within in zip(moments, inside, strict=True)]
    sums = [Fraction(0)]
    for index in range(1, len(moments)):
        sums.append(sums[-1] + rates[index - 1] * (moments[index] - moments[index - 1]))
    return Counting(tuple(moments), tuple(sums), tuple(rates))


def counted_hours(masks: tuple[Mask, ...], start: int, end: int) -> tuple[Interval, ...]:
    """The spans between two moments, in Unix seconds, that no mask leaves out."""
    spans: tuple[Interval, ...] = (Interval(start, end),)
    for mask in masks:
        if mask.hours.hours is not None:
            held = mask.hours.hours.occurrences(start, end)
            spans = intersection(spans, held) if mask.kind == "during" else difference(spans, held)
    return spans


def periods_of(window: Window, clock: Clock, moment: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The running window of a calendar and the one before it, in milliseconds since promtool's 0."""
    period = _period(window)
    running = period.containing(clock.start + moment // 1000)
    before = period.before(running)
    return _milliseconds(running, clock), _milliseconds(before, clock)


def _milliseconds(span: Interval, clock: Clock) -> tuple[int, int]:
    return (span.start - clock.start) * 1000, (span.end - clock.start) * 1000


@lru_cache(maxsize=64)
def _period(window: Window) -> CalendarPeriod | Block:
    if isinstance(window, CalendarWindow):
        found = calendar_of(window)
        assert found is not None, "an unknown zone is an error of the specs"
        return found.period
    assert isinstance(window, BlockWindow)
    of_anchor = zone(window.zone)
    assert of_anchor is not None, "an unknown zone is an error of the specs"
    return Block(window.length.milliseconds // 1000, of_anchor.to_instant(window.anchor, Which.FROM))


def longest_back(window: Window) -> int:
    """How far back a window and the whole one before it may reach, in milliseconds."""
    return window.length.milliseconds if isinstance(window, RollingWindow) else 3 * longest_period(window)
