"""What a promise still allows: of the traffic before a test, too.

A promise's headroom is counted in events (slices, samples, seconds): what may be bad of the larger of the period's
traffic so far and that of the last whole period. The part of it that promtool does not see is known, and is added.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from nines.contract.model import Contract, PromiseExpectation, RollingWindow
from nines.plan import names
from nines.plan.rules.context import Context
from nines.plan.rules.given import Given, given_by_service
from nines.promql import build as q
from nines.promql.numbers import number_text
from nines.promql.tree import Binary, BinaryOp, Expression
from nines.scenario.curves import Curve
from nines.scenario.past import Counting, counting_of, longest_back, periods_of
from nines.scenario.play import Play
from nines.scenario.series import Input, name_of

__all__ = ["allowed_before", "given_of", "with_allowance"]

_ALLOWED = "nines_test:allowed_before"


def with_allowance(expression: Expression) -> Expression:
    """The headroom with what the traffic before the test allows."""
    one = q.on(names.CUSTOMER, names.PROMISE).group_left()
    return Binary(BinaryOp.ADD, expression, q.selector(_ALLOWED), matching=one)


def given_of(contract: Contract, expected: PromiseExpectation) -> Given | None:
    """The promise to the customer, if it is recorded."""
    context = Context(contract)
    for sla in contract.slas:
        for promises in given_by_service(context, sla).values():
            for given in promises:
                own = given.customer is not None and given.customer.name == expected.customer
                if own and given.promise.name == expected.promise:
                    return given
    return None


def allowed_before(promises: Iterable[Given], play: Play) -> tuple[Input, ...]:
    """For each promise, at each evaluation, what may be bad of the traffic that promtool does not see."""
    return tuple(_series(given, play) for given in promises)


def _series(given: Given, play: Play) -> Input:
    assert given.customer is not None
    masks = tuple(mask for mask, of_both in given.masks if of_both)
    counting = counting_of(_rate(given, play), masks, play, longest_back(given.window))
    each = max(play.every // play.step, 1)
    values = [
        number_text(Fraction(round((1 - given.value) * _unseen(given, counting, play, index * play.step)), 1))
        for index in range(0, play.grid.last + 1, each)
    ]
    labels = {names.CUSTOMER: given.customer.name, names.PROMISE: given.promise.name}
    return Input(name_of(_ALLOWED, labels), " ".join(f"{value}x{each - 1}" if each > 1 else value for value in values))


def _unseen(given: Given, counting: Counting, play: Play, moment: int) -> Fraction:
    """What counts of the traffic that the allowance is a share of, but for what promtool sees of it."""
    if isinstance(given.window, RollingWindow):
        start = moment - given.window.length.milliseconds
        return counting.between(start, min(moment, 0)) / 1000
    (start, _), (before, until) = periods_of(given.window, play.clock, moment)
    every = max(counting.between(start, moment), counting.between(before, until))
    seen = max(counting.between(max(0, start), moment), counting.between(max(0, before), until))
    return (every - seen) / 1000


def _rate(given: Given, play: Play) -> Curve:
    """What counts a second, in the unit of the promise's indicator."""
    indicator = given.indicator
    if indicator.slices is not None:
        return Curve.steady(1 / indicator.slices.length.seconds)
    match indicator.unit:
        case "events":
            return play.traffic_of(given.customer.tenant if given.customer is not None else None)
        case "samples":
            return Curve.steady(Fraction(1000, play.step))
        case _:
            return Curve.steady(1)
