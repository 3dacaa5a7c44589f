"""What would be paid if something were otherwise, beside what is."""

from __future__ import annotations

from nines.record import dataclass, replace
from nines.settle.reckon import Worth
from nines.settle.result import Settlement
from nines.settle.words import value_words, worth_words

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
    now, then = _credit(item.now), _credit(item.then)
    lines = ["", f"What if: {item.what} ({item.now.customer.title})"]
    if item.assumed:
        lines.append(f"   Assumed     {item.assumed}")
    lines.append(f"   Credit      {_compared(now, then)}")
    rewards = (_reward(item.now), _reward(item.then))
    if rewards[0] is not None or rewards[1] is not None:
        lines.append(f"   Reward      {_compared(*rewards)}")
    lines += _promises(item)
    if (item.now.termination is None) is not (item.then.termination is None):
        lines.append(f"   Termination the customer {'could' if item.then.termination else 'could no longer'} end it")
    return "\n".join(lines) + "\n"


def _credit(settlement: Settlement) -> Worth | None:
    return settlement.credit.due if settlement.credit is not None else None


def _reward(settlement: Settlement) -> Worth | None:
    return settlement.reward.due if settlement.reward is not None else None


def _compared(now: Worth | None, then: Worth | None) -> str:
    if then is None or not then.amount:
        return f"none, instead of {worth_words(now)}" if now is not None and now.amount else "none, as it is"
    if now is None or not now.alike(then):
        return f"{worth_words(then)}, instead of none"
    change = then.amount - now.amount
    if not change:
        return f"{worth_words(then)}, as it is"
    by = worth_words(replace(then, amount=abs(change)))
    return f"{worth_words(then)}, instead of {worth_words(now)}: {by} {'more' if change > 0 else 'less'}"


def _promises(item: WhatIf) -> list[str]:
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
        after = f"{value_words(seen.measured, promised)}, {'missed' if seen.missed else 'kept'}"
        told = f"{value_words(was.measured, promised)}, {'missed' if was.missed else 'kept'}" if was else "not there"
        lines.append(f"   {outcome.promise.title}{scope}: {after}, instead of {told}")
    return lines
