"""What an indicator measures, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nines.contract.model import (
    Composite,
    Events,
    Freshness,
    Gauge,
    Indicator,
    Latency,
    Mask,
    Part,
    Probe,
    RatioOf,
    Samples,
    SliceRule,
)
from nines.explain.model import Fact
from nines.explain.words import flat, listed, mask_words
from nines.values import text

__all__ = ["masked", "measured"]


def measured(indicator: Indicator) -> Iterator[Fact]:
    """The queries, how slices are judged, what is kept apart, and what time without anything counts as."""
    yield from _queries(indicator)
    if indicator.slices is not None:
        yield from _slices(indicator.slices)
    if indicator.per:
        yield Fact("kept apart", f"by {listed(indicator.per)}")
    if indicator.empty_said or indicator.empty != "left out":
        yield Fact("time without any", indicator.empty)


def masked(masks: Iterable[Mask]) -> Iterator[Fact]:
    """What is left out."""
    for mask in masks:
        yield Fact("left out", mask_words(mask), mask.hours.origin)


def _queries(indicator: Indicator) -> Iterator[Fact]:
    match indicator.measurement:
        case Events() as events:
            yield from _parts("good", events.good)
            yield from _parts("bad", events.bad)
            yield from _parts("of", events.total)
            if events.sampled is not None:
                yield Fact("read", f"every {text.literal(events.sampled)}: each reading counts as its level")
        case Latency() as latency:
            how = ", a native histogram" if latency.native else ""
            yield Fact("good", f"within {text.literal(latency.bound)} of {flat(latency.histogram.text)}{how}")
        case Probe(query, healthy):
            yield Fact("good", f"samples of {flat(query.text)} that are {healthy}", query.span)
        case Samples() as samples:
            condition = f"{flat(samples.query.text)} {samples.operator} {text.literal(samples.written)}"
            yield Fact("good", f"samples of which {condition}", samples.query.span)
        case Gauge(query, full):
            whole = "" if full == 1 else f" of {text.decimal(full)}"
            yield Fact("good share", f"{flat(query.text)}{whole}", query.span)
        case Freshness(query, age):
            yield Fact("good", f"time in which {flat(query.text)} is younger than {text.literal(age)}", query.span)
        case RatioOf(kind, query, weight):
            yield Fact(f"{kind} ratio", flat(query.text), query.span)
            if weight is not None:
                yield Fact("weighed by", flat(weight.text), weight.span)
        case Composite() as composite:
            yield from _steps(composite)


def _parts(label: str, parts: tuple[Part, ...]) -> Iterator[Fact]:
    for part in parts:
        yield Fact(label, flat(part.query.text), part.origin)


def _steps(composite: Composite) -> Iterator[Fact]:
    for part, weight in composite.parts:
        weighs = f", weight {text.decimal(weight)}" if composite.kind == "weighted" else ""
        yield Fact("step", f"{part.id}: {part.title}{weighs}", part.origin)
    if composite.slice is not None:
        needed = "every step" if composite.kind == "all" else "one of them"
        slices = text.literal(composite.slice)
        yield Fact("good", f"slices of {slices} in which {needed} keeps its strictest objective")


def _slices(rule: SliceRule) -> Iterator[Fact]:
    length = text.literal(rule.length)
    if rule.averaged:
        yield Fact("slices", f"of {length}: the mean of their error rates")
    else:
        conditions = listed(flat(condition.span.text) for condition in rule.good)
        yield Fact("slices", f"of {length}, good where {conditions}" if conditions else f"of {length}")
    for condition in rule.valid:
        yield Fact("counts", f"a slice where {flat(condition.span.text)}", condition.span)
    if rule.fewest is not None:
        thin = f"; with fewer it {rule.thin}" if rule.thin else ""
        yield Fact("counts", f"a slice with at least {text.decimal(rule.fewest.value)} events{thin}")
    if rule.runs is not None:
        whole = ", then from its start" if rule.runs_in_full else ""
        yield Fact("runs", f"bad slices count in runs of {text.literal(rule.runs)} or more{whole}")
