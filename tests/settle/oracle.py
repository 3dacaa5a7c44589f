"""A second settlement, slow and obvious: every minute of a day on its own, with Fractions, without `nines.settle`.

A `Case` is a small contract over calendar days in UTC and what happened on each day. `expected` says what is paid.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

__all__ = ["FEE", "MINUTES", "Amount", "Case", "Day", "Exclusion", "Outage", "Payment", "Promise", "Slice", "expected"]

MINUTES = 1440
Amount = tuple[str, int] | tuple[str, int, int] | None
States = list[list[bool | None]]
FEE = Fraction(1000)


@dataclass(frozen=True)
class Outage:
    start: int
    length: int


@dataclass(frozen=True)
class Slice:
    total: int
    bad: int


@dataclass(frozen=True)
class Exclusion:
    """`both`: it leaves downtime and period, else downtime only."""

    start: int
    length: int
    both: bool


@dataclass(frozen=True)
class Promise:
    """`measure` is time, slices, mean or events. Credits by steps (thresholds in thousandths, falling), or an amount.

    `amount`: None, or ("pro rata", factor), ("started" | "whole" | "exact", minutes, euros), ("greater", euros, share).
    """

    measure: str
    promised: int
    steps: tuple[tuple[int, int], ...]
    amount: Amount
    size: int
    threshold: int
    runs: int
    in_full: bool
    empty: str
    rounding: tuple[str, Fraction] | None
    trigger: tuple[int, str] | None


@dataclass(frozen=True)
class Day:
    """What happened to each promise: outages, or slices."""

    outages: tuple[tuple[Outage, ...], ...]
    slices: tuple[tuple[Slice, ...], ...]
    exclusions: tuple[Exclusion, ...]


@dataclass(frozen=True)
class Case:
    promises: tuple[Promise, ...]
    days: tuple[Day, ...]
    stack: str
    cap: tuple[int, str] | None
    payout: tuple[int, str] | None
    terminate: tuple[int, int]


@dataclass(frozen=True)
class Payment:
    """Of one day: what each promise came to (None: not judged), what was due and paid, and whether they may leave."""

    measured: tuple[Fraction | None, ...]
    due: Fraction
    paid: Fraction
    may_leave: bool


def expected(case: Case) -> list[Payment]:
    out: list[Payment] = []
    carried = waiting = Fraction(0)
    states: States = []
    withheld: list[list[Fraction]] = [[] for _ in case.promises]
    paid_before: list[list[bool]] = [[] for _ in case.promises]
    for day in case.days:
        measured: list[Fraction | None] = []
        owing: list[Fraction] = []
        missed_today: list[bool | None] = []
        for index, promise in enumerate(case.promises):
            value, downtime = measure(promise, index, day)
            measured.append(value)
            missed = None if value is None else value < Fraction(promise.promised, 1000)
            missed_today.append(missed)
            credit = Fraction(0) if value is None or not missed else owed(promise, value, downtime)
            due_now = credit
            if promise.trigger is not None and missed:
                count, pays = promise.trigger
                judged = [state[index] for state in states if state[index] is not None] + [True]
                if len(judged) < count or not all(judged[-count:]):
                    due_now = Fraction(0)
                elif pays == "all":
                    due_now += back(index, count, states, withheld, paid_before)
                withheld[index].append(credit if not (len(judged) >= count and all(judged[-count:])) else Fraction(0))
                paid_before[index].append(len(judged) >= count and all(judged[-count:]))
            else:
                withheld[index].append(Fraction(0))
                paid_before[index].append(False)
            owing.append(due_now)
        states.append(missed_today)
        total = combine(case.stack, owing) + carried
        carried = Fraction(0)
        if case.cap is not None:
            most = FEE * case.cap[0] / 100
            if total > most:
                carried = total - most if case.cap[1] == "carries" else Fraction(0)
                total = most
        due = cents(total)
        paid, waiting = pay(case.payout, due + waiting)
        out.append(Payment(tuple(measured), due, paid, may_leave(case.terminate, states)))
    return out


def back(
    index: int, count: int, states: States, withheld: list[list[Fraction]], paid_before: list[list[bool]]
) -> Fraction:
    """What the earlier days of the row withheld, up to the last one on which all was paid."""
    total, seen = Fraction(0), 1
    for at in range(len(states) - 1, -1, -1):
        if seen >= count:
            break
        if states[at][index] is None:
            continue
        if paid_before[index][at]:
            break
        total += withheld[index][at]
        seen += 1
    return total


def combine(stack: str, owing: list[Fraction]) -> Fraction:
    if stack == "sum":
        return sum(owing, Fraction(0))
    if stack == "highest only":
        return max(owing)
    return next((credit for credit in owing if credit > 0), Fraction(0))


def pay(payout: tuple[int, str] | None, amount: Fraction) -> tuple[Fraction, Fraction]:
    if payout is None or amount >= payout[0] or amount == 0:
        return amount, Fraction(0)
    return Fraction(0), amount if payout[1] == "waits" else Fraction(0)


def may_leave(terminate: tuple[int, int], states: States) -> bool:
    """Any promise missed counts as a miss of the day; a day on which nothing was judged is passed over."""
    wanted, window = terminate
    days = [any(state is True for state in day) for day in states if any(state is not None for state in day)]
    today = states[-1]
    if not any(state is True for state in today):
        return False
    return sum(days[-window:]) >= wanted


def cents(value: Fraction) -> Fraction:
    """Half-even."""
    return Fraction(round(value * 100), 100)


# One promise on one day.


def measure(promise: Promise, index: int, day: Day) -> tuple[Fraction | None, Fraction]:
    """The measured value after rounding, and minutes of downtime."""
    excluded: list[str] = [""] * MINUTES
    for item in day.exclusions:
        for minute in range(item.start, min(MINUTES, item.start + item.length)):
            if item.both:
                excluded[minute] = "both"
            elif not excluded[minute]:
                excluded[minute] = "down"
    value, downtime = {"time": of_time, "slices": of_slices, "mean": of_mean, "events": of_events}[promise.measure](
        promise, index, day, excluded
    )
    if value is not None and promise.rounding is not None:
        mode, step = promise.rounding
        units = value / step
        value = {"half-even": Fraction(round(units)), "down": Fraction(units // 1)}[mode] * step
    return value, downtime


def filtered(bad: list[bool | None], runs: int, in_full: bool) -> list[bool | None]:
    """Runs of bad minutes that are long enough."""
    out = list(bad)
    at = 0
    while at < MINUTES:
        if not bad[at]:
            at += 1
            continue
        end = at
        while end < MINUTES and bad[end]:
            end += 1
        forgiven = end if end - at < runs else (at if in_full else at + runs)
        for minute in range(at, forgiven):
            out[minute] = False
        at = end
    return out


def of_time(promise: Promise, index: int, day: Day, excluded: list[str]) -> tuple[Fraction | None, Fraction]:
    bad: list[bool | None] = [False] * MINUTES
    for outage in day.outages[index]:
        for minute in range(outage.start, outage.start + outage.length):
            bad[minute] = True
    if promise.runs:
        bad = filtered(bad, promise.runs, promise.in_full)
    down = sum(1 for minute in range(MINUTES) if bad[minute] and not excluded[minute])
    length = sum(1 for minute in range(MINUTES) if excluded[minute] != "both")
    return (1 - Fraction(down, length) if length else None), Fraction(down)


def of_slices(promise: Promise, index: int, day: Day, excluded: list[str]) -> tuple[Fraction | None, Fraction]:
    bad: list[bool | None] = []
    for item in day.slices[index]:
        if item.total == 0:
            verdict: bool | None = {"counts as good": False, "counts as bad": True, "left out": None}[promise.empty]
        else:
            verdict = Fraction(item.bad, item.total) >= Fraction(promise.threshold, 100)
        bad += [verdict] * promise.size
    if promise.runs:
        bad = filtered(bad, promise.runs, promise.in_full)
    down = sum(1 for minute in range(MINUTES) if bad[minute] and not excluded[minute])
    judged = sum(1 for minute in range(MINUTES) if bad[minute] is not None and excluded[minute] != "both")
    return (1 - Fraction(down, judged) if judged else None), Fraction(down)


def of_mean(promise: Promise, index: int, day: Day, excluded: list[str]) -> tuple[Fraction | None, Fraction]:
    rates: list[Fraction] = []
    for number, item in enumerate(day.slices[index]):
        out = excluded[number * promise.size]
        if out == "both":
            continue
        if item.total:
            rate = Fraction(item.bad, item.total)
        elif promise.empty == "left out":
            continue
        else:
            rate = Fraction(0 if promise.empty == "counts as good" else 1)
        rates.append(Fraction(0) if out else rate)
    return (1 - sum(rates, Fraction(0)) / len(rates) if rates else None), Fraction(0)


def of_events(promise: Promise, index: int, day: Day, excluded: list[str]) -> tuple[Fraction | None, Fraction]:
    good = total = 0
    for number, item in enumerate(day.slices[index]):
        out = excluded[number * promise.size]
        if out != "both":
            total += item.total
            good += item.total if out else item.total - item.bad
    if total:
        return Fraction(good, total), Fraction(0)
    return {"counts as good": Fraction(1), "counts as bad": Fraction(0), "left out": None}[promise.empty], Fraction(0)


def owed(promise: Promise, value: Fraction, downtime: Fraction) -> Fraction:
    """What a missed promise costs."""
    if promise.amount is None:
        share = 0
        for threshold, credit in promise.steps:
            if value < Fraction(threshold, 1000):
                share = credit
        return FEE * share / 100
    kind, first, *more = promise.amount
    if kind == "pro rata":
        return first * FEE * downtime / MINUTES
    if kind == "greater":
        return max(Fraction(first), FEE * more[0] / 100)
    units = downtime / first
    if kind == "started":
        units = Fraction(-((-downtime) // first))
    elif kind == "whole":
        units = Fraction(downtime // first)
    return units * more[0]
