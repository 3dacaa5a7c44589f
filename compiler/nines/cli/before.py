"""What a server has on record of earlier periods, for trends: the last ones before the period that is told of."""

from __future__ import annotations

from fractions import Fraction

from nines.cli.measured import Fetch
from nines.contract.model import Customer
from nines.plan import names
from nines.promql import build as q
from nines.promql.tree import Matcher
from nines.settle.judged import Judged, name_of
from nines.settle.reckon import Worth
from nines.settle.series import Before
from nines.values.calendar import Hour, Rolling

__all__ = ["fetch_before"]

_SETTLED = 1_800
"""Seconds after the end of a period at which all of it is on record as the one before."""


def fetch_before(asked: Fetch, customer: Customer, judged: Judged, most: int) -> tuple[Before, ...] | None:
    """Up to so many periods before one, the first one first; None after a finding.

    Of periods that roll there are none: nothing is recorded of a period before.
    """
    calendar = judged.calendar
    if isinstance(calendar, Rolling | Hour):
        return ()
    own = (
        q.equal(names.BUNDLE, asked.contract.project.bundle),
        q.equal(names.SLA, customer.sla.name),
        q.equal(names.CUSTOMER, customer.name),
    )
    found: list[Before] = []
    span = judged.span
    for _ in range(most):
        span = calendar.before(span)
        name = name_of(customer.agreement, span, judged.zone)
        earlier = _before(asked, own, customer, Judged(name, span, span, judged.counted, judged.zone, calendar))
        if earlier is None:
            return None
        if not earlier.measured:
            break
        found.append(earlier)
    return tuple(reversed(found))


def _before(asked: Fetch, own: tuple[Matcher, ...], customer: Customer, judged: Judged) -> Before | None:
    counted = q.selector(names.PROMISE_COUNTED.name, *own, q.equal(names.WINDOW, names.PREVIOUS))
    credit = q.selector(names.CREDIT_MONEY.name, *own)
    end = judged.span.end
    halves = asked.over(q.sum_(counted, q.by(names.PROMISE, names.HALF)), end + _SETTLED, end + _SETTLED, 1)
    money = asked.over(q.sum_(credit, q.by(names.CURRENCY)), end - 1, end - 1, 1)
    if halves is None or money is None:
        return None
    values = {
        (series.labels.get(names.PROMISE, ""), series.labels.get(names.HALF, "")): value
        for series in halves
        for value in series.values.values()
    }
    measured: list[tuple[str, Fraction]] = []
    for promise in customer.agreement.promises:
        total, bad = values.get((promise.name, "total")), values.get((promise.name, "bad"), Fraction(0))
        if total:
            measured.append((promise.name, max(1 - bad / total, Fraction(0))))
    worths = tuple(
        Worth("money", value, series.labels.get(names.CURRENCY, ""))
        for series in money
        for value in series.values.values()
        if value
    )
    return Before(judged.name, judged.span, tuple(measured), worths)
