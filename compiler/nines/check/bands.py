"""Credits by ranges with two ends, as bands of the measured value: what rules ask of gaps and overlaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from nines.check.agreements import promises
from nines.check.context import Context
from nines.check.steps import measured_ranges
from nines.contract.model import Promise
from nines.language.phrases import Comparison, Range
from nines.language.statements.promise import Credit
from nines.record import dataclass
from nines.source import Span
from nines.values.text import literal
from nines.values.units import base_value, comparable

__all__ = ["Band", "Bands", "OpenEnd", "bands_of"]


@dataclass(frozen=True, slots=True)
class Band:
    """From `low` to `high`, None where it is open; `has_low` and `has_high` say that the end itself belongs to it."""

    low: Fraction | None
    has_low: bool
    high: Fraction | None
    has_high: bool
    range: Range

    @property
    def span(self) -> Span:
        return self.range.span

    @property
    def since(self) -> str:
        """Its lower end as it is written."""
        return self._written(("at least", "above"))

    @property
    def until(self) -> str:
        return self._written(("at most", "below"))

    def ends_before(self, upper: Band) -> bool:
        """Whether some value lies between the two."""
        if self.high is None or upper.low is None:
            return False
        return self.high < upper.low or (self.high == upper.low and not (self.has_high or upper.has_low))

    def reaches_into(self, upper: Band) -> bool:
        """Whether some value lies in both."""
        if self.high is None or upper.low is None:
            return True
        return self.high > upper.low or (self.high == upper.low and self.has_high and upper.has_low)

    def _written(self, operators: tuple[str, ...]) -> str:
        ends = [end for end in _ends(self.range) if end.operator.value in operators]
        return literal(ends[0].value.value) if ends else ""


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """The worst range has an end where it should be open: what lies beyond it, and how it would be written."""

    span: Span
    beyond: str
    opened: str


@dataclass(frozen=True, slots=True)
class Bands:
    """The bands of a promise, from low values to high; `rising` where more is better."""

    ordered: tuple[Band, ...]
    rising: bool

    def open_end(self) -> OpenEnd | None:
        """What the worst band leaves out, None if it leaves out nothing (no share is below zero)."""
        worst = self.ordered[0] if self.rising else self.ordered[-1]
        end = worst.low if self.rising else worst.high
        if end is None or (self.rising and end <= 0):
            return None
        if self.rising:
            beyond = f"below {worst.since}" if worst.has_low else f"{worst.since} or less"
            return OpenEnd(worst.span, beyond, f"{'at most' if worst.has_high else 'below'} {worst.until}")
        beyond = f"above {worst.until}" if worst.has_high else f"{worst.until} or more"
        return OpenEnd(worst.span, beyond, f"{'at least' if worst.has_low else 'above'} {worst.since}")


def bands_of(context: Context) -> Iterator[Bands]:
    """The bands of each promise whose credits go by ranges of the measured value, one of them with two ends."""
    told: set[Span] = set()
    for _, promise in promises(context):
        found = _bands(promise)
        if found is not None and found.ordered[0].span not in told:
            told.add(found.ordered[0].span)
            yield found


def _bands(promise: Promise) -> Bands | None:
    ranges = [_range(credit) for credit in promise.credits]
    known = [value for value in ranges if value is not None]
    if len(known) < len(ranges) or not any(value.second is not None for value in known):
        return None
    bands = [_band(value, promise.comparison) for value in known]
    if any(band is None for band in bands):
        return None
    ordered = sorted((band for band in bands if band is not None), key=_low)
    return Bands(tuple(ordered), promise.comparison.operator.value in ("at least", "above"))


def _low(band: Band) -> tuple[bool, Fraction, bool]:
    """Open ends first, then the end itself before what lies above it."""
    return (band.low is not None, band.low or Fraction(0), not band.has_low)


def _range(credit: Credit) -> Range | None:
    """The range of a credit that is due by the measured value alone."""
    if credit.range is not None:
        return credit.range
    condition = credit.condition
    if condition is None or condition.more or condition.first.history is not None:
        return None
    return next(measured_ranges(condition), None)


def _band(value: Range, promised: Comparison) -> Band | None:
    low, high = None, None
    has_low = has_high = False
    for end in _ends(value):
        if end.operator.value == "exactly" or not comparable(end.value.value, promised.value.value):
            return None
        if end.operator.value in ("at least", "above"):
            low, has_low = base_value(end.value.value), end.operator.value == "at least"
        else:
            high, has_high = base_value(end.value.value), end.operator.value == "at most"
    return Band(low, has_low, high, has_high, value)


def _ends(value: Range) -> Sequence[Comparison]:
    return (value.first,) if value.second is None else (value.first, value.second)
