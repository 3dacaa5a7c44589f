"""The rules of journeys: what users do, put together from the indicators of services.

A weighted journey keeps the pairs of its steps apart, by the label `part`, and weighs their error ratios over each
window: a busy step does not outweigh a quiet one. A journey of slices is judged slice by slice: a step is good in a
slice while its share of bad is within what its strictest objective allows (nothing, if it has none); with `all of`
every step that was used has to be good, with `any of` one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.contract.model import Composite, Indicator, Objective
from nines.plan import names
from nines.plan.model import Labels, Member, RecordingRule, RuleFile
from nines.plan.rules.book import Book, book_of, identity
from nines.plan.rules.context import Context, Holder
from nines.plan.rules.masks import left_out
from nines.plan.rules.measure import is_born_with_bad
from nines.plan.rules.pairs import Measured
from nines.plan.rules.service import holder_file
from nines.plan.rules.windows import side_by_side
from nines.promql import build as q
from nines.promql.tree import Expression, Matcher, Selector

__all__ = ["journey_file"]


def journey_file(context: Context, holder: Holder) -> RuleFile:
    """`context.bases` knows the base ranges of the services."""
    composite = holder.indicators[0].measurement
    assert isinstance(composite, Composite)
    base = min((context.bases[part.service] for part, _ in composite.parts), default=context.evaluate)
    book = book_of(context, holder, base)
    counted = _weighted(book, composite) if composite.slice is None else _slices(book, composite)
    return holder_file(book, list(counted))


def _weighted(book: Book, composite: Composite) -> Iterator[RecordingRule]:
    origin = (book.holder.indicators[0].origin,)
    own = ((names.BUNDLE, book.context.bundle), (names.SERVICE, book.holder.name))
    for part, weight in composite.parts:
        about = f"the weight of {part.id}"
        yield RecordingRule(
            names.PART_WEIGHT.name, q.vector(q.number(weight)), (*own, (names.PART, part.id)), about, origin
        )
    for objective in book.holder.objectives:
        for part, _ in composite.parts:
            pair = Measured(book.context, (part,), _matchers(part), ()).pair
            labels = (*identity(book.context, objective), (names.PART, part.id))
            about = f"bad and total of the step {part.id}"
            yield _counted(book, objective, pair * _counts(book, part), labels, about)


def _counts(book: Book, part: Indicator) -> Expression:
    """1 while a step counts by its indicator's own masks."""
    return 1 - left_out(part.masks, book.ledger.base + book.holder.scrape) if part.masks else q.number(1)


def _counted(book: Book, objective: Objective, value: Expression, labels: Labels, about: str) -> RecordingRule:
    if objective.masks:
        masked = book.select(names.MASKED, q.equal(names.OBJECTIVE_LABEL, objective.name))
        value = q.times(value, 1 - masked, q.on().group_left())
    member = Member(labels, (), objective.id, objective.origin)
    return RecordingRule(names.COUNTED_RATE.name, value, labels, about, (objective.origin,), (member,))


def _matchers(part: Indicator) -> tuple[Matcher, ...]:
    return q.equal(names.SERVICE, part.service), q.equal(names.INDICATOR, part.name)


# --- slices -----------------------------------------------------------------


def _slices(book: Book, composite: Composite) -> Iterator[RecordingRule]:
    assert composite.slice is not None
    length = composite.slice.milliseconds
    steps = [_bad_step(book, part, length) for part, _ in composite.parts]
    together = side_by_side(steps)
    judged = q.max_(together) if composite.kind == "all" else q.min_(together)
    bad = _at_slices(judged, length, book.ledger.base) / Fraction(length, 1000)
    seconds = Fraction(length, 1000)
    total = _at_slices(1 + 0 * judged, length, book.ledger.base) / seconds
    for objective in book.holder.objectives:
        for half, value in (("bad", bad), ("total", total)):
            labels = (*identity(book.context, objective), (names.HALF, half))
            yield _counted(book, objective, value, labels, f"{half} slices of the journey, a second")


def _at_slices(of: Expression, length: int, base: int) -> Expression:
    return q.avg_over_time(of[base:length]) if length < base else q.last_over_time(of[length:length])


def _bad_step(book: Book, part: Indicator, length: int) -> Expression:
    """1 where a step was bad in the slice, 0 where it was good, nothing where it was not used."""
    base = book.context.bases[part.service]
    window = max(length, base) - base // 2
    by = q.by(names.SERVICE, names.INDICATOR)
    bad, total = (q.sum_(q.sum_over_time(_half(book, part, half)[window:base]), by) for half in ("bad", "total"))
    every = q.or_(bad, 0 * total) if is_born_with_bad(part) else bad
    return q.gt_bool(every / q.gt(total, 0), _allowed(book.context, part))


def _half(book: Book, part: Indicator, half: str) -> Selector:
    return book.context.select(names.MEASURED_RATE, *_matchers(part), q.equal(names.HALF, half))


def _allowed(context: Context, part: Indicator) -> Fraction:
    """The share that the strictest objective on a step allows to be bad."""
    budgets = [
        objective.budget
        for objective in context.contract.objectives
        if objective.indicator.id == part.id and objective.indicator.measurement == part.measurement
    ]
    return min(budgets, default=Fraction(0))
