"""Tickets, records and formulas, each worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nines.settle.result import Settlement
from nines.settle.text import settlement_text
from tests.settle.support import contract, credit, one, run, said

FEE = "  fee subscription EUR 1_000 per month\n"
OFFICE = FEE + '}\nschedule office "Office" {\n  every mon..fri from 09:00 to 17:00 in UTC\n'
SUPPORT = (
    '  support {\n    severity critical "Closed" respond 1h update 2h workaround 3h fix 4h around the clock\n'
    '    severity minor "Rest" respond 4h fix 16h during office\n'
    "    clock pauses while waiting-for-customer\n  }\n"
)
HEAD = "id,severity,at,event\n"
STARTS = "    crossing counts where it starts\n"


def promised(of: str, comparison: str, body: str, more: str = SUPPORT) -> str:
    return f"  promise p of {of} {comparison} {{\n{STARTS}    {body}\n  }}\n{more}"


def ticket(name: str, *events: str, severity: str = "critical") -> str:
    """Events such as `01T10:00 opened`, in September 2026."""
    rows = (event.split() for event in events)
    return "".join(f"{name},{severity},2026-09-{at}:00Z,{what}\n" for at, what in rows)


def share(settlement: Settlement) -> Fraction:
    seen = settlement.promises[0].outcome.seen
    assert seen is not None
    return seen.exact


FIXES = promised("support.critical.fix", "at least 90%", "measure share of good events\n    credit 10% when missed")


def test_a_ticket_that_is_just_in_time_is() -> None:
    made = contract(FIXES, OFFICE)
    rows = ticket("a", "01T10:00 opened", "01T14:00 fixed") + ticket("b", "02T10:00 opened", "02T14:01 fixed")
    settlement = one(made, tickets=HEAD + rows)
    assert share(settlement) == Fraction(1, 2)
    assert credit(settlement) == 100


def test_a_clock_stands_still_while_it_is_paused() -> None:
    made = contract(FIXES, OFFICE)
    paused = ticket("a", "01T10:00 opened", "01T11:00 paused", "02T11:00 resumed", "02T14:00 fixed")
    assert share(one(made, tickets=HEAD + paused)) == 1
    own = paused.replace("paused", "waiting-for-customer")
    assert share(one(made, tickets=HEAD + own)) == 1
    unpaused = contract(FIXES.replace("    clock pauses while waiting-for-customer\n", ""), OFFICE)
    _, report = run(unpaused, tickets=HEAD + paused)
    assert "does not say that its clock pauses" in said(report)[0]


@pytest.mark.parametrize(("fixed", "hours"), [("07T17:00", 9), ("08T09:00", 9), ("08T16:00", 16), ("08T16:01", None)])
def test_the_clock_runs_in_its_hours_only(fixed: str, hours: int | None) -> None:
    """From Friday the 4th at 16:00: one hour, nothing at the weekend, eight hours on Monday the 7th."""
    terms = promised("support.minor.fix", "at least 90%", "measure share of good events\n    credit 10% when missed")
    rows = HEAD + ticket("a", "04T16:00 opened", f"{fixed} fixed", severity="minor")
    assert share(one(contract(terms, OFFICE), tickets=rows)) == (0 if hours is None else 1)
    if hours is not None:
        terms = promised("support.minor.fix", "at most 16h", "measure mean of value\n    credit 10% when missed")
        assert share(one(contract(terms, OFFICE), tickets=rows)) == hours * 3600


def test_answers_updates_and_workarounds() -> None:
    rows = HEAD + ticket(
        "a",
        "01T10:00 opened",
        "01T10:30 responded",
        "01T12:30 updated",
        "01T13:00 workaround",
        "01T15:01 fixed",
    )
    for cell, wanted in (("respond", 1800), ("update", 7260), ("workaround", 10_800), ("fix", 18_060)):
        terms = promised(f"support.critical.{cell}", "at most 9h", "measure mean of value\n    credit 1% when missed")
        assert share(one(contract(terms, OFFICE), tickets=rows)) == wanted


def test_a_ticket_that_still_runs_is_late_or_open() -> None:
    made = contract(FIXES, OFFICE)
    rows = HEAD + ticket("a", "01T10:00 opened")
    _, report = run(made, tickets=rows)
    assert "until when it was looked at is not said" in said(report)[0]
    assert share(one(made, as_of="2026-09-01T20:00:00Z", tickets=rows)) == 0
    _, report = run(made, as_of="2026-09-01T12:00:00Z", tickets=rows)
    assert "is not over yet and still in time" in said(report)[0]


def test_each_ticket_pays_for_itself() -> None:
    body = "measure value\n    judge each ticket\n    credit EUR 20 when missed\n    credit EUR 50 above 8h"
    made = contract(promised("support.critical.fix", "at most 4h", body), OFFICE)
    rows = (
        ticket("a", "01T10:00 opened", "01T14:00 fixed")
        + ticket("b", "02T10:00 opened", "02T14:01 fixed")
        + ticket("c", "03T10:00 opened", "03T19:00 fixed")
    )
    assert credit(one(made, tickets=HEAD + rows)) == 70
    assert credit(one(made, tickets=HEAD)) == 0


def test_an_amount_for_each_late_ticket() -> None:
    body = "measure share of good events\n    credit EUR 15 per late ticket when missed"
    made = contract(promised("support.critical.fix", "at least 90%", body), OFFICE)
    rows = "".join(ticket(name, f"0{day}T10:00 opened", f"0{day}T15:00 fixed") for day, name in enumerate("abc", 1))
    assert credit(one(made, tickets=HEAD + rows)) == 45


def test_a_ticket_over_the_end_belongs_where_the_contract_says() -> None:
    rows = (
        HEAD
        + ticket("a", "30T22:00 opened").replace("opened\n", "opened\n")
        + "a,critical,2026-10-01T03:00:00Z,fixed\n"
    )
    starts, ends = FIXES, FIXES.replace("where it starts", "where it ends")
    assert share(one(contract(starts, OFFICE), "2026-09", tickets=rows)) == 0
    assert share(one(contract(ends, OFFICE), "2026-10", tickets=rows)) == 0
    settled, report = run(contract(ends, OFFICE), "2026-09", tickets=rows)
    assert said(report) == []
    assert settled is not None
    assert settled.settlements[0].promises[0].outcome.seen is None


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ("a,critical,2026-09-01T10:00:00Z,closed\n", "nothing that happens to a ticket"),
        ("a,,2026-09-01T10:00:00Z,opened\n", "severity of the ticket `a` is not said"),
        (ticket("a", "01T10:00 opened", "01T11:00 opened"), "opened twice"),
        (ticket("a", "01T10:00 opened", "01T09:00 responded"), "before it was opened"),
        (ticket("a", "01T10:00 opened", "01T11:00 resumed", "01T12:00 fixed"), "without having been paused"),
        (
            ticket("a", "01T10:00 opened") + ticket("a", "01T11:00 fixed", severity="minor"),
            "of two severities",
        ),
    ],
)
def test_tickets_that_cannot_be(rows: str, wanted: str) -> None:
    _, report = run(contract(FIXES, OFFICE), tickets=HEAD + rows)
    assert wanted in said(report)[0]


# Records.

RECORDS = "id,at,value\n" + "".join(
    f"r{number},2026-09-{number + 1:02}T10:00:00Z,{value}\n"
    for number, value in enumerate(("1s", "2s", "3s", "5s", "8s", "9s", "2s", "2s", "1s", "40s"))
)


@pytest.mark.parametrize(
    ("comparison", "body", "wanted"),
    [
        ("at least 50%", "measure share within 5s", Fraction(7, 10)),
        ("at most 10s", "measure mean of value", Fraction(73, 10)),
        ("at most 10s", "measure 50th percentile of value", Fraction(2)),
        ("at most 10s", "measure 90th percentile of value", Fraction(9)),
        ("at most 10s", "measure 90.1th percentile of value", Fraction(40)),
        ("at least 80%", "measure score\n    score 1 within 2s, 0.5 within 8s, 0 otherwise", Fraction(65, 100)),
    ],
)
def test_many_records_as_one_value(comparison: str, body: str, wanted: Fraction) -> None:
    made = contract(promised("api.availability", comparison, body + "\n    credit 10% when missed", ""))
    assert share(one(made, records=RECORDS)) == wanted


def test_what_was_delivered_of_what_was_planned() -> None:
    made = contract(
        promised("api.availability", "at least 95%", "measure value of planned\n    credit 10% when missed", "")
    )
    table = "id,at,value,planned\na,2026-09-01T00:00:00Z,90,100\nb,2026-09-02T00:00:00Z,100,100\n"
    assert share(one(made, records=table)) == Fraction(19, 20)
    assert credit(one(made, records=table.replace(",90,", ",89,"))) == 100


def test_each_record_on_its_own_and_what_is_excluded() -> None:
    body = "measure value\n    judge each record\n    credit EUR 30 when missed"
    made = contract(
        promised("api.availability", "at most 4h", body, '  exclude storm "Storm" leaves downtime and period\n')
    )
    table = (
        "id,at,value,exclusion\na,2026-09-01T00:00:00Z,5h,\nb,2026-09-02T00:00:00Z,4h,\n"
        "c,2026-09-03T00:00:00Z,6h,storm\nd,2026-10-01T00:00:00Z,6h,\n"
    )
    assert credit(one(made, records=table)) == 30


# Formulas.

UP = "  promise p of api.availability at least 99.9% {\n    measure share of good time\n    "


@pytest.mark.parametrize(
    ("formula", "euros"),
    [
        ("(10% * shortfall / 0.1%)", 400),  # 3h36m are 0.5%: 0.4% short of 99.9%, 4 x 10%
        ("(base * downtime / period * 3)", 15),
        ("(max(EUR 40, 5% * base))", 50),
        ("(min(25% * base, EUR 3 * ceil(excess downtime / 1h)))", 9),
        ("(EUR 5 x floor(downtime / 1h) + EUR 1)", 16),
        ("(EUR 5 - EUR 9)", 0),
        ("(subscription / 100)", 10),
    ],
)
def test_credits_by_a_formula(formula: str, euros: int) -> None:
    made = contract(UP + f"credit formula {formula} when missed\n  }}\n")
    table = "id,start,length\na,2026-09-10T10:00:00Z,3h36m\n"
    assert credit(one(made, outages=table)) == euros


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("(10% + EUR 5)", "a number and an amount of EUR cannot be added"),
        ("(downtime * 2)", "the formula gives a time, which no credit is"),
        ("(10% * shortfal)", "did you mean `shortfall`?"),
        ("(10% * bad slices)", "do not tell the bad slices"),
        ("(EUR 5 / (downtime - downtime) * 1s)", "divides by zero"),
    ],
)
def test_formulas_that_mean_nothing(formula: str, wanted: str) -> None:
    made = contract(UP + f"credit formula {formula} when missed\n  }}\n")
    _, report = run(made, outages="id,start,length\na,2026-09-10T10:00:00Z,3h36m\n")
    assert wanted in said(report)[0]


def test_a_measure_by_a_formula_of_counts_and_of_other_promises() -> None:
    terms = (
        "  promise reads of api.availability at least 99% {\n    measure share of good events\n    remedy none\n  }\n"
        "  promise all of api.availability at least 99.5% {\n    measure formula (0.75 * reads + 0.25 * writes)\n"
        "    credit 10% when missed\n  }\n"
        "  promise writes of api.availability at least 99% {\n    measure formula ((total - 2 * bad) / total)\n"
        "    remedy none\n  }\n"
    )
    made = contract(terms.replace("promise all", "promise zall"))
    settlement = one(made, totals="promise,bad,total\nreads,4,1000\nwrites,3,1000\n")
    values = {result.outcome.promise.name: result.outcome.seen for result in settlement.promises}
    assert values["writes"] is not None
    assert values["writes"].exact == Fraction(994, 1000)
    assert values["zall"] is None or values["zall"].exact == Fraction(3, 4) * Fraction(996, 1000) + Fraction(994, 4000)


def test_what_was_kept_for_many_is_told_together() -> None:
    body = "measure value\n    judge each ticket\n    credit EUR 20 when missed"
    made = contract(promised("support.critical.fix", "at most 4h", body), OFFICE)
    rows = [ticket(f"t{day}", f"{day:02}T10:00 opened", f"{day:02}T1{day % 4}:30 fixed") for day in range(1, 9)]
    late = ticket("late", "10T10:00 opened", "10T20:00 fixed")
    settlement = one(made, tickets=HEAD + "".join(rows) + late)
    text = settlement_text(settlement, made)
    assert "1. P, ticket late: missed" in text
    assert "2. P: kept for 8 tickets" in text
    assert "   Worst       3h 30m (t7)" in text
    assert len(settlement.promises) == 9
    few = settlement_text(one(made, tickets=HEAD + "".join(rows[:3])), made)
    assert "3. P, ticket t3: kept" in few
