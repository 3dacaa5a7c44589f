"""What a ledger remembers of a settled period, and how later periods look back at it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nines.record import dataclass
from nines.settle.holding import Book, Past
from nines.settle.judged import Judged
from nines.settle.reckon import Worth
from nines.settle.seen import Seen
from nines.values.intervals import Interval

__all__ = ["Earlier", "Entry", "Part", "PromiseEntry", "earlier"]


@dataclass(frozen=True, slots=True)
class Part:
    """What was credited for one thing that has fees of its own, what a cap of it left for later, and its fees."""

    labels: tuple[tuple[str, str], ...]
    credited: tuple[Worth, ...] = ()
    carried: tuple[Worth, ...] = ()
    fees: tuple[Worth, ...] = ()


@dataclass(frozen=True, slots=True)
class PromiseEntry:
    """One promise in one scope. `withheld` is what was due but not paid, since a trigger did not hold yet.

    `triggered`: the trigger held, and what was due was paid. `rewarded`: a reward was paid that then counts anew.
    `charged` is what it cost after its own caps and `carried` what they left for later, where it has caps of its own;
    `earned` what it earned.
    """

    promise: str
    labels: tuple[tuple[str, str], ...]
    seen: Seen | None
    withheld: tuple[Worth, ...] = ()
    triggered: bool = False
    rewarded: bool = False
    charged: tuple[Worth, ...] = ()
    carried: tuple[Worth, ...] = ()
    earned: tuple[Worth, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A settled period of a customer. Amounts are by kind and currency, each at most once.

    `credited` is what the customer was given, `rewarded` what the provider was; `carried` what a cap left for
    later, `deferred` what was too little to pay out, `set_off` rewards that wait to be set off. `fees` are those of
    the base. `earned_back` says that credits up to here came back in part. `parts` are things with fees of their own;
    `kept` is what a cap of rewards left for later. `summed` is how many periods before it its amounts are of, too.
    """

    customer: str
    period: str
    span: Interval
    promises: tuple[PromiseEntry, ...]
    credited: tuple[Worth, ...] = ()
    rewarded: tuple[Worth, ...] = ()
    carried: tuple[Worth, ...] = ()
    deferred: tuple[Worth, ...] = ()
    set_off: tuple[Worth, ...] = ()
    fees: tuple[Worth, ...] = ()
    points: Fraction = Fraction(0)
    earned_back: bool = False
    parts: tuple[Part, ...] = ()
    kept: tuple[Worth, ...] = ()
    summed: int = 0

    def part(self, labels: tuple[tuple[str, str], ...]) -> Part:
        """What is known of one thing; all of the entry for no labels."""
        if not labels:
            return Part((), self.credited, self.carried, self.fees)
        return next((part for part in self.parts if part.labels == labels), Part(labels))


@dataclass(frozen=True, slots=True)
class Earlier:
    """The periods before the one that is judged, the last one first, without a gap.

    `whole`: they reach back to when the customer's agreement began. `oldest` is where the first that is known starts;
    without any it is the one that is judged.
    """

    entries: tuple[Entry, ...]
    whole: bool
    oldest: int

    @property
    def last(self) -> Entry | None:
        return self.entries[0] if self.entries else None

    def of(self, promise: str, labels: tuple[tuple[str, str], ...]) -> Past[Seen]:
        """A promise's own past. Outages that were judged alone count as the worst of them."""
        return Past(tuple(_worst(entry, promise, labels) for entry in self.entries), self.whole)

    def of_all(self) -> Past[Book]:
        periods = [
            Book(tuple((item.promise, item.seen) for item in entry.promises if item.seen is not None), entry.points)
            for entry in self.entries
        ]
        return Past(tuple(book if book.seen else None for book in periods), self.whole)

    def since(self, start: int) -> tuple[Entry, ...] | None:
        """The entries of periods that start at an instant or later; None if some of them are not known."""
        found = tuple(entry for entry in self.entries if entry.span.start >= start)
        reached = self.whole or self.oldest <= start
        torn = any(index + entry.summed >= len(found) for index, entry in enumerate(found) if entry.summed)
        return found if reached and not torn else None

    def of_promise(self, promise: str, labels: tuple[tuple[str, str], ...]) -> PromiseEntry | None:
        """What the last period has of a promise in a scope."""
        entries = self.entries[0].promises if self.entries else ()
        return next((item for item in entries if (item.promise, item.labels) == (promise, labels)), None)


def _worst(entry: Entry, promise: str, labels: tuple[tuple[str, str], ...]) -> Seen | None:
    found = [
        item.seen
        for item in entry.promises
        if item.promise == promise and item.labels == labels and item.seen is not None
    ]
    missed = [seen for seen in found if seen.missed]
    return next(iter(missed or found), None)


def earlier(entries: Sequence[Entry], judged: Judged, customer: str, begun: int | None) -> Earlier:
    """The entries of a customer before a period, as far back as none is missing. `begun` is when its agreement did."""
    known = {(entry.span.start, entry.span.end): entry for entry in entries if entry.customer == customer}
    found: list[Entry] = []
    span = judged.calendar.before(judged.span)
    while (entry := known.get((span.start, span.end))) is not None:
        found.append(entry)
        span = judged.calendar.before(span)
    oldest = found[-1].span.start if found else judged.span.start
    return Earlier(tuple(found), begun is not None and begun >= oldest, oldest)
