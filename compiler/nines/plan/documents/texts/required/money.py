"""What every language says of credits, rewards, the worked example, claims and payment."""

from __future__ import annotations

from typing import ClassVar, Protocol

__all__ = ["MoneyTexts"]

Words = dict[str, str]
Forms = tuple[str, str]


class MoneyTexts(Protocol):
    """What is due, how it is computed and how it is paid."""

    BASE_TITLE: str
    BASE_IS: str
    FEE_NAMED: str
    BASE_AFFECTED: str
    BASE_UNITS: ClassVar[Words]
    BASE_WHEN: ClassVar[Words]
    BASE_EXCEPT: str
    BASE_NOW: str
    BASE_OF_PROMISE: str
    POOL_IS: str
    UNIT_IS: str
    DAY_OF_FEE: str
    CREDIT_IF: str
    CREDIT_ALWAYS: str
    CREDIT_NOW: str
    CREDIT_LEVEL: str
    CREDIT_LEVEL_PLAIN: str
    CREDIT_TABLE_CAPTION: str
    CREDIT_TABLE_CAPTION_PLAN: str
    HEAD_IF_MEASURED: str
    HEAD_IF: str
    HEAD_CREDIT: str
    HEAD_CREDIT_SHARE: str
    HEAD_CREDIT_MONEY: str
    HIGHEST_ONLY: str
    NO_REMEDY: str
    TRIGGER: ClassVar[Words]
    STACK: ClassVar[Words]
    STACK_OF: ClassVar[Words]
    CAP_CREDITS: str
    CAP_REWARDS: str
    CAP_CREDITS_OF: str
    CAP_REWARDS_OF: str
    CAP_SCOPES: ClassVar[Words]
    CAP_ROLLING: Forms
    CAP_RESTS: ClassVar[Words]
    CAP_OF_WINDOW: str
    NO_CAP_CREDITS: str
    NO_CAP_REWARDS: str
    POINTS_BALANCE: ClassVar[Words]
    POINTS_RESET: str
    POINTS_CREDIT: str
    POINTS_REWARD: str
    EXAMPLE_INTRO: str
    EXAMPLE_INTRO_PLAN: str
    EXAMPLE_CAPTION: str
    EXAMPLE_STEP: str
    EXAMPLE_RESULT: str
    EXAMPLE_CLAUSE: str
    EX_ASSUMED: str
    EX_EVENTS: str
    EX_SLICES: str
    EX_TICKETS: str
    EX_TIME: str
    EX_FAILED: ClassVar[Words]
    EX_DOWN: str
    EX_DOWN_WEIGHED: str
    EX_EXCLUDED_BOTH: str
    EX_EXCLUDED_BAD: str
    EX_QUOTIENT: str
    EX_QUOTIENT_TIME: str
    EX_MEASURED: str
    EX_ROUNDED: str
    EX_COMPARED: str
    EX_PROMISED: str
    EX_STEP_REACHED: str
    EX_CREDIT: str
    EX_CREDIT_OF: str
    EX_BASE: str
    EX_CREDIT_MONEY: str
    EX_GREATER: str
    EX_LESSER: str
    EX_UNITS: ClassVar[Words]
    EX_TIMES: str
    EX_EXCESS: str
    EX_PRO_RATA: str
    EX_PRO_RATA_SHARE: str
    EX_ROUND_MONEY: str
    EX_CAP: str
    EX_NOT_REACHED: str
    EX_NOT_REACHED_AT: str
    EX_PAYOUT: str
    EX_PAID: str
    EX_WAITS: str
    EX_LAPSES: str
    EX_CHARGED: str
    EX_BALANCE: str
    EX_POINTS_CREDIT: str
    EX_DUE: str
    REWARD_IF: str
    REWARD_ALWAYS: str
    REWARD_REPEATS: ClassVar[Words]
    BEST_ONLY: str
    SET_OFF: str
    SET_OFF_WINDOWS: ClassVar[Words]
    SET_OFF_RESTS: ClassVar[Words]
    EARN_BACK: str
    AUTOMATIC: str
    STEPS: ClassVar[Words]
    WITHOUT_CLAIM: str
    WAY: str
    WAY_MAIL: str
    EVIDENCE_IS: str
    NEEDS_ELSE: str
    NEEDS: str
    PAYOUT: ClassVar[Words]
    SETTLE_AS: ClassVar[Words]
    MONEY_ROUNDED: str
