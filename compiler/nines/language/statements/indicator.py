"""`sli`: what is measured, and how it becomes a pair of good and all."""

from __future__ import annotations

from nines.language.nodes import At, Query, Statement
from nines.language.phrases import PromqlComparison, SliceCondition
from nines.language.table import statement
from nines.values.model import Duration, Number, Quantity

__all__ = [
    "Fresh",
    "HistogramKind",
    "Mask",
    "Mean",
    "NoTraffic",
    "Part",
    "Per",
    "Probe",
    "Ratio",
    "Runs",
    "Sampled",
    "Samples",
    "Sli",
    "Slices",
    "ThinSlice",
    "Unit",
    "ValidSlice",
    "Where",
    "Within",
]

EMPTY = "counts as good|counts as bad|left out"


@statement(
    "[<replaces:=replace>] sli <name:name> [<title:text>]",
    inside="service",
    body="sli",
    block="must",
    example='sli availability "Requests answered without a server error" { }',
)
class Sli(Statement):
    """An indicator: the share of events, samples or slices that are good.

    One kind of statement says what is measured: `good`, `bad` and `of`, `within`, `up` or `down`, `samples of`,
    `mean of`, `fresh within`, `ratio`, or `slices of`. The others refine it.
    """

    replaces: At[str] | None
    name: At[str]
    title: At[str] | None


@statement(
    "<part:good|bad|of> <query:query>", inside="sli", example='bad http_requests_total{job="checkout", code=~"5.."}'
)
class Part(Statement):
    """The good, the bad and all (`of`) events, as counters: two of the three.

    Lines of one word add up.
    """

    part: At[str]
    query: Query


@statement("sampled every <interval:duration>", inside="sli", once=True, example="sampled every 1m")
class Sampled(Statement):
    """The queries are levels, not counters: read that often, then added."""

    interval: At[Duration]


@statement(
    "within <bound:quantity> of <query:query>",
    inside="sli",
    example='within 800ms of http_request_duration_seconds{job="checkout"}',
)
class Within(Statement):
    """The share of a histogram's observations up to a bound, the bound included.

    The histogram goes by its base name. A classic one needs a bucket that ends at the bound.
    """

    bound: At[Quantity]
    query: Query


@statement("histogram <kind:classic|native>", inside="sli", once=True, example="histogram native")
class HistogramKind(Statement):
    """The kind of the histogram."""

    kind: At[str]


@statement(
    "unit <unit:seconds|milliseconds|microseconds|nanoseconds|bytes|ratio|percent>",
    inside="sli",
    once=True,
    example="unit milliseconds",
)
class Unit(Statement):
    """The unit of the metric, where its name does not say."""

    unit: At[str]


@statement("<kind:up|down> <query:query>", inside="sli", example='up probe_success{job="shop"}')
class Probe(Statement):
    """The share of samples that are 1 (`up`) or 0 (`down`)."""

    kind: At[str]
    query: Query


@statement("samples of <comparison:promql comparison>", inside="sli", example="samples of disk_used_ratio{} <= 85%")
class Samples(Statement):
    """The share of samples of which a comparison holds."""

    comparison: PromqlComparison


@statement("mean of <query:query> [out of <full:number>]", inside="sli", example="mean of link_quality{} out of 100")
class Mean(Statement):
    """A gauge that is itself the good share, from 0 to a number (1 if not said)."""

    query: Query
    full: At[Number] | None


@statement(
    "fresh within <age:duration> by <query:query>", inside="sli", example="fresh within 15m by export_done_seconds{}"
)
class Fresh(Statement):
    """The share of time in which a gauge of Unix time is younger than that."""

    age: At[Duration]
    query: Query


@statement(
    "ratio <kind:good|bad> <query:query> [weight <weight:query>]", inside="sli", example="ratio bad `job:errors:ratio`"
)
class Ratio(Statement):
    """The way out: a ratio that is ready made.

    All moments weigh alike unless a weight is given.
    """

    kind: At[str]
    query: Query
    weight: Query | None


@statement(
    "slices of <length:duration> [( where <where:slice condition> | <averaged:=averaged> )]",
    inside="sli",
    once=True,
    example="slices of 1m where bad < 1%",
)
class Slices(Statement):
    """Good slices over all slices; or, `averaged`, the mean of the slices' error rates."""

    length: At[Duration]
    where: SliceCondition | None
    averaged: At[str] | None


@statement("where <condition:slice condition>", inside="sli", example='where rate of hits_total{job="web"} >= 50/s')
class Where(Statement):
    """A further condition of a good slice; all of them have to hold."""

    condition: SliceCondition


@statement(
    "valid slice where <condition:slice condition>",
    inside="sli",
    example="valid slice where rate of orders_total{} >= 50/s",
)
class ValidSlice(Statement):
    """Slices of which it does not hold are left out: a promise under a load."""

    condition: SliceCondition


@statement(
    "runs of at least <length:duration> count <how:in full|beyond it>",
    inside="sli promise level",
    once=True,
    example="runs of at least 5m count in full",
)
class Runs(Statement):
    """Only bad time that lasts that long without a break counts."""

    length: At[Duration]
    how: At[str]


@statement(
    f"thin slice below <fewest:number> events <value:{EMPTY}>",
    inside="sli promise sla plan level",
    once=True,
    example="thin slice below 20 events left out",
)
class ThinSlice(Statement):
    """What a slice with fewer events counts as."""

    fewest: At[Number]
    value: At[str]


@statement(
    f"no traffic <value:{EMPTY}>",
    inside="sli promise sla plan level customer",
    once=True,
    example="no traffic left out",
)
class NoTraffic(Statement):
    """What a slice or a period without events counts as.

    Under a promise it has to be said.
    """

    value: At[str]


@statement("per <labels:label,>", inside="sli", example="per tenant, region")
class Per(Statement):
    """Labels that are kept, so that each of their values can be judged alone.

    They are judged alone by `each` of an slo, by `judge each` of a promise, or for a customer.
    """

    labels: tuple[At[str], ...]


@statement("<kind:during|except> <schedules:name,>", inside="sli slo", example="during peak")
class Mask(Statement):
    """Hours that count (`during`) or do not (`except`), in both halves of the pair."""

    kind: At[str]
    schedules: tuple[At[str], ...]
