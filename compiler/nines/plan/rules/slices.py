"""Slices: stretches of time, aligned to the clock, each good or bad as a whole.

A slice is judged once it has ended, by queries asked at its end (`[1m:1m]` has one step, the last full minute), and
then counts until the next one is judged: one slice in every length, so that sums over time count slices. Whatever the
phase at which rules are evaluated, each slice counts once. (RULES-CALENDAR.md, D)
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce

from nines.contract.model import Events, Indicator, SliceRule
from nines.language.phrases import SliceCondition
from nines.plan import names
from nines.plan.rules.clock import Moment
from nines.plan.rules.measure import Pair, Scale, holds, measured
from nines.promql import build as q
from nines.promql.facts import is_aggregated, is_scalar
from nines.promql.transform import fill
from nines.promql.tree import Aggregation, Binary, BinaryOp, Expression, Matching, Number, Selector
from nines.values import units
from nines.values.model import Percentage
from nines.values.units import Mismatch

__all__ = ["judged", "only_runs", "runs_of", "slice_middle"]

_QUANTILES = {"p50": Fraction(1, 2), "p90": Fraction(9, 10), "p95": Fraction(95, 100), "p99": Fraction(99, 100)}
_JUST_BEFORE = 1_000
"""Milliseconds before a full step at which the recorded slice before it is still there, at whatever phase."""
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


def judged(indicator: Indicator, rule: SliceRule, base: int, scrape: int) -> Expression | None:
    """For the last slice that counts: 1 or 0 whether it was bad; None if a query could not be read.

    `base` is how often the result is looked at, in milliseconds.
    """
    length = rule.length.milliseconds
    scale = Scale(length, scrape, indicator.per)
    if indicator.measurement == Events((), (), (), None):
        seen, bad = None, _by_queries(rule, None, scale)
    else:
        pair = measured(indicator, scale)
        if pair is None:
            return None
        seen = pair.total
        bad = _by_rate(pair) if rule.averaged else _by_queries(rule, pair, scale)
    if bad is None:
        return None
    bad = _with_thin(indicator, rule, bad, seen, length)
    for condition in rule.valid:
        asked = _asked(rule, condition, None, scale)
        if asked is None:
            return None
        bad = q.and_(bad, _true(rule, condition, asked), _matching(asked, scale))
    return _verdict(bad, length, base)


def _verdict(of: Expression, length: int, base: int) -> Expression:
    """As it was at the end of the last slice; of slices shorter than the base range, their mean."""
    return q.avg_over_time(of[base:length]) if length < base else _at_slice(of, length)


def _by_rate(pair: Pair) -> Expression:
    """The error rate of a slice; nothing for an empty one."""
    return q.clamp_max(pair.bad / q.gt(pair.total, 0), 1)


def _by_queries(rule: SliceRule, pair: Pair | None, scale: Scale) -> Expression | None:
    """1 for a bad slice, 0 for a good one: good are those for which every condition holds."""
    verdicts: list[tuple[Expression, bool]] = []
    for condition in rule.good:
        asked = _asked(rule, condition, pair, scale)
        if asked is None:
            return None
        number = q.ge(asked, -q.INFINITY)
        if len(rule.good) == 1:
            return holds(number, _OPPOSITE[condition.operator.value], _bound(rule, condition))
        held = holds(number, condition.operator.value, _bound(rule, condition))
        verdicts.append((held, _is_lone(asked, scale)))
    if not verdicts:
        return None
    wide = [verdict for verdict, lone in verdicts if not lone]
    alone = [verdict for verdict, lone in verdicts if lone]
    good = reduce(lambda one, other: one * other, wide or alone)
    for verdict in alone if wide else ():
        good = q.times(good, verdict, q.on().group_left())
    return 1 - good


def _with_thin(
    indicator: Indicator, rule: SliceRule, bad: Expression, seen: Expression | None, length: int
) -> Expression:
    """Slices with few events or none, as the spec says."""
    if seen is None:
        if indicator.empty == "left out" or indicator.per:
            return bad
        return q.or_(bad, q.vector(_value(indicator.empty)))
    if rule.fewest is not None:
        few = q.lt(seen * Fraction(length, 1000), rule.fewest.value)
        bad = q.unless(bad, few)
        if rule.thin not in (None, "left out"):
            bad = q.or_(bad, _value(str(rule.thin)) + 0 * q.gt(few, 0))
    if indicator.empty == "left out":
        return bad
    return q.or_(bad, _value(indicator.empty) + 0 * q.eq(seen, 0))


def _value(empty: str) -> int:
    return 1 if empty == "counts as bad" else 0


# --- conditions -------------------------------------------------------------


def _asked(rule: SliceRule, condition: SliceCondition, pair: Pair | None, scale: Scale) -> Expression | None:
    """The value that a condition compares."""
    if condition.part is not None:
        if pair is None:
            return None
        share = _by_rate(pair)
        return share if condition.part.value == "bad" else 1 - share
    query = condition.query
    if query is None or query.expression is None:
        return None
    asked = fill(query.expression, {"window": scale.reach})
    if condition.aggregate is None or not isinstance(asked, Selector):
        return q.vector(asked) if is_scalar(asked) else _one(asked, scale)
    return _aggregated(rule, condition.aggregate.value, asked, scale)


def _one(asked: Expression, scale: Scale) -> Expression:
    return asked if is_aggregated(asked) else q.sum_(asked, q.by(*scale.per))


def _aggregated(rule: SliceRule, how: str, series: Selector, scale: Scale) -> Expression:
    """The series of a selector as one value over the slice (LANGUAGE-INDICATORS.md, 1.12)."""
    by = q.by(*scale.per)
    match how:
        case "rate":
            return q.sum_(q.rate(series[scale.reach]), by)
        case "sum":
            return q.sum_(q.avg_over_time(series[scale.length]), by)
        case "min":
            return q.min_(q.min_over_time(series[scale.length]), by)
        case "max":
            return q.max_(q.max_over_time(series[scale.length]), by)
        case "mean":
            return q.avg(q.avg_over_time(series[scale.length]), by)
        case "age":
            return q.time() - q.max_(series, by)
        case _ if rule.native:
            return q.histogram_quantile(_QUANTILES[how], q.sum_(q.rate(series[scale.reach]), by))
        case _:
            buckets = q.selector(f"{series.metric}_bucket", *series.matchers)
            observed = q.sum_(q.rate(buckets[scale.reach]), q.by(*scale.per, "le"))
            return q.histogram_quantile(_QUANTILES[how], observed)


def _bound(rule: SliceRule, condition: SliceCondition) -> Fraction:
    """The number to compare with, in the unit of what is asked."""
    value = condition.value.value
    if condition.part is not None and isinstance(value, Percentage):
        return value.value
    expression = condition.query.expression if condition.query is not None else None
    metric = expression.metric if isinstance(expression, Selector) else None
    aggregate = condition.aggregate.value if condition.aggregate is not None else ""
    if metric is None or aggregate in ("rate", "age"):
        return units.base_value(value)
    found = units.threshold(value, rule.unit or units.unit_of_metric(metric))
    return units.base_value(value) if isinstance(found, Mismatch) else found


def _true(rule: SliceRule, condition: SliceCondition, asked: Expression) -> Expression:
    """What is asked, where the condition holds; nothing elsewhere, nor where it is NaN."""
    return Binary(BinaryOp(condition.operator.value), asked, Number(_bound(rule, condition)))


def _is_lone(asked: Expression, scale: Scale) -> bool:
    """Whether it has no labels though the indicator keeps some."""
    return bool(scale.per) and is_aggregated(asked) and not _mentions(asked, scale.per)


def _mentions(asked: Expression, labels: tuple[str, ...]) -> bool:
    return isinstance(asked, Aggregation) and set(labels) <= set(asked.grouping.labels)


def _matching(asked: Expression, scale: Scale) -> Matching:
    return q.on() if _is_lone(asked, scale) else q.on(*scale.per)


# --- runs -------------------------------------------------------------------


def runs_of(rule: SliceRule) -> int:
    """How many bad slices in a row a run must have to count; 0 where all count."""
    if rule.runs is None:
        return 0
    return -(-rule.runs.milliseconds // rule.length.milliseconds)


def only_runs(slices: Pair, rule: SliceRule, base: int) -> Pair:
    """The pair in which only long runs of bad slices count, from the recorded pair of all slices (1 or 0 for each).

    In full: a run counts once it is long enough, and then from its start; so each slice is told as many slices later
    as a run must have. Beyond: a slice counts if as many before it were bad too. A slice that is left out ends a run.
    """
    assert isinstance(slices.bad, Selector)
    assert isinstance(slices.total, Selector)
    length, count = rule.length.milliseconds, runs_of(rule)
    seconds = Fraction(length, 1000)
    each = q.last_over_time(q.offset(slices.bad[length], _JUST_BEFORE))
    bad: Expression = _row(each, count + 1, length)
    later = 0
    if rule.runs_in_full:
        bad = q.max_over_time(_row(each, count, length)[_steps(count, length) : length])
        later = (count - 1) * length
    told = q.last_over_time(q.offset(slices.total[length], _JUST_BEFORE + later))
    total = _without_half(_verdict(told, length, base))
    return Pair(q.and_(_without_half(_verdict(bad, length, base)), total) / seconds, total / seconds)


def _without_half(of: Expression) -> Expression:
    return q.sum_(of, q.without(names.HALF))


def _row(each: Expression, count: int, length: int) -> Expression:
    """1 where the last so many slices were all bad."""
    return q.eq_bool(q.sum_over_time(each[_steps(count, length) : length]), count)


def _steps(count: int, length: int) -> int:
    """A range with so many steps, asked for at a full step, whether ranges include their start or not."""
    return count * length - length // 2


def _at_slice(of: Expression, length: int) -> Expression:
    """As it was at the end of the last slice."""
    return q.last_over_time(of[length:length])


def slice_middle(rule: SliceRule) -> Moment:
    """The middle of the slice that the pair tells of at the time of evaluation."""
    length = Fraction(rule.length.milliseconds, 1000)
    runs = runs_of(rule)
    later = 0 if not runs else runs if rule.runs_in_full else 1
    return Moment(length / 2 + later * length, length)
