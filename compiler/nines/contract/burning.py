"""When alerts on budgets fire and when they resolve: exact arithmetic, in one place.

All of it is for a failure that begins when nothing was bad before, with the same share of events bad all the time and
the same traffic all the time. Times are in milliseconds and are those of an alert that sees every event at once.
"""

from __future__ import annotations

from fractions import Fraction

from nines.contract.model import BudgetBelow, BudgetEnds, BudgetUsed, Burn, Objective
from nines.contract.windows import nominal

__all__ = [
    "can_fire",
    "ends_soon_after",
    "fires_after",
    "largest_share",
    "resolves_after",
    "spent_after",
    "told_after",
    "worst_ratio",
]

_HOUR = 3_600_000
"""The window whose rate says how long a budget lasts."""


def worst_ratio(objective: Objective, burn: Burn) -> Fraction:
    """The bad share that both windows have to pass."""
    return burn.factor * objective.budget


def can_fire(objective: Objective, burn: Burn) -> bool:
    """Whether total failure passes the threshold."""
    return worst_ratio(objective, burn) < 1


def largest_share(objective: Objective, burn: Burn) -> Fraction:
    """The share of the budget that total failure spends in the long window: an alert has to ask for less."""
    return Fraction(burn.window.milliseconds, nominal(objective.window).milliseconds) / objective.budget


def fires_after(objective: Objective, burn: Burn, share: Fraction) -> Fraction | None:
    """How long a share of events fails until the alert fires; None if it never does.

    The long window decides, since the short one is full of failure sooner.
    """
    worst = worst_ratio(objective, burn)
    if share <= worst:
        return None
    hold = burn.hold.milliseconds if burn.hold is not None else 0
    return burn.window.milliseconds * worst / share + hold


def resolves_after(objective: Objective, burn: Burn, share: Fraction) -> Fraction | None:
    """How long after the failure's end the alert resolves, if it fired; None if it never does.

    The short window decides, since the failure leaves it sooner.
    """
    worst = worst_ratio(objective, burn)
    if share <= worst:
        return None
    shortest = burn.short if burn.short is not None else burn.window
    return shortest.milliseconds * (1 - worst / share)


def spent_after(objective: Objective, part: Fraction, share: Fraction) -> Fraction | None:
    """How long a share of events fails until a part of the whole budget is spent; None if it never is.

    What is older than the window has left it: a share within the budget never spends all of it.
    """
    window = nominal(objective.window).milliseconds
    needed = part * objective.budget * window / share
    return needed if needed <= window else None


def ends_soon_after(objective: Objective, within: int, share: Fraction) -> Fraction | None:
    """How long a share of events fails until the budget lasts no longer than `within` at the rate of the last hour.

    After a time `t` in the first hour the rate is `t` hours' part of the full one; later it is the full one.
    """
    if share <= objective.budget:
        return None
    window = nominal(objective.window).milliseconds
    whole = objective.budget * window / share  # how long the failure takes to spend it all
    early = whole * _HOUR / (within + _HOUR)
    return early if early <= _HOUR else max(Fraction(_HOUR), whole - within)


def told_after(objective: Objective, alert: BudgetUsed | BudgetBelow | BudgetEnds, share: Fraction) -> Fraction | None:
    """How long a share of events fails until an alert on what is left of the budget fires; None if it never does."""
    match alert:
        case BudgetUsed():
            return spent_after(objective, Fraction(1), share)
        case BudgetBelow():
            return spent_after(objective, 1 - alert.share.value, share)
        case BudgetEnds():
            return ends_soon_after(objective, alert.within.milliseconds, share)
