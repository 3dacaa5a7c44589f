"""Balances that reach over periods: points, credits that come back, rewards that are set off."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nines.language.phrases import Units
from nines.language.statements.money import Balance, Reset
from nines.language.statements.promise import Credit
from nines.record import replace
from nines.settle.codes import MIXED_MONEY, OPEN_TERM
from nines.settle.entries import Earlier
from nines.settle.gaps import Gap
from nines.settle.ground import Ground
from nines.settle.holding import Book, holds, row
from nines.settle.judged import Judged
from nines.settle.promises import Due, PromiseResult
from nines.settle.reckon import Reckoned, Worth, reckon
from nines.settle.result import EarnedBack, PointsAccount, Reward
from nines.settle.rewards import reward_account

__all__ = ["earned_back", "points_account", "reward_of", "to_set_off"]


def points_account(
    results: Sequence[PromiseResult], ground: Ground, past: Earlier, book: Book
) -> PointsAccount | Gap | None:
    clause = ground.agreement.points
    if clause is None:
        charged = next((r for r in results if r.credit is not None and r.credit.worth.kind == "points"), None)
        if charged is None or charged.credit is None:
            return None
        return Gap(OPEN_TERM, "points are charged, and there is no `points` block", charged.credit.statement.span)
    credits_ = sum((r.credit.worth.amount for r in results if r.credit and _counts(r.credit)), Fraction(0))
    rewards = sum((r.reward.worth.amount for r in results if r.reward and _counts(r.reward)), Fraction(0))
    rewards = _capped(rewards, ground, "rewards")
    credits_ = _capped(credits_, ground, "credits")
    balance = clause.body.last(Balance)
    minus = balance is not None and balance.text.value == "credits minus rewards"
    before = past.last.points if past.last is not None else Fraction(0)
    after = before + credits_ - (rewards if minus else 0)
    reset = clause.body.last(Reset)
    cleared = row(reset.history, book, past.of_all())[0] if reset is not None else False
    if isinstance(cleared, Gap):
        return cleared
    after = Fraction(0) if cleared else after
    reached: list[tuple[Credit, Reckoned]] = []
    for credit in clause.body.all(Credit):
        if credit.condition is None:
            continue
        held = holds(credit.condition, replace(book, points=after), past.of_all())
        if isinstance(held, Gap):
            return held
        if held:
            found = reckon(credit.amount, replace(ground, points=after))
            if isinstance(found, Gap):
                return found
            reached.append((credit, found))
    best = max(reached, key=lambda item: item[1].worth.amount, default=None)
    return PointsAccount(
        clause,
        before,
        credits_,
        rewards,
        cleared,
        after,
        best[0] if best is not None else None,
        best[1] if best is not None else None,
    )


def _capped(points: Fraction, ground: Ground, what: str) -> Fraction:
    """What caps in points leave of those of one period."""
    most = [
        cap.amount.count.value.value
        for cap in ground.agreement.caps
        if cap.what.value == what and isinstance(cap.amount, Units) and cap.scope and cap.scope.value == "period"
    ]
    return min([points, *most])


def _counts(due: Due) -> bool:
    return due.is_paid and due.worth.kind == "points"


def earned_back(ground: Ground, past: Earlier, book: Book) -> EarnedBack | Gap | None:
    """A share of what was credited since credits last came back."""
    clause = ground.agreement.earn_back
    if clause is None:
        return None
    held = holds(clause.condition, book, past.of_all())
    if isinstance(held, Gap) or not held:
        return held if isinstance(held, Gap) else None
    since: list[Worth] = []
    for entry in past.entries:
        since += entry.credited
        if entry.earned_back:  # what was credited in that period itself did not come back with it
            break
    if not since:
        return None
    if any(not worth.alike(since[0]) for worth in since):
        return Gap(MIXED_MONEY, "credits of two kinds cannot come back as one", clause.span)
    amount = sum((worth.amount for worth in since), Fraction(0))
    credited = replace(since[0], amount=amount)
    return EarnedBack(clause, credited, credited.times(clause.share.value.value))


def reward_of(
    results: Sequence[PromiseResult], ground: Ground, judged: Judged, past: Earlier, back: EarnedBack | None
) -> Reward | Gap | None:
    dues = [r.reward for r in results if r.reward is not None and r.reward.worth.kind != "points"]
    worths = [due.worth for due in dues] + ([back.back] if back is not None else [])
    kept = past.last.kept if past.last is not None else ()
    if not worths and not kept:
        return None
    span = dues[0].statement.span if dues else (back.clause.span if back is not None else ground.agreement.caps[0].span)
    found = reward_account(worths, ground, judged, past, span)
    if found is None or isinstance(found, Gap):
        return found
    whole = replace((*worths, *kept)[0], amount=sum((worth.amount for worth in worths), Fraction(0)))
    return Reward(whole, *found)


def to_set_off(reward: Reward | None, past: Earlier) -> Worth | None:
    """The rewards of this period, and those that still wait to be set off."""
    waiting = past.last.set_off if past.last is not None else ()
    if reward is None:
        return waiting[0] if waiting else None
    return replace(reward.due, amount=reward.due.amount + sum((w.amount for w in waiting if w.alike(reward.due)), 0))
