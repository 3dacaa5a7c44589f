"""Terms of contracts, each with what they pay worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nines.settle.entries import Entry
from nines.settle.reckon import Worth
from tests.settle.support import FRAME, contract, credit, one, run, said

OUTAGES = "id,start,length\n"
UP = "  promise up of api.availability at least 99.9% {\n    measure share of good time\n    "
EVENTS = "  promise up of api.availability at least 99.9% {\n    measure share of good events\n    "
FEE = "  fee subscription EUR 1_000 per month\n"


def outage(length: str) -> str:
    return OUTAGES + f"a,2026-09-10T10:00:00Z,{length}\n"


STEPS = EVENTS + "credit 10% when missed\n    credit 25% below 99.0%\n    credit 50% below 95.0%\n  }\n"


@pytest.mark.parametrize(
    ("bad", "euros"),
    [(0, 0), (100, 0), (101, 100), (1000, 100), (1001, 250), (5000, 250), (5001, 500), (100_000, 500)],
)
def test_steps_on_both_sides_of_each_bound(bad: int, euros: int) -> None:
    """99.9% of 100,000 are 100 bad ones: kept; 101 are a miss. The worst threshold that is reached pays, alone."""
    assert credit(one(contract(STEPS), totals=f"bad,total\n{bad},100000\n")) == euros


AMOUNTS = {
    # 30 days are 43,200 minutes; 216 minutes down are 0.5%, 43.2 are allowed, 172.8 are beyond it.
    "credit 3 x fee for the downtime when missed": Fraction(15),
    "credit EUR 50 when missed": Fraction(50),
    "credit 1/12 when missed": Fraction(8333, 100),
    "credit 5 hours of fee when missed": Fraction(694, 100),
    "credit EUR 2 per started 20m of downtime": Fraction(22),
    "credit EUR 2 per whole 20m of downtime": Fraction(20),
    "credit EUR 2 per exact 20m of downtime": Fraction(216, 10),
    "credit 1% per started 30m of excess downtime": Fraction(60),
    "credit 5% per whole 0.1% of shortfall": Fraction(200),
    "credit 5% per started 0.15pp of shortfall": Fraction(150),
    "credit 5% per exact 1% of unavailability": Fraction(25),
    "credit EUR 7 per outage": Fraction(7),
    "credit greater of EUR 40 and 5%": Fraction(50),
    "credit lesser of EUR 40 and 5%": Fraction(40),
    "credit 2 x chunk when missed": Fraction(60),
    "credit 20% of at-risk when missed": Fraction(50),
}


@pytest.mark.parametrize("text", AMOUNTS)
def test_amounts(text: str) -> None:
    terms = UP + text + "\n  }\n  unit chunk worth 3%\n  pool at-risk 25% of base\n"
    assert credit(one(contract(terms), outages=outage("3h36m"))) == AMOUNTS[text]


@pytest.mark.parametrize(
    ("how", "length", "euros"),
    [("started", "3h20m", 10), ("started", "3h20m1s", 11), ("whole", "3h20m", 10), ("whole", "3h19m59s", 9)],
)
def test_a_step_that_is_just_full_is_one(how: str, length: str, euros: int) -> None:
    made = contract(UP + f"credit EUR 1 per {how} 20m of downtime\n  }}\n")
    assert credit(one(made, outages=outage(length))) == euros


@pytest.mark.parametrize(("how", "counts"), [("in full", 4), ("beyond it", 0)])
def test_a_run_that_is_just_long_enough_counts(how: str, counts: int) -> None:
    body = UP + f"runs of at least 4h count {how}\n    credit EUR 1 per exact 1h of downtime\n  }}\n"
    assert credit(one(contract(body), outages=outage("4h"))) == counts
    assert credit(one(contract(body), outages=outage("3h59m59s"))) == 0
    sliced = (
        "  promise up of api.availability at least 99.9% {\n    measure share of good slices\n    slice 1h\n"
        f"    bad slice every event fails\n    runs of at least 4h count {how}\n"
        "    credit EUR 1 per exact 1h of downtime\n  }\n"
    )
    for hours in (3, 4):
        table = f"start,length,repeat,total,bad\n2026-09-01T00:00:00Z,1h,{hours},9,9\nrest,,,9,0\n"
        assert credit(one(contract(sliced), slices=table)) == (counts if hours == 4 else 0)


def test_days_of_service_stay_days() -> None:
    settlement = one(contract(UP + "credit 2 days of service when missed\n  }\n"), outages=outage("4h"))
    assert settlement.credit is not None
    assert settlement.credit.paid == Worth("days", Fraction(2))


@pytest.mark.parametrize(
    ("rule", "bad", "missed"),
    [
        ("never", 1001, True),
        ("half-even to 0.01% before comparing", 1049, False),
        ("half-even to 0.01% before comparing", 1051, True),
        ("up to 0.1% before comparing", 1999, False),
        ("down to 0.1% before comparing", 1001, True),
    ],
)
def test_rounding_decides_at_the_edge(rule: str, bad: int, missed: bool) -> None:
    made = contract(EVENTS + f"round measured {rule}\n    credit 10% when missed\n  }}\n")
    assert (credit(one(made, totals=f"bad,total\n{bad},1000000\n")) > 0) is missed


TWO = (
    EVENTS + "credit 10% when missed\n  }\n"
    "  promise fast of api.availability at least 99% {\n    measure share of good events\n"
    "    credit 15% when missed\n  }\n"
)
BOTH_MISSED = "promise,bad,total\nup,2,100\nfast,2,100\n"


@pytest.mark.parametrize(("stack", "euros"), [("sum", 250), ("highest only", 150), ("first that pays", 100)])
def test_stacking(stack: str, euros: int) -> None:
    assert credit(one(contract(TWO + f"  stack {stack}\n"), totals=BOTH_MISSED)) == euros


def test_stacking_has_to_be_said_once_it_matters() -> None:
    made = contract(TWO)
    assert credit(one(made, totals="promise,bad,total\nup,5,1000\nfast,5,1000\n")) == 100
    _, report = run(made, totals=BOTH_MISSED)
    assert [line.split(" ", 2)[1] for line in said(report)] == ["N1010"]


def test_two_credits_that_hold_at_once_without_one_being_worse_are_not_chosen_from() -> None:
    made = contract(UP + "credit 5% when outages above 1\n    credit 10% when unavailability above 2%\n  }\n")
    _, report = run(made, outages=OUTAGES + "a,2026-09-01T00:00:00Z,20h\nb,2026-09-03T00:00:00Z,1h\n")
    assert "neither is the worse of the two" in said(report)[0]


def test_overrun_and_missed_nest() -> None:
    made = contract(
        "  promise quick of api.availability at most 4ms {\n    measure mean of value\n"
        "    credit 3% when missed\n    credit 9% when overrun above 35%\n  }\n"
    )
    for measured, euros in (("4ms", 0), ("4.1ms", 30), ("5.4ms", 30), ("5.5ms", 90)):
        assert credit(one(made, totals=f"measured\n{measured}\n")) == euros


def test_a_downtime_that_is_left_out_stays_in_the_whole_or_not() -> None:
    """3h of 30d, of which 1h is excluded: 2h of 720h, or 2h of 719h."""
    for effect, share in (("leaves downtime", Fraction(718, 720)), ("leaves downtime and period", Fraction(717, 719))):
        made = contract(UP + f'credit 10% when missed\n  }}\n  exclude storm "Storm" {effect} shown by "record"\n')
        settlement = one(
            made,
            outages=outage("3h"),
            exclusions="exclusion,start,length,evidence\nstorm,2026-09-10T09:00:00Z,2h,news\n",
        )
        seen = settlement.promises[0].outcome.seen
        wanted = share if effect == "leaves downtime" else Fraction(716, 718)
        assert seen is not None
        assert seen.exact == wanted


@pytest.mark.parametrize(("waived", "euros"), [("3h", 0), ("2h20m", 0), ("2h", 100), ("1m", 250)])
def test_a_waiver_spares_what_it_covers_and_the_miss_stays(waived: str, euros: int) -> None:
    """3h down of 30d. With 40m left the promise would be kept, with an hour missed mildly, with nearly all by more."""
    body = UP + "credit 10% when missed\n    credit 25% below 99.6%\n  }\n"
    made = contract(body + '  exclude storm "Storm" waives credit\n')
    rows = f"exclusion,start,length\nstorm,2026-09-10T10:00:00Z,{waived}\n"
    settlement = one(made, outages=outage("3h"), exclusions=rows)
    seen = settlement.promises[0].outcome.seen
    assert seen is not None
    assert seen.exact == 1 - Fraction(1, 240)
    assert credit(settlement) == euros
    elsewhere = rows.replace("09-10", "09-20")
    assert credit(one(made, outages=outage("3h"), exclusions=elsewhere)) == 250


def test_crossing_outages_are_parted_or_belong_to_where_they_start() -> None:
    row = OUTAGES + "a,2026-09-30T23:00:00Z,4h\n"
    for crossing, september, october in (
        ("split", 1, 3),
        ("counts where it starts", 4, 0),
        ("counts where it ends", 0, 4),
    ):
        made = contract(UP + f"crossing {crossing}\n    credit EUR 1 per exact 1h of downtime\n  }}\n")
        assert credit(one(made, "2026-09", outages=row)) == september
        assert credit(one(made, "2026-10", outages=row)) == october


def test_no_traffic_and_monitor_outages_count_as_the_contract_says() -> None:
    head = "start,length,total,bad\n"
    hours = head + "2026-09-01T00:00:00Z,36h,0,0\nrest,,684,0\n"
    for value, missed, slices in (
        ("counts as good", False, 720),
        ("counts as bad", True, 720),
        ("left out", False, 684),
    ):
        made = contract(
            "  promise up of api.availability at least 99.9% {\n    measure share of good slices\n    slice 1h\n"
            f"    bad slice every event fails\n    no traffic {value}\n    monitor outage {value}\n"
            "    credit 10% when missed\n  }\n"
        )
        for table in (hours, head + "2026-09-01T00:00:00Z,36h,missing,\nrest,,684,0\n"):
            settlement = one(made, slices=table)
            counting = settlement.promises[0].outcome.counting
            assert (credit(settlement) > 0) is missed
            assert getattr(counting, "total", None) == slices


def test_a_partial_period_needs_the_fee_that_was_charged() -> None:
    made = contract(UP + "credit 10% when missed\n  }\n")
    lives = "from\n2026-09-16T00:00:00Z\n"
    row = OUTAGES + "a,2026-09-20T00:00:00Z,1h\n"
    _, report = run(made, outages=row, lifetimes=lives)
    assert "it is not said what was charged" in said(report)[0]
    settlement = one(made, outages=row, lifetimes=lives, fees="fee,amount\nsubscription,EUR 500\n")
    seen = settlement.promises[0].outcome.seen
    assert seen is not None
    assert seen.exact == 1 - Fraction(1, 360)
    assert credit(settlement) == 50


def months(terms: str, bad: list[int]) -> tuple[list[Fraction], list[Entry]]:
    """What each month from January on costs, with so many bad ones of 1,000."""
    made, entries, found = contract(terms), list[Entry](), list[Fraction]()
    for number, count in enumerate(bad, 1):
        settlement = one(made, f"2026-{number:02}", tuple(entries), totals=f"bad,total\n{count},1000\n")
        found.append(credit(settlement) - (settlement.reward.due.amount if settlement.reward else 0))
        entries.append(settlement.entry)
    return found, entries


def test_a_trigger_withholds_and_pays_all() -> None:
    body = EVENTS + "credit 10% when missed\n    trigger 3 periods in a row missed, pays PAYS\n  }\n"
    assert months(body.replace("PAYS", "the last"), [5, 5, 5, 5, 0, 5])[0] == [0, 0, 100, 100, 0, 0]
    assert months(body.replace("PAYS", "all"), [5, 5, 5, 5, 0, 5])[0] == [0, 0, 300, 100, 0, 0]


def test_a_reward_counts_anew_or_pays_every_period() -> None:
    body = EVENTS + "credit 10% when missed\n    reward 2% when 3 periods in a row kept, PAYS\n  }\n"
    assert months(body.replace("PAYS", "then counts anew"), [0] * 7)[0] == [0, 0, -20, 0, 0, -20, 0]
    assert months(body.replace("PAYS", "pays every period"), [0] * 5)[0] == [0, 0, -20, -20, -20]


def test_credits_are_earned_back_once() -> None:
    body = EVENTS + "credit 10% when missed\n  }\n  earn back 40% when 2 periods in a row kept\n"
    assert months(body, [5, 5, 0, 0, 0, 5, 0, 0])[0] == [100, 100, 0, -80, 0, 100, 0, -40]


def test_a_cap_over_a_rolling_window_goes_by_its_fees() -> None:
    """15% of the fees of up to 12 months: 150 in January, 300 by February, and so on."""
    body = EVENTS + "credit 20% when missed\n  }\n  cap credits 15% per rolling 12 months, rest lapses\n"
    assert months(body, [5] * 3)[0] == [150, 150, 150]
    assert months(body, [0, 0, 5, 5, 5])[0] == [0, 0, 200, 200, 200]
    assert months(body, [0, 5, 5, 5, 5])[0] == [0, 200, 200, 200, 150]


def test_a_cap_of_a_calendar_year_goes_by_the_year_s_fees() -> None:
    body = EVENTS + "credit 100% when missed\n  }\n  cap credits 25% per calendar year, rest lapses\n"
    assert months(body, [5, 5, 5, 5, 5])[0] == [1000, 1000, 1000, 0, 0]


def test_a_small_sum_waits_and_a_rest_carries() -> None:
    body = EVENTS + "credit 3% when missed\n  }\n  payout at least EUR 50 or waits\n"
    made, entries, paid = contract(body), list[Entry](), list[Fraction]()
    for number in range(1, 4):
        settlement = one(made, f"2026-{number:02}", tuple(entries), totals="bad,total\n5,1000\n")
        assert settlement.credit is not None
        paid.append(settlement.credit.paid.amount)
        entries.append(settlement.entry)
    assert paid == [0, 60, 0]
    carried = EVENTS + "credit 30% when missed\n  }\n  cap credits 20% per period, rest carries\n"
    assert months(carried, [5, 0, 0])[0] == [200, 100, 0]


def test_rewards_are_set_off_against_credits() -> None:
    body = (
        EVENTS + "credit 10% when missed\n    reward 3% when measured at least 99.99%\n  }\n"
        "  set off rewards within quarter, rest lapses\n"
    )
    made, entries, due = contract(body), list[Entry](), list[Fraction]()
    for number, bad in enumerate((0, 0, 5, 0, 5), 1):
        settlement = one(made, f"2026-{number:02}", tuple(entries), totals=f"bad,total\n{bad},1000\n")
        due.append(credit(settlement))
        entries.append(settlement.entry)
    assert due == [0, 0, 40, 0, 70]


def test_points_become_money_and_are_reset() -> None:
    body = (
        EVENTS + "credit 4 points when missed\n    reward 1 points when measured at least 99.99%\n  }\n"
        "  pool at-risk 30% of base\n"
        "  points {\n    balance credits minus rewards\n    reset after 2 periods in a row kept\n"
        "    credit 50% of at-risk when points at least 7\n  }\n"
    )
    found, entries = months(body, [5, 5, 0, 0, 5])
    assert found == [0, 150, 150, 0, 0]
    assert [entry.points for entry in entries] == [4, 8, 7, 0, 4]


def test_termination_after_four_of_six() -> None:
    body = EVENTS + "credit 1% when missed\n  }\n  terminate when 3 of 4 periods missed or 1 period with up below 50%\n"
    made, entries, rights = contract(body), list[Entry](), list[bool]()
    for number, bad in enumerate((5, 0, 5, 5, 0, 5, 900), 1):
        settlement = one(made, f"2026-{number:02}", tuple(entries), totals=f"bad,total\n{bad},1000\n")
        rights.append(settlement.termination is not None)
        entries.append(settlement.entry)
    assert rights == [False, False, False, True, False, True, True]


def test_history_that_is_not_known_is_not_made_up() -> None:
    made = contract(EVENTS + "credit 10% when 2 periods in a row missed\n  }\n")
    _, report = run(made, "2026-05", totals="bad,total\n5,1000\n")
    assert [line.split(" ", 2)[1] for line in said(report)] == ["N1012"]
    assert credit(one(made, "2026-05", totals="bad,total\n0,1000\n")) == 0
    assert credit(one(made, "2026-01", totals="bad,total\n5,1000\n")) == 0


def test_each_outage_is_judged_alone_and_fees_are_those_of_what_it_hurt() -> None:
    body = (
        "  promise repair of api.availability at most 3h {\n    judge each cluster, outage\n    measure downtime\n"
        "    credit greater of EUR 40 and 4% per started 20m of excess downtime\n  }\n"
        "  cap credits 60% per period, rest lapses\n"
    )
    frame = FRAME.replace("base subscription per", "base rent of the affected cluster per")
    settlement = one(
        contract(body, FEE, frame),
        outages="id,cluster,start,length\na,c1,2026-09-03T00:00:00Z,3h\nb,c1,2026-09-04T00:00:00Z,3h50m\n"
        "c,c2,2026-09-05T00:00:00Z,10h\n",
        fees="fee,cluster,amount\nrent,c1,EUR 500\nrent,c2,EUR 200\n",
    )
    # b: 3 x 4% of 500 = 60. c: 21 x 4% of 200 = 168, capped at 60% of 200 = 120.
    assert credit(settlement) == 180


def test_maintenance_beyond_its_allowance_and_outside_of_its_hours_counts() -> None:
    made = contract(
        UP + "credit EUR 1 per exact 1h of downtime\n  }\n"
        "  exclude weekly leaves downtime, beyond it counts\n  exclude urgent leaves downtime, beyond it counts\n",
        FEE + '}\nmaintenance weekly "Weekly" {\n  every sun from 02:00 to 04:00 in UTC\n  at most 5h per month\n}\n'
        'maintenance urgent "Urgent" {\n  emergency\n  notice 2h\n  at most 3h per quarter\n',
    )
    # Sundays of September 2026: 6, 13, 20, 27. The third has one hour left of five, the fourth none.
    rows = OUTAGES + "".join(f"s{day},2026-09-{day:02}T02:00:00Z,2h\n" for day in (6, 13, 20, 27))
    assert credit(one(made, outages=rows)) == 3
    works = "exclusion,start,length,announced\n"
    fine = works + "urgent,2026-09-10T10:00:00Z,2h,2026-09-10T08:00:00Z\n"
    assert credit(one(made, outages=outage("4h"), maintenance=fine)) == 2
    late = works + "urgent,2026-09-10T10:00:00Z,2h,2026-09-10T08:00:01Z\n"
    assert credit(one(made, outages=outage("4h"), maintenance=late)) == 4
    before = fine + "urgent,2026-07-10T10:00:00Z,2h,2026-07-10T00:00:00Z\n"
    assert credit(one(made, outages=outage("4h"), maintenance=before)) == 3


def test_needs_decide_only_where_something_is_due() -> None:
    made = contract(STEPS + '  needs paid-up "No open invoice" else no credit\n')
    assert credit(one(made, totals="bad,total\n0,1000\n")) == 0
    _, report = run(made, totals="bad,total\n5,1000\n")
    assert "whether it was is not said" in said(report)[0]
    assert credit(one(made, totals="bad,total\n5,1000\n", needs="need,met\npaid-up,yes\n")) == 100
    assert credit(one(made, totals="bad,total\n5,1000\n", needs="need,met\npaid-up,no\n")) == 0


def test_a_year_of_the_agreement_begins_when_it_does() -> None:
    """A quarter of the year's fees are 3,000: used up within the year from March on, and new from March of the next."""
    body = EVENTS + "credit 100% when missed\n  }\n  cap credits 25% per year, rest lapses\n"
    made = contract(body, FEE, FRAME.replace("2026-01-01", "2026-03-01"))
    entries, found = list[Entry](), list[Fraction]()
    for month in [f"2026-{number:02}" for number in range(3, 13)] + ["2027-01", "2027-02", "2027-03"]:
        settlement = one(made, month, tuple(entries), totals="bad,total\n5,1000\n")
        found.append(credit(settlement))
        entries.append(settlement.entry)
    assert found == [1000, 1000, 1000, *[0] * 9, 1000]


def test_rewards_that_were_not_set_off_within_their_window_lapse() -> None:
    body = (
        EVENTS + "credit 10% when missed\n    reward 3% when measured at least 99.99%\n  }\n"
        "  set off rewards within quarter, rest lapses\n"
    )
    made = contract(
        body,
        "  fee subscription EUR 1_000 per quarter\n",
        FRAME.replace("calendar month", "calendar quarter").replace("per month", "per quarter"),
    )
    first = one(made, "2026-Q1", totals="bad,total\n0,1000\n")
    assert credit(one(made, "2026-Q2", (first.entry,), totals="bad,total\n5,1000\n")) == 100


def test_the_downtime_of_all_promises_together() -> None:
    body = (
        UP + "remedy none\n  }\n"
        "  promise repair of api.availability at most 9h {\n    measure downtime\n    remedy none\n  }\n"
        "  terminate when total downtime above 6h\n"
    )
    for length, may in (("3h", False), ("3h1m", True)):
        assert (one(contract(body), outages=outage(length)).termination is not None) is may


@pytest.mark.parametrize(("zones", "euros"), [(1, 100), (2, 0), (3, 0), (4, 300)])
def test_what_a_level_says_takes_the_place_of_what_the_promise_says(zones: int, euros: int) -> None:
    body = (
        EVENTS + "credit 10% when missed\n    judge each cluster\n"
        "    level four at least 99.99% where zones at least 4 {\n      credit 30% when missed\n    }\n"
        "    level three at least 99.99% where zones exactly 3 {\n      remedy none\n    }\n"
        "    level two at least 99.99% where zones exactly 2 {\n"
        "      trigger 2 periods in a row missed, pays the last\n    }\n  }\n"
    )
    settlement = one(contract(body), "2026-01", totals=f"cluster,zones,bad,total\nc,{zones},5,1000\n")
    assert settlement.promises[0].outcome.seen is not None
    assert settlement.promises[0].outcome.seen.missed
    assert credit(settlement) == euros


@pytest.mark.parametrize(
    ("length", "euros"), [("45m", 0), ("46m", 50), ("2h45m", 50), ("2h46m", 200), ("5h", 200), ("5h1m", 300)]
)
def test_what_a_promise_measures_nests_with_its_miss(length: str, euros: int) -> None:
    """Downtime, and what of it goes beyond the promise, are of one measure: the worst that is reached pays."""
    body = (
        "  promise up of api.availability at most 45m {\n    measure downtime\n    credit 5% when missed\n"
        "    credit 20% when excess downtime above 2h\n    credit 30% when downtime above 5h\n  }\n"
    )
    assert credit(one(contract(body), outages=outage(length))) == euros


@pytest.mark.parametrize(("misses", "euros"), [([5], 100), ([5, 0, 5], 250), ([5, 0, 0, 5], 100)])
def test_so_many_of_the_last_periods_imply_the_last(misses: list[int], euros: int) -> None:
    body = EVENTS + "credit 10% when missed\n    credit 25% when 2 of 3 periods missed\n  }\n"
    assert months(body, misses)[0][-1] == euros
