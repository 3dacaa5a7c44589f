"""How much time a commitment allows to be bad, exactly, for each length of a period."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from nines.contract.model import Promise
from nines.language.nodes import At
from nines.language.phrases import Comparison
from nines.language.statements.contract import Round
from nines.plan.documents.words.measures import is_share, measure_key
from nines.plan.documents.words.terms import Terms
from nines.plan.documents.worth import ROUNDINGS
from nines.values.model import Duration, Quantity
from nines.values.rounding import Rounding, round_to
from nines.values.units import base_value

__all__ = ["Allowance", "Edge", "allowances", "edge_of"]


@dataclass(frozen=True, slots=True)
class Edge:
    """The least value that is rounded to what is promised. `included`: it is itself enough."""

    value: Fraction
    included: bool


@dataclass(frozen=True, slots=True)
class Allowance:
    """One promised share, judged by slices of a length or not, and the titles of the commitments that promise it."""

    promised: At[Quantity]
    operator: str
    edge: Edge
    slice: Duration | None
    counts_events: bool
    titles: tuple[str, ...]

    def bad(self, milliseconds: int) -> Fraction:
        """Milliseconds of a period of that length in which everything may fail."""
        if self.slice is not None and self.slice.milliseconds > 0:
            number = Fraction(milliseconds, self.slice.milliseconds)
            whole = (1 - self.edge.value) * number // 1
            if not self.edge.included and whole == (1 - self.edge.value) * number:
                whole -= 1
            return Fraction(max(0, whole) * self.slice.milliseconds)
        most = (1 - self.edge.value) * milliseconds
        return max(Fraction(0), most if self.edge.included else most - 1)


def allowances(several: tuple[Terms, ...]) -> tuple[Allowance, ...]:
    """Those of all commitments of a share of the whole period, the strictest first, equal ones together."""
    found: dict[tuple[Fraction, str, Edge, Duration | None, bool], tuple[At[Quantity], list[str]]] = {}
    for terms in several:
        for promise in terms.agreement.promises:
            for promised in _comparisons(promise):
                _add(found, promise, promised, terms)
    ordered = sorted(found.items(), key=lambda item: -item[0][0])
    return tuple(
        Allowance(promised, operator, edge, slice_, events, tuple(titles))
        for (_, operator, edge, slice_, events), (promised, titles) in ordered
    )


def _add(
    found: dict[tuple[Fraction, str, Edge, Duration | None, bool], tuple[At[Quantity], list[str]]],
    promise: Promise,
    promised: Comparison,
    terms: Terms,
) -> None:
    if not _of_whole_time(promise):
        return
    edge = edge_of(promised, promise.round_measured or terms.agreement.round_measured)
    key = measure_key(promise.measure) if promise.measure is not None else ""
    sliced = _slice(promise) if key == "share of good slices" else None
    events = key in ("share of good events", "mean of slice ratios")
    value = base_value(promised.value.value)
    entry = found.setdefault((value, promised.operator.value, edge, sliced, events), (promised.value, []))
    if promise.title not in entry[1]:
        entry[1].append(promise.title)


def _comparisons(promise: Promise) -> tuple[Comparison, ...]:
    return (promise.comparison, *(level.comparison for level in promise.levels))


def _of_whole_time(promise: Promise) -> bool:
    """Whether all time of a period counts: not tickets, not certain hours, not only slices under load, no runs."""
    indicator = promise.indicator
    if not is_share(promise) or indicator is None or promise.weigh is not None or promise.runs is not None:
        return False
    if promise.measure is not None and promise.measure.bound is not None:
        return False
    if any(mask.kind == "during" for mask in indicator.masks) or promise.valid:
        return False
    rule = indicator.slices
    return rule is None or (not rule.valid and rule.runs is None)


def _slice(promise: Promise) -> Duration | None:
    if promise.slice is not None:
        return promise.slice.length.value
    rule = promise.indicator.slices if promise.indicator is not None else None
    return rule.length if rule is not None else None


def edge_of(promised: Comparison, rule: Round | None) -> Edge:
    """From which value on a promise of a least share is kept, after rounding."""
    value, included = base_value(promised.value.value), promised.operator.value == "at least"
    if rule is None or rule.mode is None or rule.step is None:
        return Edge(value, included)
    step = base_value(rule.step.value)
    if step <= 0:
        return Edge(value, included)
    first = round_to(value, step, Rounding.CEILING)
    if not included and first == value:
        first += step
    mode = ROUNDINGS[rule.mode.value]
    match mode:
        case Rounding.UP:
            return Edge(first - step, included=False)
        case Rounding.DOWN:
            return Edge(first, included=True)
        case _:
            half = first - step / 2
            return Edge(half, included=round_to(half, step, mode) == first)
