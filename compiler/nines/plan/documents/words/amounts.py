"""Amounts in words: what a credit or a reward is, before it is money."""

from __future__ import annotations

from nines.language.nodes import At
from nines.language.phrases import (
    Amount,
    Formula,
    GreaterOf,
    LesserOf,
    PerUnit,
    ProRata,
    ServiceTime,
    Share,
    Sum,
    Times,
    Units,
)
from nines.plan.documents.inline import say
from nines.plan.documents.model import Code, Figure, Line, Said
from nines.plan.documents.texts import Texts
from nines.plan.documents.words.numbers import money, number, quantity_at
from nines.plan.documents.words.terms import Terms, readable
from nines.values.model import Number, Percentage, Ratio

__all__ = ["amount", "share_figure"]


def amount(value: Amount, terms: Terms) -> Line:
    """`10% of the base fee`, `EUR 40.00`, `the greater of ... and ...`."""
    t = terms.t
    match value:
        case Sum():
            return (money(value.money.value, t, value.money.span),)
        case Share():
            return _share(value, terms)
        case ServiceTime():
            return _service_time(value, terms)
        case Units():
            return _counted(t.POINTS, value.count, t)
        case ProRata():
            return _counted(t.PRO_RATA, value.factor, t)
        case Times():
            return _counted(t.TIMES_UNIT, value.factor, t, unit=_unit(value.unit.value, terms))
        case GreaterOf():
            return say(t.GREATER, first=amount(value.first, terms), second=amount(value.second, terms))
        case LesserOf():
            return say(t.LESSER, first=amount(value.first, terms), second=amount(value.second, terms))
        case Formula():
            return say(t.FORMULA, formula=Code(value.text.value))
        case PerUnit():
            return _per_unit(value, terms)


def share_figure(share: At[Percentage] | At[Ratio], terms: Terms) -> Figure:
    """`10%` or `1/12`, as written."""
    return quantity_at(At(share.value, share.span), terms.t)


def _share(value: Share, terms: Terms) -> Line:
    t, share = terms.t, share_figure(value.share, terms)
    if value.fee is None:
        return say(t.OF_BASE, share=share)
    name = Said(readable(value.fee.value))
    if any(pool.name.value == value.fee.value for pool in terms.agreement.pools):
        return say(t.OF_POOL, share=share, pool=name)
    return say(t.OF_FEE, share=share, fee=name)


def _service_time(value: ServiceTime, terms: Terms) -> Line:
    t, hours = terms.t, value.unit.value.startswith("hour")
    return _counted(t.HOURS_OF_FEE if hours else t.DAYS_OF_SERVICE, value.count, t)


def _counted(forms: tuple[str, str], value: At[Number], t: Texts, **slots: Line) -> Line:
    return say(forms[0] if value.value.value == 1 else forms[1], n=number(value, t), **slots)


def _unit(name: str, terms: Terms) -> Line:
    return say(terms.t.UNIT_NAME, unit=Said(readable(name)))


def _per_unit(value: PerUnit, terms: Terms) -> Line:
    t, each = terms.t, amount(value.each, terms)
    if value.event is not None:
        return say(t.PER_EVENT[value.event.value], amount=each)
    if value.step is None or value.quantity is None or value.count is None:
        return each
    template = {"started": t.PER_STARTED, "whole": t.PER_WHOLE, "exact": t.PER_EXACT}[value.count.value]
    quantity = say(t.PER_QUANTITIES[value.quantity.value])
    return say(template, amount=each, step=quantity_at(value.step, t), quantity=quantity)
