"""Windows: what counted for each objective over every length that anybody looks at.

One expression serves all objectives of a service. Up to an hour a window is a sum of the base range. Longer ones are put
together from whole hours, so that a month costs little more than a day, and are exact to the base range at both ends:

    last L  =  whole hours that ended in the last L  +  the running hour  -  the running hour as it was L ago

Whole hours are read at full hours (`[1h:1h]` has one step), five minutes late, so that every evaluation within an hour
sees the same ones, whatever the phase of the group. The older hours of windows beyond half a day are added up in a group of
their own, every quarter of an hour; they are read as they were before the hour began. The unfinished base range counts in
proportion. An hour here is a tile: half or a quarter of one where a zone's midnight needs it.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from nines.contract.model import BlockWindow, CalendarWindow, Objective, RollingWindow
from nines.plan import names
from nines.plan.rules.context import IDENTITY, Context, Holder, window_label
from nines.promql import build as q
from nines.promql.tree import Expression, Matcher, Selector
from nines.record import dataclass
from nines.values.text import prometheus_duration

__all__ = ["Ledger", "among"]

HOUR = "hour"
NOW = "now"
_LATE = 300_000
"""Milliseconds after which an hour is read, so that it is there even at the first evaluation after it ended."""
_KEPT = 10_800_000
"""How long the sum of older hours is good for when its group stands still."""
_INLINE = 43_200_000
"""Windows up to this length add up their hours at every evaluation."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What counts for the objectives of a holder, summed up in every way. `base` and `tile` are in milliseconds."""

    context: Context
    holder: Holder
    base: int
    tile: int

    @property
    def base_seconds(self) -> Fraction:
        return Fraction(self.base, 1000)

    @property
    def tile_seconds(self) -> Fraction:
        return Fraction(self.tile, 1000)

    def select(self, series: names.Series, *matchers: Matcher) -> Selector:
        return self.context.select(series, self.holder.matcher, *matchers)

    # --- rolling windows ------------------------------------------------------

    def lasting(self, length: int, *matchers: Matcher) -> Expression:
        """What counted in the last so many milliseconds, of a window up to a tile."""
        count = -(-length // self.base)
        rate = self.select(names.COUNTED_RATE, *matchers)
        return self.base_seconds * q.sum_over_time(self.context.steps(rate, count * self.base, self.base))

    def running_hour(self) -> Expression:
        """What counted since the hour began: full base ranges, found by the number of their hour, and the unfinished one."""
        rate = self.select(names.COUNTED_RATE)
        of_step = q.count_values(HOUR, q.floor(q.vector((q.time() - 1) / self.tile_seconds)))
        of_now = q.count_values(HOUR, q.floor(q.vector(q.time() / self.tile_seconds)))
        marked = q.times(rate, of_step, q.on().group_left(HOUR))
        full = q.and_(q.sum_over_time(self.context.steps(marked, self.tile, self.base)), of_now, q.on(HOUR))
        return q.sum_(
            q.or_(self.base_seconds * full, rate * (q.time() % self.base_seconds)),
            q.without(HOUR),
        )

    def last_hour(self) -> Expression:
        """What counted in the last whole hour: the same at every evaluation until the next one ends."""
        rate = self.select(names.COUNTED_RATE)
        summed = q.sum_over_time(rate[self.tile - self.base // 2 : self.base])
        return self.base_seconds * q.last_over_time(summed[self.tile : self.tile])

    def is_inline(self, length: int) -> bool:
        return length <= _INLINE

    def older_hours(self, length: int) -> Expression:
        """All but the last two whole hours of a long window; read twice, lest a standstill loses an hour."""
        hours = self.select(names.COUNTED_HOURS, q.equal(names.PIECE, HOUR))
        return self._twice(hours, length - 2 * self.tile)

    def _twice(self, hours: Selector, length: int) -> Expression:
        read = q.or_(q.offset(hours, _LATE), q.offset(hours, self.tile // 2))
        return q.sum_over_time(self.context.steps(read, length, self.tile))

    def rolling(self, length: int, *matchers: Matcher) -> Expression:
        """What counted in the last so many milliseconds, of a window longer than a tile."""
        whole, rest = length - length % self.tile, length % self.tile
        hours = self.select(names.COUNTED_HOURS, *matchers)
        hour = self.select(names.COUNTED_HOURS, q.equal(names.PIECE, HOUR), *matchers)
        now = self.select(names.COUNTED_HOURS, q.equal(names.PIECE, NOW), *matchers)
        pieces: list[Expression] = [hours]
        if self.is_inline(length):
            before = q.sum_over_time(self.context.steps(q.offset(hour, _LATE), whole - self.tile, self.tile))
            pieces.append(_as_piece(before, "before"))
        else:
            pieces.append(_as_piece(self._at_hour(q.offset(hour, _LATE)), "before"))
            pieces.append(self._kept(q.equal(names.WINDOW, prometheus_duration(length)), *matchers))
        pieces.append(_as_piece(-1 * q.offset(now, whole), "left"))
        if rest:
            rate = self.select(names.COUNTED_RATE, *matchers)
            tail = q.offset(self.context.steps(rate, -(-rest // self.base) * self.base, self.base), whole)
            pieces.append(self.base_seconds * q.sum_over_time(tail))
        return q.clamp_min(q.sum_(_all(pieces), q.without(names.PIECE, names.WINDOW)), 0)

    def _at_hour(self, of: Expression) -> Expression:
        """As it was when the running hour began."""
        return q.last_over_time(of[self.tile : self.tile])

    def _kept(self, *matchers: Matcher) -> Expression:
        """The sum of older hours as it was before the running hour began."""
        older = self.select(names.COUNTED_OLDER, *matchers)
        return self._at_hour(q.last_over_time(q.offset(older[_KEPT], _LATE)))

    # --- calendar windows and blocks -------------------------------------------

    def filed_hour(self, objectives: tuple[Objective, ...]) -> Expression:
        """The last whole hour with the start of the period that it belongs to as a label."""
        chosen = among(self.holder, objectives)
        hour = self.select(names.COUNTED_HOURS, q.equal(names.PIECE, HOUR), *chosen)
        began = q.time() - q.time() % self.tile_seconds
        this = q.lt(self.select(names.WINDOW_START, *chosen), began)
        period = q.or_(this, self.select(names.WINDOW_PREVIOUS, *chosen))
        return q.times(hour, _labelled(period), q.on(*IDENTITY).group_left(names.PERIOD))

    def older_filed(self, objectives: tuple[Objective, ...], longest: int) -> Expression:
        """By period, all hours but the last two of the running window and the one before."""
        return self._twice(self.select(names.COUNTED_PERIOD, *among(self.holder, objectives)), longest)

    def period(self, objectives: tuple[Objective, ...], window: str) -> Expression:
        """What counted in the running window so far."""
        chosen = among(self.holder, objectives)
        now = self.select(names.COUNTED_HOURS, q.equal(names.PIECE, NOW), *chosen)
        filed = self._filed(chosen, window, self.select(names.WINDOW_START, *chosen))
        return q.sum_(q.or_(now, filed), q.without(names.PIECE, names.PERIOD, names.WINDOW))

    def previous(self, objectives: tuple[Objective, ...], window: str) -> Expression:
        """What counted in the last whole window."""
        chosen = among(self.holder, objectives)
        filed = self._filed(chosen, window, self.select(names.WINDOW_PREVIOUS, *chosen))
        return q.sum_(filed, q.without(names.PIECE, names.PERIOD, names.WINDOW))

    def _filed(self, chosen: tuple[Matcher, ...], window: str, start: Expression) -> Expression:
        hour = self.select(names.COUNTED_PERIOD, *chosen)
        before = _as_piece(self._at_hour(q.offset(hour, _LATE)), "before")
        older = self._kept(q.equal(names.WINDOW, window), *chosen)
        return q.and_(_all([hour, before, older]), _labelled(start), q.on(*IDENTITY, names.PERIOD))


def longest_period(window: CalendarWindow | BlockWindow) -> int:
    """Milliseconds that the longest of such windows lasts, an hour of changed clocks included."""
    hour = 3_600_000
    if isinstance(window, BlockWindow):
        return window.length.milliseconds
    days = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}[window.unit]
    return days * 24 * hour + hour


def own_windows(objectives: Iterable[Objective]) -> dict[str, list[Objective]]:
    """The objectives by the label of their window, in the order of the specs."""
    found: dict[str, list[Objective]] = {}
    for objective in objectives:
        found.setdefault(window_label(objective.window), []).append(objective)
    return found


def is_rolling(objective: Objective) -> bool:
    return isinstance(objective.window, RollingWindow)


def among(holder: Holder, objectives: Iterable[Objective]) -> tuple[Matcher, ...]:
    """The matcher that picks some of a holder's objectives; none where it is all of them."""
    chosen = [objective.name for objective in objectives]
    if len(chosen) == len(holder.objectives):
        return ()
    if len(chosen) == 1:
        return (q.equal(names.OBJECTIVE_LABEL, chosen[0]),)
    return (q.matches(names.OBJECTIVE_LABEL, "|".join(chosen)),)


def _labelled(start: Expression) -> Expression:
    """A 1 for each objective with the start as the label `period`."""
    return q.count_values(names.PERIOD, start, q.by(*IDENTITY))


def _as_piece(of: Expression, piece: str) -> Expression:
    return q.label_replace(of, names.PIECE, piece, "", "")


def _all(pieces: list[Expression]) -> Expression:
    """Pieces side by side; each has a label of its own, so that none hides another."""
    first, *others = pieces
    for piece in others:
        first = q.or_(first, piece)
    return first
