"""The English of credits, rewards, the worked example, claims and payment."""

from __future__ import annotations

from typing import ClassVar

__all__ = ["MoneyTexts"]

Words = dict[str, str]


class MoneyTexts:
    """What is due, how it is computed and how it is paid."""

    # The base.

    BASE_TITLE = "Base fee"
    BASE_IS = "The [base fee|base] is {fees}{affected} {unit}, {when}{except_}."
    FEE_NAMED = "the {fee} fee"
    BASE_AFFECTED = " of the affected {label}"
    BASE_UNITS: ClassVar[Words] = {
        "month": "for one month",
        "quarter": "for one quarter",
        "year": "for one year",
        "period": "for one period",
    }
    BASE_WHEN: ClassVar[Words] = {
        "of the period missed": "as it is in the period that is missed",
        "of the period before": "as it is in the period before the one that is missed",
        "of the period after": "as it is in the period after the one that is missed",
        "of the period credited": "as it is in the period in which the credit is given",
    }
    BASE_EXCEPT = ", without {fees}"
    BASE_NOW = "At present it is {amount}{see}."
    BASE_OF_PROMISE = "For {promise}, the [base fee|base] is {fees}{affected} {unit}, {when}{except_}."
    POOL_IS = "The pool “{pool}” is {share} of the [base fee|base]."
    UNIT_IS = "One unit of “{unit}” is worth {amount}."
    DAY_OF_FEE = "The fee for one day is {share} of the [base fee|base]."

    # Credits.

    CREDIT_IF = "Where {condition}, the provider owes the customer {amount}."
    CREDIT_ALWAYS = (
        "Where the [commitment|commitment] {promise} is [missed|missed], the provider owes the customer {amount}."
    )
    CREDIT_NOW = "At the present fee that is {money}."
    CREDIT_LEVEL = "Where “{label}” is {range}, this holds instead:"
    CREDIT_LEVEL_PLAIN = "For “{level}” this holds instead:"
    CREDIT_TABLE_CAPTION = "Credits for {promise}"
    CREDIT_TABLE_CAPTION_PLAN = "Credits for {promise}, {plan}"
    HEAD_IF_MEASURED = "[Measured value|measured] of {promise}"
    HEAD_IF = "Where"
    HEAD_CREDIT = "Credit"
    HEAD_CREDIT_SHARE = "Credit, % of [base fee|base]"
    HEAD_CREDIT_MONEY = "At present fee"
    HIGHEST_ONLY = "Of several rows that apply, only the one with the highest credit is paid."
    NO_REMEDY = "For a miss of {promises} no credit is due."
    TRIGGER: ClassVar[Words] = {
        "pays the last": (
            "A credit for {promise} is due only where {condition}; it is then that of the last of these periods."
        ),
        "pays all": (
            "A credit for {promise} is due only where {condition}; those of all of these periods are due then."
        ),
    }
    STACK: ClassVar[Words] = {
        "highest only": (
            "If several commitments are [missed|missed] in one [period|period], only the highest credit is due."
        ),
        "sum": "If several commitments are [missed|missed] in one [period|period], their credits are added.",
        "first that pays": (
            "If several commitments are [missed|missed] in one [period|period], only the first that gives a credit, in "
            "the order of clause {commitments}, is paid."
        ),
        "highest per incident": (
            "If one incident makes several commitments [missed|missed], only the highest credit is due for it."
        ),
    }
    STACK_OF: ClassVar[Words] = {
        "highest only": (
            "If several of {promises} are [missed|missed] in one [period|period], only the highest credit is due."
        ),
        "sum": "If several of {promises} are [missed|missed] in one [period|period], their credits are added.",
        "first that pays": (
            "If several of {promises} are [missed|missed] in one [period|period], only the first that gives "
            "a credit, in "
            "this order, is paid."
        ),
        "highest per incident": (
            "If one incident makes several of {promises} [missed|missed], only the highest credit is due for it."
        ),
    }
    CAP_CREDITS = "The credits {scope} are at most {amount}{rest}."
    CAP_REWARDS = "The rewards {scope} are at most {amount}{rest}."
    CAP_CREDITS_OF = "The credits for {promise} {scope} are at most {amount}{rest}."
    CAP_REWARDS_OF = "The rewards for {promise} {scope} are at most {amount}{rest}."
    CAP_SCOPES: ClassVar[Words] = {
        "outage": "for one [outage|outage]",
        "day": "for one day",
        "period": "for one [period|period]",
        "month": "for one month",
        "quarter": "for one quarter",
        "year": "for one year",
        "calendar year": "for one calendar year",
    }
    CAP_ROLLING = ("for any {n} month", "for any {n} months in a row")
    CAP_RESTS: ClassVar[Words] = {
        "lapses": "; what goes beyond lapses",
        "carries": "; what goes beyond is carried over",
    }
    CAP_OF_WINDOW = "{share} of the [base fees|base] of that time"
    NO_CAP_CREDITS = "Credits are not capped."
    NO_CAP_REWARDS = "Rewards are not capped."

    # Points.

    POINTS_BALANCE: ClassVar[Words] = {
        "credits": "The [balance of points|points] is the sum of the points that the provider was charged.",
        "credits minus rewards": (
            "The [balance of points|points] is the sum of the points that the provider was charged, less "
            "those that it earned."
        ),
    }
    POINTS_RESET = "It starts at zero again once {condition}."
    POINTS_CREDIT = "Where {condition}, the provider owes the customer {amount}."
    POINTS_REWARD = "Where {condition}, the provider earns {amount}."

    # The worked example.

    EXAMPLE_INTRO = "This example is computed by the clauses above; the observation is assumed."
    EXAMPLE_INTRO_PLAN = "This example ({plan}) is computed by the clauses above; the observation is assumed."
    EXAMPLE_CAPTION = "What is due if {promise} is missed"
    EXAMPLE_STEP = "Step"
    EXAMPLE_RESULT = "Result"
    EXAMPLE_CLAUSE = "Clause"
    EX_ASSUMED = "Assumed: {condition}"
    EX_EVENTS = "Events in the period"
    EX_SLICES = "Slices in the period"
    EX_TICKETS = "Tickets in the period"
    EX_TIME = "Length of the period"
    EX_FAILED: ClassVar[Words] = {
        "events": "Events that failed",
        "slices": "Slices that were bad",
        "tickets": "Tickets that were late",
    }
    EX_DOWN = "Time that was bad"
    EX_DOWN_WEIGHED = "Time that was bad, weighed by what it affected"
    EX_EXCLUDED_BOTH = "Of these, “{exclusion}”: left out"
    EX_EXCLUDED_BAD = "Of these, “{exclusion}”: not counted as failed"
    EX_QUOTIENT = "Measured value: {good} ÷ {all}"
    EX_QUOTIENT_TIME = "Measured value: ({length} − {down}) ÷ {length}"
    EX_MEASURED = "Measured value"
    EX_ROUNDED = "Measured value, rounded"
    EX_COMPARED = "Measured value, as compared"
    EX_PROMISED = "Promised, and so missed"
    EX_STEP_REACHED = "Row of the table: {range}"
    EX_CREDIT = "Credit"
    EX_CREDIT_OF = "Credit: {amount}"
    EX_BASE = "Base fee"
    EX_CREDIT_MONEY = "Credit: {share} × {base}"
    EX_GREATER = "The greater of {first} and {second}"
    EX_LESSER = "The lesser of {first} and {second}"
    EX_UNITS: ClassVar[Words] = {
        "started": "Started units of {step} in {value}",
        "whole": "Full units of {step} in {value}",
        "exact": "Units of {step} in {value}",
    }
    EX_TIMES = "{factor} × {amount}"
    EX_EXCESS = "Excess: {value} less {allowed}"
    EX_PRO_RATA = "{factor} × {base} × {downtime} ÷ {length}"
    EX_PRO_RATA_SHARE = "{factor} × {downtime} ÷ {length}"
    EX_ROUND_MONEY = "Rounded to what is paid"
    EX_CAP = "Most that is paid: {cap}"
    EX_NOT_REACHED = "not reached"
    EX_NOT_REACHED_AT = "{most}: not reached"
    EX_PAYOUT = "Least sum that is paid: {amount}"
    EX_PAID = "reached"
    EX_WAITS = "not reached: it waits"
    EX_LAPSES = "not reached: it lapses"
    EX_CHARGED = "Charged to the provider"
    EX_BALANCE = "[Balance of points|points], if there were none before"
    EX_POINTS_CREDIT = "Credit for the balance of points: {amount}"
    EX_DUE = "Due to the customer"

    # Rewards.

    REWARD_IF = "Where {condition}, the provider earns {amount}{repeat}."
    REWARD_ALWAYS = "Where the [commitment|commitment] {promise} is [kept|missed], the provider earns {amount}{repeat}."
    REWARD_REPEATS: ClassVar[Words] = {
        "counts anew": "; the periods are then counted anew",
        "pays every period": "; it earns that again in every further period for which this holds",
    }
    BEST_ONLY = "Of several rewards for one commitment in one period, only the highest is earned."
    SET_OFF = "Rewards are set off against the credits of the same {window}{rest}."
    SET_OFF_WINDOWS: ClassVar[Words] = {
        "period": "[period|period]",
        "quarter": "quarter",
        "year": "year",
        "calendar year": "calendar year",
    }
    SET_OFF_RESTS: ClassVar[Words] = {
        "lapses": "; what is left lapses",
        "carries": "; what is left is carried over to the next one",
    }
    EARN_BACK = (
        "Where {condition}, the customer gives back {share} of the credits that it got before, each credit once."
    )

    # Claims and payment.

    AUTOMATIC = "Credits come without a claim."
    STEPS: ClassVar[Words] = {
        "notify": "The customer notifies the provider {deadline}{way}{evidence}.",
        "submit": "The customer submits its claim {deadline}{way}{evidence}.",
        "answer": "The provider answers {deadline}{way}{evidence}.",
    }
    WITHOUT_CLAIM = "A claim that comes later gives no credit."
    WAY = ", by {way}"
    WAY_MAIL = ", by mail to {address}"
    EVIDENCE_IS = ", with these details: {evidence}"
    NEEDS_ELSE = "No credit is due unless this holds: {text}."
    NEEDS = "The customer sees to it that this holds: {text}."
    PAYOUT: ClassVar[Words] = {
        "lapses": "Credits of less than {amount} are not paid; they lapse.",
        "waits": "Credits of less than {amount} are not paid yet; they are kept until together they reach that sum.",
    }
    SETTLE_AS: ClassVar[Words] = {
        "next invoice": "A credit is taken off the next invoice.",
        "refund": "A credit is paid back.",
        "term extension": "A credit is given as an extension of the term.",
    }
    MONEY_ROUNDED = "Sums of money are computed exactly, and what is paid is rounded {rounding}."
