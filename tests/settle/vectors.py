"""Settles the vectors of the public contracts, and tells what came out otherwise, and which clauses they used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from nines.contract.model import Contract
from nines.language.phrases import Units
from nines.language.statements.promise import Credit, Reward
from nines.settle.entries import Entry
from nines.settle.promises import PromiseResult
from nines.settle.reckon import Worth
from nines.settle.result import Settlement
from nines.values.zone import EPOCH_DAY
from tests.settle.published import Section, Vector, amount_of, value_of
from tests.settle.support import run, said

__all__ = ["clauses", "clauses_used", "differences", "settled"]


def settled(contract: Contract, section: Section) -> Iterator[tuple[Vector, Settlement | None, list[str]]]:
    """Each vector with its settlement, or with what was found instead."""
    entries: tuple[Entry, ...] = ()
    for vector in section.vectors:
        tables = {name: _with_customer(vector.customer, text) for name, text in vector.tables}
        book, report = run(contract, vector.period, entries, **tables)
        found = book.settlements[0] if book is not None and book.settlements else None
        if found is not None and section.in_a_row:
            entries = (*entries, found.entry)
        yield vector, found, said(report)


def _with_customer(customer: str, text: str) -> str:
    if not customer:
        return text
    head, *rows = text.splitlines()
    return "\n".join([f"customer,{head}", *(f"{customer},{row}" for row in rows)]) + "\n"


def differences(contract: Contract, section: Section) -> Iterator[tuple[Vector, list[str]]]:
    """What came out of each vector that is not as its page has it."""
    for vector, settlement, findings in settled(contract, section):
        wanted = dict(vector.wanted)
        code = wanted.pop("finding", "")
        if code or settlement is None:
            fine = settlement is None and any(f" {code} " in line for line in findings) and code != ""
            yield vector, [] if fine else [f"finding: wanted {code or 'none'}", *findings]
            continue
        assert "credit" in wanted or "reward" in wanted, f"{vector.name} asks for no amount"
        yield (
            vector,
            [
                f"{name}: wanted {text}, got {_shown(settlement, name)}"
                for name, text in wanted.items()
                if text and not _as_wanted(settlement, name, text)
            ],
        )


_AMOUNTS = ("credit", "paid", "carried", "waits", "reward", "earned back")


def _as_wanted(settlement: Settlement, name: str, text: str) -> bool:
    found = _found(settlement, name)
    if name in _AMOUNTS:
        kind, amount = amount_of(text)
        assert isinstance(found, Worth)
        return found.amount == amount and (not amount or kind in (found.currency, found.kind))
    if isinstance(found, Fraction):
        return text != "not judged" and found == value_of(text)
    return found == text


def _shown(settlement: Settlement, name: str) -> str:
    found = _found(settlement, name)
    return f"{found.amount} {found.currency or found.kind}" if isinstance(found, Worth) else str(found)


def _found(settlement: Settlement, name: str) -> Worth | Fraction | str | None:
    """What came out under the name of a column: an amount, a promise's measured value, or a word."""
    none = Worth("money", Fraction(0))
    credit, reward = settlement.credit, settlement.reward
    match name:
        case "credit":
            return credit.due if credit is not None else none
        case "paid":
            return credit.paid if credit is not None else none
        case "carried":
            return credit.carried if credit is not None else none
        case "waits":
            return credit.deferred if credit is not None else none
        case "reward":
            return reward.due if reward is not None else none
        case "earned back":
            return settlement.earned_back.back if settlement.earned_back is not None else none
        case "points":
            return settlement.points.after if settlement.points is not None else None
        case "may leave":
            return "yes" if settlement.termination is not None else "no"
        case "duties":
            return ", ".join(duty.duty.text.value for duty in settlement.duties) or "none"
        case "claim by":
            days = [claim.due.day for claim in settlement.claims]
            return ", ".join("unknown" if day is None else f"{date.fromordinal(day + EPOCH_DAY)}" for day in days)
        case "missed":
            missed = [_scoped(result) for result in settlement.promises if _missed(result)]
            return ", ".join(missed) or "none"
        case _:
            return _measured(settlement, name)


def _scoped(result: PromiseResult) -> str:
    outcome = result.outcome
    values = " ".join(value for _, value in outcome.scope)
    return f"{outcome.promise.name} {values}" if values else outcome.promise.name


def _missed(result: PromiseResult) -> bool:
    seen = result.outcome.seen
    return seen is not None and seen.missed


def _measured(settlement: Settlement, name: str) -> Fraction | str:
    """The measured value of a promise, by its name or, where it is judged for several things, name and thing."""
    found = [item for item in settlement.promises if name in (item.outcome.promise.name, _scoped(item))]
    assert len(found) == 1, f"`{name}` is {len(found)} promises: {[_scoped(item) for item in settlement.promises]}"
    seen = found[0].outcome.seen
    return seen.exact if seen is not None else "not judged"


def clauses_used(settlement: Settlement) -> Iterator[str]:
    """The clauses that a settlement rests on: what paid, what did not count, caps that were reached, rights."""
    for result in settlement.promises:
        for due in (result.credit, result.reward):
            if due is not None:
                yield str(due.statement.span)
                yield from (str(limit.cap.span) for limit in due.limits if limit.before.amount >= limit.most.amount)
        outcome = result.outcome
        taken = [*(item.exclusion for item in outcome.left_out), *(item.exclusion for item in outcome.refused)]
        yield from (f"exclude {exclusion.name}" for exclusion in (*taken, *outcome.waived))
    if settlement.points is not None and settlement.points.credit is not None:
        yield str(settlement.points.credit.span)
    changes = [*(settlement.credit.changes if settlement.credit is not None else ())]
    changes += settlement.reward.changes if settlement.reward is not None else ()
    for change in changes:
        if change.span is not None and (change.limit is None or change.limit.before.amount >= change.limit.most.amount):
            yield str(change.span)
    if settlement.earned_back is not None and settlement.earned_back.back.amount:
        yield str(settlement.earned_back.clause.span)
    if settlement.termination is not None:
        yield str(settlement.termination.clause.span)


def clauses(contract: Contract) -> Iterator[str]:
    """The clauses of all customers that cost or earn, or say what does not count."""
    for customer in contract.customers:
        agreement = customer.agreement
        for promise in agreement.promises:
            bodies = [level.body for level in promise.levels]
            leveled = [item for body in bodies for item in (*body.all(Credit), *body.all(Reward))]
            for item in (*promise.credits, *promise.rewards, *leveled):
                yield str(item.span)
        for exclusion in agreement.exclusions:
            yield f"exclude {exclusion.name}"
        for cap in (*agreement.caps, *(cap for promise in agreement.promises for cap in promise.caps)):
            if cap.amount is not None and not isinstance(cap.amount, Units):
                yield str(cap.span)
        if agreement.earn_back is not None:
            yield str(agreement.earn_back.span)
        if agreement.terminate is not None:
            yield str(agreement.terminate.span)
