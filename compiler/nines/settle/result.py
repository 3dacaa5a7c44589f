"""A settlement: all that is to be said of a customer's period, with the numbers and the clauses."""

from __future__ import annotations

from fractions import Fraction

from nines.contract.model import Customer
from nines.language.statements.contract import ReportDuty, Terminate
from nines.language.statements.money import EarnBack, Points
from nines.language.statements.promise import Credit, Duty
from nines.record import dataclass
from nines.settle.accounts import Account, Change
from nines.settle.claiming import ClaimDue
from nines.settle.deadlines import Due
from nines.settle.entries import Entry
from nines.settle.judged import Judged
from nines.settle.promises import PromiseResult
from nines.settle.reckon import Reckoned, Worth

__all__ = ["DutyDue", "EarnedBack", "PointsAccount", "Reward", "Settlement", "Termination"]


@dataclass(frozen=True, slots=True)
class DutyDue:
    """Something to be done that is not money. `deadline` is None without one."""

    duty: Duty
    promise: str | None
    deadline: Due | None


@dataclass(frozen=True, slots=True)
class Termination:
    """The customer may leave: by which clause, and by when it has to say so."""

    clause: Terminate
    notice: Due | None


@dataclass(frozen=True, slots=True)
class PointsAccount:
    """The balance of points: before, what came in and went out, whether it was reset, and the credit that it costs."""

    clause: Points
    before: Fraction
    credits: Fraction
    rewards: Fraction
    reset: bool
    after: Fraction
    credit: Credit | None
    reckoned: Reckoned | None


@dataclass(frozen=True, slots=True)
class EarnedBack:
    """Credits of earlier periods that come back in part."""

    clause: EarnBack
    credited: Worth
    back: Worth


@dataclass(frozen=True, slots=True)
class Reward:
    """What the provider earned: the sum after caps and rounding, the steps to it, and what a cap keeps for later."""

    before: Worth
    due: Worth
    changes: tuple[Change, ...]
    kept: Worth | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """A settled period. `entry` is what the ledger remembers of it."""

    customer: Customer
    judged: Judged
    promises: tuple[PromiseResult, ...]
    points: PointsAccount | None
    credit: Account | None
    reward: Reward | None
    earned_back: EarnedBack | None
    claims: tuple[ClaimDue, ...]
    duties: tuple[DutyDue, ...]
    termination: Termination | None
    report: ReportDuty | None
    report_due: Due | None
    report_missing: bool
    entry: Entry
