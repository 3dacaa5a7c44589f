"""Indicators: what is measured, each as one of a few measurements."""

from __future__ import annotations

from fractions import Fraction

from nines.contract.model.people import Mask
from nines.language.nodes import Query
from nines.language.phrases import SliceCondition
from nines.record import dataclass
from nines.source import Span
from nines.values.model import Duration, Number, Quantity
from nines.values.units import MetricUnit

__all__ = [
    "Composite",
    "Events",
    "Freshness",
    "Gauge",
    "Indicator",
    "Latency",
    "Measurement",
    "Part",
    "Probe",
    "RatioOf",
    "Samples",
    "SliceRule",
]


@dataclass(frozen=True, slots=True)
class Part:
    """One query of a sum. With `[$window]` in it, it is used as written; else it is a counter."""

    query: Query
    origin: Span


@dataclass(frozen=True, slots=True)
class Events:
    """Counters of good, bad and all events; two of the three are given. `sampled`: levels, read that often."""

    good: tuple[Part, ...]
    bad: tuple[Part, ...]
    total: tuple[Part, ...]
    sampled: Duration | None


@dataclass(frozen=True, slots=True)
class Bucket:
    """The bound of a bucket, in the histogram's own unit (`value`) and as it is written."""

    value: Fraction
    text: str
    origin: Span


@dataclass(frozen=True, slots=True)
class Latency:
    """Observations of a histogram up to a bound (included), in the histogram's own unit (`bound_value`).

    `unit` is that unit, None where nothing says it. `buckets` are those that it is said to have, empty if nothing is.
    """

    histogram: Query
    bound: Quantity
    bound_value: Fraction
    native: bool
    unit: MetricUnit | None
    buckets: tuple[Bucket, ...] = ()


@dataclass(frozen=True, slots=True)
class Probe:
    """Samples that are 1 are good, or, with `healthy` 0, those that are 0."""

    query: Query
    healthy: int


@dataclass(frozen=True, slots=True)
class Samples:
    """Samples of which `query operator value` holds are good; `value` in Prometheus' base unit."""

    query: Query
    operator: str
    written: Quantity
    value: Fraction


@dataclass(frozen=True, slots=True)
class Gauge:
    """A gauge that is the good share, from 0 to `full`."""

    query: Query
    full: Fraction


@dataclass(frozen=True, slots=True)
class Freshness:
    """A gauge of Unix time is good while it is younger than `age`."""

    query: Query
    age: Duration


@dataclass(frozen=True, slots=True)
class RatioOf:
    """A ready ratio of good or bad, weighted by a query or not at all."""

    kind: str
    query: Query
    weight: Query | None


@dataclass(frozen=True, slots=True)
class Composite:
    """A journey's indicator: a weighted mean (`weighted`), or slices in which `all` or `any` are good.

    `parts` are indicators with their weights (1 for `all` and `any`); `slice` is a length, or None for the mean.
    """

    kind: str
    parts: tuple[tuple[Indicator, Fraction], ...]
    slice: Duration | None


Measurement = Events | Latency | Probe | Samples | Gauge | Freshness | RatioOf | Composite


@dataclass(frozen=True, slots=True)
class SliceRule:
    """Slices instead of events: which are good, which count at all, and what an empty one counts as.

    `averaged`: not counted, but the mean of their error rates. `runs` is the shortest run of bad
    slices that counts, `runs_in_full` whether it then counts from its start. `native` and `unit` are the kind of
    histogram that conditions ask for a percentile, and a unit that was said in the place of those of metrics' names.
    """

    length: Duration
    good: tuple[SliceCondition, ...]
    valid: tuple[SliceCondition, ...]
    averaged: bool
    runs: Duration | None
    runs_in_full: bool
    fewest: Number | None
    thin: str | None
    native: bool
    unit: MetricUnit | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """An SLI: `measurement`, perhaps by slices, kept apart `per` labels, under masks.

    `empty` is what time without events counts as: `counts as good`, `counts as bad`, `left out`
    (also where nothing was said; then `empty_said` is False).
    `unit` is what the pair counts: `events`, `slices`, `samples`, `seconds`.
    """

    service: str
    name: str
    title: str
    description: str
    measurement: Measurement
    slices: SliceRule | None
    per: tuple[str, ...]
    masks: tuple[Mask, ...]
    empty: str
    empty_said: bool
    unit: str
    was: str | None
    origin: Span
    journey: bool = False

    @property
    def id(self) -> str:
        """`checkout.availability`; a journey's is its bare name."""
        return self.service if self.journey else f"{self.service}.{self.name}"
