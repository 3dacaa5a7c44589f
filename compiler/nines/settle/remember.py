"""What the ledger remembers of a settlement."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nines.contract.model import Customer
from nines.language.statements.promise import Reward as RewardStatement
from nines.record import replace
from nines.settle.accounts import Account
from nines.settle.entries import Entry, Part, PromiseEntry
from nines.settle.gaps import Gap
from nines.settle.ground import MONTHS, Ground, unit_of_period
from nines.settle.judged import Judged
from nines.settle.promises import PromiseResult
from nines.settle.reckon import Worth
from nines.settle.result import EarnedBack, PointsAccount, Reward
from nines.settle.windows import window_of

__all__ = ["entry_of"]


def entry_of(
    customer: Customer,
    judged: Judged,
    ground: Ground,
    results: Sequence[PromiseResult],
    points: PointsAccount | None,
    credit: Account | None,
    reward: Reward | None,
    back: EarnedBack | None,
    waiting: Worth | None,
) -> Entry:
    left: Worth | None = credit.set_off_left if credit is not None else waiting
    rule = customer.agreement.set_off
    keeps = left if rule is not None and _keeps(customer, judged) else None
    return Entry(
        customer=customer.name,
        period=judged.name,
        span=judged.span,
        promises=_promises(results),
        credited=_some(credit.due if credit is not None else None),
        rewarded=_some(reward.due if reward is not None else None),
        carried=_some(credit.carried if credit is not None else None),
        deferred=_some(credit.deferred if credit is not None else None),
        set_off=_some(keeps),
        fees=_fees(ground),
        points=points.after if points is not None else Fraction(0),
        earned_back=back is not None,
        parts=_parts(credit, ground) if credit is not None else (),
        kept=_some(reward.kept if reward is not None else None),
    )


def _parts(account: Account, ground: Ground) -> tuple[Part, ...]:
    """Things that have fees of their own: what each was credited before money was rounded, and its fees."""
    found: list[Part] = []
    for part in account.parts:
        unit = replace(account.due, amount=Fraction(0))
        credited = _some(replace(unit, amount=part.amount))
        found.append(Part(part.labels, credited, _some(replace(unit, amount=part.carried)), _fees(ground, part.labels)))
    return tuple(found)


def _promises(results: Sequence[PromiseResult]) -> tuple[PromiseEntry, ...]:
    return tuple(_promise_entry(result) for result in results)


def _keeps(customer: Customer, judged: Judged) -> bool:
    """Whether rewards that were not set off can be in the next period: in the same window, or carried."""
    rule = customer.agreement.set_off
    assert rule is not None
    if rule.rest is not None and rule.rest.value == "carries":
        return True
    name = rule.window.value
    if name == "period":
        return False
    this, following = (window_of(name, at, judged, customer.agreement) for at in (judged.span.start, judged.span.end))
    return this is not None and this == following


def _promise_entry(result: PromiseResult) -> PromiseEntry:
    credit, reward = result.credit, result.reward
    withheld = (credit.worth,) if credit is not None and credit.withheld else ()
    triggered = result.trigger is not None and credit is not None and not credit.withheld
    statement = reward.statement if reward is not None else None
    repeat = statement.repeat if isinstance(statement, RewardStatement) else None
    anew = repeat is not None and repeat.value == "counts anew"
    outcome = result.outcome
    entry = PromiseEntry(outcome.promise.name, outcome.labels, outcome.seen, withheld, triggered, anew)
    if not outcome.promise.caps:
        return entry
    paid = credit.worth if credit is not None and credit.is_paid else None
    rest = result.rest
    carried = credit.carried if credit is not None and credit.is_paid else rest.carried if rest is not None else None
    return replace(
        entry,
        charged=_some(paid if paid is not None else rest.worth if rest is not None else None),
        carried=_some(carried),
        earned=_some(reward.worth if reward is not None else None),
    )


def _some(worth: Worth | None) -> tuple[Worth, ...]:
    return (worth,) if worth is not None and worth.amount else ()


def _fees(ground: Ground, labels: tuple[tuple[str, str], ...] = ()) -> tuple[Worth, ...]:
    """The fees of the base, for the period."""
    if ground.agreement.base is None:
        return ()
    base = ground.base(None, labels)
    if isinstance(base, Gap):
        return ()
    period = unit_of_period(ground.agreement)
    part = Fraction(1)
    if base.unit in MONTHS and period in MONTHS:
        part = Fraction(MONTHS[period], MONTHS[base.unit])
    return (Worth("money", base.amount * part, base.currency),)
