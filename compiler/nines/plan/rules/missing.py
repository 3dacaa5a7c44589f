"""What was measured of an objective within the last day, and is not any more."""

from __future__ import annotations

from collections.abc import Sequence

from nines.contract.model import Composite, Objective, RatioOf
from nines.plan import names
from nines.plan.rules.book import Book
from nines.plan.rules.context import IDENTITY
from nines.plan.rules.measure import Scale, measured
from nines.plan.rules.windows import side_by_side
from nines.promql import build as q
from nines.promql.tree import Expression

__all__ = ["leaves_out", "no_longer_counted", "no_longer_measured"]

_LOOKED_BACK = 86_400_000
"""How long a series that has gone is missed."""
_LOOKED_EVERY = 1_800_000


def leaves_out(objective: Objective) -> bool:
    """Whether nothing may be counted for a while though all is well."""
    measurement = objective.indicator.measurement
    sliced = measurement.slice is not None if isinstance(measurement, Composite) else False
    return sliced or objective.indicator.slices is not None or isinstance(measurement, RatioOf)


def no_longer_counted(book: Book, objectives: Sequence[Objective]) -> Expression:
    """For objectives judged by the same labels, whatever other labels they had before the specs were edited."""
    groups = (q.not_equal(label, "") for label in objectives[0].each)
    counted = book.select(names.COUNTED_RATE, q.equal(names.HALF, "total"), *book.among(objectives), *groups)
    was, now = (q.sum_(of, q.by(*book.keys)) for of in (_last_seen(counted), counted))
    return q.and_(q.unless(was, now), book.select(names.OBJECTIVE), q.on(*IDENTITY))


def no_longer_measured(book: Book, objective: Objective) -> Expression | None:
    """For an objective that leaves time out; None if a query could not be read."""
    series = _raw(book, objective)
    return q.unless(_last_seen(series), series) if series is not None else None


def _last_seen(series: Expression) -> Expression:
    return q.last_over_time(series[_LOOKED_BACK:_LOOKED_EVERY])


def _raw(book: Book, objective: Objective) -> Expression | None:
    """What an objective is measured by, before slices and ratios leave anything out."""
    indicator = objective.indicator
    measurement = indicator.measurement
    if isinstance(measurement, RatioOf):
        query = measurement.query.expression
        return q.count(query, q.by(*objective.each)) if query is not None else None
    if isinstance(measurement, Composite):
        return q.count(side_by_side([_total(book, part.service, part.name) for part, _ in measurement.parts]))
    pair = measured(indicator, Scale(book.ledger.base, book.holder.scrape, objective.each))
    if pair is not None:
        return pair.total
    queries = [condition.query for condition in indicator.slices.good] if indicator.slices is not None else []
    found = next((query.expression for query in queries if query is not None), None)
    return q.count(found, q.by(*objective.each)) if found is not None else None


def _total(book: Book, service: str, indicator: str) -> Expression:
    own = q.equal(names.SERVICE, service), q.equal(names.INDICATOR, indicator), q.equal(names.HALF, "total")
    return book.context.select(names.MEASURED_RATE, *own)
