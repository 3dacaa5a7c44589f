"""What an amount comes to for one observation, exactly, and the arithmetic that says so."""

from __future__ import annotations

from fractions import Fraction

from nines.contract.model import Promise
from nines.language.phrases import (
    Amount,
    Formula,
    GreaterOf,
    LesserOf,
    PerUnit,
    ProRata,
    ServiceTime,
    Share,
    SimpleAmount,
    Sum,
    Times,
    Units,
)
from nines.plan.documents.inline import figure, say
from nines.plan.documents.model import Figure, Line
from nines.plan.documents.observe import Observation, quantity_value
from nines.plan.documents.words.amounts import amount, share_figure
from nines.plan.documents.words.numbers import computed_time, number, quantity_at
from nines.plan.documents.words.terms import Terms
from nines.plan.documents.worth import as_money, base_fee, base_of, share_of
from nines.record import dataclass
from nines.values import text
from nines.values.model import Duration
from nines.values.units import base_value

__all__ = ["Settled", "Worth", "money_words", "settled", "settled_plainly", "worth_of"]


_SHARES = frozenset(("shortfall", "overrun", "unavailability", "measured"))


@dataclass(frozen=True, slots=True)
class Worth:
    """An amount of one kind: `money` in a currency, `share` of the base, `days` of service, `points`."""

    kind: str
    amount: Fraction
    currency: str = ""

    def words(self, terms: Terms) -> Line:
        t = terms.t
        match self.kind:
            case "money":
                return (money_words(self.amount, self.currency),)
            case "share":
                return say(t.OF_BASE, share=figure(text.percent(self.amount)))
            case "days":
                forms = t.DAYS_OF_SERVICE
            case _:
                forms = t.POINTS
        return say(forms[0] if self.amount == 1 else forms[1], n=figure(text.decimal(self.amount)))


@dataclass(frozen=True, slots=True)
class Settled:
    """The worth, the steps that lead to it, and whether the base fee had a part in it."""

    worth: Worth
    steps: tuple[tuple[Line, Line], ...]
    uses_base: bool


def money_words(value: Fraction, currency: str) -> Figure:
    return figure(as_money(value, currency))


def settled(value: Amount, seen: Observation, terms: Terms) -> Settled | None:
    """What a credit comes to; None where that cannot be told from what was observed."""
    match value:
        case GreaterOf() | LesserOf():
            return _chosen(value, seen, terms)
        case Formula():
            return None
        case PerUnit():
            return _per_unit(value, seen, terms)
        case ProRata():
            return _pro_rata(value, seen, terms)
        case _:
            return _simple(value, seen.promise, terms)


def worth_of(value: SimpleAmount, promise: Promise, terms: Terms) -> Worth | None:
    """A plain amount without an observation; None for one that needs it."""
    found = _simple(value, promise, terms)
    return found.worth if found is not None else None


def settled_plainly(value: Amount, promise: Promise, terms: Terms) -> Worth | None:
    """What an amount comes to that needs no observation; None for one that does, and for shares of unknown pools."""
    match value:
        case GreaterOf() | LesserOf() | Formula() | PerUnit():
            return None
        case _:
            return worth_of(value, promise, terms)


def _simple(value: SimpleAmount, promise: Promise, terms: Terms) -> Settled | None:
    t = terms.t
    match value:
        case Sum():
            money = Worth("money", Fraction(value.money.value.amount), value.money.value.currency)
            return Settled(money, ((say(t.EX_CREDIT), amount(value, terms)),), uses_base=False)
        case Share():
            return _share(value, promise, terms)
        case ServiceTime() if value.unit.value.startswith("day"):
            days = Worth("days", value.count.value.value)
            return Settled(days, ((say(t.EX_CREDIT), days.words(terms)),), uses_base=False)
        case Units():
            points = Worth("points", value.count.value.value)
            return Settled(points, ((say(t.EX_CREDIT), points.words(terms)),), uses_base=False)
        case Times():
            return _times(value, promise, terms)
        case _:
            return None


def _share(value: Share, promise: Promise, terms: Terms) -> Settled | None:
    t, found = terms.t, share_of(value, promise, terms)
    share = share_figure(value.share, terms)
    if found is None:
        part = _part_of_base(value, terms)
        if part is None:
            return None
        worth = Worth("share", part)
        return Settled(worth, ((say(t.EX_CREDIT), amount(value, terms)),), uses_base=True)
    worth = Worth("money", *found)
    base = base_fee(base_of(promise, terms), terms)
    if value.fee is not None or base is None:
        return Settled(worth, ((say(t.EX_CREDIT_OF, amount=amount(value, terms)), worth.words(terms)),), uses_base=True)
    step = say(t.EX_CREDIT_MONEY, share=share, base=money_words(base.amount, base.currency))
    return Settled(worth, ((step, worth.words(terms)),), uses_base=True)


def _part_of_base(value: Share, terms: Terms) -> Fraction | None:
    """What share of the base it is; None for one of a fee."""
    share = value.share.value.value
    if value.fee is None:
        return share
    pools = {pool.name.value: pool.share.value.value for pool in terms.agreement.pools}
    return share * pools[value.fee.value] if value.fee.value in pools else None


def _times(value: Times, promise: Promise, terms: Terms) -> Settled | None:
    """A multiple of a declared unit, where its worth is plain."""
    unit = next((unit for unit in terms.agreement.units if unit.name.value == value.unit.value), None)
    if unit is None or isinstance(unit.amount, GreaterOf | LesserOf | Formula | PerUnit):
        return None
    one = _simple(unit.amount, promise, terms)
    if one is None:
        return None
    whole = Worth(one.worth.kind, value.factor.value.value * one.worth.amount, one.worth.currency)
    step = say(terms.t.EX_TIMES, factor=number(value.factor), amount=one.worth.words(terms))
    return Settled(whole, (*one.steps[1:], (step, whole.words(terms))), one.uses_base)


def _pro_rata(value: ProRata, seen: Observation, terms: Terms) -> Settled | None:
    """A multiple of the fee for the downtime: fee x downtime / length of the period."""
    t = terms.t
    if seen.downtime is None or not seen.length:
        return None
    part = value.factor.value.value * seen.downtime / seen.length
    base = base_fee(base_of(seen.promise, terms), terms)
    times = {
        "factor": number(value.factor),
        "downtime": figure(computed_time(seen.downtime, t)),
        "length": figure(computed_time(seen.length, t)),
    }
    if base is None:
        worth = Worth("share", part)
        return Settled(worth, ((say(t.EX_PRO_RATA_SHARE, **times), worth.words(terms)),), uses_base=True)
    worth = Worth("money", part * base.amount, base.currency)
    step = say(t.EX_PRO_RATA, base=money_words(base.amount, base.currency), **times)
    return Settled(worth, ((step, worth.words(terms)),), uses_base=True)


def _per_unit(value: PerUnit, seen: Observation, terms: Terms) -> Settled | None:
    t = terms.t
    if value.step is None or value.quantity is None or value.count is None:
        return None
    measured, step = quantity_value(value.quantity.value, seen), base_value(value.step.value)
    one = _simple(value.each, seen.promise, terms)
    if measured is None or one is None or step <= 0:
        return None
    how = value.count.value
    units = measured / step
    whole = {"started": Fraction(-(-units // 1)), "whole": Fraction(units // 1), "exact": units}[how]
    worth = Worth(one.worth.kind, whole * one.worth.amount, one.worth.currency)
    shown = _as_step(measured, value, terms)
    steps = [*_excess(value, seen, terms)]
    counted = say(t.EX_UNITS[how], step=quantity_at(value.step, t), value=shown)
    steps.append((counted, (figure(text.decimal(whole)),)))
    each = one.worth.words(terms)
    steps.append((say(t.EX_TIMES, factor=figure(text.decimal(whole)), amount=each), worth.words(terms)))
    return Settled(worth, tuple(steps), one.uses_base)


def _excess(value: PerUnit, seen: Observation, terms: Terms) -> list[tuple[Line, Line]]:
    if value.quantity is None or value.quantity.value != "excess downtime":
        return []
    if seen.downtime is None or seen.excess is None:
        return []
    t = terms.t
    down, allowed = computed_time(seen.downtime, t), computed_time(seen.downtime - seen.excess, t)
    step = say(t.EX_EXCESS, value=figure(down), allowed=figure(allowed))
    return [(step, (figure(computed_time(seen.excess, t)),))]


def _as_step(measured: Fraction, value: PerUnit, terms: Terms) -> Figure:
    """The quantity in the unit of the step that it is counted in."""
    if value.step is not None and isinstance(value.step.value, Duration):
        return figure(computed_time(measured * 1000, terms.t))
    shares = value.quantity is not None and value.quantity.value in _SHARES
    return figure(text.percent(measured) if shares else text.decimal(measured))


def _chosen(value: GreaterOf | LesserOf, seen: Observation, terms: Terms) -> Settled | None:
    """The greater or the lesser of two amounts of one kind."""
    first, second = settled(value.first, seen, terms), settled(value.second, seen, terms)
    if first is None or second is None:
        return None
    one, other = first.worth, second.worth
    if one.kind != other.kind or one.currency != other.currency:
        return None
    greater = isinstance(value, GreaterOf)
    pick = max if greater else min
    worth = pick(one, other, key=lambda item: item.amount)
    words = terms.t.EX_GREATER if greater else terms.t.EX_LESSER
    steps = [step for part in (first, second) for step in part.steps if len(part.steps) > 1]
    steps.append((say(words, first=one.words(terms), second=other.words(terms)), worth.words(terms)))
    return Settled(worth, tuple(steps), first.uses_base or second.uses_base)
