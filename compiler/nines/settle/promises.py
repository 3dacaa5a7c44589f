"""What one promise costs, or earns, for what it came to: the credit that pays, its trigger, its own caps."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nines.contract.model import Promise
from nines.diagnostics.model import Report
from nines.language.phrases import Amount, Condition
from nines.language.statements.money import Cap
from nines.language.statements.promise import Credit, Duty, Reward, Trigger
from nines.record import dataclass, replace
from nines.settle.codes import OPEN_TERM
from nines.settle.entries import Earlier, Entry
from nines.settle.gaps import Gap
from nines.settle.ground import Ground
from nines.settle.holding import Past, holds, looks_back, row
from nines.settle.judged import Judged
from nines.settle.nesting import has_two_ends, worst
from nines.settle.outcome import Outcome
from nines.settle.reckon import Reckoned, Worth, reckon
from nines.settle.seen import Seen, in_range
from nines.settle.windows import Capped, Limit, capped

__all__ = ["Due", "Limit", "PromiseResult", "Rest", "chosen", "limited", "settle_promise"]


@dataclass(frozen=True, slots=True)
class Due:
    """A credit or reward that is due: by which statement, how it is reckoned, and what is left after own caps.

    `withheld`: it is due, but its trigger does not hold. `released` is what earlier periods withheld. `before` is what
    a cap of the promise had left for later, `carried` what it leaves now.
    """

    statement: Credit | Reward
    reckoned: Reckoned
    limits: tuple[Limit, ...]
    worth: Worth
    withheld: bool = False
    waived: bool = False
    released: tuple[Worth, ...] = ()
    before: Worth | None = None
    carried: Worth | None = None

    @property
    def is_paid(self) -> bool:
        return not self.withheld and not self.waived


@dataclass(frozen=True, slots=True)
class Rest:
    """What a cap of the promise had left for later, in a period in which nothing more is paid for it."""

    before: Worth
    limits: tuple[Limit, ...]
    worth: Worth
    carried: Worth | None


@dataclass(frozen=True, slots=True)
class PromiseResult:
    """An outcome with what it costs and earns. `rest` is what earlier periods left to be paid."""

    outcome: Outcome
    credit: Due | None
    reward: Due | None
    duties: tuple[Duty, ...]
    trigger: Trigger | None
    rest: Rest | None = None


def settle_promise(
    outcome: Outcome, ground: Ground, judged: Judged, past: Earlier, report: Report
) -> PromiseResult | None:
    """None after a finding."""
    of = Capped(judged, ground, past, outcome.promise, outcome.labels)
    seen, promise = outcome.seen, outcome.promise
    if seen is None:
        left = _rest(outcome, None, of)
        if isinstance(left, Gap):
            report.add(left.finding)
            return None
        return PromiseResult(outcome, None, None, (), promise.trigger, left)
    mine = past.of(promise.name, outcome.labels)
    charged = outcome.charged if outcome.waived else seen
    credit = chosen(promise.credits, promise, charged or seen, mine)
    earns = () if seen.deemed_missed else promise.rewards
    reward = chosen(earns, promise, seen, _since_reward(past, outcome, mine))
    duties = [duty for duty in promise.duties if _is_due(duty.condition, seen, mine, report)]
    if isinstance(credit, Gap) or isinstance(reward, Gap):
        report.extend(item.finding for item in (credit, reward) if isinstance(item, Gap))
        return None
    full = chosen(promise.credits, promise, seen, mine) if outcome.waived else None
    if credit is None and full is not None and not isinstance(full, Gap):
        credit, charged = full, None
    paid = _due(credit, outcome, charged or seen, of, report) if credit is not None else None
    earned = _due(reward, outcome, seen, of, report) if reward is not None else None
    if (credit is not None and paid is None) or (reward is not None and earned is None):
        return None
    if (
        isinstance(reward, Reward)
        and reward.repeat is None
        and (reward.condition is not None and looks_back(reward.condition))
    ):
        said = "whether a repeated reward counts anew or is paid every period is not said"
        report.say(OPEN_TERM, said, reward.span, "needs `, then counts anew` or `, pays every period`")
        return None
    if paid is not None and charged is None:
        paid = replace(paid, waived=True)
    if paid is not None and promise.trigger is not None:
        triggered = _triggered(promise.trigger, outcome, seen, past, paid)
        if isinstance(triggered, Gap):
            report.add(triggered.finding)
            return None
        paid = triggered
    left = _rest(outcome, paid, of)
    if isinstance(left, Gap):
        report.add(left.finding)
        return None
    return PromiseResult(outcome, paid, earned, tuple(duties), promise.trigger, left)


def chosen(
    items: Sequence[Credit | Reward], promise: Promise, seen: Seen, past: Past[Seen]
) -> Credit | Reward | Gap | None:
    """The one that pays of those that hold."""
    found: list[Credit | Reward] = []
    for item in items:
        held = _holds(item, seen, past)
        if isinstance(held, Gap):
            return held
        if held:
            found.append(item)
    if not found:
        return None
    if len(found) > 1 and has_two_ends(items):
        said = f"`{found[0].span.text}` and `{found[1].span.text}` hold at once, and one has a range with two ends"
        return Gap(OPEN_TERM, said, found[1].span, "holds too")
    return worst(found, promise)


def _holds(item: Credit | Reward, seen: Seen, past: Past[Seen]) -> bool | Gap:
    if item.range is not None:
        return in_range(item.range, seen.measured)
    if item.condition is not None:
        return holds(item.condition, seen, past)
    return seen.missed if isinstance(item, Credit) else seen.kept


def _is_due(condition: Condition | None, seen: Seen, past: Past[Seen], report: Report) -> bool:
    if condition is None:
        return seen.missed
    held = holds(condition, seen, past)
    if isinstance(held, Gap):
        report.add(held.finding)
        return False
    return held


def _since_reward(past: Earlier, outcome: Outcome, mine: Past[Seen]) -> Past[Seen]:
    """Rewards that count anew do not look back beyond the last one that was paid."""
    if not any(
        reward.repeat is not None and reward.repeat.value == "counts anew" for reward in outcome.promise.rewards
    ):
        return mine
    for index, entry in enumerate(past.entries):
        for item in entry.promises:
            if item.promise == outcome.promise.name and item.labels == outcome.labels and item.rewarded:
                return Past(mine.periods[:index], whole=True)
    return mine


def _due(statement: Credit | Reward, outcome: Outcome, seen: Seen, of: Capped, report: Report) -> Due | None:
    found = reckon(statement.amount, of.ground, outcome.promise, seen, outcome.labels)
    if isinstance(found, Gap):
        report.add(found.finding)
        return None
    kind = "credits" if isinstance(statement, Credit) else "rewards"
    before = _left_before(outcome, of.past, found.worth) if kind == "credits" else None
    worth = replace(found.worth, amount=found.worth.amount + (before.amount if before is not None else 0))
    after = _under_caps(worth, outcome.promise, kind, of)
    if isinstance(after, Gap):
        report.add(after.finding)
        return None
    limits, left, carried = after
    return Due(statement, found, limits, left, before=before, carried=carried)


def _left_before(outcome: Outcome, past: Earlier, unit: Worth) -> Worth | None:
    entry = past.of_promise(outcome.promise.name, outcome.labels)
    found = [worth for worth in entry.carried if worth.alike(unit)] if entry is not None else []
    return found[0] if found and outcome.outage is None else None


def _rest(outcome: Outcome, paid: Due | None, of: Capped) -> Rest | Gap | None:
    """What is left from before, unless a credit of this period has it already."""
    entry = of.past.of_promise(outcome.promise.name, outcome.labels)
    if (paid is not None and paid.is_paid) or entry is None or not entry.carried or outcome.outage is not None:
        return None
    before = entry.carried[0]
    after = _under_caps(before, outcome.promise, "credits", of)
    return after if isinstance(after, Gap) else Rest(before, *after)


def _under_caps(
    worth: Worth, promise: Promise, kind: str, of: Capped
) -> tuple[tuple[Limit, ...], Worth, Worth | None] | Gap:
    """The promise's own caps in their order, what they leave, and what of the rest carries over."""
    limits: list[Limit] = []
    rest = Fraction(0)

    def used(entry: Entry, unit: Worth) -> Fraction:
        mine = [item for item in entry.promises if (item.promise, item.labels) == (promise.name, of.labels)]
        amounts = [amount for item in mine for amount in (item.charged if kind == "credits" else item.earned)]
        return sum((amount.amount for amount in amounts if amount.alike(unit)), Fraction(0))

    for cap in promise.caps:
        if cap.what.value != kind or cap.amount is None:
            continue
        limit = capped(cap, worth, of, used)
        if isinstance(limit, Gap):
            return limit
        limits.append(limit)
        if limit.bites and cap.rest is None:
            said = "the cap bites, and the contract does not say what becomes of the rest"
            return Gap(OPEN_TERM, said, cap.span, "needs `rest lapses` or `rest carries`")
        if cap.rest is not None and cap.rest.value == "carries":
            rest += worth.amount - limit.after.amount
        worth = limit.after
    return tuple(limits), worth, replace(worth, amount=rest) if rest else None


def limited(
    cap: Cap,
    amount: Amount,
    worth: Worth,
    ground: Ground,
    promise: Promise | None = None,
    labels: tuple[tuple[str, str], ...] = (),
) -> Limit | Gap:
    """What a cap leaves of a worth, without regard to other periods."""
    most = reckon(amount, ground, promise, None, labels)
    if isinstance(most, Gap):
        return most
    if not most.worth.alike(worth):
        said = f"the cap `{cap.amount.span.text if cap.amount else ''}` is of another kind than the credit"
        return Gap(OPEN_TERM, said, cap.span, "caps something else")
    left = Worth(worth.kind, min(worth.amount, most.worth.amount), worth.currency)
    return Limit(cap, most.worth, worth, left)


def _triggered(trigger: Trigger, outcome: Outcome, seen: Seen, past: Earlier, due: Due) -> Due | Gap:
    """The credit, if the trigger holds; with what was withheld before, where all is paid."""
    mine = past.of(outcome.promise.name, outcome.labels)
    held = holds(trigger.condition, seen, mine)
    if isinstance(held, Gap):
        return held
    if not held:
        return replace(due, withheld=True)
    if trigger.pays.value == "pays the last":
        return due
    terms = (trigger.condition.first, *trigger.condition.more)
    looked = max((row(term.history, seen, mine)[1] for term in terms if term.history is not None), default=0)
    return replace(due, released=_released(outcome, past, looked))


def _released(outcome: Outcome, past: Earlier, looked: int) -> tuple[Worth, ...]:
    """What the periods of a row withheld, each once: not what an earlier period has paid with its own."""
    released: dict[tuple[str, str], Fraction] = {}
    for entry in past.entries[:looked]:
        mine = [item for item in entry.promises if item.promise == outcome.promise.name]
        for item in (item for item in mine if item.labels == outcome.labels):
            if item.triggered:
                looked = 0
            for worth in item.withheld:
                key = (worth.kind, worth.currency)
                released[key] = released.get(key, Fraction(0)) + worth.amount
        if not looked:
            break
    return tuple(Worth(kind, amount, currency) for (kind, currency), amount in sorted(released.items()))
