"""How a measured value came about: the formula of the contract with the numbers put in."""

from __future__ import annotations

from fractions import Fraction

from nines.contract.model import Exclusion
from nines.record import dataclass
from nines.settle.arithmetic import Kind
from nines.source import Span

__all__ = ["Averaged", "Computed", "Counted", "Counting", "Given", "LeftOut", "Listed", "Planned", "Spread", "Timed"]


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
    """Good ones of all; `unit` is `events`, `slices`, `tickets` or `records`. Exclusions are out of both."""

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


@dataclass(frozen=True, slots=True)
class Spread:
    """One value for so many: `how` is `mean`, `score`, `value`, or the percentile (`95th`); `unit` what they are."""

    how: str
    number: Fraction
    unit: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Planned:
    """What there was of what was planned, in base units."""

    amount: Fraction
    planned: Fraction


@dataclass(frozen=True, slots=True)
class Computed:
    """A formula of the contract, and what stood for each of its names, with its unit."""

    formula: str
    inputs: tuple[tuple[str, Fraction, Kind], ...]


Counting = Counted | Timed | Averaged | Listed | Given | Spread | Planned | Computed
