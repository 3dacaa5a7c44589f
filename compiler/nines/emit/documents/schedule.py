"""A schedule of credits as JSON: `grammar/credit-schedule.schema.json` has the form.

Every number is a text that is exact (`499/500`), in shares from 0 to 1, seconds or plain numbers; `text` is how people
read it.
"""

from __future__ import annotations

from fractions import Fraction

from nines.contract.model import Agreement
from nines.emit.laid import laid
from nines.language.nodes import At
from nines.language.phrases import (
    Amount,
    Formula,
    GreaterOf,
    LesserOf,
    PerUnit,
    ProRata,
    ServiceTime,
    Share,
    Sum,
    Times,
)
from nines.language.statements.money import Cap, Round
from nines.language.statements.promise import Credit, Reward
from nines.plan.documents.accounts import Account, End, Step, Tried
from nines.plan.documents.schedule import Schedule, Scheduled
from nines.settle.curve import Curve, Paid
from nines.settle.reckon import Worth
from nines.settle.watched import measure_key
from nines.settle.words import value_words, worth_words
from nines.source import Span
from nines.values.model import Duration, FineDuration, Number, Percentage, Ratio
from nines.values.units import base_value

__all__ = ["schedule_json"]

Json = dict[str, object]


def schedule_json(schedule: Schedule) -> str:
    """The schedule, with an end of line at the end."""
    document = schedule.document
    value: Json = {
        "nines-credit-schedule": 1,
        "sla": document.sla,
        "customer": document.name if document.kind == "customer" else None,
        "version": document.version,
        "effective": document.effective.isoformat() if document.effective is not None else None,
        "fingerprint": document.fingerprint,
        "terms": [_terms(terms) for terms in schedule.terms],
    }
    return laid(value) + "\n"


def _terms(terms: Scheduled) -> Json:
    agreement, base = terms.agreement, terms.base
    return {
        "plan": terms.plan,
        "period-seconds": str(terms.length) if terms.length is not None else None,
        "base": None if base is None else {"amount": str(base.amount), "currency": base.currency, "per": base.unit},
        "commitments": [_commitment(item, agreement) for item in terms.tried],
        "stack": [{"of": [name.value for name in rule.names], "pays": rule.how.value} for rule in agreement.stacks],
        "caps": [_cap(cap, agreement) for cap in agreement.caps],
        "day-of-fee": str(agreement.day_of_fee.share.value.value) if agreement.day_of_fee is not None else None,
        "round-money": _rounding(agreement.round_money),
        "payout": None
        if agreement.payout is None
        else {"at-least": str(agreement.payout.amount.value.amount), "else": agreement.payout.otherwise.value},
        "accounts": [_account(item) for item in terms.accounts],
    }


def _commitment(item: Tried, agreement: Agreement) -> Json:
    curve = item.curve
    promise = curve.promise
    weight = promise.weight.share.value.value if promise.weight is not None else Fraction(1)
    return {
        "name": promise.name,
        "title": promise.title,
        "level": item.level,
        "clause": item.clause,
        "promised": {
            "operator": promise.comparison.operator.value,
            "value": str(curve.promised),
            "text": promise.comparison.value.span.text,
        },
        "measure": measure_key(promise),
        "unit": _unit(curve),
        "round": _rounding(curve.rounding),
        "earlier-periods-matter": item.depends,
        "trigger": promise.trigger.span.text if promise.trigger is not None else None,
        "caps": [_cap(cap, agreement) for cap in promise.caps],
        "steps": [_step(step, agreement, weight) for step in item.steps] if item.steps is not None else None,
        "credits": [_statement(credit) for credit in promise.credits],
        "rewards": [_statement(reward) for reward in promise.rewards],
        "vectors": [_vector(paid, curve) for paid in item.vectors],
    }


def _unit(curve: Curve) -> str:
    match curve.promise.comparison.value.value:
        case Percentage() | Ratio():
            return "share"
        case Duration() | FineDuration():
            return "seconds"
        case Number():
            return "number"
        case _:
            return "base unit"


def _rounding(rule: Round | None) -> Json | None:
    if rule is None or rule.mode is None or rule.step is None:
        return None
    return {"mode": rule.mode.value, "step": str(base_value(rule.step.value))}


def _cap(cap: Cap, agreement: Agreement) -> Json:
    return {
        "of": cap.what.value,
        "most": _amount(cap.amount, agreement, Fraction(1)) if cap.amount is not None else None,
        "per": f"rolling {cap.months.value.text} months" if cap.months is not None else cap.scope and cap.scope.value,
        "rest": cap.rest.value if cap.rest is not None else None,
    }


def _statement(item: Credit | Reward) -> Json:
    return {"text": " ".join(item.span.text.split()), "source": _place(item.span)}


def _place(span: Span) -> str:
    return f"{span.source.name}:{span.line}"


def _step(step: Step, agreement: Agreement, weight: Fraction) -> Json:
    return {
        "from": _end(step.low),
        "to": _end(step.high),
        "kept": step.kept,
        "credit": _amount(step.credit.amount, agreement, weight) if step.credit is not None else None,
        "reward": _amount(step.reward.amount, agreement, weight) if step.reward is not None else None,
        "source": _place(step.credit.span) if step.credit is not None else None,
    }


def _end(end: End | None) -> Json | None:
    return {"value": str(end.value), "included": end.included} if end is not None else None


def _amount(value: Amount, agreement: Agreement, weight: Fraction) -> Json:
    """An amount as a tree, each node with one key that says what it is. `weight` is the promise's share of a pool."""
    match value:
        case Sum():
            return {"money": str(value.money.value.amount), "currency": value.money.value.currency}
        case Share():
            share: Json = {"share": str(value.share.value.value)}
            return share if value.fee is None else {**share, **_of(value.fee, agreement, weight)}
        case ServiceTime():
            unit = "days-of-service" if value.unit.value.startswith("day") else "hours-of-fee"
            return {unit: str(value.count.value.value)}
        case ProRata():
            return {"fees-for-the-downtime": str(value.factor.value.value)}
        case Times():
            unit_of = next((unit for unit in agreement.units if unit.name.value == value.unit.value), None)
            worth = _amount(unit_of.amount, agreement, weight) if unit_of is not None else None
            return {"times": str(value.factor.value.value), "unit": value.unit.value, "worth": worth}
        case GreaterOf(first=first, second=second):
            return {"greater-of": [_amount(first, agreement, weight), _amount(second, agreement, weight)]}
        case LesserOf(first=first, second=second):
            return {"lesser-of": [_amount(first, agreement, weight), _amount(second, agreement, weight)]}
        case PerUnit():
            return _per(value, agreement, weight)
        case Formula():
            return {"formula": value.text.value}
        case _:
            return {"points": str(value.count.value.value)}


def _of(fee: At[str], agreement: Agreement, weight: Fraction) -> Json:
    """A share of a pool is a share of a share of the base; of anything else it is one of a fee."""
    pool = next((pool for pool in agreement.pools if pool.name.value == fee.value), None)
    return {"of-pool": str(pool.share.value.value * weight)} if pool is not None else {"of-fee": fee.value}


def _per(value: PerUnit, agreement: Agreement, weight: Fraction) -> Json:
    each = _amount(value.each, agreement, weight)
    if value.event is not None:
        return {"each": each, "per": value.event.value}
    return {
        "each": each,
        "per": value.quantity.value if value.quantity is not None else None,
        "step": str(base_value(value.step.value)) if value.step is not None else None,
        "units": value.count.value if value.count is not None else "exact",
    }


def _vector(paid: Paid, curve: Curve) -> Json:
    seen, promised = paid.seen, curve.promise.comparison.value.value
    return {
        "measured": str(seen.exact),
        "compared": str(seen.measured),
        "text": value_words(seen.measured, promised),
        "kept": seen.kept,
        "downtime": str(seen.downtime) if seen.downtime is not None else None,
        "credit": _worth(paid.credited.worth) if paid.credited is not None else None,
        "reward": _worth(paid.rewarded.worth) if paid.rewarded is not None else None,
    }


def _worth(worth: Worth | None) -> Json | None:
    if worth is None:
        return None
    found: Json = {"kind": worth.kind, "amount": str(worth.amount), "text": worth_words(worth)}
    return {**found, "currency": worth.currency} if worth.currency else found


def _account(account: Account) -> Json:
    return {
        "period": account.period,
        "period-seconds": str(account.seconds),
        "measured": {name: str(value) for name, value in account.measured},
        "due": _worth(account.due),
        "paid": _worth(account.paid),
    }
