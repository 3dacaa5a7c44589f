"""Whether a condition holds of the period that is judged, and of the periods before it.

A history ends with the period being judged, which must itself qualify. Periods that were not judged are passed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Generic, TypeVar

from nines.language.phrases import Condition, History, MeasuredRange, Outcome, Term
from nines.record import dataclass
from nines.settle.codes import MISSING_HISTORY, MISSING_NUMBERS, OPEN_TERM
from nines.settle.gaps import Gap
from nines.settle.seen import Seen, in_range, quantity

__all__ = ["MORE_HISTORY", "Book", "Past", "holds", "looks_back", "row"]

MORE_HISTORY = (
    "settle the periods before with `--ledger FILE --record`, the first one first",
    "or say when the customer began, if it was after them: a row in `lifetimes` with `from`",
)

P = TypeVar("P", bound="Seen | Book")


@dataclass(frozen=True, slots=True)
class Book:
    """All promises of one period, for conditions of the whole agreement. `points` is the balance."""

    seen: tuple[tuple[str, Seen], ...]
    points: Fraction | None = None

    def of(self, promise: str) -> tuple[Seen, ...]:
        return tuple(seen for name, seen in self.seen if name == promise)


@dataclass(frozen=True, slots=True)
class Past(Generic[P]):
    """The periods before, the last one first; None for one that was not judged.

    `whole`: there was none before the first of them, so that what is not there did not happen.
    """

    periods: tuple[P | None, ...] = ()
    whole: bool = True


def holds(condition: Condition, now: P, past: Past[P]) -> bool | Gap:
    """Terms are joined from left to right."""
    result = _term(condition.first, now, past)
    for join, more in zip(condition.joins, condition.more, strict=True):
        if isinstance(result, Gap):
            return result
        if (join.value == "and") is not result:  # `false and ...`, `true or ...`
            continue
        result = _term(more, now, past)
    return result


def row(history: History, now: P, past: Past[P]) -> tuple[bool | Gap, int]:
    """Whether a history holds, and how many periods before this one it looked at."""
    this = _qualifies(history, now)
    if this is not True:
        return this, 0
    wanted = max(1, history.count.value.whole or 1)
    window = history.window.value.whole if history.window is not None else None
    found, looked, judged = 1, 0, 1
    for period in past.periods:
        if found >= wanted or (window is not None and judged >= window):
            break
        looked += 1
        if period is None:
            continue
        judged += 1
        qualified = _qualifies(history, period)
        if isinstance(qualified, Gap):
            return qualified, looked
        if qualified:
            found += 1
        elif window is None:
            return False, looked
    if found >= wanted:
        return True, looked
    if past.whole or (window is not None and judged >= window):
        return False, looked
    said = f"`{history.span.text}` looks back further than the ledger goes"
    known = f"{len(past.periods)} earlier {'period is' if len(past.periods) == 1 else 'periods are'} known"
    return Gap(MISSING_HISTORY, said, history.span, known, MORE_HISTORY), looked


def looks_back(condition: Condition) -> bool:
    """Whether a condition is about more than the period that is judged."""
    histories = [term.history for term in (condition.first, *condition.more) if term.history is not None]
    return any((history.count.value.whole or 1) > 1 for history in histories)


def _term(term: Term, now: P, past: Past[P]) -> bool | Gap:
    if term.history is not None:
        return row(term.history, now, past)[0]
    return _plain(term, now)


def _qualifies(history: History, period: Seen | Book) -> bool | Gap:
    if history.outcome is not None:
        return _outcome(history.outcome.value, period)
    return _plain(history.condition, period) if history.condition is not None else True


def _total_downtime(value: MeasuredRange, period: Book) -> bool | Gap:
    """The downtime of all promises together."""
    known = [seen.downtime for _, seen in period.seen if seen.downtime is not None]
    if not known:
        return Gap(MISSING_NUMBERS, "the measured numbers do not tell the downtime", value.span, "asked for here")
    return in_range(value.range, sum(known, Fraction(0)))


def _plain(term: Term, period: Seen | Book) -> bool | Gap:
    if term.outcome is not None:
        return _outcome(_word(term.outcome), period)
    if term.measured is not None:
        return _measured(term.measured, period)
    if term.history is not None:
        return Gap(OPEN_TERM, "a history within a history has no meaning", term.span)
    return True


def _word(outcome: Outcome) -> str:
    return outcome.what.value


def _outcome(what: str, period: Seen | Book) -> bool:
    """Of an agreement, `missed` is a miss of any promise, `kept` is all kept."""
    every: Sequence[Seen] = [seen for _, seen in period.seen] if isinstance(period, Book) else [period]
    missed = any(seen.missed for seen in every)
    return missed if what == "missed" else bool(every) and not missed


def _measured(value: MeasuredRange, period: Seen | Book) -> bool | Gap:
    name = value.quantity.value if value.quantity is not None else "measured"
    if value.promise is not None:
        if not isinstance(period, Book):
            return Gap(OPEN_TERM, "in a promise a condition is about that promise alone", value.span)
        mine = period.of(value.promise.value)
        if any(not seen.told for seen in mine):
            said = f"what `{value.promise.value}` came to in an earlier period is not known, only whether it was missed"
            return Gap(MISSING_HISTORY, said, value.span)
        return any(in_range(value.range, seen.measured) for seen in mine)
    if isinstance(period, Book):
        if name == "points" and period.points is not None:
            return in_range(value.range, period.points)
        if name == "total downtime":
            return _total_downtime(value, period)
        if len(period.seen) != 1:
            return Gap(OPEN_TERM, f"which promise's {name} is meant is not said", value.span, "name the promise")
        period = period.seen[0][1]
    amount = quantity(name, period)
    if amount is None:
        return Gap(MISSING_NUMBERS, f"the measured numbers do not tell the {name}", value.span, "asked for here")
    return in_range(value.range, amount)
