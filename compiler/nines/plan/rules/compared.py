"""What a contract compares: the measured value, rounded as it says, and what a period without traffic counts as."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nines.contract.model import Window
from nines.plan import names
from nines.plan.model import RecordingRule
from nines.plan.rules.context import window_label
from nines.plan.rules.given import Given
from nines.plan.rules.windows import Ledger, side_by_side
from nines.promql import build as q
from nines.promql.tree import Expression, Matcher
from nines.settle.ground import ROUNDINGS
from nines.source import Span
from nines.values.rounding import Rounding
from nines.values.units import base_value

__all__ = ["NOISE", "measured_rule", "nearest", "only"]

_ANY = Fraction(1, 1000)
_EXACT = 10**10
"""Where nothing is rounded, values are told to ten digits: beyond that a server's sums are noise."""
NOISE = Fraction(1, 10**6)
"""Part of a step by which sums of a server may be off: what is so near to a whole step is one."""
_HALF = Fraction(1, 2)


def only(some: Sequence[Given], every: Sequence[Given]) -> list[tuple[Matcher, ...]]:
    """The matchers that find some promises of a group."""
    if len(some) == len(every):
        return [()]
    customers: dict[str, list[str]] = {}
    for each in some:
        customers.setdefault(each.promise.name, []).append(each.customer.name if each.customer is not None else "")
    return [
        (q.equal(names.PROMISE, promise), q.matches(names.CUSTOMER, "|".join(named)))
        if len(named) < sum(each.promise.name == promise for each in every)
        else (q.equal(names.PROMISE, promise),)
        for promise, named in customers.items()
    ]


def measured_rule(ledger: Ledger, window: Window, given: list[Given], origins: tuple[Span, ...]) -> RecordingRule:
    """What was attained as the contract compares it: rounded, and where there was no traffic, as it says."""
    alike: dict[object, list[Given]] = {}
    for each in given:
        alike.setdefault((_rounding(each), _without_traffic(each)), []).append(each)
    lines = [_measured(ledger, window, same[0], matchers) for same in alike.values() for matchers in only(same, given)]
    series = names.PROMISE_MEASURED
    return RecordingRule(series.name, side_by_side(lines), (), series.text, origins)


def _rounding(given: Given) -> tuple[Fraction, Rounding] | None:
    rule = given.promise.round_measured or given.agreement.round_measured
    if rule is None or rule.mode is None or rule.step is None:
        return None
    step = base_value(rule.step.value)
    return (step, ROUNDINGS[rule.mode.value]) if step > 0 else None


def _without_traffic(given: Given) -> int | None:
    """What a period without traffic counts as: 1, 0, or nothing."""
    said = given.promise.no_traffic or (given.indicator.empty if given.indicator.empty_said else None)
    return {"counts as good": 1, "counts as bad": 0}.get(said or "")


def _measured(ledger: Ledger, window: Window, given: Given, matchers: tuple[Matcher, ...]) -> Expression:
    attained = ledger.select(names.PROMISE_ATTAINED, *matchers)
    rounding = _rounding(given)
    value = nearest(attained, Fraction(1, _EXACT), None) if rounding is None else nearest(attained, *rounding)
    without = _without_traffic(given)
    if without is None:
        return value
    of_all = (q.equal(names.HALF, "total"), q.equal(names.WINDOW, window_label(window)))
    empty = q.le(
        q.sum_(ledger.select(names.PROMISE_COUNTED, *of_all, *matchers), q.without(names.HALF, names.WINDOW)), _ANY
    )
    return q.or_(value, 0 * empty + without if without else 0 * empty)


def nearest(value: Expression, step: Fraction, mode: Rounding | None) -> Expression:
    """The multiple of a step that a mode picks, of a value that is not below zero."""
    steps = value * (1 / step) if step.numerator == 1 else value / step
    match mode:
        case Rounding.UP:
            whole: Expression = q.ceil(steps - NOISE)
        case Rounding.DOWN:
            whole = q.floor(steps + NOISE)
        case Rounding.HALF_EVEN:
            low, high = q.floor(steps + (_HALF - NOISE)), q.floor(steps + (_HALF + NOISE))
            whole = low + (high - low) * (low % 2)
        case _:
            whole = q.floor(steps + (_HALF if mode is None else _HALF + NOISE))
    return whole / (1 / step) if step.numerator == 1 else whole * step
