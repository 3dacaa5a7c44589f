"""Caps of every scope, each worked out by hand: per outage and day, of promises, of things with fees of their own."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nines.settle.entries import Entry
from nines.settle.result import Settlement
from tests.settle.support import FRAME, contract, credit, one, run, said

FEE = "  fee subscription EUR 1_000 per month\n"
EVENTS = "  promise up of api.availability at least 99.9% {\n    measure share of good events\n"
EACH = (
    "  promise repair of api.availability at most 1h {\n    judge each outage\n    measure downtime\n"
    "    crossing counts where it starts\n    credit EUR 10 per started 1h of excess downtime\n  }\n"
)
ROWS = "id,start,length\n"


def months(terms: str, bad: list[int], **more: str) -> list[Settlement]:
    made, entries, found = contract(terms), list[Entry](), list[Settlement]()
    for number, count in enumerate(bad, 1):
        settlement = one(made, f"2026-{number:02}", tuple(entries), None, totals=f"bad,total\n{count},1000\n", **more)
        found.append(settlement)
        entries.append(settlement.entry)
    return found


def test_a_cap_per_outage_is_for_each_of_them() -> None:
    """5h of 1h promised are 4 started hours: 40, capped at 25; 2h are 10."""
    table = ROWS + "a,2026-09-03T00:00:00Z,5h\nb,2026-09-04T00:00:00Z,2h\n"
    assert credit(one(contract(EACH + "  cap credits EUR 25 per outage, rest lapses\n"), outages=table)) == 35
    settlement = one(contract(EACH + "  cap credits EUR 25 per outage, rest carries\n"), outages=table)
    assert settlement.credit is not None
    assert settlement.credit.due.amount == 35
    assert settlement.credit.carried.amount == 15


def test_a_cap_per_day_is_for_what_happened_on_it() -> None:
    """Two outages of one day cost 40 and 20, one of another day 20: 50 and 20."""
    table = ROWS + "a,2026-09-03T00:00:00Z,5h\nb,2026-09-03T08:00:00Z,3h\nc,2026-09-04T00:00:00Z,3h\n"
    assert credit(one(contract(EACH + "  cap credits EUR 50 per day, rest lapses\n"), outages=table)) == 70
    shared = EACH + "  day of fee 1/40\n  cap credits 200% per day, rest lapses\n"
    assert credit(one(contract(shared), outages=table)) == 70
    _, report = run(contract(EACH + "  cap credits 200% per day, rest lapses\n"), outages=table)
    assert "what that is is not said" in said(report)[0]


def test_what_is_owed_for_a_period_is_not_parted_by_guess() -> None:
    body = EVENTS + "    credit 3% when missed\n    credit 10% below 99%\n  }\n"
    made = contract(body + "  cap credits EUR 50 per outage, rest lapses\n")
    assert credit(one(made, totals="bad,total\n5,1000\n")) == 30
    _, report = run(made, totals="bad,total\n50,1000\n")
    assert "what of the credits is for one outage is not known" in said(report)[0]


def test_a_cap_of_a_promise_over_a_quarter() -> None:
    body = EVENTS + "    credit 20% when missed\n    cap credits 15% per quarter, rest lapses\n  }\n"
    assert [credit(item) for item in months(body, [5, 5, 5, 5])] == [200, 200, 50, 200]


def test_what_a_cap_of_a_promise_leaves_carries_over() -> None:
    body = EVENTS + "    credit 25% when missed\n    cap credits 10% per period, rest carries\n  }\n"
    assert [credit(item) for item in months(body, [5, 0, 0, 0])] == [100, 100, 50, 0]
    assert [credit(item) for item in months(body, [5, 5, 0, 0, 0, 0])] == [100, 100, 100, 100, 100, 0]


def test_rewards_beyond_their_cap_carry_over() -> None:
    body = EVENTS + "    credit 1% when missed\n    reward 5% when measured at least 99.99%\n  }\n"
    found = months(body + "  cap rewards 3% per period, rest carries\n", [0, 5, 5])
    assert [item.reward.due.amount if item.reward is not None else 0 for item in found] == [30, 20, 0]


LINES = (
    "  promise repair of api.availability at most 1h {\n    judge each cluster, outage\n    measure downtime\n"
    "    crossing counts where it starts\n    credit 10% per started 1h of excess downtime\n  }\n"
)
AFFECTED = FRAME.replace("base subscription per", "base rent of the affected cluster per")


def lines(cap: str, *tables: str) -> list[tuple[str, str]]:
    made, entries, found = contract(LINES + cap, FEE, AFFECTED), list[Entry](), list[tuple[str, str]]()
    for number, table in enumerate(tables, 1):
        settlement = one(
            made,
            f"2026-0{number}",
            tuple(entries),
            outages="id,cluster,start,length\n" + table,
            fees="fee,cluster,amount\nrent,c1,EUR 500\nrent,c2,EUR 200\n",
        )
        account = settlement.credit
        found.append((str(account.due.amount), str(account.carried.amount)) if account else ("0", "0"))
        entries.append(settlement.entry)
    return found


def test_each_thing_has_its_own_cap_and_its_own_rest() -> None:
    """c1: 6 x 50 = 300, capped at 60% of 500; then the rest of none. c2: 9 x 20 = 180, capped at 120, rest 60."""
    january = "a,c1,2026-01-03T00:00:00Z,7h\nb,c2,2026-01-04T00:00:00Z,10h\n"
    cap = "  cap credits 60% per period, rest carries\n"
    assert lines(cap, january, "c,c1,2026-02-03T00:00:00Z,2h\n") == [("420", "60"), ("110", "0")]


def test_each_thing_has_its_own_window() -> None:
    """30% of the fees of up to two months: of c2 60 in January, then 120 less 60."""
    january = "a,c1,2026-01-03T00:00:00Z,3h\nb,c2,2026-01-04T00:00:00Z,10h\n"
    february = "c,c2,2026-02-03T00:00:00Z,10h\n"
    found = lines("  cap credits 30% per rolling 2 months, rest lapses\n", january, february)
    assert found == [("160", "0"), ("60", "0")]


@pytest.mark.parametrize(("bad", "open_"), [((5, 5), False), ((5, 5, 5, 5, 5), True)])
def test_a_week_over_the_end_of_a_month_matters_only_where_sums_differ(bad: tuple[int, ...], *, open_: bool) -> None:
    """Weeks of 2026 from Monday the 5th of January on; the fifth lies in January and February."""
    body = EVENTS + "    credit EUR 30 when missed\n  }\n  cap credits EUR 100 per month, rest lapses\n"
    frame = FRAME.replace("calendar month", "calendar week").replace("2026-01-01", "2026-01-05")
    made, entries, findings = contract(body, FEE, frame), list[Entry](), list[str]()
    for start, count in zip(("01-05", "01-12", "01-19", "01-26", "02-02"), bad, strict=False):
        settled, report = run(made, f"2026-{start}", tuple(entries), totals=f"bad,total\n{count},1000\n")
        findings += said(report)
        entries += [item.entry for item in settled.settlements] if settled is not None else []
    assert any("lies in two windows" in line for line in findings) is open_


def test_the_highest_of_each_incident() -> None:
    """Outage a made both promises worse, b only the second: 30 of the higher for a, and 10 for b."""
    each = (
        "  promise {name} of api.availability at most {bound} {{\n    judge each outage\n    measure downtime\n"
        "    crossing counts where it starts\n    credit EUR {money} when missed\n  }}\n"
    )
    terms = each.format(name="long", bound="2h", money=30) + each.format(name="any", bound="30m", money=10)
    made = contract(terms + "  stack highest per incident\n")
    table = ROWS + "a,2026-09-03T00:00:00Z,3h\nb,2026-09-04T00:00:00Z,1h\n"
    assert credit(one(made, outages=table)) == 40


def test_a_period_with_one_outage_knows_its_incident() -> None:
    up = (
        "  promise up of api.availability at least 99.9% {\n    measure share of good time\n"
        "    credit EUR 50 when missed\n  }\n"
    )
    made = contract(EACH + up + "  stack highest per incident\n")
    assert credit(one(made, outages=ROWS + "a,2026-09-03T00:00:00Z,3h\n")) == 50
    _, report = run(made, outages=ROWS + "a,2026-09-03T00:00:00Z,3h\nb,2026-09-04T00:00:00Z,3h\n")
    assert "is for one incident is not known" in said(report)[0]


def test_short_outages_are_not_weighed() -> None:
    """Runs of 10m: 5m do not count, 8m of all and 4m of a half after it are a run of 12m: 8 + 2 minutes."""
    terms = (
        "  promise up of api.availability at least 99.99% {\n    measure share of good time\n"
        "    weigh by affected users\n    runs of at least 10m count in full\n"
        "    credit EUR 1 per exact 1m of downtime\n  }\n"
    )
    table = (
        "id,start,length,affected\na,2026-09-03T00:00:00Z,5m,100%\n"
        "b,2026-09-04T00:00:00Z,8m,100%\nc,2026-09-04T00:08:00Z,4m,50%\n"
    )
    assert credit(one(contract(terms), outages=table)) == 10


def test_a_weight_is_a_share_of_a_pool() -> None:
    body = EVENTS + "    weight 40%\n    credit 50% of at-risk when missed\n  }\n  pool at-risk 20% of base\n"
    assert credit(one(contract(body), totals="bad,total\n5,1000\n")) == 40


def test_days_beside_money_are_worth_what_a_day_of_fee_is() -> None:
    """2 days of 1/30 of 1,000 are 66.67, and 100 more."""
    two = (
        EVENTS + "    credit 2 days of service when missed\n  }\n"
        "  promise fast of api.availability at least 99% {\n    measure share of good events\n"
        "    credit 10% when missed\n  }\n  stack sum\n"
    )
    table = "promise,bad,total\nup,2,100\nfast,2,100\n"
    assert credit(one(contract(two + "  day of fee 1/30\n"), totals=table)) == Fraction(16667, 100)
    _, report = run(contract(two), totals=table)
    assert "credits of two kinds" in said(report)[0]
