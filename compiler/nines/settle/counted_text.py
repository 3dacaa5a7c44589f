"""How a measured value came about, and what was left out for it, in words."""

from __future__ import annotations

from fractions import Fraction

from nines.contract.model import Promise
from nines.settle.counting import Averaged, Computed, Counted, Counting, LeftOut, Listed, Planned, Spread, Timed
from nines.settle.excluded import Refused
from nines.settle.judged import Judged
from nines.settle.outcome import Outcome
from nines.settle.page import Page
from nines.settle.texts import ENGLISH, Texts
from nines.settle.words import listed_words, local, moment_words, number_words, time_words, value_words
from nines.values.model import Duration, Number, Percentage

__all__ = ["counting_words", "exclusions", "refused_words"]


def counting_words(counting: Counting, promise: Promise, value: Fraction, t: Texts) -> str:
    """The formula of the contract with the numbers put in."""
    shown = value_words(value, promise.comparison.value.value, t)
    match counting:
        case Counted():
            return _counted(counting, shown, t)
        case Timed(down=down, length=length, weighed=weighed):
            words = t.share_of_time_weighed if weighed else t.share_of_time
            return words.format(down=time_words(down, t), length=time_words(length, t), value=shown)
        case Averaged(sum=whole, slices=slices):
            number = number_words(slices, t)
            return t.mean_of_slices.format(slices=number, sum=number_words(whole, t), value=shown)
        case Listed(unit=unit, amount=amount):
            words = time_words(amount, t) if unit == "downtime" else number_words(amount, t)
            return t.listed[unit].format(amount=words)
        case Spread(how=how, number=number, unit=unit):
            key = how if how in t.spread else "percentile"
            how = how if t is ENGLISH else local(how.rstrip("sthnrd"), t)
            return t.spread[key].format(how=how, number=_number(number, unit, t), value=shown)
        case Planned(amount=amount, planned=planned):
            of = {"amount": number_words(amount, t), "planned": number_words(planned, t)}
            return t.planned.format(**of, value=shown)
        case Computed(formula=formula, inputs=inputs):
            words = t.computed.format(formula=formula, value=shown)
            given = listed_words([f"{name} = {_input(value, kind, t)}" for name, value, kind in inputs], t)
            return f"{words}{t.comma}{t.where.format(inputs=given)}" if given else words
        case _:
            return shown


def _counted(counting: Counted, shown: str, t: Texts) -> str:
    size = counting.size
    things = t.things[counting.unit] + (t.of_length.format(length=time_words(Fraction(size), t)) if size else "")
    if counting.total == 0:
        return t.nothing_counts_as.format(things=things, value=shown)
    good, total = number_words(counting.good, t), number_words(counting.total, t)
    return t.good_of.format(good=good, total=total, things=things, value=shown)


def _number(number: Fraction, unit: str, t: Texts) -> str:
    if unit == "seconds":
        return time_words(number, t)
    things = t.one_thing if number == 1 else t.things
    return t.numbered.format(number=number_words(number, t), things=things[unit])


def _input(value: Fraction, kind: tuple[tuple[str, int], ...], t: Texts) -> str:
    if kind == (("s", 1),):
        return value_words(value, Duration(0), t)
    return value_words(value, Percentage(value) if 0 < value < 1 else Number(value), t)


def exclusions(page: Page, outcome: Outcome, judged: Judged) -> None:
    """What was left out, and what was not although somebody said so."""
    told: dict[tuple[str, str | None], tuple[LeftOut, Fraction, Fraction]] = {}
    for item in outcome.left_out:
        key = (item.exclusion.name, item.evidence)
        before = told.get(key)
        bad, whole = (before[1], before[2]) if before is not None else (Fraction(0), Fraction(0))
        told[key] = (item, bad + item.bad, whole + item.whole)
    t = page.t
    for item, bad, whole in told.values():
        taken = _amount(bad, outcome.counting, t)
        words = t.left_out.format(exclusion=item.exclusion.title, amount=taken)
        if whole:
            out = _amount(whole, outcome.counting, t)
            words = t.left_out_both.format(exclusion=item.exclusion.title, whole=out, bad=taken)
        shown = t.shown_by.format(evidence=item.evidence) if item.evidence else ""
        page.row(t.excluded, words + shown, item.exclusion.origin)
    for refused in outcome.refused:
        start, end = (moment_words(at, judged.zone, t) for at in (refused.span.start, refused.span.end))
        words = t.counts_is.format(
            exclusion=refused.exclusion.title, start=start, end=end, why=refused_words(refused, t)
        )
        page.row(t.counts, words, refused.exclusion.origin)


def refused_words(item: Refused, t: Texts = ENGLISH) -> str:
    """Why something is not excluded: `announced less than 5d before`."""
    return t.refusals[item.why].format(time=time_words(item.time, t), per=t.pers.get(item.per, item.per))


def _amount(value: Fraction, counting: Counting | None, t: Texts) -> str:
    if isinstance(counting, Counted | Spread):
        return _number(value, counting.unit, t)
    if isinstance(counting, Planned):
        return _number(value, "records", t)
    if isinstance(counting, Averaged) or (isinstance(counting, Listed) and counting.unit == "bad slices"):
        return _number(value, "slices", t)
    return time_words(value, t)
