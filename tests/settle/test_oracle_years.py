"""Terms that reach over months, against an obvious second settlement: month after month, by Fractions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nines.settle.entries import Entry
from tests.settle.support import contract, one

FEE = 1000


@dataclass(frozen=True)
class Terms:
    """Shares in percent. `cap`: percent, scope, rest; `reward`: percent, months, repeat; `back`: percent, months."""

    mild: int
    grave: int
    cap: tuple[int, str, str] | None
    reward: tuple[int, int, str] | None
    back: tuple[int, int] | None
    set_off: tuple[str, str] | None
    payout: tuple[int, str] | None


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    mild = draw(st.integers(1, 60))
    scopes = st.sampled_from(["period", "quarter", "calendar year", "rolling 2 months", "rolling 5 months"])
    caps = st.tuples(st.integers(1, 60), scopes, st.sampled_from(["lapses", "carries"]))
    rewards = st.tuples(
        st.integers(1, 20), st.integers(1, 3), st.sampled_from(["then counts anew", "pays every period"])
    )
    offs = st.tuples(st.sampled_from(["period", "quarter", "calendar year"]), st.sampled_from(["lapses", "carries"]))
    return Terms(
        mild=mild,
        grave=draw(st.integers(mild, 100)),
        cap=draw(st.none() | caps),
        reward=draw(st.none() | rewards),
        back=draw(st.none() | st.tuples(st.integers(1, 100), st.integers(1, 3))),
        set_off=draw(st.none() | offs),
        payout=draw(st.none() | st.tuples(st.integers(1, 400), st.sampled_from(["waits", "lapses"]))),
    )


def text(made: Terms) -> str:
    body = f"    credit {made.mild}% when missed\n    credit {made.grave}% below 99.0%\n"
    if made.reward is not None:
        share, number, repeat = made.reward
        periods = f"{number} periods in a row" if number > 1 else "1 period"
        body += f"    reward {share}% when {periods} kept, {repeat}\n"
    found = "  promise up of api.availability at least 99.9% {\n    measure share of good events\n" + body + "  }\n"
    if made.cap is not None:
        found += f"  cap credits {made.cap[0]}% per {made.cap[1]}, rest {made.cap[2]}\n"
    if made.back is not None:
        periods = f"{made.back[1]} periods in a row" if made.back[1] > 1 else "1 period"
        found += f"  earn back {made.back[0]}% when {periods} kept\n"
    if made.set_off is not None:
        found += f"  set off rewards within {made.set_off[0]}, rest {made.set_off[1]}\n"
    if made.payout is not None:
        found += f"  payout at least EUR {made.payout[0]} or {made.payout[1]}\n"
    return found


# The obvious one.


@dataclass
class Month:
    missed: bool
    due: Fraction
    paid: Fraction
    reward: Fraction
    came_back: bool
    rewarded: bool


def window(name: str, month: int) -> int:
    """The first month of the window that a month is in, both from 0."""
    if name.startswith("rolling"):
        return max(0, month - int(name.split()[1]) + 1)
    return {"period": month, "quarter": month - month % 3, "calendar year": 0}[name]


def most(cap: tuple[int, str, str], month: int) -> Fraction:
    share, scope, _ = cap
    months = {"period": 1, "quarter": 3, "calendar year": 12}.get(scope, month - window(scope, month) + 1)
    return Fraction(FEE * share * months, 100)


def cents(value: Fraction) -> Fraction:
    return Fraction(round(value * 100), 100)


def in_a_row(states: list[bool], number: int) -> bool:
    """Whether the last so many were all kept."""
    return len(states) >= number and all(states[-number:])


def expected(made: Terms, bad: list[int]) -> list[Month]:
    months: list[Month] = []
    carried = waiting = kept_back = Fraction(0)
    for month, count in enumerate(bad):
        missed = count > 1
        share = (made.grave if count > 10 else made.mild) if missed else 0
        kept = [not item.missed for item in months] + [not missed]
        back = came_back(made, months, kept)
        reward, rewarded = rewarding(made, months, kept)
        earned = cents(reward + (back or 0)) if reward or back is not None else Fraction(0)
        amount = Fraction(FEE * share, 100) + carried
        carried = Fraction(0)
        if made.cap is not None:
            start = window(made.cap[1], month)
            left = max(Fraction(0), most(made.cap, month) - sum((item.due for item in months[start:]), Fraction(0)))
            if amount > left:
                carried = amount - left if made.cap[2] == "carries" else Fraction(0)
                amount = left
        due, kept_back = setting_off(made, month, amount, earned, kept_back)
        due = cents(due)
        paid = due + waiting
        waiting = Fraction(0)
        if made.payout is not None and 0 < paid < made.payout[0]:
            waiting = paid if made.payout[1] == "waits" else Fraction(0)
            paid = Fraction(0)
        months.append(Month(missed, due, paid, earned, back is not None, rewarded))
    return months


def came_back(made: Terms, months: list[Month], kept: list[bool]) -> Fraction | None:
    if made.back is None or not in_a_row(kept, made.back[1]):
        return None
    since = Fraction(0)
    for item in reversed(months):
        since += item.due
        if item.came_back:
            break
    return since * made.back[0] / 100 if since else None


def rewarding(made: Terms, months: list[Month], kept: list[bool]) -> tuple[Fraction, bool]:
    if made.reward is None:
        return Fraction(0), False
    share, number, repeat = made.reward
    anew = repeat == "then counts anew"
    last = max((index for index, item in enumerate(months) if item.rewarded), default=-1) if anew else -1
    if not in_a_row(kept[last + 1 :], number):
        return Fraction(0), False
    return Fraction(FEE * share, 100), True


def setting_off(
    made: Terms, month: int, amount: Fraction, earned: Fraction, before: Fraction
) -> tuple[Fraction, Fraction]:
    """What is left of the credit, and of rewards for the next month."""
    if made.set_off is None:
        return amount, Fraction(0)
    name, rest = made.set_off
    used = min(amount, earned + before)
    left = earned + before - used
    keeps = rest == "carries" or (name != "period" and window(name, month) == window(name, month + 1) and month < 11)
    return amount - used, left if keeps else Fraction(0)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(terms(), st.lists(st.sampled_from([0, 0, 1, 2, 5, 10, 11, 50]), min_size=2, max_size=9))
def test_month_after_month(made: Terms, bad: list[int]) -> None:
    spec, entries = contract(text(made)), list[Entry]()
    for number, (count, wanted) in enumerate(zip(bad, expected(made, bad), strict=True), 1):
        settlement = one(spec, f"2026-{number:02}", tuple(entries), totals=f"bad,total\n{count},1000\n")
        account, reward = settlement.credit, settlement.reward
        found = (
            account.due.amount if account is not None else Fraction(0),
            account.paid.amount if account is not None else Fraction(0),
            reward.due.amount if reward is not None else Fraction(0),
        )
        assert found == (wanted.due, wanted.paid, wanted.reward), number
        entries.append(settlement.entry)
