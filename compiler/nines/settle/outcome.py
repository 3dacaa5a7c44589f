"""What a promise came to in one scope, as all later stages have it."""

from __future__ import annotations

from nines.contract.model import Exclusion, Promise
from nines.language.statements.money import Round
from nines.record import dataclass
from nines.settle.counting import Counting, LeftOut
from nines.settle.excluded import Refused
from nines.settle.ground import rounded
from nines.settle.seen import Seen, seen_of
from nines.settle.watched import Measurement
from nines.source import Span
from nines.values.intervals import Interval

__all__ = ["Outcome", "compared", "not_judged"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One promise in one scope. `seen` is None where it was not judged, and `why` says why.

    `outage` is the id where each outage (or ticket, or record: `kind`) is judged alone, `during` its time. `promise`
    has the terms of its `level`. `charged` is what credits go by where exclusions (`waived`) waive some of them: what
    there would have been without; None if nothing is left to be charged for. `incidents` are the outages behind it.
    """

    promise: Promise
    level: str | None
    labels: tuple[tuple[str, str], ...]
    outage: str | None
    seen: Seen | None
    why: str
    counting: Counting | None
    left_out: tuple[LeftOut, ...]
    refused: tuple[Refused, ...]
    waived: tuple[Exclusion, ...]
    rounding: Round | None
    rows: tuple[Span, ...]
    during: Interval | None = None
    kind: str = "outage"
    charged: Seen | None = None
    incidents: tuple[str, ...] = ()

    @property
    def scope(self) -> tuple[tuple[str, str], ...]:
        return (*self.labels, (self.kind, self.outage)) if self.outage is not None else self.labels


def not_judged(
    promise: Promise, level: str | None, scope: tuple[tuple[str, str], ...], why: str, rows: tuple[Span, ...]
) -> Outcome:
    """A promise that is neither kept nor missed, and why."""
    return Outcome(promise, level, scope, None, None, why, None, (), (), (), None, rows)


def compared(promise: Promise, result: Measurement, rounding: Round) -> Seen:
    """What was measured, rounded as it is compared."""
    return seen_of(
        promise,
        result.value,
        rounded(result.value, rounding),
        length=result.length,
        downtime=result.downtime,
        bad_slices=result.bad_slices,
        outages=result.outages,
        late=result.late,
    )
