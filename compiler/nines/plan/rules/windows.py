"""Sums of hours: calendar windows and blocks, and the periods of promises.

One expression serves all objectives of a service. What counts is put together from whole hours, so that a month costs
little more than a day, and is exact to the base range at both ends:

    last L  =  whole hours that ended in the last L  +  the running hour  -  the running hour as it was L ago

Whole hours are read at full hours (`[1h:1h]` has one step), five minutes late, so that every evaluation within an
hour sees the same ones, whatever the phase of the group. The older hours of windows beyond half a day are added up in
a group of their own, every quarter of an hour; they are read as they were before the hour began. The unfinished base
range counts in proportion. An hour here is a tile: half or a quarter of one where a zone's midnight needs it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from nines.contract.model import BlockWindow, CalendarWindow
from nines.plan import names
from nines.plan.rules.context import Context
from nines.promql import build as q
from nines.promql.tree import Expression, Grouping, Matcher, Selector
from nines.record import dataclass
from nines.values.text import prometheus_duration

__all__ = ["HOUR", "NOW", "OF_OBJECTIVES", "OF_PROMISES", "Ledger", "Sums", "longest_period", "side_by_side"]

HOUR = "hour"
NOW = "now"
_LATE = 300_000
"""Milliseconds after which an hour is read, so that it is there even at the first evaluation after it ended."""
_KEPT = 10_800_000
"""How long the sum of older hours is good for when its group stands still."""
_INLINE = 43_200_000
"""Windows up to this length add up their hours at every evaluation."""


@dataclass(frozen=True, slots=True)
class Sums:
    """The series of a kind of account: of objectives, or of promises. `each` is there for each of them."""

    each: names.Series
    rate: names.Series
    hours: names.Series
    older: names.Series
    days: names.Series
    period: names.Series
    start: names.Series
    previous: names.Series


OF_OBJECTIVES = Sums(
    names.OBJECTIVE,
    names.COUNTED_RATE,
    names.COUNTED_HOURS,
    names.COUNTED_OLDER,
    names.COUNTED_DAYS,
    names.COUNTED_PERIOD,
    names.WINDOW_START,
    names.WINDOW_PREVIOUS,
)
OF_PROMISES = Sums(
    names.PROMISED,
    names.PROMISE_RATE,
    names.PROMISE_HOURS,
    names.PROMISE_OLDER,
    names.PROMISE_DAYS,
    names.PROMISE_PERIOD,
    names.PERIOD_START,
    names.PERIOD_PREVIOUS,
)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What counts for some objectives or promises, summed up in every way.

    `own` are the matchers that find all of them, `identity` the labels that tell them apart, `groups` those by which
    some are judged one by one. `base` and `tile` are in milliseconds. Methods take more matchers for those that are
    like each other. Sums keep no other labels: what was recorded goes on when a label of the project is edited.
    """

    context: Context
    own: tuple[Matcher, ...]
    identity: tuple[str, ...]
    groups: tuple[str, ...]
    sums: Sums
    base: int
    tile: int

    @property
    def base_seconds(self) -> Fraction:
        return Fraction(self.base, 1000)

    @property
    def tile_seconds(self) -> Fraction:
        return Fraction(self.tile, 1000)

    def select(self, series: names.Series, *matchers: Matcher) -> Selector:
        return self.context.select(series, *self.own, *matchers)

    @property
    def keys(self) -> tuple[str, ...]:
        """What tells apart all that is summed up: labels of the project may be on one side of a sum alone."""
        return (*self.identity, *self.groups)

    def kept(self, *more: str) -> Grouping:
        return q.by(*self.keys, names.HALF, *more)

    def _of_today(self, counted: Expression) -> Expression:
        """Without what was counted for those that there are no longer."""
        return q.and_(counted, self.select(self.sums.each), q.on(*self.identity))

    # --- rolling windows ------------------------------------------------------

    def lasting(self, length: int, *matchers: Matcher) -> Expression:
        """What counted in the last so many milliseconds, less than a tile: each evaluation stands for its time."""
        every = self.context.evaluate
        window = max(-(-length // every) * every, self.base)
        rate = self.select(self.sums.rate, *matchers)
        counted = q.sum_(q.sum_over_time(rate[self.context.whole(window)]), self.kept())
        return Fraction(every, 1000) * self._of_today(counted)

    def running_hour(self) -> Expression:
        """What counted since the hour began: full base ranges, found by their hour's number, and the unfinished one.

        The last full one was recorded up to an evaluation before its end: that time too counts at the latest rate.
        """
        rate = self.select(self.sums.rate)
        of_step = q.count_values(HOUR, q.floor(q.vector((q.time() - 1) / self.tile_seconds)))
        of_now = q.count_values(HOUR, q.floor(q.vector(q.time() / self.tile_seconds)))
        marked = q.times(rate, of_step, q.on().group_left(HOUR))
        full = q.and_(q.sum_over_time(self.context.steps(marked, self.tile, self.base)), of_now, q.on(HOUR))
        every = Fraction(self.context.evaluate, 1000)
        unseen = q.time() % self.base_seconds + (every - q.time() % every) % every
        return q.sum_(q.or_(self.base_seconds * full, rate * unseen), self.kept())

    def last_hour(self) -> Expression:
        """What counted in the last whole hour: the same at every evaluation until the next one ends."""
        rate = self.select(self.sums.rate)
        summed = q.sum_over_time(rate[self.tile - self.base // 2 : self.base])
        return self.base_seconds * q.sum_(q.last_over_time(summed[self.tile : self.tile]), self.kept())

    def is_inline(self, length: int) -> bool:
        return length <= _INLINE

    def older_hours(self, length: int) -> Expression:
        """All but the last two whole hours of a long window; read twice, lest a standstill loses an hour."""
        whole = length - length % self.tile
        return q.sum_over_time(self.context.steps(self.hours_late, whole - 2 * self.tile, self.tile))

    @property
    def hours_late(self) -> Expression:
        """The last whole hour as it is read at a full hour."""
        return self._twice(self.select(self.sums.hours, q.equal(names.PIECE, HOUR)), self.kept())

    def filed_late(self, *matchers: Matcher) -> Expression:
        """The same, by period."""
        return self._twice(self.select(self.sums.period, *matchers), self.kept(names.PERIOD))

    def _twice(self, hours: Selector, kept: Grouping) -> Expression:
        early, late = (q.sum_(q.offset(hours, later), kept) for later in (_LATE, self.tile // 2))
        return q.or_(early, late)

    def rolling(self, length: int, *matchers: Matcher) -> Expression:
        """What counted in the last so many milliseconds, a tile at least."""
        whole, rest = length - length % self.tile, length % self.tile
        hours = self.select(self.sums.hours, *matchers)
        hour = self.select(self.sums.hours, q.equal(names.PIECE, HOUR), *matchers)
        now = self.select(self.sums.hours, q.equal(names.PIECE, NOW), *matchers)
        pieces: list[Expression] = [hours, *self._whole_hours(hour, whole, length, matchers)]
        pieces.append(_as_piece(-1 * q.offset(now, whole), "left"))
        if rest:
            rate = self.select(self.sums.rate, *matchers)
            tail = q.offset(self.context.steps(rate, -(-rest // self.base) * self.base, self.base), whole)
            pieces.append(self.base_seconds * q.sum_over_time(tail))
        return q.clamp_min(self._of_today(q.sum_(side_by_side(pieces), self.kept())), 0)

    def _whole_hours(
        self, hour: Selector, whole: int, length: int, matchers: tuple[Matcher, ...]
    ) -> Iterator[Expression]:
        """All whole hours of a window but the last."""
        if whole == self.tile:
            return
        if self.is_inline(length):
            before = q.sum_over_time(self.context.steps(q.offset(hour, _LATE), whole - self.tile, self.tile))
            yield _as_piece(before, "before")
            return
        yield _as_piece(self._at_hour(q.offset(hour, _LATE)), "before")
        yield self._older(q.equal(names.WINDOW, prometheus_duration(length)), *matchers)

    def _at_hour(self, of: Expression) -> Expression:
        """As it was when the running hour began."""
        return q.last_over_time(of[self.tile : self.tile])

    def _older(self, *matchers: Matcher) -> Expression:
        """The sum of older hours as it was before the running hour began."""
        older = q.last_over_time(q.offset(self.select(self.sums.older, *matchers)[_KEPT], _LATE))
        return self._at_hour(q.max_(older, self.kept(names.WINDOW, names.PERIOD)))

    # --- calendar windows and blocks -------------------------------------------

    def filed_hour(self, *matchers: Matcher) -> Expression:
        """The last whole hour with the start of the period that it belongs to as a label."""
        hour = self.select(self.sums.hours, q.equal(names.PIECE, HOUR), *matchers)
        began = q.time() - q.time() % self.tile_seconds
        this = q.lt(self.select(self.sums.start, *matchers), began)
        period = q.or_(this, self.select(self.sums.previous, *matchers))
        return q.times(hour, self._labelled(period), q.on(*self.identity).group_left(names.PERIOD))

    def older_filed(self, longest: int, *matchers: Matcher) -> Expression:
        """By period, all hours but the last two of the running window and the one before."""
        return q.sum_over_time(self.context.steps(self.filed_late(*matchers), longest, self.tile))

    def period(self, window: str, *matchers: Matcher) -> Expression:
        """What counted in the running window so far."""
        now = self.select(self.sums.hours, q.equal(names.PIECE, NOW), *matchers)
        filed = self._filed(window, self.select(self.sums.start, *matchers), matchers)
        return self._of_today(q.sum_(q.or_(now, filed), self.kept()))

    def before(self, window: str, *matchers: Matcher) -> Expression:
        """What counted in the last whole window."""
        filed = self._filed(window, self.select(self.sums.previous, *matchers), matchers)
        return self._of_today(q.sum_(filed, self.kept()))

    def _filed(self, window: str, start: Expression, matchers: tuple[Matcher, ...]) -> Expression:
        hour = self.select(self.sums.period, *matchers)
        before = _as_piece(self._at_hour(q.offset(hour, _LATE)), "before")
        older = self._older(q.equal(names.WINDOW, window), *matchers)
        filed = side_by_side([self.filed_hour(*matchers), before, older])
        return q.and_(filed, self._labelled(start), q.on(*self.identity, names.PERIOD))

    def _labelled(self, start: Expression) -> Expression:
        """A 1 for each objective or promise with the start as the label `period`.

        Its other labels are in nobody's way. With six labels to keep (`by`) Prometheus 2.42 mixes them up in range
        queries, by which history is filled in.
        """
        return q.count_values(names.PERIOD, start, q.without())


def longest_period(window: CalendarWindow | BlockWindow) -> int:
    """Milliseconds that the longest of such windows lasts, an hour of changed clocks included."""
    hour = 3_600_000
    if isinstance(window, BlockWindow):
        return window.length.milliseconds
    days = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}[window.unit]
    return days * 24 * hour + hour


def _as_piece(of: Expression, piece: str) -> Expression:
    return q.label_replace(of, names.PIECE, piece, "", "")


def side_by_side(parts: Sequence[Expression]) -> Expression:
    """All series of some expressions, no two of which have the same labels."""
    joined = parts[0]
    for part in parts[1:]:
        joined = q.or_(joined, part)
    return joined
