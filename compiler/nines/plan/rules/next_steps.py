"""The rules of what comes next: below which value the next step of credits is due, when that will be, and its price.

Of ladders alone: credits that go by the measured value, each a fixed amount. Others grow with every second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from nines.plan import names
from nines.plan.model import RecordingRule
from nines.plan.rules.compared import only
from nines.plan.rules.context import Context
from nines.plan.rules.credits import Priced, alike, all_priced, in_money, members_of
from nines.plan.rules.given import Given
from nines.plan.rules.windows import Ledger, side_by_side
from nines.promql import build as q
from nines.promql.tree import Expression
from nines.settle.prices import Flat
from nines.settle.standing import Region

__all__ = ["next_step_rules"]


def next_step_rules(
    context: Context,
    ledger: Ledger,
    given: list[Given],
    time_left: Callable[[Expression], Expression],
) -> Iterator[RecordingRule]:
    """`time_left` gives the time until a measured value is reached."""
    priced = [each for each in all_priced(given) if _is_ladder(each)]
    if not priced:
        return
    steps = _lines(ledger, priced, given, _bound)
    yield _rule(context, names.PROMISE_NEXT_STEP, steps, priced, money=False)
    seconds = time_left(ledger.select(names.PROMISE_NEXT_STEP))
    yield _rule(context, names.PROMISE_NEXT_STEP_SECONDS, [seconds], priced, money=False)
    shares = [each for each in priced if not each.standing.currency]
    if shares:
        lines = _lines(ledger, shares, given, _amount)
        yield _rule(context, names.PROMISE_NEXT_CREDIT_RATIO, lines, shares, money=False)
    sums = [each for each in priced if each.standing.currency]
    money: list[Expression] = [
        q.label_replace(line, names.CURRENCY, same[0].currency, "", "")
        for same in alike(sums, lambda each: each.currency)
        for line in _lines(ledger, same, given, _amount)
    ]
    paid = [each for each in shares if each.currency]
    money += in_money(ledger, names.PROMISE_NEXT_CREDIT_RATIO, paid, given)
    if money:
        yield _rule(context, names.PROMISE_NEXT_CREDIT_MONEY, money, [*sums, *paid], money=True)


def _is_ladder(each: Priced) -> bool:
    cases = each.standing.cases
    flat = all(isinstance(region.due, Flat) for region in cases.regions)
    return cases.quantity == "measured" and flat and len(cases.regions) > 1 and each.standing.most is None


def _bound(region: Region) -> Fraction:
    assert region.bound is not None
    return region.bound


def _amount(region: Region) -> Fraction:
    assert isinstance(region.due, Flat)
    return region.due.amount


def _lines(
    ledger: Ledger, priced: list[Priced], every: list[Given], value: Callable[[Region], Fraction]
) -> list[Expression]:
    return [
        _next(ledger.select(names.PROMISE_MEASURED, *matchers), same[0].standing.cases.regions, value)
        for same in alike(priced, lambda each: each.standing.cases)
        for matchers in only([each.given for each in same], every)
    ]


def _next(measured: Expression, regions: tuple[Region, ...], value: Callable[[Region], Fraction]) -> Expression:
    """Of each region what there is to know of the one below; nothing in the lowest."""
    lowest, *higher = regions
    parts: list[Expression] = []
    for below, region in zip(regions, higher, strict=False):
        within = measured if region.bound is None else _within(measured, region)
        parts.append(0 * within + q.exact(value(below)))
    return q.unless(side_by_side(parts), _within(measured, lowest))


def _within(measured: Expression, region: Region) -> Expression:
    bound = q.exact(_bound(region))
    return q.le(measured, bound) if region.included else q.lt(measured, bound)


def _rule(
    context: Context, series: names.Series, lines: list[Expression], of: list[Priced], *, money: bool
) -> RecordingRule:
    origins = tuple(dict.fromkeys(each.given.promise.origin for each in of))
    members = members_of(context, of, money=money)
    return RecordingRule(series.name, side_by_side(lines), (), series.text, origins, members)
