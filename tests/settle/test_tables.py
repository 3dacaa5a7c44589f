"""Tables beside the measured numbers: history, claims, usage, fees by period, and what heads say."""

from __future__ import annotations

import datetime
import json
from fractions import Fraction

import pytest

from nines.diagnostics.model import Report
from nines.settle.book import labels_of, settle_book, zones_of
from nines.settle.reading import File, read_measured
from nines.source import Source
from tests.settle.support import FRAME, contract, credit, one, run, said

EVENTS = "  promise up of api.availability at least 99.9% {\n    measure share of good events\n    "
STEP = EVENTS + "credit 10% when missed\n  }\n"
MISSED = "bad,total\n5,1000\n"

ROW = EVENTS + "credit 10% when missed\n    credit 40% when 3 periods in a row missed\n  }\n"


@pytest.mark.parametrize(
    ("history", "euros"),
    [
        ("period,missed\n2026-07,yes\n2026-08,yes\n", 400),
        ("period,missed\n2026-08,no\n", 100),
        ("period,measured\n2026-08,99.8%\n2026-07,99.9%\n", 100),
        ("periods,missed\n2,yes\n", 400),
    ],
)
def test_history_stands_in_for_a_ledger(history: str, euros: int) -> None:
    assert credit(one(contract(ROW), totals=MISSED, history=history)) == euros


@pytest.mark.parametrize(
    ("history", "wanted"),
    [
        ("period,missed\n2026-08,yes\n", "looks back further"),
        ("period,missed\n2026-07,yes\n", "others between them that are missing"),
        ("period,missed\n2026-10,yes\n", "is no period before 2026-09"),
        ("period,measured,missed\n2026-08,99.95%,yes\n", "the row says otherwise"),
        ("period,periods\n2026-08,3\n", "either of a `period` by its name"),
        ("period,measured\n2026-08,3h\n", "which is of another kind"),
    ],
)
def test_history_that_cannot_be(history: str, wanted: str) -> None:
    _, report = run(contract(ROW), totals=MISSED, history=history)
    assert wanted in said(report)[0]


def test_a_value_that_is_not_known_is_asked_for() -> None:
    body = EVENTS + "credit 10% when missed\n    credit 40% when 2 periods in a row with measured below 99%\n  }\n"
    _, report = run(contract(body), totals="bad,total\n50,1000\n", history="period,missed\n2026-08,yes\n")
    assert "do not tell the measured" in said(report)[0]


def test_sums_of_many_periods_use_up_a_cap() -> None:
    """15% of the fees of 12 months are 1,800: of them 1,750 are used."""
    body = EVENTS + "credit 10% when missed\n  }\n  cap credits 15% per rolling 12 months, rest lapses\n"
    rows = "periods,credit,fees\n11,EUR 1_750,EUR 11_000\n"
    assert credit(one(contract(body), totals=MISSED, history=rows)) == 50
    torn = "periods,credit,fees\n14,EUR 1_750,EUR 14_000\n"
    _, report = run(contract(body), totals=MISSED, history=torn)
    assert "looks back further than the ledger goes" in said(report)[0]


CLAIM = FRAME.replace("claim automatic", "claim { submit within 30 days of period end by mail }")


@pytest.mark.parametrize(
    ("claims", "as_of", "euros"),
    [
        ("submit,2026-10-30T21:59:59Z\n", None, 100),
        ("submit,2026-10-31T00:00:00Z\n", None, 0),
        ("", None, 100),
        ("", "2026-10-30T12:00:00Z", 100),
        ("", "2026-11-01T00:00:00Z", 0),
    ],
)
def test_a_claim_that_comes_too_late_gives_no_credit(claims: str, as_of: str | None, euros: int) -> None:
    made = contract(STEP, "  fee subscription EUR 1_000 per month\n", CLAIM)
    assert credit(one(made, as_of=as_of, totals=MISSED, claims="step,at\n" + claims)) == euros


def test_each_outage_is_claimed_alone() -> None:
    frame = FRAME.replace("claim automatic", "claim { notify within 5 days of outage end }")
    body = (
        "  promise repair of api.availability at most 1h {\n    judge each outage\n    measure downtime\n"
        "    credit EUR 10 when missed\n  }\n"
    )
    made = contract(body, "  fee subscription EUR 1_000 per month\n", frame)
    outages = "id,start,length\na,2026-09-03T00:00:00Z,2h\nb,2026-09-10T00:00:00Z,2h\n"
    claims = "step,at,id\nnotify,2026-09-08T12:00:00Z,a\nnotify,2026-09-16T00:00:00Z,b\n"
    assert credit(one(made, outages=outages, claims=claims)) == 10


def test_fees_of_several_periods() -> None:
    fees = (
        "fee,period,amount\nsubscription,2026-08,EUR 400\nsubscription,2026-09,EUR 900\nsubscription,2026-10,EUR 70\n"
    )
    for when, euros in (("missed", 90), ("before", 40), ("after", 7)):
        made = contract(STEP, "", FRAME.replace("of the period missed", f"of the period {when}"))
        assert credit(one(made, totals=MISSED, fees=fees)) == euros
    made = contract(STEP, "", FRAME.replace("of the period missed", "of the period before"))
    _, report = run(made, totals=MISSED, fees="fee,period,amount\nsubscription,2026-09,EUR 900\n")
    assert "what `subscription` was then is not said" in said(report)[0]


def test_units_that_were_used() -> None:
    body = EVENTS + "credit 4 x daily-use when missed\n  }\n  unit daily-use worth EUR 0.50\n"
    assert credit(one(contract(body), totals=MISSED, usage="unit,quantity\ndaily-use,12\n")) == 24
    assert credit(one(contract(body), totals=MISSED)) == 2


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        # 30 September 2026 is a Wednesday; the 1st of January 2027 is a holiday in the Netherlands, the 2nd a Saturday.
        ("2026-09", "2026-10-12"),
        ("2026-12", "2027-01-13"),
    ],
)
def test_business_days_pass_over_weekends_and_holidays(days: str, expected: str) -> None:
    body = STEP + '  calendar "NL"\n  report within 8 business days of period end, missing counts as a miss of up\n'
    made = contract(body)
    settlement = one(made, days, totals="bad,total\n0,1000\n")
    assert settlement.report_due is not None
    assert settlement.report_due.day is not None
    assert (datetime.date(1970, 1, 1) + datetime.timedelta(settlement.report_due.day)).isoformat() == expected
    late = one(made, days, totals="bad,total\n0,1000\n", reports=f"sent\n{expected}T23:59:59Z\n")
    assert credit(late) == 0
    pending = one(made, days, (), f"{expected}T12:00:00Z", totals="bad,total\n0,1000\n", reports="sent\n")
    assert credit(pending) == 0
    gone = (datetime.date.fromisoformat(expected) + datetime.timedelta(1)).isoformat()
    assert credit(one(made, days, (), f"{gone}T12:00:00Z", totals="bad,total\n0,0\n", reports="sent\n")) == 100
    over = (datetime.date.fromisoformat(expected) + datetime.timedelta(1)).isoformat()
    assert credit(one(made, days, totals="bad,total\n0,1000\n", reports=f"sent\n{over}T00:00:00Z\n")) == 100


def head(**more: str) -> list[str]:
    made = contract(STEP)
    report = Report()
    text = json.dumps({"totals": [{"bad": 5, "total": 1000}], **more})
    measured = read_measured([File(Source("m.json", text), None)], labels_of(made), zones_of(made), report)
    if measured is not None:
        settle_book(made, "2026-09", measured, (), (), report)
    return said(report)


def test_a_head_has_to_agree() -> None:
    fine = {"sla": "standard", "version": "1.0", "period": "2026-09", "customer": "acme", "zone": "UTC"}
    assert head(**fine) == []
    assert (
        head(**{"from": "2026-09-01T02:00:00+02:00", "to": "2026-10-01T00:00:00Z", "as-of": "2026-10-02T00:00:00Z"})
        == []
    )
    for wrong, wanted in (
        ({"sla": "other"}, "has `standard`"),
        ({"version": "2.0"}, "has `1.0`"),
        ({"plan": "gold"}, "has none"),
        ({"period": "2026-08"}, "another period"),
        ({"from": "2026-09-01T00:00:00+02:00"}, "the numbers are not"),
        ({"as-of": "2026-10-02"}, "is no time"),
    ):
        assert wanted in head(**wrong)[0]


def test_only_slices_that_are_valid_count() -> None:
    body = (
        "  promise up of api.availability at least 99.9% {\n    measure share of good slices\n    slice 1h\n"
        "    bad slice every event fails\n    valid slice clients at least 50\n    credit 10% when missed\n  }\n"
    )
    rows = "start,length,repeat,clients,total,bad\n2026-09-01T00:00:00Z,1h,24,49,9,9\nrest,,,50,700,0\n"
    settlement = one(contract(body), slices=rows)
    seen = settlement.promises[0].outcome.seen
    assert seen is not None
    assert seen.exact == 1
    assert getattr(settlement.promises[0].outcome.counting, "total", None) == Fraction(696)
    _, report = run(contract(body), slices=rows.replace("clients,", "").replace(",49", "").replace(",50,", ","))
    assert "goes by `clients`" in said(report)[0]


def test_a_claim_counted_from_the_report() -> None:
    frame = FRAME.replace("claim automatic", "claim { submit within 10 days of report }")
    made = contract(STEP + "  report within 20 days of period end\n", "  fee subscription EUR 1_000 per month\n", frame)
    sent = "sent\n2026-10-07T10:00:00Z\n"
    for day, euros in ((17, 100), (18, 0)):
        claims = f"step,at\nsubmit,2026-10-{day}T08:00:00Z\n"
        assert credit(one(made, totals=MISSED, reports=sent, claims=claims)) == euros
