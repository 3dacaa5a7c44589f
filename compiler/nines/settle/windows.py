"""Caps over more than one period: what is left of the most that a window allows."""

from __future__ import annotations

import datetime
from fractions import Fraction

from nines.contract.model import Agreement
from nines.language.phrases import Share
from nines.language.statements.money import Cap
from nines.settle.codes import MISSING_HISTORY, MIXED_MONEY, NOT_SETTLED, OPEN_TERM
from nines.settle.entries import Earlier, Entry
from nines.settle.gaps import Gap
from nines.settle.ground import MONTHS, Ground
from nines.settle.holding import MORE_HISTORY
from nines.settle.judged import Judged
from nines.settle.promises import Limit
from nines.settle.reckon import Worth, reckon
from nines.values import calendar
from nines.values.names import days_in_month
from nines.values.zone import EPOCH_DAY

__all__ = ["capped", "window_of"]


def capped(
    cap: Cap, worth: Worth, judged: Judged, ground: Ground, past: Earlier, labels: tuple[tuple[str, str], ...] = ()
) -> Limit | Gap:
    """What a cap of the whole agreement leaves of a sum; `labels` are the thing whose fees it is a share of."""
    assert cap.amount is not None
    if cap.scope is not None and cap.scope.value == "period":
        most = reckon(cap.amount, ground, labels=labels)
        return most if isinstance(most, Gap) else _limit(cap, most.worth, worth, Fraction(0), ground)
    if labels:
        said = "a cap over more than a period is not settled yet where each thing has fees of its own"
        return Gap(NOT_SETTLED, said, cap.span)
    kind = cap.what.value
    start = _start(cap, judged, ground)
    if isinstance(start, Gap):
        return start
    within = past.since(start)
    if within is None:
        said = f"the cap `{cap.span.text}` looks back further than the ledger goes"
        return Gap(MISSING_HISTORY, said, cap.span, helps=MORE_HISTORY)
    window = _most(cap, ground, within)
    if isinstance(window, Gap):
        return window
    used = sum((_of(entry, kind, worth) for entry in within), Fraction(0))
    return _limit(cap, window, worth, used, ground)


def _of(entry: Entry, kind: str, worth: Worth) -> Fraction:
    amounts = entry.credited if kind == "credits" else entry.rewarded
    return next((item.amount for item in amounts if item.alike(worth)), Fraction(0))


def _limit(cap: Cap, most: Worth, worth: Worth, used: Fraction, ground: Ground) -> Limit | Gap:
    """Days of service and money are brought together by what a day of fee is."""
    if not most.alike(worth):
        day = _day(ground)
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


def _day(ground: Ground) -> Worth | None:
    """What a day of service costs."""
    terms, base = ground.agreement.day_of_fee, ground.base(None)
    if terms is None or isinstance(base, Gap):
        return None
    return Worth("money", terms.share.value.value * base.amount, base.currency)


def _start(cap: Cap, judged: Judged, ground: Ground) -> int | Gap:
    """Where the window of a cap begins that this period belongs to."""
    zone = judged.zone
    if cap.months is not None:
        day = datetime.date.fromordinal(zone.local_day(judged.span.end) + EPOCH_DAY)
        month = day.year * 12 + day.month - 1 - (cap.months.value.whole or 0)
        first = datetime.date(month // 12, month % 12 + 1, min(day.day, days_in_month(month // 12, month % 12 + 1)))
        return zone.start_of_day(first.toordinal() - EPOCH_DAY)
    name = cap.scope.value if cap.scope is not None else ""
    start = window_of(name, judged.span.start, judged, ground.agreement)
    if start is None and name == "year":
        said = "a year of the agreement begins when it does, which is not said"
        return Gap(OPEN_TERM, said, cap.span, "needs `version ... effective DATE`")
    if start is None:
        return Gap(NOT_SETTLED, f"a cap per {name} of the whole agreement is not settled yet", cap.span)
    if window_of(name, judged.span.end - 1, judged, ground.agreement) != start:
        said = f"a cap per {name} is not settled yet where a period reaches over the end of one"
        return Gap(NOT_SETTLED, said, cap.span)
    return start


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


def _most(cap: Cap, ground: Ground, within: tuple[Entry, ...]) -> Worth | Gap:
    """A share is of the window's fees: those charged in a rolling window, the fees of all of a calendar one."""
    assert cap.amount is not None
    found = reckon(cap.amount, ground)
    if isinstance(found, Gap) or not isinstance(cap.amount, Share) or found.base is None:
        return found if isinstance(found, Gap) else found.worth
    base = found.base
    if cap.months is None:
        months = {"month": 1, "quarter": 3, "year": 12, "calendar year": 12}[cap.scope.value if cap.scope else ""]
        if base.unit not in MONTHS:
            said = f"the base is per {base.unit}, and how many of them a window has differs"
            return Gap(NOT_SETTLED, said, cap.span)
        return found.worth.times(Fraction(months, MONTHS[base.unit]))
    share = found.worth.amount / base.amount if base.amount else Fraction(0)
    fees = base.amount
    for entry in within:
        paid = next((fee for fee in entry.fees if fee.currency == base.currency), None)
        if paid is None:
            return Gap(MIXED_MONEY, f"the ledger has no fees in {base.currency} for {entry.period}", cap.span)
        fees += paid.amount
    return Worth("money", share * fees, base.currency)
