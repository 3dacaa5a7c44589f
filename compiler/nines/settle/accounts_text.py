"""The accounts of a settlement's text: points, credits and rewards, step by step."""

from __future__ import annotations

from nines.settle.accounts import Account, Change
from nines.settle.page import Page
from nines.settle.reckon import Worth
from nines.settle.result import PointsAccount, Settlement
from nines.settle.steps import steps
from nines.settle.texts import Texts
from nines.settle.words import number_words, share_words, worth_words

__all__ = ["accounts"]


def accounts(page: Page, settlement: Settlement) -> None:
    """Points, credits and rewards, each as an account."""
    if settlement.points is not None:
        _points(page, settlement.points)
    if settlement.credit is not None:
        _account(page, settlement, settlement.credit)
    _rewards(page, settlement)


def _points(page: Page, points: PointsAccount) -> None:
    t = page.t
    page.head(t.points_head)
    page.row(t.before_label, number_words(points.before, t), points.clause.head)
    if points.credits:
        page.row(t.charged, number_words(points.credits, t))
    if points.rewards:
        page.row(t.earned, number_words(points.rewards, t))
    page.row(t.balance, f"{number_words(points.after, t)}{t.starts_anew if points.reset else ''}")
    if points.credit is not None and points.reckoned is not None:
        for step, result in steps(points.reckoned, t):
            words = step if step == result else t.equals.format(step=step, result=result)
            page.row(t.credit, words, points.credit.span)


def _account(page: Page, settlement: Settlement, account: Account) -> None:
    t = page.t
    items = [item for stack in account.stacks for item in (*stack.paid, *stack.dropped)]
    if not items and not account.changes:
        return
    kinds = {result.outcome.promise.name: result.outcome.kind for result in settlement.promises}
    page.head(t.account_of_credits)
    for stack in account.stacks:
        dropped = {id(item) for item in stack.dropped}
        for item in (*stack.paid, *stack.dropped):
            promise = settlement.customer.agreement.promise(item.promise)
            title = promise.title if promise is not None else t.points_head
            scope = "".join(f", {name} {value}" for name, value in item.labels)
            if item.outage is not None:
                scope += f", {t.alone[kinds.get(item.promise, 'outage')].format(id=item.outage)}"
            words = t.of_promise.format(promise=f"{title}{scope}", amount=worth_words(item.worth, t))
            if id(item) in dropped:
                words += t.not_beside
            page.row(t.due, words, *(rule.span for rule in stack.rules))
    for change in account.changes:
        label, words = _change(page, change)
        page.row(label, words, change.span)
    page.row(t.paid, worth_words(account.paid, t))


def _change(page: Page, change: Change) -> tuple[str, str]:
    t = page.t
    of = {"by": worth_words(_by(change), t), "after": worth_words(change.after, t)}
    match change.what:
        case "carried":
            return t.carried_over, t.carried_over_is.format(**of) + _thing(change, t)
        case "cap":
            assert change.limit is not None
            return t.cap, page.cap(change.limit) + _thing(change, t)
        case "need":
            return t.condition, t.not_met.format(need=change.text)
        case "set off":
            return t.set_off, t.set_off_is.format(**of)
        case "round":
            return t.rounded, of["after"]
        case "waited":
            return t.waited, t.waited_is.format(**of)
        case "waits":
            return t.payout, t.payout_waits.format(**of)
        case _:
            return t.payout, t.payout_lapses.format(**of)


def _thing(change: Change, t: Texts) -> str:
    """What a cap is for: a thing that has fees of its own, an outage, a day."""
    things = [*(f"{name} {value}" for name, value in change.of), *([change.text] if change.text else [])]
    return t.of_thing.format(thing=t.comma.join(things)) if things else ""


def _by(change: Change) -> Worth:
    return Worth(change.after.kind, abs(change.by), change.after.currency)


def _rewards(page: Page, settlement: Settlement) -> None:
    reward, t = settlement.reward, page.t
    if reward is None:
        return
    page.head(t.account_of_rewards)
    for result in settlement.promises:
        if result.reward is not None and result.reward.worth.kind != "points":
            amount = worth_words(result.reward.worth, t)
            page.row(t.earned, t.of_promise.format(promise=result.outcome.promise.title, amount=amount))
    back = settlement.earned_back
    if back is not None:
        words = t.earned_back_is.format(
            share=share_words(back.clause.share.value.value, t),
            credited=worth_words(back.credited, t),
            back=worth_words(back.back, t),
        )
        page.row(t.earned_back, words, back.clause.span)
    for change in reward.changes:
        label, words = _change(page, change)
        page.row(label, words, change.span)
    page.row(t.due, worth_words(reward.due, t))
