"""The account of rewards: what the provider earned, under its caps, rounded once."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nines.settle.accounts import Change, caps_of, in_another_currency, rest_of
from nines.settle.codes import MIXED_MONEY, OPEN_TERM
from nines.settle.entries import Earlier, Entry
from nines.settle.gaps import Gap
from nines.settle.ground import Ground, rounded
from nines.settle.judged import Judged
from nines.settle.reckon import Worth
from nines.settle.windows import Capped, capped
from nines.source import Span

__all__ = ["reward_account"]


def reward_account(
    worths: Sequence[Worth], ground: Ground, judged: Judged, past: Earlier, span: Span
) -> tuple[Worth, tuple[Change, ...], Worth] | Gap | None:
    """The rewards of a period, capped and rounded, and what a cap keeps for later; None where there are none.

    Credits that come back are among them.
    """
    kept = past.last.kept if past.last is not None else ()
    if not worths and not kept:
        return None
    unit = (*worths, *kept)[0]
    if any(not worth.alike(unit) for worth in (*worths, *kept)):
        return Gap(MIXED_MONEY, "rewards of two kinds or currencies would have to be added", span)
    amount = sum((worth.amount for worth in worths), Fraction(0))
    changes: list[Change] = []
    before = sum((worth.amount for worth in kept), Fraction(0))
    if before:
        amount += before
        changes.append(Change("carried", None, before, Worth(unit.kind, amount, unit.currency)))
    rest = Fraction(0)
    for cap in caps_of(ground, "rewards"):
        limit = capped(cap, Worth(unit.kind, amount, unit.currency), Capped(judged, ground, past), _rewarded)
        if isinstance(limit, Gap):
            return limit
        changes.append(Change("cap", cap.span, limit.after.amount - amount, limit.after, limit))
        if limit.bites and cap.rest is None:
            said = "the cap bites, and the contract does not say what becomes of the rest"
            return Gap(OPEN_TERM, said, cap.span, "needs `rest lapses` or `rest carries`")
        rest += rest_of(cap, amount - limit.after.amount)
        amount = limit.after.amount
    rule = ground.agreement.round_money
    gap = in_another_currency(rule, unit) if rule is not None and amount else None
    if gap is not None:
        return gap
    if unit.kind == "money" and rule is not None and rounded(amount, rule) != amount:
        due = rounded(amount, rule)
        changes.append(Change("round", rule.span, due - amount, Worth(unit.kind, due, unit.currency)))
        amount = due
    return Worth(unit.kind, amount, unit.currency), tuple(changes), Worth(unit.kind, rest, unit.currency)


def _rewarded(entry: Entry, worth: Worth) -> Fraction:
    return next((item.amount for item in entry.rewarded if item.alike(worth)), Fraction(0))
