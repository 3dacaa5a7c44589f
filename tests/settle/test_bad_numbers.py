"""Wrong numbers settle nothing: each is a finding at its file, line and column."""

from __future__ import annotations

import pytest

from tests.settle.support import FRAME, contract, run, said

EVENTS = contract(
    """\
  promise up of api.availability at least 99.9% {
    measure share of good events
    credit 10% when missed
  }
  exclude storm "Storm" leaves downtime and period shown by "record"
"""
)
SLICED = contract(
    """\
  promise up of api.availability at least 99.9% {
    measure share of good slices
    slice 1h
    bad slice error rate at least 5%
    credit 10% when missed
  }
  exclude storm "Storm" leaves downtime and period shown by "record"
"""
)
HEAD = "start,length,total,bad\n"
ALL = "2026-09-01T00:00:00Z,30d,72000,0\n"


@pytest.mark.parametrize(
    ("table", "text", "wanted"),
    [
        ("totals", "good;total\n1;2\n", "totals.csv:1:1 N1001 the columns are parted by semicolons, not by commas"),
        ("totals", "", "totals.csv:1:1 N1001 `totals.csv` is empty"),
        ("totals", 'good,total\n"1,2\n', "totals.csv:2:1 N1001 a quote is not closed, or something stands after it"),
        ("totals", "good,total\n1,200,300\n", "totals.csv:2:1 N1001 the line has 3 values, and the head 2 columns"),
        ("totals", "good,good\n1,2\n", "totals.csv:1:6 N1001 there are two columns `good`"),
        ("totals", "god,total\n1,2\n", "totals.csv:1:1 N1002 there is no column `god`: did you mean `good`?"),
        ("totals", "region,good,total\neu,1,2\n", "totals.csv:1:1 N1002 there is no column `region`"),
        ("totals", "good,total\nmany,2\n", "totals.csv:2:1 N1003 `many` is not a number from zero on, such as 12000"),
        ("totals", "bad,total\n-1,2\n", "totals.csv:2:1 N1003 `bad` is below zero: -1"),
        ("totals", "bad,total\n3,2\n", "totals.csv:2:1 N1004 there are more bad than there were in all: 3 of 2"),
        ("totals", "good,bad,total\n1,2,4\n", "totals.csv:2:5 N1004 1 good and 2 bad do not make 4"),
        ("totals", "good,total\n1,2\n1,2\n", "totals.csv:3:1 N1004 there are two totals of the promise `up`"),
        ("totals", "promise,good,total\nupp,1,2\n", "totals.csv:2:1 N1006 `acme` was made no promise `upp`: did you"),
        ("totals", "customer,good,total\nacmo,1,2\n", "totals.csv:2:1 N1006 there is no customer `acmo`: did you me"),
        ("totals", "measured\n3ms\n", "totals.csv:2:1 N1003 the promise `up` is promised as a share, and this is a"),
        ("totals", "total\n5\n", "totals.csv:2:1 N1005 the promise `up` is measured as share of good events, which"),
        ("slices", "length,total,bad\n30d,1,0\n", "slices.csv:1:1 N1005 `slices` has no column `start`"),
        ("slices", HEAD + "2026-09-01 00:00,30d,1,0\n", "slices.csv:2:1 N1007 `2026-09-01 00:00` has no offset from"),
        ("slices", HEAD + "2026-09-31T00:00:00Z,30d,1,0\n", "slices.csv:2:1 N1007 `2026-09-31T00:00:00Z` is no day"),
        ("slices", HEAD + "2026-09-01T00:00:00.5Z,30d,1,0\n", "slices.csv:2:1 N1007 `2026-09-01T00:00:00.5Z` is no"),
        ("slices", HEAD + "2026-08-31T22:00:00Z,30d,1,0\n", "slices.csv:2:1 N1007 the slice is from 31 August 2026,"),
        ("slices", HEAD + "2026-09-01T00:00:00Z,29d23h,1,0\n", "slices.csv:2:1 N1005 1h of the period are missing,"),
        (
            "slices", HEAD + "2026-09-01T00:00:00Z,16d,1,0\n2026-09-16T00:00:00Z,15d,1,0\n",
            "slices.csv:3:1 N1004 two slices overlap: 16 September 2026, 00:00 is in both",
        ),
        ("slices", HEAD + "2026-09-01T00:00:00Z,30d,5,\n", "slices.csv:2:1 N1005 the row has a total, but does not"),
        ("slices", HEAD + "2026-09-01T00:00:00Z,30d,missing,4\n", "slices.csv:2:1 N1003 a slice has `total` and `ba"),
    ],
)  # fmt: skip
def test_a_wrong_file(table: str, text: str, wanted: str) -> None:
    settled, report = run(EVENTS, totals=text) if table == "totals" else run(EVENTS, slices=text)
    assert [line[: len(wanted)] for line in said(report)] == [wanted]
    assert settled is None or settled.settlements == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (HEAD + "2026-09-01T00:00:00Z,90m,1,0\nrest,,1,0\n", "starts at 1 September 2026, 00:00 and lasts 1h 30m"),
        (HEAD + "2026-09-01T00:30:00Z,1h,1,0\nrest,,1,0\n", "starts at 1 September 2026, 00:30 and lasts 1h"),
    ],
)
def test_rows_have_to_fit_the_slices(text: str, wanted: str) -> None:
    _, report = run(SLICED, slices=text)
    assert said(report) == [f"slices.csv:2:1 N1007 the row {wanted}, which does not fit slices of 1h"]


def test_an_exclusion_of_half_a_slice_is_not_guessed() -> None:
    _, report = run(
        SLICED,
        slices=HEAD + ALL,
        exclusions="exclusion,start,length,evidence\nstorm,2026-09-02T10:15:00Z,1h,news\n",
    )
    assert said(report)[0].startswith(
        "slices.csv:2:1 N1007 `storm` excludes a part of the slice from 2 September 2026, 10:00 to 2 September"
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("exclusion,total,bad\nstorm,5,5\n", "exclusions.csv:2:1 N1005 `storm` is shown by record, and the row has"),
        ("exclusion,total,bad,evidence\nsturm,5,5,x\n", "exclusions.csv:2:1 N1006 the contract has no exclusion `st"),
        ("exclusion,bad,evidence\nstorm,5,x\n", "exclusions.csv:2:1 N1005 `storm` leaves downtime and period: the r"),
        ("exclusion,total,bad,evidence\nstorm,9,9,x\n", "exclusions.csv:2:1 N1004 more events are excluded than wer"),
        (
            "exclusion,start,length,evidence\nstorm,2026-09-02T10:00:00Z,1h,x\n",
            "exclusions.csv:2:1 N1005 the exclusion is of a time, and of the promise `up` there are totals only",
        ),
        ("exclusion,evidence\nstorm,x\n", "exclusions.csv:2:1 N1003 an exclusion covers either a time (`start`) or"),
    ],
)  # fmt: skip
def test_an_exclusion_needs_its_evidence_and_its_numbers(text: str, wanted: str) -> None:
    _, report = run(EVENTS, totals="bad,total\n8,1000\n", exclusions=text)
    assert [line[: len(wanted)] for line in said(report)] == [wanted]


def test_fees_of_two_currencies_are_not_added() -> None:
    made = contract(
        "  promise up of api.availability at least 99.9% {\n    measure share of good events\n"
        "    credit 10% when missed\n  }\n",
        "  fee subscription EUR 5 per month\n  fee support EUR 5 per month\n",
    )
    fees = "fee,amount\nsubscription,EUR 5\nsupport,USD 5\n"
    _, report = run(made, totals="bad,total\n8,1000\n", fees=fees)
    assert said(report) == ["fees.csv:3:9 N1008 fees are in EUR and in USD"]


def test_tickets_and_records_that_nobody_goes_by_are_not_passed_over() -> None:
    records = "id,at,value\nr,2026-09-01T00:00:00Z,5ms\n"
    _, report = run(EVENTS, totals="bad,total\n8,1000\n", records=records)
    assert said(report) == ["records.csv:2:1 N1006 no promise is measured by records, and here are some"]
    tickets = "id,severity,at,event\na,,2026-09-01T00:00:00Z,opened\n"
    _, report = run(EVENTS, totals="bad,total\n8,1000\n", tickets=tickets)
    assert said(report) == ["tickets.csv:2:1 N1006 no promise is of a time of the support matrix, and here are tickets"]


def test_money_of_one_currency_is_not_rounded_to_a_step_of_another() -> None:
    _, report = run(EVENTS, totals="bad,total\n8,1000\n", fees="fee,amount\nsubscription,USD 40\n")
    assert [line.split(" ", 1)[1] for line in said(report)] == [
        "N1008 money is rounded in EUR, and what is due is in USD"
    ]


@pytest.mark.parametrize(
    ("table", "text", "wanted"),
    [
        ("fees", "fee,amount\nsubscripton,EUR 5\n", "no fee `subscripton`: did you mean `subscription`?"),
        ("needs", "need,met\npaid,yes\n", "no need `paid`: did you mean `paid-up`?"),
        ("usage", "unit,quantity\ndaily,4\n", "no unit `daily`: did you mean `daily-use`?"),
        (
            "tickets",
            "id,severity,at,event\na,hgh,2026-09-01T00:00:00Z,opened\n",
            "no severity `hgh`: did you mean `high`?",
        ),
    ],
)
def test_names_that_the_contract_has_not(table: str, text: str, wanted: str) -> None:
    made = contract(
        "  promise up of api.availability at least 99.9% {\n    measure share of good events\n"
        '    credit 10% when missed\n  }\n  needs paid-up "No open invoice" else no credit\n'
        "  unit daily-use worth 1/30\n"
        '  support {\n    severity high "High" fix 4h around the clock\n  }\n'
    )
    _, report = run(made, "2026-09", (), None, totals="bad,total\n8,1000\n", **{table: text})
    assert [line for line in said(report) if wanted in line and "N1006" in line]


def test_a_clock_change_within_a_slice_is_told() -> None:
    made = contract(
        "  promise up of api.availability at least 99.9% {\n"
        "    measure share of good slices\n    slice 6h\n    bad slice error rate at least 5%\n"
        "    credit 10% when missed\n  }\n",
        frame=FRAME.replace("in UTC", "in Europe/Berlin"),
    )
    _, report = run(made, "2026-10", slices=HEAD + "2026-10-01T00:00:00+02:00,31d1h,10,0\n")
    assert said(report) == [
        "slices.csv:2:1 N1007 the clock in Europe/Berlin is changed at 25 October 2026, 02:00, within a slice of 6h"
    ]
    fine, report = run(made, "2026-09", slices=HEAD + "2026-09-01T00:00:00+02:00,30d,120,0\n")
    assert said(report) == []
    assert fine is not None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('{"totals": [{"good": 1, "total": 2}', "numbers.json:1:36 N1001 a list goes on with `,` or ends with `]"),
        ('{"totals": [{"good": 1e3, "total": 2}]}', "numbers.json:1:22 N1001 a number is written with plain digits,"),
        ('{"total": []}', "numbers.json:1:2 N1002 there is no table or key `total`: did you mean `totals`?"),
        ('{"zone": "Asia/Tokyo", "totals": []}', "numbers.json:1:10 N1002 the numbers are for the zone `Asia/Tokyo`"),
        ('{"totals": [{"good": [1], "total": 2}]}', "numbers.json:1:22 N1001 `good` is one value, not several"),
        ('{"totals": [{"good": -1, "total": 2}]}', "numbers.json:1:22 N1003 `good` is below zero: -1"),
    ],
)  # fmt: skip
def test_wrong_json_is_told_at_its_place(text: str, wanted: str) -> None:
    from nines.diagnostics.model import Report
    from nines.settle.book import labels_of, zones_of
    from nines.settle.reading import File, read_measured
    from nines.source import Source

    report = Report()
    read = read_measured([File(Source("numbers.json", text), None)], labels_of(EVENTS), zones_of(EVENTS), report)
    assert read is None
    assert [line[: len(wanted)] for line in said(report)] == [wanted]
