"""What would be paid if something were otherwise, beside what is."""

from __future__ import annotations

from nines.record import dataclass, replace
from nines.settle.page import Page
from nines.settle.reckon import Worth
from nines.settle.result import Settlement
from nines.settle.seen import Seen
from nines.settle.texts import Texts, catalogue
from nines.settle.words import value_words, worth_words
from nines.values.model import Quantity

__all__ = ["WhatIf", "what_if_text"]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A settlement as it is and as it would be. `assumed` says what had to be assumed, if anything."""

    what: str
    assumed: str
    now: Settlement
    then: Settlement


def what_if_text(item: WhatIf) -> str:
    """What differs, with an end of line at the end."""
    t = catalogue(item.now.customer.agreement.language)
    page = Page(t)
    page.lines += ["", t.what_if.format(what=item.what, customer=item.now.customer.title)]
    if item.assumed:
        page.row(t.assumed, t.assumed_outage)
    page.row(t.credit, _compared(_credit(item.now), _credit(item.then), t))
    rewards = (_reward(item.now), _reward(item.then))
    if rewards[0] is not None or rewards[1] is not None:
        page.row(t.reward, _compared(*rewards, t))
    page.lines += _promises(item, t)
    if (item.now.termination is None) is not (item.then.termination is None):
        page.row(t.termination, t.could_end if item.then.termination is not None else t.could_not_end)
    return "\n".join(page.lines) + "\n"


def _credit(settlement: Settlement) -> Worth | None:
    return settlement.credit.due if settlement.credit is not None else None


def _reward(settlement: Settlement) -> Worth | None:
    return settlement.reward.due if settlement.reward is not None else None


def _compared(now: Worth | None, then: Worth | None, t: Texts) -> str:
    if then is None or not then.amount:
        return t.none_instead.format(now=worth_words(now, t)) if now is not None and now.amount else t.none_still
    words = worth_words(then, t)
    if now is None or not now.alike(then):
        return t.instead_of_none.format(then=words)
    change = then.amount - now.amount
    if not change:
        return t.as_it_is.format(then=words)
    by = worth_words(replace(then, amount=abs(change)), t)
    return (t.more if change > 0 else t.less).format(then=words, now=worth_words(now, t), by=by)


def _promises(item: WhatIf, t: Texts) -> list[str]:
    before = {(p.outcome.promise.name, p.outcome.scope): p.outcome for p in item.now.promises}
    lines: list[str] = []
    for result in item.then.promises:
        outcome, seen = result.outcome, result.outcome.seen
        known = before.get((outcome.promise.name, outcome.scope))
        was = known.seen if known is not None else None
        if seen is None or (was is not None and (seen.measured, seen.missed) == (was.measured, was.missed)):
            continue
        promised = outcome.promise.comparison.value.value
        scope = "".join(f", {name} {value}" for name, value in outcome.scope)
        told = _told(was, promised, t) if was is not None else t.not_there
        words = t.instead.format(after=_told(seen, promised, t), before=told)
        lines.append(f"   {outcome.promise.title}{scope}: {words}")
    return lines


def _told(seen: Seen, promised: Quantity, t: Texts) -> str:
    state = t.states["missed" if seen.missed else "kept"]
    return t.value_and_state.format(value=value_words(seen.measured, promised, t), state=state)
