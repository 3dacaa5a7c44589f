"""What is paid beyond the single promise, before and after: fees, base, stacking, caps, claims, payouts, points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from nines.change.model import Change, Verdict
from nines.change.words import deadline_words, listed, said, same, sentence, span_of, statement
from nines.contract.model import Agreement
from nines.language.nodes import Node, Statement
from nines.language.phrases import Deadline
from nines.language.statements.contract import Claim, ClaimStep
from nines.language.statements.money import Base, Cap
from nines.record import replace
from nines.settle.gaps import Gap
from nines.settle.ground import Ground
from nines.settle.reckon import Worth, reckon

__all__ = ["added_or_removed", "caps_of", "deadline_verdict", "graded", "paying"]

N = TypeVar("N", int, Decimal, Fraction)

_STACKS = {"highest only": 0, "first that pays": 1, "highest per incident": 1, "sum": 2}
"""What pays more is higher; equal ones cannot be compared."""


def paying(old: Agreement, new: Agreement) -> Iterator[Change]:
    """All of it, in the order of the document."""
    yield from _fees(old, new)
    yield from _base(old.base, new.base)
    yield from _pools(old, new)
    yield from _stack(old, new)
    yield from caps_of(old.caps, new.caps, old, new, "")
    yield from _claim(old.claim, new.claim)
    yield from _payout(old, new)
    yield from _by_text(old, new)


# Fees and base.


def _fees(old: Agreement, new: Agreement) -> Iterator[Change]:
    was, now = {fee.name: fee for fee in old.fees}, {fee.name: fee for fee in new.fees}
    anchors = ("particulars", "base")
    for name, fee in now.items():
        before = was.get(name)
        if before is None:
            text = f"The fee `{name}` is new: {said(fee.origin)}."
            yield Change(f"fee {name}", text, Verdict.ADVERSE, anchors, None, fee.origin)
        elif not same(before.origin, fee.origin):
            alike = (before.per, before.amount.currency) == (fee.per, fee.amount.currency)
            verdict = graded(before.amount.amount, fee.amount.amount, more=Verdict.ADVERSE) if alike else Verdict.OPEN
            text = f"{said(fee.origin)} now, {said(before.origin)} before."
            yield Change(f"fee {name}", text, verdict, anchors, before.origin, fee.origin)
    for name, fee in was.items():
        if name not in now:
            text = f"The fee `{name}` is no longer there: {said(fee.origin)}."
            yield Change(f"fee {name}", text, Verdict.BETTER, anchors, fee.origin)


def _base(old: Base | None, new: Base | None) -> Iterator[Change]:
    one, other = span_of(old), span_of(new)
    if same(one, other):
        return
    verdict = Verdict.OPEN
    if old is not None and new is not None and _rest(old) == _rest(new):
        was, now = {fee.value for fee in old.fees}, {fee.value for fee in new.fees}
        verdict = Verdict.BETTER if was < now else Verdict.ADVERSE if now < was else Verdict.OPEN
    text = f"Credits are a share of {said(other)}, and were one of {said(one)}."
    yield Change("the base of credits", text, verdict, ("base", "credits"), one, other)


def _rest(base: Base) -> tuple[object, ...]:
    label = base.label.value if base.label is not None else None
    return label, base.unit.value, base.when.value, tuple(item.value for item in base.except_)


def _pools(old: Agreement, new: Agreement) -> Iterator[Change]:
    was, now = {pool.name.value: pool for pool in old.pools}, {pool.name.value: pool for pool in new.pools}
    for name in dict.fromkeys((*was, *now)):
        one, other = was.get(name), now.get(name)
        if same(span_of(one), span_of(other)):
            continue
        verdict = Verdict.OPEN
        if one is not None and other is not None:
            verdict = graded(one.share.value.value, other.share.value.value, more=Verdict.BETTER)
        text = f"{said(span_of(other))} now, {said(span_of(one))} before."
        yield Change(f"pool {name}", text, verdict, (f"pool-{name}", "credits"), span_of(one), span_of(other))


# Stacking and caps.


def _stack(old: Agreement, new: Agreement) -> Iterator[Change]:
    was, now = [statement(item.span) for item in old.stacks], [statement(item.span) for item in new.stacks]
    if was == now:
        return
    verdict = Verdict.OPEN
    if len(was) == len(now) == 1 and not old.stacks[0].names and not new.stacks[0].names:
        one, other = _STACKS[old.stacks[0].how.value], _STACKS[new.stacks[0].how.value]
        verdict = Verdict.BETTER if other > one else Verdict.ADVERSE if other < one else Verdict.OPEN
    text = f"Of several credits: {listed(now)} now, {listed(was)} before."
    anchors = ("stacking-1", "credits")
    spans = (old.stacks[0].span if old.stacks else None, new.stacks[0].span if new.stacks else None)
    yield Change("stacking", text, verdict, anchors, *spans)


def caps_of(old: Sequence[Cap], new: Sequence[Cap], before: Agreement, after: Agreement, of: str) -> Iterator[Change]:
    """Caps of the agreement, or of one promise (`of` is ` of Availability`): a cap of credits helps the provider."""
    was, now = _by_scope(old), _by_scope(new)
    gone, come = [key for key in was if key not in now], [key for key in now if key not in was]
    for key in (key for key in was if key in now):
        yield from _cap(was[key], now[key], before, after, of)
    for what in ("credits", "rewards"):
        lost, won = [key for key in gone if key[0] == what], [key for key in come if key[0] == what]
        one = was[lost[0]] if lost else None
        other = now[won[0]] if won else None
        if one is None and other is None:
            continue
        limits = Verdict.ADVERSE if what == "credits" else Verdict.BETTER
        frees = Verdict.BETTER if what == "credits" else Verdict.ADVERSE
        verdict = limits if one is None else frees if other is None else Verdict.OPEN
        text = f"{said(span_of(other))} now, {said(span_of(one))} before."
        anchors = (f"cap-{what}-1", "credits" if what == "credits" else "rewards")
        yield Change(f"cap of {what}{of}", sentence(text), verdict, anchors, span_of(one), span_of(other))


def _by_scope(caps: Sequence[Cap]) -> dict[tuple[str, str], Cap]:
    """Caps that limit something, by what they limit and over which time."""
    found = {}
    for cap in caps:
        if cap.amount is not None:
            scope = f"rolling {cap.months.value.text} months" if cap.months is not None else ""
            found[(cap.what.value, scope or (cap.scope.value if cap.scope is not None else ""))] = cap
    return found


def _cap(old: Cap, new: Cap, before: Agreement, after: Agreement, of: str) -> Iterator[Change]:
    if same(old.span, new.span):
        return
    helps = Verdict.BETTER if new.what.value == "credits" else Verdict.ADVERSE
    was, now = _most(old, replace(before, fees=after.fees)), _most(new, after)
    verdicts = []
    if was is None or now is None or not was.alike(now):
        verdicts.append(Verdict.OPEN)
    elif was.amount != now.amount:
        verdicts.append(graded(was.amount, now.amount, more=helps))
    rests = (_rest_of(old), _rest_of(new))
    if rests[0] != rests[1]:
        verdicts.append(helps if rests[1] == "carries" else _opposite(helps))
    verdict = Verdict.ADVERSE if Verdict.ADVERSE in verdicts else (verdicts or [Verdict.NEUTRAL])[0]
    text = f"{said(new.span)} now, {said(old.span)} before."
    anchors = (f"cap-{new.what.value}-1", new.what.value)
    yield Change(f"cap of {new.what.value}{of}", text, verdict, anchors, old.span, new.span)


def _most(cap: Cap, agreement: Agreement) -> Worth | None:
    found = reckon(cap.amount, Ground(agreement, by_share=True)) if cap.amount is not None else None
    return found.worth if found is not None and not isinstance(found, Gap) else None


def _rest_of(cap: Cap) -> str | None:
    return cap.rest.value if cap.rest is not None else None


# Claims and payouts.


def _claim(old: Claim | None, new: Claim | None) -> Iterator[Change]:
    if same(span_of(old), span_of(new)) and old is not None and new is not None and old.span.text == new.span.text:
        return
    anchors, spans = ("claims",), (span_of(old), span_of(new))
    was, now = _is_automatic(old), _is_automatic(new)
    if was != now:
        verdict = Verdict.BETTER if now else Verdict.ADVERSE
        text = "Credits come by themselves." if now else "Credits have to be claimed, and came by themselves."
        yield Change("claims", text, verdict, ("claim-automatic", *anchors), *spans)
    if was or now:
        return
    before = {step.step.value: step for step in old.body.all(ClaimStep)} if old is not None else {}
    after = {step.step.value: step for step in new.body.all(ClaimStep)} if new is not None else {}
    yield from added_or_removed(before, after, "step", ("claims",), added=Verdict.OPEN, removed=Verdict.OPEN)
    for name, step in after.items():
        if name in before:
            yield from _step(before[name], step)


def _is_automatic(claim: Claim | None) -> bool:
    return claim is not None and claim.automatic is not None


def _step(old: ClaimStep, new: ClaimStep) -> Iterator[Change]:
    name = new.step.value
    anchors = (f"claim-{name}", "claims")
    if deadline_words(old.deadline) != deadline_words(new.deadline):
        longer = Verdict.ADVERSE if name == "answer" else Verdict.BETTER
        verdict = deadline_verdict(old.deadline, new.deadline, longer=longer)
        text = f"Within {deadline_words(new.deadline)} now, within {deadline_words(old.deadline)} before."
        yield Change(f"time to {name} a claim", text, verdict, anchors, old.deadline.span, new.deadline.span)
    was, now = {item.value for item in old.evidence}, {item.value for item in new.evidence}
    if was != now:
        verdict = Verdict.ADVERSE if was < now else Verdict.BETTER if now < was else Verdict.OPEN
        text = f"With {listed(sorted(now))} now, with {listed(sorted(was))} before."
        yield Change(f"evidence to {name} a claim", text, verdict, anchors, old.span, new.span)
    ways = (old.way and old.way.value, new.way and new.way.value)
    if ways[0] != ways[1]:
        text = f"By {ways[1] or 'any way'} now, by {ways[0] or 'any way'} before."
        yield Change(f"way to {name} a claim", text, Verdict.OPEN, anchors, old.span, new.span)


def _payout(old: Agreement, new: Agreement) -> Iterator[Change]:
    one, other = old.payout, new.payout
    if same(span_of(one), span_of(other)):
        return
    if one is None or other is None:
        verdict = Verdict.ADVERSE if one is None else Verdict.BETTER
    elif one.amount.value.currency != other.amount.value.currency:
        verdict = Verdict.OPEN
    else:
        found = graded(one.amount.value.amount, other.amount.value.amount, more=Verdict.ADVERSE)
        lapses = {"waits": 0, "lapses": 1}
        rest = graded(lapses[one.otherwise.value], lapses[other.otherwise.value], more=Verdict.ADVERSE)
        verdict = Verdict.ADVERSE if Verdict.ADVERSE in (found, rest) else rest if found is Verdict.NEUTRAL else found
    text = f"{said(span_of(other))} now, {said(span_of(one))} before."
    yield Change(
        "the least that is paid out", sentence(text), verdict, ("payout", "claims"), span_of(one), span_of(other)
    )


def _by_text(old: Agreement, new: Agreement) -> Iterator[Change]:
    """Statements of which one that comes or goes is on one side, and of which another form has to be read."""
    adverse, better, read = Verdict.ADVERSE, Verdict.BETTER, Verdict.OPEN
    rows: tuple[tuple[str, str, Node | None, Node | None, Verdict, Verdict], ...] = (
        ("points", "points", old.points, new.points, read, read),
        ("earning back credits", "earn-back", old.earn_back, new.earn_back, adverse, better),
        ("setting off rewards", "set-off", old.set_off, new.set_off, adverse, better),
        ("the form of a credit", "settle-as", old.settle_as, new.settle_as, read, read),
        ("the worth of a day", "day-of-fee", old.day_of_fee, new.day_of_fee, read, read),
        ("rounding of money", "round-money", old.round_money, new.round_money, read, read),
    )
    for subject, anchor, one, other, added, removed in rows:
        if same(span_of(one), span_of(other)):
            continue
        verdict = added if one is None else removed if other is None else read
        text = f"{said(span_of(other))} now, {said(span_of(one))} before."
        yield Change(subject, sentence(text), verdict, (anchor, "credits"), span_of(one), span_of(other))


# Shared.


def added_or_removed(
    old: Mapping[str, Statement],
    new: Mapping[str, Statement],
    kind: str,
    anchors: tuple[str, ...],
    *,
    added: Verdict,
    removed: Verdict,
) -> Iterator[Change]:
    """What only one of two sets of statements has, by name."""
    for name, node in new.items():
        if name not in old:
            yield Change(f"{kind} {name}", f"New: {said(node.head)}.", added, anchors, None, node.span)
    for name, node in old.items():
        if name not in new:
            yield Change(f"{kind} {name}", f"No longer there: {said(node.head)}.", removed, anchors, node.span)


def graded(old: N, new: N, *, more: Verdict) -> Verdict:
    """`more` if the new amount is the greater one, its opposite if it is the smaller one."""
    if old == new:
        return Verdict.NEUTRAL
    return more if new > old else _opposite(more)


def deadline_verdict(old: Deadline, new: Deadline, *, longer: Verdict) -> Verdict:
    """Days of one kind from one anchor can be compared; anything else has to be read."""
    if (old.unit.value, old.anchor.value) != (new.unit.value, new.anchor.value):
        return Verdict.OPEN
    return graded(old.count.value.value, new.count.value.value, more=longer)


def _opposite(verdict: Verdict) -> Verdict:
    return Verdict.ADVERSE if verdict is Verdict.BETTER else Verdict.BETTER
