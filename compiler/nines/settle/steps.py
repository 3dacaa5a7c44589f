"""The arithmetic of an amount, step by step, in words."""

from __future__ import annotations

from fractions import Fraction

from nines.language.nodes import Phrase
from nines.language.phrases import Formula, GreaterOf, LesserOf, PerUnit, ProRata, ServiceTime, Share, Times
from nines.settle.reckon import Reckoned
from nines.settle.texts import ENGLISH, Texts
from nines.settle.words import money_words, number_words, share_words, time_words, worth_words, written_words
from nines.values.model import Duration, FineDuration, Percentage, Points, Ratio

__all__ = ["steps"]

Steps = list[tuple[str, str]]


def steps(found: Reckoned, t: Texts = ENGLISH) -> Steps:
    """Each step of the reckoning and its result, the innermost first."""
    value = found.amount
    inner = [step for part in found.inner for step in _worth_telling(steps(part, t))]
    result = worth_words(found.worth, t)
    match value:
        case GreaterOf() | LesserOf():
            first, second = (worth_words(part.worth, t) for part in found.inner)
            words = t.greater_of if isinstance(value, GreaterOf) else t.lesser_of
            return [*inner, (words.format(first=first, second=second), result)]
        case PerUnit():
            return [*_lead(found, t), *_per_unit(found, value, t)]
        case Times():
            factor = number_words(found.units or Fraction(0), t)
            return [*inner, (t.times.format(factor=factor, amount=worth_words(found.inner[0].worth, t)), result)]
        case Formula():
            return [(t.formula.format(formula=_phrase(value).removeprefix("formula ")), result)]
        case ProRata() | ServiceTime() if found.base is not None and found.counted is not None:
            return [(_for_time(found, t), result)]
        case ProRata() | ServiceTime() | Share() if found.base is not None:
            whole = money_words(found.base.amount, found.base.currency, t)
            return [(t.share_of.format(share=_share(value, t), whole=whole), result)]
        case _:
            return [(result, result)]


def _worth_telling(found: Steps) -> Steps:
    return [step for step in found if len(found) > 1 or step[0] != step[1]]


def _lead(found: Reckoned, t: Texts) -> Steps:
    """How the worth of one unit comes about, if there is something to tell."""
    one = found.inner[0]
    return steps(one, t) if one.base is not None or one.inner else []


def _per_unit(found: Reckoned, value: PerUnit, t: Texts) -> Steps:
    units = number_words(found.units or Fraction(0), t)
    one = worth_words(found.inner[0].worth, t)
    paid = t.times.format(factor=units, amount=one), worth_words(found.worth, t)
    return [(_counted(found, value, t), units), paid]


def _counted(found: Reckoned, value: PerUnit, t: Texts) -> str:
    amount = found.counted or Fraction(0)
    if value.event is not None or value.step is None:
        name = value.event.value if value.event is not None else "outage"
        return t.counted_events[name].format(amount=number_words(amount, t))
    match value.step.value:
        case Duration() | FineDuration():
            words = time_words(amount, t)
        case Percentage() | Points():
            words = share_words(amount, t)
        case _:
            words = number_words(amount, t)
    written = written_words(value.step.value, value.step.span.text, t)
    how = value.count.value if value.count is not None else "exact"
    quantity = t.quantities[value.quantity.value if value.quantity is not None else "measured"]
    return t.counted_in[how].format(quantity=quantity, amount=words, step=written)


def _for_time(found: Reckoned, t: Texts) -> str:
    assert found.base is not None
    words = t.for_time.format(
        base=money_words(found.base.amount, found.base.currency, t),
        time=time_words(found.counted or Fraction(0), t),
        length=time_words(found.whole or Fraction(1), t),
    )
    if found.units is None or found.units == 1:
        return words
    return t.times.format(factor=number_words(found.units, t), amount=words)


def _share(value: ProRata | ServiceTime | Share, t: Texts) -> str:
    """A share as it is written; a ratio stays one."""
    if not isinstance(value, Share):
        return _phrase(value)
    written = written_words(value.share.value, value.share.span.text, t)
    if isinstance(value.share.value, Ratio):
        written = value.share.span.text
    return t.share_of.format(share=written, whole=value.fee.value) if value.fee is not None else written


def _phrase(value: Phrase) -> str:
    """A phrase as it is written."""
    return " ".join(value.span.text.split())
