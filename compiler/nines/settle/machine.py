"""Settlements as JSON, for programs: `grammar/settlement.schema.json` has the form.

Every number is a text that is exact (`499/500`), with how people read it beside it.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from fractions import Fraction

from nines.settle.accounts import Account, Change
from nines.settle.book import Settled
from nines.settle.comparing import WhatIf
from nines.settle.counted_text import refused_words
from nines.settle.counting import Averaged, Computed, Counted, Counting, LeftOut, Listed, Planned, Spread, Timed
from nines.settle.deadlines import Due as Deadline
from nines.settle.instants import rfc3339
from nines.settle.page import clause_words
from nines.settle.promises import Due, Limit, PromiseResult
from nines.settle.reckon import Worth
from nines.settle.result import Settlement
from nines.settle.steps import steps
from nines.settle.words import value_words, worth_words
from nines.source import Span
from nines.values.model import Quantity
from nines.values.zone import EPOCH_DAY

__all__ = ["settled_json"]

Json = dict[str, object]


def settled_json(settled: Settled, what_if: Sequence[WhatIf] = ()) -> str:
    """All settlements of a run, with an end of line at the end."""
    value = {
        "nines-settlement": 1,
        "settlements": [_settlement(item) for item in settled.settlements],
        "left": [{"customer": item.customer, "why": item.why} for item in settled.left],
        "what-if": [{"what": item.what, "settlement": _settlement(item.then)} for item in what_if],
    }
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _settlement(item: Settlement) -> Json:
    judged, agreement = item.judged, item.customer.agreement
    zone = judged.zone
    termination = item.termination
    return {
        "customer": item.customer.name,
        "sla": item.customer.sla.name,
        "plan": item.customer.plan.name if item.customer.plan is not None else None,
        "version": agreement.version,
        "period": {
            "name": judged.name,
            "zone": zone.name,
            "start": rfc3339(judged.span.start, zone),
            "end": rfc3339(judged.span.end, zone),
            "counted-from": rfc3339(judged.existing.start, zone),
            "counted-to": rfc3339(judged.existing.end, zone),
            "seconds": str(judged.length),
        },
        "promises": [_promise(result) for result in item.promises],
        "points": _points(item),
        "credit": _account(item.credit) if item.credit is not None else None,
        "reward": _reward(item),
        "claim": _claim(item),
        "termination": None
        if termination is None
        else {
            "clause": _clause(termination.clause.span),
            "notice": _deadline(termination.notice) if termination.notice is not None else None,
        },
        "duties": [
            {
                "text": duty.duty.text.value,
                "promise": duty.promise,
                "deadline": _deadline(duty.deadline) if duty.deadline is not None else None,
                "clause": _clause(duty.duty.span),
            }
            for duty in item.duties
        ],
    }


def _promise(result: PromiseResult) -> Json:
    outcome = result.outcome
    promise, seen = outcome.promise, outcome.seen
    promised = promise.comparison
    found: Json = {
        "promise": promise.name,
        "level": outcome.level,
        "labels": dict(outcome.labels),
        "outage": outcome.outage,
        "judged-alone": outcome.kind if outcome.outage is not None else None,
        "state": "not judged" if seen is None else ("missed" if seen.missed else "kept"),
        "why": outcome.why or None,
        "promised": {"operator": promised.operator.value, "value": promised.value.span.text},
        "measured": _value(seen.exact, promised.value.value) if seen is not None else None,
        "compared": _value(seen.measured, promised.value.value) if seen is not None else None,
        "formula": _counting(outcome.counting) if outcome.counting is not None else None,
        "excluded": [_left_out(item) for item in outcome.left_out],
        "not-excluded": [
            {
                "exclusion": item.exclusion.name,
                "seconds": str(item.span.seconds),
                "why": refused_words(item),
                "clause": _clause(item.exclusion.origin),
            }
            for item in outcome.refused
        ],
        "credit": _due(result.credit) if result.credit is not None else None,
        "reward": _due(result.reward) if result.reward is not None else None,
        "clause": _clause(promise.origin),
        "rows": [_place(span) for span in (*outcome.rows[:1], *outcome.rows[1:][-1:])],
    }
    return found


def _counting(value: Counting) -> Json:
    match value:
        case Counted(unit=unit, good=good, total=total):
            return {"kind": "share of all", "unit": unit, "good": str(good), "total": str(total)}
        case Timed(down=down, length=length, weighed=weighed):
            return {"kind": "share of time", "down": str(down), "length": str(length), "weighed": weighed}
        case Averaged(sum=whole, slices=slices):
            return {"kind": "mean of slices", "sum": str(whole), "slices": str(slices)}
        case Listed(unit=unit, amount=amount):
            return {"kind": "amount", "unit": unit, "amount": str(amount)}
        case Spread(how=how, number=number, unit=unit):
            return {"kind": "value of many", "how": how, "unit": unit, "number": str(number), "value": str(value.value)}
        case Planned(amount=amount, planned=planned):
            return {"kind": "part of planned", "amount": str(amount), "planned": str(planned)}
        case Computed(formula=formula, inputs=inputs):
            return {"kind": "formula", "formula": formula, "inputs": {name: str(value) for name, value, _ in inputs}}
        case _:
            return {"kind": "given", "value": str(value.value)}


def _left_out(item: LeftOut) -> Json:
    return {
        "exclusion": item.exclusion.name,
        "bad": str(item.bad),
        "all": str(item.whole),
        "evidence": item.evidence,
        "clause": _clause(item.exclusion.origin),
        "row": _place(item.row) if item.row is not None else None,
    }


def _due(due: Due) -> Json:
    return {
        "amount": _worth(due.worth),
        "steps": [{"step": step, "result": result} for step, result in steps(due.reckoned)],
        "caps": [_limit(limit) for limit in due.limits],
        "withheld": due.withheld,
        "waived": due.waived,
        "released": [_worth(worth) for worth in due.released],
        "clause": _clause(due.statement.span),
    }


def _limit(limit: Limit) -> Json:
    return {
        "most": _worth(limit.most),
        "bites": limit.bites,
        "left": _worth(limit.after),
        "clause": _clause(limit.cap.span),
    }


def _account(account: Account) -> Json:
    return {
        "items": [
            {
                "promise": item.promise or None,
                "labels": dict(item.labels),
                "outage": item.outage,
                "amount": _worth(item.worth),
                "paid": any(item is other for other in stack.paid),
                "stacked-by": [_clause(rule.span) for rule in stack.rules],
            }
            for stack in account.stacks
            for item in (*stack.paid, *stack.dropped)
        ],
        "changes": _changes(account.changes),
        "due": _worth(account.due),
        "paid": _worth(account.paid),
        "carried": _worth(account.carried),
        "deferred": _worth(account.deferred),
    }


def _changes(changes: Sequence[Change]) -> list[Json]:
    return [
        {
            "what": change.what,
            "by": str(change.by),
            "after": _worth(change.after),
            "cap": _limit(change.limit) if change.limit is not None else None,
            "clause": _clause(change.span) if change.span is not None else None,
        }
        for change in changes
    ]


def _reward(item: Settlement) -> Json | None:
    if item.reward is None:
        return None
    back = item.earned_back
    return {
        "before": _worth(item.reward.before),
        "due": _worth(item.reward.due),
        "changes": _changes(item.reward.changes),
        "earned-back": None
        if back is None
        else {"credited": _worth(back.credited), "back": _worth(back.back), "clause": _clause(back.clause.span)},
    }


def _points(item: Settlement) -> Json | None:
    points = item.points
    if points is None:
        return None
    return {
        "before": str(points.before),
        "credits": str(points.credits),
        "rewards": str(points.rewards),
        "reset": points.reset,
        "balance": str(points.after),
        "credit": _worth(points.reckoned.worth) if points.reckoned is not None else None,
        "clause": _clause(points.clause.head),
    }


def _claim(item: Settlement) -> Json | None:
    claim = item.customer.agreement.claim
    if claim is None or (not item.claims and (item.credit is None or not item.credit.due.amount)):
        return None
    return {
        "automatic": claim.automatic is not None,
        "steps": [
            {
                "step": due.step.step.value,
                "by": due.step.way.value if due.step.way is not None else None,
                "with": [word.value for word in due.step.evidence],
                "outage": due.outage,
                "deadline": _deadline(due.due),
                "taken": rfc3339(due.taken, item.judged.zone) if due.taken is not None else None,
                "lapsed": due.lapsed,
                "clause": _clause(due.step.span),
            }
            for due in item.claims
        ],
    }


def _deadline(due: Deadline) -> Json:
    return {
        "rule": due.deadline.span.text,
        "until": _day(due.day) if due.day is not None else None,
        "why": due.why or None,
        "no-business-days": [_day(day) for day, _ in due.passed],
    }


def _day(day: int) -> str:
    return datetime.date.fromordinal(day + EPOCH_DAY).isoformat()


def _worth(worth: Worth) -> Json:
    return {
        "kind": worth.kind,
        "exact": str(worth.amount),
        "currency": worth.currency or None,
        "text": worth_words(worth),
    }


def _value(value: Fraction, promised: Quantity) -> Json:
    return {"exact": str(value), "text": value_words(value, promised)}


def _clause(span: Span) -> Json:
    return {"file": span.source.name, "line": span.line, "text": clause_words(span)}


def _place(span: Span) -> Json:
    return {"file": span.source.name, "line": span.line}
