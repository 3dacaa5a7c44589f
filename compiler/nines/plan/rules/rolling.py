"""Rolling windows of objectives: short ones are summed up, longer ones are shorter ones that lie end to end.

    6h   =  2h  +  2h as it was 2h ago  +  2h as it was 4h ago
    30d  =  15d  +  15d as it was 15d ago

Each series is read as it was at the same moment of its group, so nothing is counted twice and nothing is left out,
and a month costs little more than an hour. Windows of up to half a day are evaluated with what pages. What counted in
longer ones is put together seldom, for it is read from blocks on disk; from one time to the next the events since then
are added at the latest rate, so that these windows too are as fresh as the others. Their far end moves seldom.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from nines.plan import names
from nines.plan.rules.context import Context
from nines.plan.rules.windows import Ledger, side_by_side
from nines.promql import build as q
from nines.promql.tree import Expression, Matcher
from nines.record import dataclass
from nines.values.text import prometheus_duration

__all__ = ["SUMMED", "Stack", "Step", "at_once", "extended", "is_long", "seldom", "since", "stacked", "still_there"]

SUMMED = 3_600_000
"""Windows up to this length are summed up from rates."""
_FAST = 12 * SUMMED
"""Windows up to this length are evaluated with what pages."""
_SELDOM = 120_000
"""Less than half the time after which Prometheus takes a series for gone."""
_STEADY = 600_000
"""How long a group may stand still without a part of a window being missed."""
_ROUND = 10_000
_MOST = 7
"""Parts of a window: each is looked for in all blocks that the window reaches into."""


def is_long(length: int) -> bool:
    return length > _FAST


# --- up to an hour ----------------------------------------------------------


def at_once(ledger: Ledger, length: int, scrape: int, *matchers: Matcher) -> Expression:
    """What counted in the last so many milliseconds, an hour at most: each evaluation stands for its time.

    A rate tells of a range whose middle is old. The latest rate stands for the time since then too, and the one at the
    far end, which did so then, is taken off: so windows that lie end to end fit. Just after trouble has left a window
    that others are made of, it may be below nothing for a minute.
    """
    counted, latest, oldest = _summed(ledger, length, 0, scrape, *matchers)
    found = q.sum_(side_by_side([counted, _as_part(latest, 0), _as_part(oldest, 1)]), ledger.kept())
    return found if length == SUMMED else q.clamp_min(found, 0)


def _summed(ledger: Ledger, length: int, ended: int, scrape: int, *matchers: Matcher) -> list[Expression]:
    """The evaluations of a window that ended so long ago, what the last of them adds, and what is taken off again."""
    every = ledger.context.evaluate
    length = max(-(-length // every) * every, ledger.base)
    middle = -(-(ledger.base + scrape) // (2 * _ROUND)) * _ROUND
    ahead = Fraction(min(middle, length // 2) if not ended else middle, 1000)
    rate = ledger.select(ledger.sums.rate, *matchers)
    evaluations = q.offset(rate[ledger.context.whole(length)], ended) if ended else rate[ledger.context.whole(length)]
    latest = q.offset(rate, ended) if ended else rate
    oldest = q.offset(rate, ended + length)
    return [Fraction(every, 1000) * q.sum_over_time(evaluations), ahead * latest, -ahead * oldest]


# --- end to end -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """A window that longer ones are made of. A `hidden` one nobody else looks at."""

    length: int
    hidden: bool = False

    @property
    def seldom(self) -> bool:
        """Whether it is put together in the group that is evaluated seldom."""
        return self.hidden or is_long(self.length)

    @property
    def label(self) -> str:
        return prometheus_duration(self.length)


@dataclass(frozen=True, slots=True)
class Stack:
    """A window as parts of the given lengths, each with how long ago it ended; and what is left at its far end."""

    step: Step
    parts: tuple[tuple[Step, int], ...]
    rest: int


def extended(steps: list[Step], length: int) -> Iterator[Stack]:
    """A window put together from `steps`, after the hidden ones that it needs lest it have too many parts.

    Those are added to the steps; the window itself is not.
    """
    while (hidden := _wanted(length, steps)) is not None:
        yield _stack(Step(hidden, hidden=True), steps)
        steps.append(Step(hidden, hidden=True))
    yield _stack(Step(length), steps)


def _stack(step: Step, steps: Sequence[Step]) -> Stack:
    parts: list[tuple[Step, int]] = []
    reached = 0
    for part in sorted(steps, key=lambda one: one.length, reverse=True):
        while step.length - reached >= part.length:
            parts.append((part, reached))
            reached += part.length
    return Stack(step, tuple(parts), step.length - reached)


def _wanted(length: int, steps: Sequence[Step]) -> int | None:
    """A length between the known ones and a window that makes it have fewer parts; None where it has few."""
    largest = max(step.length for step in steps if step.length <= length)
    times = length // largest
    if times <= _MOST or not is_long(length):
        return None
    return largest * next((part for part in range(_MOST, 2, -1) if times % part == 0), _MOST - 1)


def stacked(ledger: Ledger, stack: Stack, scrape: int, *matchers: Matcher) -> Expression:
    """What counted in a window, part by part; of a part that is missing, nothing."""
    found: list[Expression] = []
    for number, (part, ago) in enumerate(stack.parts):
        series = names.COUNTED_LONG if part.seldom else names.COUNTED
        own = q.equal(names.PIECE if part.hidden else names.WINDOW, part.label)
        selected = ledger.select(series, own, *matchers)
        if ago:
            found.append(_as_part(q.last_over_time(q.offset(selected[_STEADY], ago)), number))
        else:
            found.append(selected)
    if stack.rest:
        ended = stack.step.length - stack.rest
        oldest = _summed(ledger, stack.rest, ended, scrape, *matchers)
        found += [_as_part(of, len(found) + number) for number, of in enumerate(oldest)]
    return q.sum_(side_by_side(found), ledger.kept())


def _as_part(of: Expression, number: int) -> Expression:
    return q.label_replace(of, names.PIECE, str(number), "", "")


# --- days -------------------------------------------------------------------


def seldom(context: Context) -> int:
    """Milliseconds between evaluations of what nobody is woken by."""
    return -(-_SELDOM // context.evaluate) * context.evaluate


def since(ledger: Ledger, windows: Sequence[str]) -> Expression:
    """What counted in long windows, with the events since it was put together, at the latest rate.

    Half an evaluation is added, so that the value is right in the middle of the time for which it stands.
    """
    one = q.equal(names.WINDOW, windows[0]) if len(windows) == 1 else q.matches(names.WINDOW, "|".join(windows))
    long = q.sum_(ledger.select(names.COUNTED_LONG, one), ledger.kept(names.WINDOW))
    rate = q.sum_(ledger.select(ledger.sums.rate), ledger.kept())
    half = Fraction(ledger.context.evaluate, 2000)
    age = q.time() + half - q.max_(ledger.select(names.COUNTED_AT))
    grown = q.plus(long, q.times(rate, age, q.on().group_left()), q.ignoring(names.WINDOW).group_left())
    return q.or_(grown, long)


def still_there(ledger: Ledger, counted: Expression) -> Expression:
    """Without what was counted for objectives that there are no longer."""
    return q.and_(counted, ledger.select(ledger.sums.each), q.on(*ledger.identity))
