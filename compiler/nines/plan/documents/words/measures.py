"""How a promise is measured, in words: the quantity, its formula, slices, and what an indicator finds good."""

from __future__ import annotations

from fractions import Fraction

from nines.contract.model import (
    Composite,
    Events,
    Freshness,
    Gauge,
    Indicator,
    Latency,
    Measurement,
    Probe,
    Promise,
    RatioOf,
    Samples,
)
from nines.language.phrases import SliceCondition
from nines.language.statements.promise import BadSlice, Measure
from nines.plan.documents.inline import figure, join, say
from nines.plan.documents.model import Code, Formula, Line, Said
from nines.plan.documents.texts import Texts
from nines.plan.documents.words.comparisons import SIGNS, by_sign, comparison
from nines.plan.documents.words.numbers import local, ordinal, quantity, quantity_at, written_time
from nines.values import text
from nines.values.model import Duration, FineDuration, Percentage

__all__ = [
    "bad_slice",
    "conditions",
    "formula",
    "good",
    "is_share",
    "measure",
    "measure_key",
    "of_good",
    "slice_condition",
]

_SHARES = frozenset(
    ("share of good events", "share of good slices", "share of good time", "mean of slice ratios", "share within")
)

_VALUES = frozenset(("mean of value", "value", "value of planned", "score", "percentile", "share within", "formula"))


def measure_key(value: Measure) -> str:
    """The key of the catalogue for a `measure` statement."""
    if value.percentile is not None:
        return "percentile"
    if value.bound is not None:
        return "share within"
    if value.formula is not None:
        return "formula"
    return value.what.value if value.what is not None else ""


def is_share(promise: Promise) -> bool:
    """Whether the measured value is a share of something good, so that 100% minus it may be bad."""
    if promise.measure is None or not isinstance(promise.comparison.value.value, Percentage):
        return False
    return measure_key(promise.measure) in _SHARES and promise.comparison.operator.value in ("at least", "above")


def of_good(promise: Promise) -> bool:
    """Whether it matters what the indicator finds good: not where its values themselves are measured."""
    return promise.measure is not None and measure_key(promise.measure) not in _VALUES


def measure(promise: Promise, t: Texts) -> Line:
    """What the measured value is, as a noun."""
    value = promise.measure
    if value is None:
        return ()
    if promise.clock is not None and measure_key(value) == "share of good events":
        return say(t.TICKET_MEASURE)
    template = t.MEASURES[measure_key(value)]
    if value.percentile is not None:
        return say(template, percentile=figure(ordinal(text.literal(value.percentile.value), t), value.percentile.span))
    if value.bound is not None:
        return say(template, bound=figure(written_time(value.bound.value, t), value.bound.span))
    if value.formula is not None:
        return say(template, formula=Code(value.formula.value))
    return say(template)


def formula(promise: Promise, t: Texts, *, numbers: bool) -> Formula | None:
    """The equation, with `numbers` that give just what is promised: the smallest whole ones."""
    value = promise.measure
    if value is None:
        return None
    key = measure_key(value)
    tickets = promise.clock is not None and key == "share of good events"
    template = t.TICKET_FORMULA if tickets else t.FORMULAS.get(key)
    if template is None:
        return None
    left = say(template, title=Said(promise.title))
    promised = promise.comparison.value
    counted = key in ("share of good events", "share of good slices", "share within")
    share = promised.value.value if isinstance(promised.value, Percentage) else Fraction(1)
    if not numbers or not counted or not is_share(promise) or not 0 < share < 1:
        return Formula((left,))
    numbers_line = say(
        t.FORMULA_NUMBERS,
        good=figure(local(text.decimal(share.numerator), t), promised.span),
        all=figure(local(text.decimal(share.denominator), t), promised.span),
        value=quantity_at(promised, t),
    )
    return Formula((left, numbers_line))


# What an indicator finds good.


def good(indicator: Indicator, t: Texts) -> Line:
    """What is good, where the measurement itself says so; nothing where the indicator's title has to."""
    return _good(indicator.measurement, t)


def _good(value: Measurement, t: Texts) -> Line:
    match value:
        case Events():
            return ()
        case Latency():
            timed = isinstance(value.bound, Duration | FineDuration)
            return say(t.GOOD_LATENCY if timed else t.GOOD_SIZE, bound=figure(quantity(value.bound, t)))
        case Probe():
            return say(t.GOOD_PROBE, value=figure(str(value.healthy)))
        case Samples():
            at = figure(quantity(value.written, t))
            words = t.OTHER_THAN if value.operator == "!=" else t.COMPARISONS[SIGNS[value.operator]]
            return say(t.GOOD_SAMPLE, comparison=say(words, value=at))
        case Gauge():
            if value.full == 1:
                return say(t.GOOD_GAUGE)
            return say(t.GOOD_GAUGE_OF, full=figure(local(text.decimal(value.full), t)))
        case Freshness():
            return say(t.GOOD_FRESH, age=figure(written_time(value.age, t)))
        case RatioOf():
            return say(t.GOOD_RATIO if value.kind == "good" else t.BAD_RATIO)
        case Composite():
            return _composite(value, t)


def _composite(value: Composite, t: Texts) -> Line:
    if value.kind == "weighted":
        parts = [
            say(t.WEIGHTED_PART, indicator=Said(part.title), weight=figure(local(text.decimal(weight), t)))
            for part, weight in value.parts
        ]
        return say(t.WEIGHTED_MEAN, parts=join(parts, t.COMMA, t.LAST_AND))
    parts = [say(t.PART_NAMED, indicator=Said(part.title)) for part, _ in value.parts]
    return say(t.ALL_OF if value.kind == "all" else t.ANY_OF, parts=join(parts, t.COMMA, t.LAST_AND))


# Slices.


def bad_slice(value: BadSlice, t: Texts) -> Line:
    """What makes a slice bad, as a sentence."""
    if value.what is not None:
        return say(t.BAD_SLICE[value.what.value])
    if value.quantity is not None and value.comparison is not None:
        return say(t.BAD_SLICE_QUANTITY[value.quantity.value], comparison=comparison(value.comparison, t))
    if value.query is not None:
        compared = by_sign(value.query.operator.value, value.query.value, t)
        return say(t.BAD_SLICE_QUERY, query=Code(value.query.query.text), comparison=compared)
    return ()


def conditions(values: tuple[SliceCondition, ...], t: Texts) -> Line:
    """All that a slice has to fulfil, as clauses joined by “and”."""
    return join([slice_condition(value, t) for value in values], t.AND)


def slice_condition(value: SliceCondition, t: Texts) -> Line:
    compared = by_sign(value.operator.value, value.value, t)
    if value.part is not None:
        return say(t.SLICE_PARTS[value.part.value], comparison=compared)
    query = Code(value.query.text if value.query is not None else "")
    if value.aggregate is None:
        return say(t.SLICE_QUERY, query=query, comparison=compared)
    word = value.aggregate.value
    percentile = figure(ordinal(f"{word[1:]}th", t), value.aggregate.span)
    return say(t.AGGREGATES[word], query=query, comparison=compared, percentile=percentile)
