"""How a measured value came about: the formula of the contract with the numbers put in."""

from __future__ import annotations

from fractions import Fraction

from nines.contract.model import Exclusion
from nines.record import dataclass
from nines.source import Span

__all__ = ["Averaged", "Counted", "Counting", "Given", "LeftOut", "Listed", "Timed"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What an exclusion took out of one promise: so many bad things or seconds, and all of them from the whole too."""

    exclusion: Exclusion
    bad: Fraction
    whole: Fraction
    evidence: str | None
    row: Span | None


@dataclass(frozen=True, slots=True)
class Counted:
    """Good ones of all; `unit` is `events`, `slices` or `tickets`. Exclusions are taken out of both already."""

    unit: str
    good: Fraction
    total: Fraction
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of bad time in a length; `weighed` by the share of users that it hurt."""

    down: Fraction
    length: Fraction
    weighed: bool = False


@dataclass(frozen=True, slots=True)
class Averaged:
    """The mean over so many slices, and the sum that it is made of."""

    sum: Fraction
    slices: Fraction


@dataclass(frozen=True, slots=True)
class Listed:
    """How many there were: `outages`, `bad slices`; or for how long it was down (`downtime`, seconds)."""

    unit: str
    amount: Fraction


@dataclass(frozen=True, slots=True)
class Given:
    """A value that was measured elsewhere."""

    value: Fraction


Counting = Counted | Timed | Averaged | Listed | Given
