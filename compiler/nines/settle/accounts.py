"""The account of a period: from what each promise costs to what is paid, step by step, each by its clause.

The order is: stacking, what a cap left over before, caps as they are written, what credits depend on, rewards set off,
rounding (money once, here), what waited before, and the least sum that is paid out.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nines.language.phrases import Units
from nines.language.statements.money import Cap, Round
from nines.record import dataclass, replace
from nines.settle.codes import MISSING_NUMBERS, MIXED_MONEY, OPEN_TERM
from nines.settle.entries import Earlier, Entry
from nines.settle.gaps import Gap
from nines.settle.ground import Ground, rounded
from nines.settle.incidents import by_incident, is_for_incidents
from nines.settle.judged import Judged
from nines.settle.reckon import Worth
from nines.settle.rows import NeedRow
from nines.settle.stacking import Item, Stacked, stacked
from nines.settle.windows import Capped, Limit, capped, worth_of_day
from nines.source import Span
from nines.values.model import Money
from nines.values.units import base_value

__all__ = ["Account", "Change", "Share", "caps_of", "credit_account", "in_another_currency", "rest_of"]


@dataclass(frozen=True, slots=True)
class Change:
    """A step of an account: what it does, by which clause, and the sum after it.

    `what`: carried, cap, need, set off, round, waited, waits, lapses. `by` is the amount that it adds (or, below zero,
    takes), `limit` the cap. `of` are the labels of the thing that a cap is for.
    """

    what: str
    span: Span | None
    by: Fraction
    after: Worth
    limit: Limit | None = None
    of: tuple[tuple[str, str], ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """What one thing's credits come to after caps, and the rest that carries over. Without `labels`: of all."""

    labels: tuple[tuple[str, str], ...]
    amount: Fraction
    carried: Fraction


@dataclass(frozen=True, slots=True)
class Account:
    """`due` is the sum for this period, `paid` what is paid now: not what waits, with what has waited.

    `parts` are the things that have fees of their own.
    """

    stacks: tuple[Stacked, ...]
    changes: tuple[Change, ...]
    due: Worth
    paid: Worth
    carried: Worth
    deferred: Worth
    set_off_left: Worth
    parts: tuple[Share, ...] = ()


def credit_account(
    items: Sequence[Item],
    ground: Ground,
    judged: Judged,
    past: Earlier,
    needs: Sequence[NeedRow],
    rewards: Worth | None,
) -> Account | Gap | None:
    """None where nothing is due and nothing waits."""
    last = past.last
    waiting = (*last.carried, *last.deferred) if last is not None else ()
    if {item.worth.kind for item in items} == {"days", "money"}:
        items = [_in_money(item, ground) for item in items]
    unit = next((item.worth for item in items), next((worth for worth in waiting if worth.amount), None))
    if unit is None:
        return None
    other = next((worth for worth in (*(item.worth for item in items), *waiting) if not worth.alike(unit)), None)
    if other is not None:
        span = items[-1].span if items else ground.agreement.promises[0].origin
        helps = ("say what a day of service is worth: `day of fee 1/30`",) if "days" in (other.kind, unit.kind) else ()
        return Gap(MIXED_MONEY, "credits of two kinds or currencies would have to be added", span, helps=helps)
    return _Credits(ground, judged, past, unit).account(items, needs, rewards)


def _in_money(item: Item, ground: Ground) -> Item:
    """Days of service beside money, by what a day of fee is; as they are where nobody says what that is."""
    day = worth_of_day(ground, item.affected) if item.worth.kind == "days" else None
    return replace(item, worth=day.times(item.worth.amount)) if day is not None else item


@dataclass(slots=True)
class _Credits:
    """Builds the account of credits of one kind and currency."""

    ground: Ground
    judged: Judged
    past: Earlier
    unit: Worth

    def account(self, items: Sequence[Item], needs: Sequence[NeedRow], rewards: Worth | None) -> Account | Gap:
        stacks: list[Stacked] = []
        changes: list[Change] = []
        parts: list[Share] = []
        caps = caps_of(self.ground, "credits")
        for labels in self._groups(items):
            together = stacked([item for item in items if item.affected == labels], self.ground.agreement)
            if isinstance(together, Gap):
                return together
            stacks.append(together)
            limited = self._limited(together, labels, caps, changes)
            if isinstance(limited, Gap):
                return limited
            parts.append(limited)
        whole = sum((part.amount for part in parts), Fraction(0))
        return self._settled(whole, parts, tuple(stacks), changes, needs, rewards)

    def _groups(self, items: Sequence[Item]) -> list[tuple[tuple[str, str], ...]]:
        """The things that have fees of their own, and those of which only a rest is left from before."""
        last = self.past.last
        left = [part.labels for part in last.parts if part.carried] if last is not None else []
        rest: list[tuple[tuple[str, str], ...]] = [()] if self._carried(()) else []
        return list(dict.fromkeys((*(item.affected for item in items), *left, *rest))) or [()]

    def _limited(
        self, together: Stacked, labels: tuple[tuple[str, str], ...], caps: Sequence[Cap], changes: list[Change]
    ) -> Share | Gap:
        """What caps leave of one thing's credits, and the rest that carries over."""
        amount = together.sum.amount if together.sum is not None else Fraction(0)
        carried = Fraction(0)
        of = Capped(self.judged, self.ground, self.past, labels=labels)
        items: Sequence[Item] = together.paid
        for cap in (cap for cap in caps if is_for_incidents(cap, self.judged)):
            found = by_incident(cap, items, of)
            if isinstance(found, Gap):
                return found
            limits, items = found
            for incident, bitten in limits:
                over = bitten.before.amount - bitten.after.amount
                amount -= over
                changes.append(Change("cap", cap.span, -over, self._worth(amount), bitten, labels, incident))
                carried += rest_of(cap, over)
        before = self._carried(labels)
        if before:
            amount += before
            changes.append(Change("carried", None, before, self._worth(amount), of=labels))
        for cap in (cap for cap in caps if not is_for_incidents(cap, self.judged)):
            limit = capped(cap, self._worth(amount), of, lambda entry, worth: _credited(entry, worth, labels))
            if isinstance(limit, Gap):
                return limit
            over = amount - limit.after.amount
            amount = limit.after.amount
            changes.append(Change("cap", cap.span, -over, limit.after, limit, labels))
            if over and cap.rest is None:
                said = "the cap bites, and the contract does not say what becomes of the rest"
                return Gap(OPEN_TERM, said, cap.span, "needs `rest lapses` or `rest carries`")
            carried += rest_of(cap, over)
        return Share(labels, amount, carried)

    def _carried(self, labels: tuple[tuple[str, str], ...]) -> Fraction:
        """What a cap left of one thing in the last period; of what has no fees of its own, without labels."""
        last = self.past.last
        if last is None:
            return Fraction(0)
        if labels:
            return sum((worth.amount for worth in last.part(labels).carried), Fraction(0))
        own = sum((worth.amount for part in last.parts for worth in part.carried), Fraction(0))
        return self._earlier("carried") - own

    def _settled(
        self,
        amount: Fraction,
        parts: Sequence[Share],
        stacks: tuple[Stacked, ...],
        changes: list[Change],
        needs: Sequence[NeedRow],
        rewards: Worth | None,
    ) -> Account | Gap:
        refused = self._unmet(amount, needs)
        if isinstance(refused, Gap):
            return refused
        for need in refused:
            changes.append(Change("need", need.span, -amount, self._worth(Fraction(0)), text=need.need))
            amount = Fraction(0)
        left = Fraction(0)
        rule = self.ground.agreement.set_off
        if rule is not None and rewards is not None and rewards.amount:
            if not rewards.alike(self.unit):
                return Gap(
                    MIXED_MONEY, "rewards are of another kind than the credits they are set off against", rule.span
                )
            used = min(amount, rewards.amount)
            left, amount = rewards.amount - used, amount - used
            changes.append(Change("set off", rule.span, -used, self._worth(amount)))
        due = self._rounded(amount, changes)
        if isinstance(due, Gap):
            return due
        settled = self._paid_out(due, changes)
        if isinstance(settled, Gap):
            return settled
        paid, deferred = settled
        return Account(
            stacks,
            tuple(changes),
            self._worth(due),
            self._worth(paid),
            self._worth(sum((part.carried for part in parts), Fraction(0))),
            self._worth(deferred),
            self._worth(left),
            tuple(part for part in parts if part.labels),
        )

    def _unmet(self, amount: Fraction, needs: Sequence[NeedRow]) -> list[NeedRow] | Gap:
        """What the customer would have to fulfil, and does not. Whether it does has to be said where it matters."""
        found: list[NeedRow] = []
        for need in self.ground.agreement.needs:
            if need.otherwise is None or not amount:
                continue
            row = next((row for row in needs if row.need == need.name.value), None)
            if row is None:
                said = f"a credit is due only if `{need.name.value}` is met, and whether it was is not said"
                helps = (f"add a row to the table `needs`: `{need.name.value},yes`",)
                return Gap(MISSING_NUMBERS, said, need.span, "else there is no credit", helps)
            found += [] if row.met else [row]
        return found

    def _rounded(self, amount: Fraction, changes: list[Change]) -> Fraction | Gap:
        rule = self.ground.agreement.round_money
        if self.unit.kind != "money":
            return amount
        if rule is None:
            if not amount:
                return amount
            span = self.ground.agreement.promises[0].origin
            return Gap(OPEN_TERM, "the contract does not say how money is rounded", span, "needs `round money`")
        gap = in_another_currency(rule, self.unit)
        if gap is not None and amount:
            return gap
        due = rounded(amount, rule)
        if due != amount:
            changes.append(Change("round", rule.span, due - amount, self._worth(due)))
        return due

    def _paid_out(self, due: Fraction, changes: list[Change]) -> tuple[Fraction, Fraction] | Gap:
        """What is paid now, and what waits for a later period."""
        waited = self._earlier("deferred")
        amount = due + waited
        if waited:
            changes.append(Change("waited", None, waited, self._worth(amount)))
        payout = self.ground.agreement.payout
        if payout is None or not amount:
            return amount, Fraction(0)
        if payout.amount.value.currency != self.unit.currency:
            said = f"the least sum is in {payout.amount.value.currency}, and what is due is not"
            return Gap(MIXED_MONEY, said, payout.amount.span)
        if amount >= base_value(payout.amount.value):
            return amount, Fraction(0)
        waits = payout.otherwise.value == "waits"
        changes.append(Change(payout.otherwise.value, payout.span, -amount, self._worth(Fraction(0))))
        return Fraction(0), amount if waits else Fraction(0)

    def _earlier(self, name: str) -> Fraction:
        last = self.past.last
        amounts: Sequence[Worth] = getattr(last, name) if last is not None else ()
        return sum((worth.amount for worth in amounts), Fraction(0))

    def _worth(self, amount: Fraction) -> Worth:
        return Worth(self.unit.kind, amount, self.unit.currency)


def in_another_currency(rule: Round, worth: Worth) -> Gap | None:
    """Why money cannot be rounded: the step is one of another currency than what is due."""
    step = rule.step.value if rule.step is not None else None
    if not isinstance(step, Money) or worth.kind != "money" or step.currency == worth.currency:
        return None
    said = f"money is rounded in {step.currency}, and what is due is in {worth.currency}"
    return Gap(MIXED_MONEY, said, rule.span, "rounds another currency")


def rest_of(cap: Cap, over: Fraction) -> Fraction:
    """What of the amount beyond a cap is left for later."""
    return over if cap.rest is not None and cap.rest.value == "carries" else Fraction(0)


def _credited(entry: Entry, worth: Worth, labels: tuple[tuple[str, str], ...]) -> Fraction:
    return next((item.amount for item in entry.part(labels).credited if item.alike(worth)), Fraction(0))


def caps_of(ground: Ground, what: str) -> list[Cap]:
    """The caps of money and days: those of points are for the balance of points."""
    found = [cap for cap in ground.agreement.caps if cap.what.value == what and cap.amount is not None]
    return [cap for cap in found if not isinstance(cap.amount, Units)]
