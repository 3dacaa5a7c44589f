"""From what an indicator measures to a pair: bad and all, both a second, over the base range and by its labels.

Where the bad series may not exist (no error has happened yet) bad is `0 * total`, which keeps the labels. Nothing here
is ever NaN: a comparison drops what is.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce

from nines.contract.model import (
    Events,
    Freshness,
    Gauge,
    Indicator,
    Latency,
    Part,
    Probe,
    RatioOf,
    Samples,
)
from nines.language.nodes import Query
from nines.promql import build as q
from nines.promql.facts import is_aggregated, is_scalar
from nines.promql.numbers import number_text
from nines.promql.transform import fill, map_expression, placeholders, walk
from nines.promql.tree import (
    Aggregation,
    Binary,
    BinaryOp,
    Call,
    Expression,
    Matcher,
    Number,
    Range,
    Selector,
    Subquery,
)
from nines.record import dataclass

__all__ = ["Pair", "Scale", "events_pair", "holds", "is_born_with_bad", "measured", "within_bound"]

_PER_WINDOW = frozenset({"increase", "delta", "idelta", "changes", "resets", "sum_over_time", "count_over_time"})
"""Functions whose results are for the whole range; others (`rate`) are for a second, or means."""

_INCREASES = frozenset({"rate", "increase"})

_SUMS = (BinaryOp.ADD, BinaryOp.SUB)

_LARGEST_PLAIN = 6
"""From 1e6 on Go's clients write a bucket's bound with an exponent."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Both halves, and what bad follows from where that needs no other look at the total.

    That is `good`, of which bad is the rest; or `alone`, which is bad but for zeros: there may be no error yet.
    """

    bad: Expression
    total: Expression
    good: Expression | None = None
    alone: Expression | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """The time that a pair is measured over and the scrape interval, in milliseconds, and the labels that are kept.

    `recorded` is all of it where that is recorded before bad is: it need not be read from the raw series again.
    """

    length: int
    scrape: int
    per: tuple[str, ...]
    recorded: Expression | None = None

    @property
    def seconds(self) -> Fraction:
        return Fraction(self.length, 1000)

    @property
    def reach(self) -> int:
        """The range of a rate: one scrape more, so that it sees what was counted since the last sample before the time.

        Rates over one time after another then count each increase once (RULES-CALENDAR.md, D: `[1m15s]`).
        """
        return self.length + self.scrape

    def all_of(self, total: Expression) -> Expression:
        """The total as bad refers to it."""
        return total if self.recorded is None else self.recorded

    def sum(self, of: Expression) -> Expression:
        """Summed to the labels that are kept."""
        if is_scalar(of):
            return q.vector(of)
        if isinstance(of, Aggregation) and of.operator == "sum" and of.grouping == q.by(*self.per):
            return of
        return q.sum_(of, q.by(*self.per))


def measured(indicator: Indicator, scale: Scale) -> Pair | None:
    """The pair of what an indicator measures; None if a query of it could not be read."""
    match indicator.measurement:
        case Events() as events:
            return events_pair(events, scale)
        case Latency() as latency:
            return _latency(latency, scale)
        case Probe(query, healthy):
            return _probe(query, healthy, scale)
        case Samples() as samples:
            return _samples(samples, scale)
        case Gauge(query, full):
            return _gauge(query, full, scale)
        case Freshness(query, age):
            return _freshness(query, age.seconds, scale)
        case RatioOf() as ratio:
            return _ratio(ratio, scale)
        case _:
            return None


def is_born_with_bad(indicator: Indicator) -> bool:
    """Whether the series of what is bad is born with the first of it."""
    return isinstance(indicator.measurement, Events) and bool(indicator.measurement.bad) and indicator.slices is None


# --- counters ---------------------------------------------------------------


def events_pair(events: Events, scale: Scale) -> Pair | None:
    good = _parts(events.good, events, scale) if events.good else None
    bad = _parts(events.bad, events, scale) if events.bad else None
    total = _parts(events.total, events, scale) if events.total else None
    if bad is not None and total is not None:
        return Pair(_or_zero(bad, scale.all_of(total)), total, alone=bad)
    if good is not None and total is not None:
        every = scale.all_of(total)
        return Pair(_rest(every, _or_zero(good, every)), total, good=good)
    if good is not None and bad is not None:
        total = _added([good, bad])
        return Pair(_or_zero(bad, scale.all_of(total)), total, alone=bad)
    return None


def _rest(total: Expression, good: Expression) -> Expression:
    """What is not good."""
    return q.clamp_min(total - good, 0)


def _or_zero(half: Expression, total: Expression) -> Expression:
    return q.or_(half, 0 * total)


def _parts(parts: tuple[Part, ...], events: Events, scale: Scale) -> Expression | None:
    found = [_part(part.query, events, scale) for part in parts]
    if not all(found):
        return None
    return _added([term for term in found if term is not None])


def _added(terms: list[Expression]) -> Expression:
    """The sum of terms of which some may not exist: what is there counts."""
    return reduce(lambda one, other: q.or_(q.or_(one + other, one), other), terms)


def _part(query: Query, events: Events, scale: Scale) -> Expression | None:
    if query.expression is None:
        return None
    if events.sampled is not None:
        return _levels(query.expression, events.sampled.milliseconds, scale)
    if placeholders(query.expression):
        return _as_written(query.expression, scale)
    return _rates(query.expression, scale)


def _levels(level: Expression, every: int, scale: Scale) -> Expression:
    """Levels that are read every so often and added up, a second: each reading counts as its level."""
    summed = scale.sum(level)
    often = every <= scale.length
    read = q.avg_over_time(summed[scale.length : every]) if often else q.last_over_time(summed[every:every])
    return read / Fraction(every, 1000)


def _as_written(expression: Expression, scale: Scale) -> Expression:
    functions = {
        node.function
        for node in walk(expression)
        if isinstance(node, Call) and any(placeholders(argument) for argument in node.arguments)
    }
    length = scale.reach if functions <= _INCREASES else scale.length
    summed = scale.sum(fill(expression, {"window": length}))
    return summed / Fraction(length, 1000) if functions & _PER_WINDOW else summed


def _rates(expression: Expression, scale: Scale) -> Expression:
    """Counters that are added and subtracted, each as a rate and summed on its own; what does not exist counts as 0."""
    if isinstance(expression, Binary) and expression.op in _SUMS and expression.matching is None:
        left, right = _rates(expression.left, scale), _rates(expression.right, scale)
        if expression.op is BinaryOp.ADD:
            return _added([left, right])
        return q.clamp_min(q.or_(left - right, left), 0)
    return scale.sum(_rated(expression, scale.reach))


def _rated(expression: Expression, length: int) -> Expression:
    """The expression with each counter in it as a rate; ranges that somebody wrote stay, told for a second."""
    written = {id(node.selector) for node in walk(expression) if isinstance(node, Range)}

    def rate(node: Expression) -> Expression:
        if isinstance(node, Selector) and id(node) not in written:
            return q.rate(node[length])
        return _a_second(node) if isinstance(node, Call) and node.function in _PER_WINDOW else node

    return map_expression(expression, rate)


def _a_second(call: Call) -> Expression:
    """What a function gives for its whole range, for a second of it."""
    for argument in call.arguments:
        if isinstance(argument, Range | Subquery) and isinstance(argument.window, int):
            return call / Fraction(argument.window, 1000)
    return call


# --- histograms -------------------------------------------------------------


def _latency(latency: Latency, scale: Scale) -> Pair | None:
    histogram = latency.histogram.expression
    if not isinstance(histogram, Selector) or histogram.metric is None:
        return None
    if latency.native:
        observed = scale.sum(q.rate(histogram[scale.reach]))
        count = q.histogram_count(observed)
        every = scale.all_of(count)
        slow = every * (1 - q.histogram_fraction(-q.INFINITY, latency.bound_value, observed))
        return Pair(_or_zero(q.ge(q.clamp_min(slow, 0), 0), every), count)
    total = scale.sum(q.rate(_suffixed(histogram, "_count")[scale.reach]))
    fast = within_bound(histogram, latency.bound_value, scale)
    return Pair(_rest(scale.all_of(total), fast), total, good=fast)


def within_bound(histogram: Selector, bound: Fraction, scale: Scale) -> Expression:
    """Observations up to a bound, a second. Clients spell the bound in several ways (`5`, `5.0`)."""
    buckets = _suffixed(histogram, "_bucket")
    matching = q.selector(buckets.metric, *buckets.matchers, _le(bound))
    return scale.sum(q.rate(matching[scale.reach]))


def _suffixed(histogram: Selector, suffix: str) -> Selector:
    return q.selector(f"{histogram.metric}{suffix}", *histogram.matchers)


def _le(bound: Fraction) -> Matcher:
    spellings = _spellings(bound)
    if len(spellings) == 1:
        return q.equal("le", spellings[0])
    return q.matches("le", "|".join(text.replace(".", "\\.").replace("+", "\\+") for text in spellings))


def _spellings(bound: Fraction) -> list[str]:
    plain = number_text(bound)
    found = [plain]
    if bound.denominator == 1:
        found.append(f"{plain}.0")
    digits = plain.replace(".", "").strip("0")
    exponent = _exponent(bound)
    if exponent >= _LARGEST_PLAIN or exponent < -4:
        mantissa = digits[0] + (f".{digits[1:]}" if digits[1:] else "")
        found.append(f"{mantissa}e{exponent:+03d}")
    return list(dict.fromkeys(found))


def _exponent(value: Fraction) -> int:
    exponent, rest = 0, abs(value)
    while rest >= 10:
        rest, exponent = rest / 10, exponent + 1
    while 0 < rest < 1:
        rest, exponent = rest * 10, exponent - 1
    return exponent


# --- gauges -----------------------------------------------------------------


def _probe(query: Query, healthy: int, scale: Scale) -> Pair | None:
    """Each sample counts once; a probe's samples are 0 or 1."""
    probe = query.expression
    if probe is None:
        return None
    window = probe[scale.length] if isinstance(probe, Selector) else probe[scale.length : scale.scrape]
    taken = scale.sum(q.count_over_time(window)) / scale.seconds
    ones = scale.sum(q.sum_over_time(window)) / scale.seconds
    if not healthy:
        return Pair(ones, taken, alone=ones)
    return Pair(_rest(scale.all_of(taken), ones), taken, good=ones)


def _samples(samples: Samples, scale: Scale) -> Pair | None:
    value = samples.query.expression
    if value is None:
        return None
    value = fill(value, {"window": scale.length})
    good = holds(value, samples.operator, samples.value)
    taken = scale.sum(q.count_over_time(value[scale.length : scale.scrape])) / scale.seconds
    kept = scale.sum(q.sum_over_time(good[scale.length : scale.scrape])) / scale.seconds
    return Pair(_rest(scale.all_of(taken), kept), taken, good=kept)


def holds(value: Expression, operator: str, bound: Fraction) -> Binary:
    """1 where `value operator bound` is so, else 0."""
    return Binary(BinaryOp(operator), value, Number(bound), returns_bool=True)


def _gauge(query: Query, full: Fraction, scale: Scale) -> Pair | None:
    """The gauge is the good share; the rest of each second is bad. Several gauges are averaged."""
    gauge = query.expression
    if gauge is None:
        return None
    window = gauge[scale.length] if isinstance(gauge, Selector) else gauge[scale.length : scale.scrape]
    mean = q.ge(q.avg(q.avg_over_time(window), q.by(*scale.per)), -q.INFINITY)
    share = q.clamp(mean / full if full != 1 else mean, 0, 1)
    return Pair(1 - share, 1 + 0 * share, alone=1 - share)


def _freshness(query: Query, age: Fraction, scale: Scale) -> Pair | None:
    """Each gauge is good or bad all the time: its seconds are counted."""
    stamp = query.expression
    if stamp is None:
        return None
    old = q.gt_bool(q.time() - stamp, age)
    bad = scale.sum(old)
    return Pair(bad, q.count(stamp, q.by(*scale.per)), alone=bad)


def _ratio(ratio: RatioOf, scale: Scale) -> Pair | None:
    """A ready ratio, NaN left out; without a weight all moments weigh alike."""
    if ratio.query.expression is None:
        return None
    given = fill(ratio.query.expression, {"window": scale.length})
    share = q.clamp(q.ge(_one(given, scale), 0), 0, 1)
    bad = share if ratio.kind == "bad" else 1 - share
    if ratio.weight is None or ratio.weight.expression is None:
        return Pair(bad, 1 + 0 * share, alone=bad)
    weight = _one(fill(ratio.weight.expression, {"window": scale.length}), scale)
    total = weight + 0 * share
    return Pair(bad * scale.all_of(total), total)


def _one(expression: Expression, scale: Scale) -> Expression:
    """One value for the labels that are kept."""
    if is_scalar(expression):
        return q.vector(expression)
    if is_aggregated(expression) and not scale.per:
        return expression if isinstance(expression, Aggregation) else q.avg(expression)
    return q.avg(expression, q.by(*scale.per))
