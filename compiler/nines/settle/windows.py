"""Caps over windows: what is left of the most that a window allows, for an agreement, a promise or one thing."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from fractions import Fraction

from nines.contract.model import Agreement, Promise
from nines.language.phrases import Share
from nines.language.statements.money import Cap
from nines.record import dataclass
from nines.settle.codes import MISSING_HISTORY, MIXED_MONEY, OPEN_TERM
from nines.settle.entries import Earlier, Entry
from nines.settle.gaps import Gap
from nines.settle.ground import MONTHS, Ground
from nines.settle.holding import MORE_HISTORY
from nines.settle.judged import Judged
from nines.settle.reckon import Worth, reckon
from nines.values import calendar
from nines.values.names import days_in_month
from nines.values.zone import EPOCH_DAY

__all__ = ["Capped", "Limit", "Used", "capped", "window_of", "worth_of_day"]

Used = Callable[[Entry, Worth], Fraction]
"""What an earlier period has used of a cap, in the kind of a worth."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A cap: the most that it allows, what was to be paid, and what is left of that."""

    cap: Cap
    most: Worth
    before: Worth
    after: Worth

    @property
    def bites(self) -> bool:
        return self.after.amount < self.before.amount


@dataclass(frozen=True, slots=True)
class Capped:
    """What is capped: all of an agreement, or a promise; `labels` are the thing whose fees it is a share of."""

    judged: Judged
    ground: Ground
    past: Earlier
    promise: Promise | None = None
    labels: tuple[tuple[str, str], ...] = ()


def capped(cap: Cap, worth: Worth, of: Capped, used: Used) -> Limit | Gap:
    """What a cap leaves of a sum. A period that lies in two windows needs the contract only where that matters."""
    assert cap.amount is not None
    if cap.scope is not None and cap.scope.value in ("period", "outage"):
        most = reckon(cap.amount, of.ground, of.promise, labels=of.labels)
        return most if isinstance(most, Gap) else _limit(cap, most.worth, worth, Fraction(0), of.ground)
    limits: list[Limit] = []
    for start in _starts(cap, of):
        if isinstance(start, Gap):
            return start
        limit = _in_window(cap, worth, start, of, used)
        if isinstance(limit, Gap):
            return limit
        limits.append(limit)
    if any(limit.after != limits[0].after for limit in limits):
        said = f"the period lies in two windows of the cap `{cap.span.text}`, and in which it counts is not said"
        return Gap(OPEN_TERM, said, cap.span, "another sum is left in each of the two")
    return limits[0]


def _in_window(cap: Cap, worth: Worth, start: int, of: Capped, used: Used) -> Limit | Gap:
    within = of.past.since(start)
    if within is None:
        said = f"the cap `{cap.span.text}` looks back further than the ledger goes"
        return Gap(MISSING_HISTORY, said, cap.span, helps=MORE_HISTORY)
    window = _most(cap, of, within)
    if isinstance(window, Gap):
        return window
    return _limit(cap, window, worth, sum((used(entry, worth) for entry in within), Fraction(0)), of.ground)


def _limit(cap: Cap, most: Worth, worth: Worth, used: Fraction, ground: Ground) -> Limit | Gap:
    """Days of service and money are brought together by what a day of fee is."""
    if not most.alike(worth):
        day = worth_of_day(ground)
        if day is None or {most.kind, worth.kind} != {"days", "money"}:
            said = f"the cap `{cap.span.text}` is of another kind than what is due, and there is no `day of fee`"
            return Gap(OPEN_TERM, said, cap.span, "caps something else")
        amount = (
            most.amount * day.amount if most.kind == "days" else most.amount / day.amount if day.amount else Fraction(0)
        )
        most = Worth(worth.kind, amount, worth.currency)
    left = max(Fraction(0), most.amount - used)
    return Limit(
        cap, Worth(worth.kind, left, worth.currency), worth, Worth(worth.kind, min(worth.amount, left), worth.currency)
    )


def worth_of_day(ground: Ground, labels: tuple[tuple[str, str], ...] = ()) -> Worth | None:
    """What a day of service costs; None where the contract does not say what share of a fee it is."""
    terms, base = ground.agreement.day_of_fee, ground.base(None, labels)
    if terms is None or isinstance(base, Gap):
        return None
    return Worth("money", terms.share.value.value * base.amount, base.currency)


def _starts(cap: Cap, of: Capped) -> list[int | Gap]:
    """Where the windows of a cap begin that the first and the last moment of the period belong to."""
    zone, judged = of.judged.zone, of.judged
    if cap.months is not None:
        day = datetime.date.fromordinal(zone.local_day(judged.span.end) + EPOCH_DAY)
        month = day.year * 12 + day.month - 1 - (cap.months.value.whole or 0)
        first = datetime.date(month // 12, month % 12 + 1, min(day.day, days_in_month(month // 12, month % 12 + 1)))
        return [zone.start_of_day(first.toordinal() - EPOCH_DAY)]
    name = cap.scope.value if cap.scope is not None else ""
    found: list[int | Gap] = []
    for instant in (judged.span.start, judged.span.end - 1):
        start = window_of(name, instant, judged, of.ground.agreement)
        if start is None:
            said = "a year of the agreement begins when it does, which is not said"
            return [Gap(OPEN_TERM, said, cap.span, "needs `version ... effective DATE`")]
        found.append(start)
    return list(dict.fromkeys(found))


def window_of(name: str, instant: int, judged: Judged, agreement: Agreement) -> int | None:
    """Where the window begins that an instant belongs to; None for what is none, or begins nobody says when."""
    zone = judged.zone
    units: dict[str, calendar.CalendarPeriod] = {
        "day": calendar.Day(zone),
        "month": calendar.Month(zone),
        "quarter": calendar.Quarter(zone),
        "calendar year": calendar.Year(zone),
    }
    if name in units:
        return units[name].containing(instant).start
    if name != "year" or agreement.effective is None:
        return None
    begun = agreement.effective.day
    day = datetime.date.fromordinal(zone.local_day(instant) + EPOCH_DAY)
    year = day.year if (day.month, day.day) >= (begun.month, begun.day) else day.year - 1
    first = datetime.date(year, begun.month, min(begun.day, days_in_month(year, begun.month)))
    return zone.start_of_day(first.toordinal() - EPOCH_DAY)


def _most(cap: Cap, of: Capped, within: tuple[Entry, ...]) -> Worth | Gap:
    """A share is of the window's fees: those charged in a rolling window, the fees of all of a calendar one."""
    assert cap.amount is not None
    found = reckon(cap.amount, of.ground, of.promise, labels=of.labels)
    if isinstance(found, Gap) or not isinstance(cap.amount, Share) or found.base is None:
        return found if isinstance(found, Gap) else found.worth
    base = found.base
    if cap.months is None:
        months = {"day": 0, "month": 1, "quarter": 3, "year": 12, "calendar year": 12}
        number = months[cap.scope.value if cap.scope else ""]
        if base.unit not in MONTHS or not number:
            said = f"the base is per {base.unit}, and how many of them a window of the cap has differs"
            return Gap(OPEN_TERM, said, cap.span, "cap a sum of money, or take a base per month")
        return found.worth.times(Fraction(number, MONTHS[base.unit]))
    share = found.worth.amount / base.amount if base.amount else Fraction(0)
    fees = base.amount
    covered = 0
    for entry in within:
        if covered:  # its fees are among those of a later entry, which is a sum
            covered -= 1
            continue
        covered = entry.summed
        paid = next((fee for fee in entry.part(of.labels).fees if fee.currency == base.currency), None)
        if paid is None:
            return Gap(MIXED_MONEY, f"the ledger has no fees in {base.currency} for {entry.period}", cap.span)
        fees += paid.amount
    return Worth("money", share * fees, base.currency)
