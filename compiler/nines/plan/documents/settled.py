"""The arithmetic of an amount in words, as the engine that settles reckoned it."""

from __future__ import annotations

from fractions import Fraction

from nines.language.phrases import Amount, GreaterOf, LesserOf, PerUnit, ProRata, Share, Times
from nines.plan.documents.inline import figure, say
from nines.plan.documents.model import Figure, Line
from nines.plan.documents.observe import Observation
from nines.plan.documents.texts import Texts
from nines.plan.documents.words.amounts import amount, share_figure
from nines.plan.documents.words.numbers import computed_time, local, number, quantity_at, share
from nines.plan.documents.words.terms import Terms
from nines.plan.documents.worth import as_money, reckoned
from nines.record import dataclass
from nines.settle.reckon import Reckoned, Worth
from nines.values import text
from nines.values.model import Duration

__all__ = ["Settled", "money_words", "settled", "worth_words"]

_SHARES = frozenset(("shortfall", "overrun", "unavailability", "measured"))

Steps = tuple[tuple[Line, Line], ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """The worth, the steps that lead to it, and whether the base fee had a part in it."""

    worth: Worth
    steps: Steps
    uses_base: bool


def worth_words(worth: Worth, terms: Terms) -> Line:
    t = terms.t
    match worth.kind:
        case "money":
            return (money_words(worth, t),)
        case "share":
            return say(t.OF_BASE, share=share(worth.amount, t))
        case "days":
            forms = t.DAYS_OF_SERVICE
        case _:
            forms = t.POINTS
    return say(forms[0] if worth.amount == 1 else forms[1], n=figure(local(text.decimal(worth.amount), t)))


def money_words(worth: Worth, t: Texts) -> Figure:
    return figure(local(as_money(worth.amount, worth.currency), t))


def settled(value: Amount, seen: Observation, terms: Terms) -> Settled | None:
    """What a credit comes to; None where that cannot be told from what was observed."""
    found = reckoned(value, seen.promise, terms, seen.seen)
    if found is None:
        return None
    return Settled(found.worth, _steps(found, seen, terms), found.uses_base)


def _steps(found: Reckoned, seen: Observation, terms: Terms) -> Steps:
    t, value = terms.t, found.amount
    result = worth_words(found.worth, terms)
    match value:
        case GreaterOf() | LesserOf():
            inner = [_steps(part, seen, terms) for part in found.inner]
            words = t.EX_GREATER if isinstance(value, GreaterOf) else t.EX_LESSER
            first, second = (worth_words(part.worth, terms) for part in found.inner)
            shown = [step for steps in inner if len(steps) > 1 for step in steps]
            return (*shown, (say(words, first=first, second=second), result))
        case PerUnit():
            return _per_unit(value, found, seen, terms)
        case ProRata():
            return ((_pro_rata(value, found, seen, terms), result),)
        case Times():
            one = found.inner[0]
            step = say(t.EX_TIMES, factor=number(value.factor, t), amount=worth_words(one.worth, terms))
            return (*_steps(one, seen, terms)[1:], (step, result))
        case Share() if found.worth.kind == "money":
            if value.fee is not None or found.base is None:
                return ((say(t.EX_CREDIT_OF, amount=amount(value, terms)), result),)
            base = figure(local(as_money(found.base.amount, found.base.currency), t))
            return ((say(t.EX_CREDIT_MONEY, share=share_figure(value.share, terms), base=base), result),)
        case _:
            return ((say(t.EX_CREDIT), amount(value, terms)),)


def _pro_rata(value: ProRata, found: Reckoned, seen: Observation, terms: Terms) -> Line:
    """A multiple of the fee for the downtime: fee x downtime / length of the period."""
    t = terms.t
    times = {
        "factor": number(value.factor, t),
        "downtime": figure(computed_time((seen.seen.downtime or 0) * 1000, t)),
        "length": figure(computed_time((seen.seen.length or 0) * 1000, t)),
    }
    if found.base is None:
        return say(t.EX_PRO_RATA_SHARE, **times)
    return say(t.EX_PRO_RATA, base=figure(local(as_money(found.base.amount, found.base.currency), t)), **times)


def _per_unit(value: PerUnit, found: Reckoned, seen: Observation, terms: Terms) -> Steps:
    t = terms.t
    units = local(text.decimal(found.units or 0), t)
    steps: list[tuple[Line, Line]] = [*_excess(value, seen, terms)]
    if value.step is not None and value.count is not None:
        counted = say(
            t.EX_UNITS[value.count.value], step=quantity_at(value.step, t), value=_as_step(value, found, terms)
        )
        steps.append((counted, (figure(units),)))
    each = worth_words(found.inner[0].worth, terms)
    steps.append((say(t.EX_TIMES, factor=figure(units), amount=each), worth_words(found.worth, terms)))
    return tuple(steps)


def _excess(value: PerUnit, seen: Observation, terms: Terms) -> list[tuple[Line, Line]]:
    if value.quantity is None or value.quantity.value != "excess downtime":
        return []
    down, excess, t = seen.seen.downtime, seen.seen.excess, terms.t
    if down is None or excess is None:
        return []
    whole, allowed = computed_time(down * 1000, t), computed_time((down - excess) * 1000, t)
    step = say(t.EX_EXCESS, value=figure(whole), allowed=figure(allowed))
    return [(step, (figure(computed_time(excess * 1000, t)),))]


def _as_step(value: PerUnit, found: Reckoned, terms: Terms) -> Figure:
    """The quantity in the unit of the step that it is counted in."""
    measured = found.counted or Fraction(0)
    if value.step is not None and isinstance(value.step.value, Duration):
        return figure(computed_time(measured * 1000, terms.t))
    shares = value.quantity is not None and value.quantity.value in _SHARES
    return figure(local(text.percent(measured) if shares else text.decimal(measured), terms.t))
