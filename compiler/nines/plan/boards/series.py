"""The recorded series as boards ask for them, narrowed to one bundle and to what the reader chose."""

from __future__ import annotations

from nines.plan import names
from nines.plan.names import Series
from nines.promql import build as q
from nines.promql.tree import Aggregation, Edge, Expression, Matcher, Selector
from nines.record import dataclass

__all__ = [
    "ALERTS",
    "ALERTS_SINCE",
    "BAD",
    "DECIDED",
    "DECIDED_LAST",
    "FIRING",
    "HOUR",
    "OF_PROMISE",
    "ROW",
    "TOTAL",
    "Chosen",
    "counted",
    "highest",
    "least",
    "worst",
]

ROW = (names.SERVICE, names.OBJECTIVE_LABEL)
"""The labels that tell objectives apart."""

OF_PROMISE = (names.CUSTOMER, names.SLA, names.PROMISE)
"""The labels that tell promises apart."""

HOUR = q.equal(names.WINDOW, "1h")
BAD = q.equal(names.HALF, "bad")
TOTAL = q.equal(names.HALF, "total")

ALERTS = "ALERTS"
ALERTS_SINCE = "ALERTS_FOR_STATE"
"""The two series that Prometheus itself records of alerts: that they fire, and since when their expression holds."""

DECIDED = "nines_automation_decisions_total"
DECIDED_LAST = "nines_automation_last_decision_seconds"
"""What the guard of automations counts, by automation and decision."""

FIRING = q.equal("alertstate", "firing")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Series of one bundle with some matchers. Several bundles may be recorded by one server."""

    bundle: str
    matchers: tuple[Matcher, ...] = ()

    def of(self, series: Series, *more: Matcher) -> Selector:
        return self.named(series.name, *more)

    def named(self, name: str, *more: Matcher) -> Selector:
        return q.selector(name, q.equal(names.BUNDLE, self.bundle), *self.matchers, *more)


def worst(of: Expression, *labels: str) -> Aggregation:
    """The largest of each: for states and burn rates, where more is worse."""
    return q.max_(of, q.by(*labels))


def least(of: Expression, *labels: str) -> Aggregation:
    """The smallest of each: for what is left or attained, where less is worse."""
    return q.min_(of, q.by(*labels))


def highest(most: int, series: Selector, *labels: str) -> Expression:
    """The worst of `series` by labels over time: those that are highest at the end of what is shown, so no others."""
    at_the_end = q.topk(most, worst(q.at(series, Edge.END), *labels))
    return q.and_(worst(series, *labels), at_the_end, q.on(*labels))


def counted(of: Expression) -> Expression:
    """How many there are, 0 included, but nothing where there is not even something to count.

    `of` must be a comparison with `bool`: it is 1 for each that counts, and 0 for the others.
    """
    return q.sum_(of)
