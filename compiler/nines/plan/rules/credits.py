"""The rules of credits: what each promise costs as it stands now.

Which credit pays is found by the engine that settles (`nines.settle.standing`), so that boards and settlements cannot
disagree on a step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from nines.contract.model import BlockWindow, CalendarWindow, RollingWindow, Window
from nines.language.phrases import CalendarPeriod
from nines.plan import names
from nines.plan.model import Member, RecordingRule
from nines.plan.rules.aims import starts_of
from nines.plan.rules.compared import NOISE, only
from nines.plan.rules.context import Context, window_label
from nines.plan.rules.given import Given
from nines.plan.rules.windows import Ledger, side_by_side
from nines.promql import build as q
from nines.promql.facts import is_scalar
from nines.promql.tree import Expression, Matcher, Matching
from nines.record import dataclass
from nines.settle.prices import Flat, ForTime, OneOf, PerStep, Price
from nines.settle.standing import Cases, Standing, standing

__all__ = ["Priced", "alike", "all_priced", "credit_rules", "in_money", "members_of"]


@dataclass(frozen=True, slots=True)
class Priced:
    """A promise of a group with what it costs."""

    given: Given
    standing: Standing

    @property
    def currency(self) -> str:
        """In which its credit can be told as money; empty where it cannot."""
        base = self.standing.base
        return self.standing.currency or (base.currency if base is not None else "")


def credit_rules(context: Context, ledger: Ledger, window: Window, given: list[Given]) -> Iterator[RecordingRule]:
    """For each promise whose credits follow from what is recorded: shares of the base, and money."""
    priced = all_priced(given)
    shares = [each for each in priced if not each.standing.currency]
    sums = [each for each in priced if each.standing.currency]
    based = [each for each in sums if each.currency == each.standing.currency]
    lines: list[Expression] = [line for same in alike(shares, _cost) for line in _lines(ledger, window, same, given)]
    for same in alike(based, lambda each: (_cost(each), each.standing.base)):
        base = same[0].standing.base
        assert base is not None
        lines += [line / q.exact(base.amount) for line in _lines(ledger, window, same, given)]
    if lines:
        yield _rule(context, names.PROMISE_CREDIT_RATIO, lines, [*shares, *based])
    money: list[Expression] = [
        q.label_replace(line, names.CURRENCY, same[0].standing.currency, "", "")
        for same in alike(sums, _cost)
        for line in _lines(ledger, window, same, given)
    ]
    money += in_money(ledger, names.PROMISE_CREDIT_RATIO, [each for each in shares if each.currency], given)
    if money:
        yield _rule(context, names.PROMISE_CREDIT_MONEY, money, [each for each in priced if each.currency])


def in_money(ledger: Ledger, ratio: names.Series, shares: list[Priced], every: list[Given]) -> list[Expression]:
    """Shares by what they are of: the base of the agreement is recorded, a promise's own is written out."""
    common = [each.given for each in shares if each.given.promise.base is None]
    same = q.on(names.BUNDLE, names.SLA, names.CUSTOMER)
    lines: list[Expression] = [
        q.times(
            ledger.select(ratio, *matchers),
            ledger.context.select(names.CREDIT_BASE, *ledger.own[:1]),
            same.group_left(names.CURRENCY),
        )
        for matchers in (only(common, every) if common else ())
    ]
    for own in alike([each for each in shares if each.given.promise.base is not None], lambda each: each.standing.base):
        base = own[0].standing.base
        assert base is not None
        for matchers in only([each.given for each in own], every):
            worth = ledger.select(ratio, *matchers) * q.exact(base.amount)
            lines.append(q.label_replace(worth, names.CURRENCY, base.currency, "", ""))
    return lines


def all_priced(given: Iterable[Given]) -> list[Priced]:
    found: list[Priced] = []
    for each in given:
        cost = standing(each.agreement, each.promise, each.indicator) if each.promise.credits else None
        if isinstance(cost, Standing):
            found.append(Priced(each, cost))
    return found


def _cost(each: Priced) -> object:
    """All that the expression of a credit is made of."""
    cost = each.standing
    return (cost.cases, cost.currency, cost.most, each.given.value, each.given.indicator.slices)


def alike(priced: list[Priced], key: Callable[[Priced], object]) -> list[list[Priced]]:
    found: dict[object, list[Priced]] = {}
    for each in priced:
        found.setdefault(key(each), []).append(each)
    return list(found.values())


def _lines(ledger: Ledger, window: Window, same: list[Priced], every: list[Given]) -> Iterator[Expression]:
    for matchers in only([each.given for each in same], every):
        yield _Costs(ledger, window, same[0], matchers).credit


def _rule(context: Context, series: names.Series, lines: list[Expression], of: list[Priced]) -> RecordingRule:
    money = series is names.PROMISE_CREDIT_MONEY
    members = tuple(each.given.member(context, *(((names.CURRENCY, each.currency),) if money else ())) for each in of)
    origins = tuple(dict.fromkeys(each.given.promise.origin for each in of))
    return RecordingRule(series.name, side_by_side(lines), (), series.text, origins, members)


def members_of(context: Context, of: list[Priced], *, money: bool) -> tuple[Member, ...]:
    return tuple(each.given.member(context, *(((names.CURRENCY, each.currency),) if money else ())) for each in of)


@dataclass(frozen=True, slots=True)
class _Costs:
    """The credit of promises that cost the same, found by matchers."""

    ledger: Ledger
    window: Window
    priced: Priced
    matchers: tuple[Matcher, ...]

    @property
    def credit(self) -> Expression:
        """The first region that holds what was measured says what is due."""
        cost = self.priced.standing
        found = side_by_side(list(self._of(cost.cases, None)))
        return found if cost.most is None else q.clamp_max(found, q.exact(cost.most))

    def _of(self, cases: Cases, outer: Expression | None) -> Iterator[Expression]:
        """What is due in each region, for the series for which an outer condition holds."""
        value = self.quantity(cases.quantity)
        for region in cases.regions:
            within: Expression = value
            if region.bound is not None:
                bound = q.exact(region.bound)
                within = q.le(value, bound) if region.included else q.lt(value, bound)
            if outer is not None:
                within = q.and_(within, outer)
            if isinstance(region.due, Cases):
                yield from self._of(region.due, within)
            else:
                yield self._where(within, region.due)

    def _where(self, within: Expression, price: Price) -> Expression:
        if isinstance(price, Flat):
            return 0 * within + q.exact(price.amount) if price.amount else 0 * within
        return q.and_(self._price(price), within)

    def _price(self, price: Price) -> Expression:
        match price:
            case Flat(amount=amount):
                return 0 * self.measured + q.exact(amount)
            case PerStep(each=each, quantity=quantity, step=step, count=count):
                steps: Expression = self.quantity(quantity) / q.exact(step)
                if count == "started":
                    steps = q.clamp_min(q.ceil(steps - NOISE), 0)
                elif count == "whole":
                    steps = q.floor(steps + NOISE)
                return q.exact(each) * steps
            case ForTime(amount=amount, seconds=None):
                return _joined(q.divide, q.exact(amount) * self.downtime, self.length)
            case ForTime(amount=amount, seconds=seconds):
                assert seconds is not None
                return _joined(q.divide, 0 * self.measured + q.exact(amount * seconds), self.length)
            case OneOf(greater=greater, first=first, second=second):
                one, other = self._price(first), self._price(second)
                return q.or_(q.gt(one, other) if greater else q.lt(one, other), other)

    # --- quantities -----------------------------------------------------------

    def quantity(self, name: str) -> Expression:
        promised = self.priced.given.value
        match name:
            case "shortfall":
                return q.clamp_min(q.exact(promised) - self.measured, 0)
            case "overrun":
                return q.clamp_min(q.exact(promised) - self.measured, 0) / q.exact(promised)
            case "unavailability":
                return 1 - self.measured
            case "downtime" | "total downtime":
                return self.downtime
            case "excess downtime":
                allowed = (1 - promised) * self.length
                return q.clamp_min(_joined(q.minus, self.downtime, allowed), 0)
            case "bad slices":
                return self._bad
            case _:
                return self.measured

    @property
    def measured(self) -> Expression:
        return self.ledger.select(names.PROMISE_MEASURED, *self.matchers)

    @property
    def _bad(self) -> Expression:
        half, window = q.equal(names.HALF, "bad"), q.equal(names.WINDOW, window_label(self.window))
        counted = self.ledger.select(names.PROMISE_COUNTED, half, window, *self.matchers)
        return q.sum_(counted, q.without(names.HALF, names.WINDOW))

    @property
    def downtime(self) -> Expression:
        """In seconds: of slices their number by their length; else the bad share of the time that has passed."""
        slices = self.priced.given.indicator.slices
        if slices is not None:
            return self._bad * Fraction(slices.length.milliseconds, 1000)
        bad = 1 - self.ledger.select(names.PROMISE_ATTAINED, *self.matchers)
        starts = starts_of(self.ledger.context, self.window)
        return _joined(q.times, bad, self.length if starts is None else q.time() - starts.start)

    @property
    def length(self) -> Expression:
        """Seconds that the whole period has, as the contract counts them."""
        period = self.priced.given.agreement.period
        if isinstance(period, CalendarPeriod) and period.counted is not None:
            return q.number(Fraction(period.counted.value.milliseconds, 1000))
        starts = starts_of(self.ledger.context, self.window)
        if isinstance(self.window, RollingWindow | BlockWindow) or starts is None:
            assert not isinstance(self.window, CalendarWindow)
            return q.number(Fraction(self.window.length.milliseconds, 1000))
        return starts.end - starts.start


def _joined(
    operator: Callable[[Expression, Expression, Matching | None], Expression], each: Expression, value: Expression
) -> Expression:
    """An operation of each series with a number, or with what is recorded once for the bundle."""
    return operator(each, value, None if is_scalar(value) else q.on().group_left())
