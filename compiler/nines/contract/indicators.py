"""Builds indicators: what an `sli` measures, as one of a few measurements."""

from __future__ import annotations

from fractions import Fraction

from nines.contract.codes import HALF_MEASURED, NO_MEASUREMENT, SECOND_MEASUREMENT
from nines.contract.context import Builder, description, metric_unit, title
from nines.contract.model import (
    Bucket,
    Events,
    Freshness,
    Gauge,
    Indicator,
    Latency,
    Mask,
    Measurement,
    Part,
    Probe,
    RatioOf,
    Samples,
    SliceRule,
)
from nines.contract.people import hours
from nines.diagnostics.model import Label
from nines.language.nodes import At, Node, Statement
from nines.language.statements import indicator as said
from nines.language.statements.project import Buckets
from nines.language.statements.service import Was
from nines.program.blueprints import Layers, layers_of
from nines.values import units
from nines.values.model import Quantity

__all__ = ["indicator", "masks"]

_WAYS = (said.Part, said.Within, said.Probe, said.Samples, said.Mean, said.Fresh, said.Ratio)


def indicator(
    builder: Builder, service: str, node: said.Sli, buckets: tuple[At[Quantity], ...], *, native: bool
) -> Indicator | None:
    """The indicator of an `sli`; None if it does not measure anything, which is reported.

    `buckets` and `native` hold for its histogram where it says nothing itself.
    """
    layers = layers_of(node.body, "sli", builder.scope)
    measurement = _measurement(builder, node, layers, buckets, native=native)
    if measurement is None:
        return None
    slices = _slices(layers, native=native)
    empty = layers.last(said.NoTraffic)
    was = layers.last(Was)
    return Indicator(
        service=service,
        name=node.name.value,
        title=title(node.title, node.name.value),
        description=description(layers),
        measurement=measurement,
        slices=slices,
        per=tuple(dict.fromkeys(label.value for per in layers.inner(said.Per) for label in per.labels)),
        masks=masks(builder, layers),
        empty=empty.value.value if empty else "left out",
        empty_said=empty is not None,
        unit="slices" if slices is not None and not slices.averaged else _unit(measurement),
        was=was.name.value if was else None,
        origin=node.head,
    )


def masks(builder: Builder, layers: Layers) -> tuple[Mask, ...]:
    """`during` and `except`, each schedule one mask."""
    found = []
    for node in layers.every(said.Mask):
        for name in node.schedules:
            when = hours(builder, name)
            if when is not None:
                found.append(Mask(node.kind.value, when, name.span))
    return tuple(found)


def _unit(measurement: Measurement) -> str:
    match measurement:
        case Events() | Latency():
            return "events"
        case Freshness() | Gauge():
            return "seconds"
        case _:
            return "samples"


def _measurement(
    builder: Builder, node: said.Sli, layers: Layers, buckets: tuple[At[Quantity], ...], *, native: bool
) -> Measurement | None:
    written = [item for item in layers.statements if isinstance(item, _WAYS)]
    if not written:
        return _nothing(builder, node, layers)
    first = written[0]
    other = next(
        (item for item in written[1:] if type(item) is not type(first) or not isinstance(first, said.Part)), None
    )
    if other is not None:
        _second(builder, first, other)
    match first:
        case said.Part():
            return _events(builder, node, layers)
        case said.Within():
            return _latency(builder, first, layers, buckets, native=native)
        case said.Probe():
            return Probe(first.query, 1 if first.kind.value == "up" else 0)
        case said.Samples():
            comparison = first.comparison
            unit = _said_unit(layers) or metric_unit(comparison.query)
            amount = builder.amount(comparison.value, unit)
            return Samples(comparison.query, comparison.operator.value, comparison.value.value, amount)
        case said.Mean():
            return Gauge(first.query, first.full.value.value if first.full else Fraction(1))
        case said.Fresh():
            return Freshness(first.query, first.age.value)
        case said.Ratio():
            return RatioOf(first.kind.value, first.query, first.weight)


def _nothing(builder: Builder, node: said.Sli, layers: Layers) -> Measurement | None:
    """Slices by PromQL alone measure too: time, in which nothing else is counted."""
    slices = layers.last(said.Slices)
    if slices is not None and slices.where is not None and slices.where.part is None:
        return Events((), (), (), None)
    broken = any(not isinstance(item, Statement) for item in layers.statements)
    if not broken:
        builder.report.say(
            NO_MEASUREMENT,
            f"the sli `{node.name.value}` does not say what it measures",
            node.head,
            helps=["add `bad ...` and `of ...`, `within ... of ...`, `up ...`, or another of its kinds"],
        )
    return None


def _second(builder: Builder, first: Node, other: Node) -> None:
    builder.report.say(
        SECOND_MEASUREMENT,
        "this sli says twice what it measures",
        other.span,
        "a second way",
        others=[Label(first.span, "the first")],
        helps=["make two slis of it"],
    )


def _events(builder: Builder, node: said.Sli, layers: Layers) -> Events | None:
    parts: dict[str, list[Part]] = {"good": [], "bad": [], "of": []}
    for line in layers.every(said.Part):
        parts[line.part.value].append(Part(line.query, line.span))
    given = [name for name, found in parts.items() if found]
    if len(given) == 1:
        if any(not isinstance(item, Statement) for item in layers.statements):
            return None
        written = layers.every(said.Part)[0]
        lacks, wanted = ("no bad and no good", "`bad` or `good`") if given == ["of"] else ("no `of`", "`of`")
        builder.report.say(
            HALF_MEASURED,
            f"the sli `{node.name.value}` has `{given[0]}`, but {lacks}",
            node.head,
            others=[Label(written.span, "half of a share")],
            helps=[f"add a line with {wanted}"],
        )
        return None
    sampled = layers.last(said.Sampled)
    return Events(
        tuple(parts["good"]), tuple(parts["bad"]), tuple(parts["of"]), sampled.interval.value if sampled else None
    )


def _latency(
    builder: Builder, node: said.Within, layers: Layers, buckets: tuple[At[Quantity], ...], *, native: bool
) -> Latency:
    """A histogram and a bound, in the unit that the histogram counts in."""
    unit = _said_unit(layers) or metric_unit(node.query)
    amount = builder.amount(node.bound, unit)
    native = _is_native(layers, native=native)
    return Latency(node.query, node.bound.value, amount, native, unit, _buckets(builder, layers, buckets, unit))


def _buckets(
    builder: Builder, layers: Layers, outer: tuple[At[Quantity], ...], unit: units.MetricUnit | None
) -> tuple[Bucket, ...]:
    """The buckets that a histogram is said to have. Those of another unit that are said further out are of others."""
    own = layers.last(Buckets)
    bounds = own.bounds if own is not None else outer
    if any(isinstance(units.threshold(bound.value, unit), units.Mismatch) for bound in bounds):
        for bound in own.bounds if own is not None else ():
            builder.amount(bound, unit)
        return ()
    return tuple(Bucket(builder.amount(bound, unit), bound.span.text, bound.span) for bound in bounds)


def _is_native(layers: Layers, *, native: bool) -> bool:
    """The kind of the sli's histograms; `native` is the project's."""
    kind = layers.last(said.HistogramKind)
    return kind.kind.value == "native" if kind else native


def _said_unit(layers: Layers) -> units.MetricUnit | None:
    said_unit = layers.last(said.Unit)
    return units.unit_named(said_unit.unit.value) if said_unit else None


def _slices(layers: Layers, *, native: bool) -> SliceRule | None:
    node = layers.last(said.Slices)
    if node is None:
        return None
    good = [] if node.where is None else [node.where]
    good += [where.condition for where in layers.inner(said.Where)]
    runs, thin = layers.last(said.Runs), layers.last(said.ThinSlice)
    return SliceRule(
        length=node.length.value,
        good=tuple(good),
        valid=tuple(valid.condition for valid in layers.inner(said.ValidSlice)),
        averaged=node.averaged is not None,
        runs=runs.length.value if runs else None,
        runs_in_full=runs is None or runs.how.value == "in full",
        fewest=thin.fewest.value if thin else None,
        thin=thin.value.value if thin else None,
        native=_is_native(layers, native=native),
        unit=_said_unit(layers),
    )
