"""Rewards: what the provider earns by doing better, and how it meets credits."""

from __future__ import annotations

from nines.contract.model import Promise
from nines.language.statements.promise import Reward
from nines.plan.documents.inline import clause, paragraph, say
from nines.plan.documents.model import Clause, Line, Said
from nines.plan.documents.sections.credits import when
from nines.plan.documents.sections.limits import cap_clauses, cap_line
from nines.plan.documents.words.amounts import amount
from nines.plan.documents.words.conditions import Of, condition
from nines.plan.documents.words.numbers import percentage_at
from nines.plan.documents.words.terms import Terms

__all__ = ["rewards"]


def rewards(terms: Terms) -> Clause | None:
    """None where nothing is ever earned: caps alone are no section."""
    each = [_rewards_of(promise, terms) for promise in terms.agreement.promises]
    more = [_set_off(terms), _earn_back(terms)]
    if not any((*each, *more)):
        return None
    clauses = [*each, *more, *cap_clauses("rewards", terms)]
    return clause("rewards", title=say(terms.t.REWARDS), clauses=clauses, origins=[terms.sla.origin])


def _rewards_of(promise: Promise, terms: Terms) -> Clause | None:
    found = [*promise.rewards, *(reward for level in promise.levels for reward in level.body.all(Reward))]
    if not found:
        return None
    lines = [_reward(reward, promise, terms) for reward in found]
    if len(found) > 1:
        lines.append(say(terms.t.BEST_ONLY))
    caps = [cap for cap in promise.caps if cap.what.value == "rewards"]
    lines += [cap_line(cap, terms, (Said(promise.title),)) for cap in caps]
    origins = [*(reward.span for reward in found), *(cap.span for cap in caps)]
    return clause(f"rewards-{promise.name}", paragraph(*lines), title=(Said(promise.title),), origins=origins)


def _reward(reward: Reward, promise: Promise, terms: Terms) -> Line:
    t = terms.t
    repeat = say(t.REWARD_REPEATS[reward.repeat.value]) if reward.repeat is not None else ()
    earned = amount(reward.amount, terms)
    return say(t.REWARD_IF, condition=when(reward, promise, terms), amount=earned, repeat=repeat)


def _set_off(terms: Terms) -> Clause | None:
    t, value = terms.t, terms.agreement.set_off
    if value is None:
        return None
    rest = say(t.SET_OFF_RESTS[value.rest.value]) if value.rest is not None else ()
    line = say(t.SET_OFF, window=say(t.SET_OFF_WINDOWS[value.window.value]), rest=rest)
    return clause("set-off", paragraph(line), origins=[value.span])


def _earn_back(terms: Terms) -> Clause | None:
    t, value = terms.t, terms.agreement.earn_back
    if value is None:
        return None
    share = percentage_at(value.share, t)
    line = say(t.EARN_BACK, condition=condition(value.condition, terms, Of(None)), share=share)
    return clause("earn-back", paragraph(line), origins=[value.span])
