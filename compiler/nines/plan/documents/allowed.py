"""How much time a commitment allows to be bad, exactly, for each length of a period."""

from __future__ import annotations

from fractions import Fraction

from nines.contract.model import Promise
from nines.language.nodes import At
from nines.language.phrases import Comparison
from nines.language.statements.money import Round
from nines.plan.documents.words.measures import is_share, measure_key
from nines.plan.documents.words.terms import Terms
from nines.record import dataclass
from nines.settle.ground import ROUNDINGS
from nines.values.model import Duration, Quantity
from nines.values.rounding import Rounding, round_to
from nines.values.units import base_value

__all__ = ["Allowance", "Edge", "allowances", "edge_of", "plain_edge"]


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

    @property
    def budget(self) -> Fraction:
        """The share that may be bad, before rounding."""
        return 1 - base_value(self.promised.value)

    def bad(self, milliseconds: int) -> Fraction:
        """Milliseconds of a period of that length in which everything may fail, by the promised value itself."""
        step = self.slice.milliseconds if self.slice is not None else 0
        most = self.budget * milliseconds
        whole = most // step * step if step else most
        if self.operator == "above" and whole == most:
            whole -= step or 1
        return max(Fraction(0), Fraction(whole))


def allowances(several: tuple[Terms, ...]) -> tuple[Allowance, ...]:
    """Those of all commitments of a share of the whole period, the strictest first, equal ones together."""
    found: dict[Key, Found] = {}
    for terms in several:
        for promise in terms.agreement.promises:
            for promised in _comparisons(promise):
                _add(found, promise, promised, terms)
    ordered = sorted(found.items(), key=lambda item: -item[0][0])
    return tuple(
        Allowance(promised, operator, edge, slice_, bool(events), tuple(titles))
        for (_, operator, edge, slice_), (promised, titles, events) in ordered
    )


Key = tuple[Fraction, str, Edge, Duration | None]
Found = tuple[At[Quantity], list[str], list[str]]
"""The promised value, the titles of the commitments, and those of them that count events."""


def _add(found: dict[Key, Found], promise: Promise, promised: Comparison, terms: Terms) -> None:
    if not _of_whole_time(promise):
        return
    edge = edge_of(promised, promise.round_measured or terms.agreement.round_measured)
    key = measure_key(promise.measure) if promise.measure is not None else ""
    sliced = _slice(promise) if key == "share of good slices" else None
    value = base_value(promised.value.value)
    _, titles, events = found.setdefault((value, promised.operator.value, edge, sliced), (promised.value, [], []))
    if promise.title not in titles:
        titles.append(promise.title)
    if key in ("share of good events", "mean of slice ratios"):
        events.append(promise.title)


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


def plain_edge(operator: str, promised: Quantity) -> Edge:
    """From which value on a promise is kept where nothing is rounded."""
    return Edge(base_value(promised), included=operator == "at least")


def edge_of(promised: Comparison, rule: Round | None) -> Edge:
    """From which value on a promise of a least share is kept, after rounding."""
    plain = plain_edge(promised.operator.value, promised.value.value)
    value, included = plain.value, plain.included
    step = base_value(rule.step.value) if rule is not None and rule.step is not None else Fraction(0)
    if rule is None or rule.mode is None or step <= 0:
        return plain
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
