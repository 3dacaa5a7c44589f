"""Points, several misses at once, and the most that is paid."""

from __future__ import annotations

from nines.language.phrases import History, Share, SimpleAmount, Term
from nines.language.statements.common import Description
from nines.language.statements.money import Balance, Cap, Reset, Stack
from nines.language.statements.promise import Credit, Reward
from nines.plan.documents.inline import clause, join, paragraph, prose, say
from nines.plan.documents.model import (
    Clause,
    Line,
    Reference,
)
from nines.plan.documents.words.amounts import amount, share_figure
from nines.plan.documents.words.conditions import Of, condition, term
from nines.plan.documents.words.numbers import count
from nines.plan.documents.words.terms import Terms

__all__ = ["cap_amount", "cap_clauses", "cap_line", "points_clauses", "stack_clause"]


# Points.


def points_clauses(terms: Terms) -> list[Clause | None]:
    t, points = terms.t, terms.agreement.points
    if points is None:
        return []
    lines: list[Line] = []
    balance, reset = points.body.last(Balance), points.body.last(Reset)
    described = points.body.last(Description)
    if balance is not None:
        lines.append(say(t.POINTS_BALANCE[balance.text.value]))
    if reset is not None:
        lines.append(say(t.POINTS_RESET, condition=_history(reset.history, terms)))
    of = Of(None)
    for credit in points.body.all(Credit):
        holds = condition(credit.condition, terms, of) if credit.condition is not None else say(t.ANY_MISSED)
        lines.append(say(t.POINTS_CREDIT, condition=holds, amount=amount(credit.amount, terms)))
    for reward in points.body.all(Reward):
        holds = condition(reward.condition, terms, of) if reward.condition is not None else say(t.ALL_KEPT)
        lines.append(say(t.POINTS_REWARD, condition=holds, amount=amount(reward.amount, terms)))
    said = prose(described.text.value) if described is not None else ()
    return [clause("points", *said, paragraph(*lines), origins=[points.span])]


def _history(value: History, terms: Terms) -> Line:
    whole = Term(span=value.span, history=value, outcome=None, measured=None)
    return term(whole, terms, Of(None))


# Several misses, and the most there is.


def stack_clause(stack: Stack, index: int, terms: Terms) -> Clause | None:
    t, how = terms.t, stack.how.value
    if len(terms.agreement.promises) < 2:
        return None
    if stack.names:
        titles = [terms.promise_title(name) for name in stack.names]
        line = say(t.STACK_OF[how], promises=join(titles, t.COMMA, t.LAST_AND))
    else:
        line = say(t.STACK[how], commitments=Reference("commitments"))
    return clause(f"stacking-{index}", paragraph(line), origins=[stack.span])


def cap_clauses(what: str, terms: Terms) -> list[Clause | None]:
    """The caps of credits or rewards of the whole agreement, in the order in which they work."""
    caps = [cap for cap in terms.agreement.caps if cap.what.value == what]
    return [
        clause(f"cap-{what}-{index}", paragraph(cap_line(cap, terms, ())), origins=[cap.span])
        for index, cap in enumerate(caps, 1)
    ]


def cap_line(cap: Cap, terms: Terms, promise: Line) -> Line:
    """`For one period the credits are at most 50% of the base fee; what goes beyond lapses.`."""
    t, of_credits = terms.t, cap.what.value == "credits"
    if cap.none is not None or cap.amount is None:
        return say(t.NO_CAP_CREDITS if of_credits else t.NO_CAP_REWARDS)
    if cap.months is not None:
        scope = count(t.CAP_ROLLING, cap.months.value.whole or 0, t, cap.months.span)
    else:
        scope = say(t.CAP_SCOPES[cap.scope.value if cap.scope is not None else "period"])
    most = cap_amount(cap, cap.amount, terms)
    rest = say(t.CAP_RESTS[cap.rest.value]) if cap.rest is not None else ()
    if promise:
        template = t.CAP_CREDITS_OF if of_credits else t.CAP_REWARDS_OF
        return say(template, scope=scope, promise=promise, amount=most, rest=rest)
    return say(t.CAP_CREDITS if of_credits else t.CAP_REWARDS, scope=scope, amount=most, rest=rest)


def cap_amount(cap: Cap, most: SimpleAmount, terms: Terms) -> Line:
    """What a cap allows; a share is one of the fees of the time that the cap is for."""
    of_period = cap.months is None and cap.scope is not None and cap.scope.value in ("period", "outage")
    if isinstance(most, Share) and most.fee is None and not of_period:
        return say(terms.t.CAP_OF_WINDOW, share=share_figure(most.share, terms))
    return amount(most, terms)
