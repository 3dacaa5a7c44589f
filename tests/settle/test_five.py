"""The five contracts of the language's design, each settled for a period that was worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nines.settle.entries import Entry
from nines.settle.result import Settlement
from tests.documents.contracts import five
from tests.settle.support import run, said


def settled(customer: str, period: str, entries: tuple[Entry, ...] = (), **tables: str) -> Settlement:
    found, report = run(five(), period, entries, **{name: _of(customer, text) for name, text in tables.items()})
    assert said(report) == []
    assert found is not None
    [settlement] = found.settlements
    return settlement


def _of(customer: str, text: str) -> str:
    """The table with a column that says whose it is."""
    head, *rows = text.strip().splitlines()
    return "\n".join([f"customer,{head}", *(f"{customer},{row}" for row in rows)]) + "\n"


def due(settlement: Settlement) -> Fraction:
    return settlement.credit.due.amount if settlement.credit is not None else Fraction(0)


def test_1_clusters_by_minutes_with_a_run_filter_and_levels() -> None:
    """June 2027 has 43,200 minutes. c1 (2 zones): 172 bad of at most 172.8: kept; runs of two minutes are not counted.
    c2 (3 zones, 99.98%): 9 bad minutes are a miss, 8% of its fee of 1,000. Sundays from 02:00 to 04:00 are patched.
    """
    head = "promise,cluster,zones,start,length,repeat,total,bad\n"
    rows = (
        "availability,c1,2,2027-06-01T00:00:00Z,1m,172,10,10\n"
        "availability,c1,2,2027-06-02T00:00:00Z,1m,2,10,10\n"
        "availability,c1,2,2027-06-06T02:30:00Z,1m,60,10,10\n"
        "availability,c1,2,rest,,,400000,5\n"
        "availability,c2,3,2027-06-01T00:00:00Z,1m,9,10,10\n"
        "availability,c2,3,rest,,,400000,5\n"
    )
    settlement = settled(
        "rhea-cluster", "2027-06", slices=head + rows, fees="fee,cluster,amount\nsubscription,c2,EUR 1000\n"
    )
    first, second = settlement.promises
    assert first.outcome.seen is not None
    assert second.outcome.seen is not None
    assert (first.outcome.level, first.outcome.seen.exact) == (None, 1 - Fraction(172, 43_200))
    assert (second.outcome.level, second.outcome.seen.exact) == ("three-zones", 1 - Fraction(9, 43_200))
    assert due(settlement) == 80


def test_2_the_edge_by_the_share_of_visitors() -> None:
    """Two outages: 2h for a quarter and 1h for all, so 1h 30m; gold pays 18 x 9,000 x 1.5h / (720h less works).

    The first Sunday of June 2027 is the 6th: works from 22:00 to 02:00, 4h, leave the period too, but a fee for the
    downtime goes by the whole period. 15% of the fees of a year are not reached in the first month: 1,350.
    """
    settlement = settled(
        "rhea-edge",
        "2027-01",
        outages="id,start,length,affected\na,2027-01-11T10:00:00Z,2h,25%\nb,2027-01-12T10:00:00Z,1h,100%\n",
    )
    assert due(settlement) == Fraction(round(18 * 9000 * Fraction(3, 2) / 744 * 100), 100)


def test_3_a_line_by_its_jitter_and_started_units() -> None:
    """Jitter of 5.5ms is 37.5% over 4ms: 9% of 700. Repairs: 52m beyond 3h are 3 started 20m, 3 x 4% x 700 = 84."""
    settlement = settled(
        "rhea-line",
        "2027-02",
        totals="promise,measured\njitter,5.5ms\n",
        outages="promise,id,start,length\nrepair,a,2027-02-11T10:00:00Z,3h52m\nrepair,b,2027-02-12T10:00:00Z,1h\n",
        fees="fee,amount\nrent,EUR 700\n",
    )
    assert due(settlement) == 63 + 84


def test_4_a_registry_by_points() -> None:
    """9 + 5 points a quarter are 14, which cost 45% of the pool: 30% of the quarter's fee of 15,000 are 4,500."""
    missed = "promise,good,total\nuptime,99,100\nfixes,9,10\n"
    kept = "promise,good,total\nuptime,999,1000\nfixes,10,10\n"
    entries: tuple[Entry, ...] = ()
    paid, points, back = [], [], []
    for period, table in (("2027-Q3", missed), ("2027-Q4", kept), ("2028-Q1", kept), ("2028-Q2", kept)):
        settlement = settled("rhea-registry", period, entries, totals=table)
        entries = (*entries, settlement.entry)
        paid.append(due(settlement))
        points.append(settlement.entry.points)
        back.append(settlement.reward.due.amount if settlement.reward is not None else 0)
    assert points == [14, 11, 8, 5]
    assert paid == [2025, 2025, 0, 0]
    assert back == [0, 0, 0, Fraction(40, 100) * 4050]


def test_5_a_suite_that_pays_after_the_third_miss() -> None:
    """Two misses cost nothing; the third 2 days, the fourth 6, since it is below 98.8%; then they may go."""
    entries: tuple[Entry, ...] = ()
    days, rights = [], []
    months = ("2027-03", "2027-04", "2027-05", "2027-06")
    for month, bad in zip(months, (4, 4, 4, 20), strict=True):
        length = {"03": 31, "04": 30, "05": 31, "06": 30}[month[5:]]
        table = f"promise,start,length,total,bad\navailability,{month}-01T00:00:00Z,{length}d,1000,{bad}\n"
        settlement = settled("rhea-suite", month, entries, slices=table)
        entries = (*entries, settlement.entry)
        days.append(due(settlement))
        rights.append(settlement.termination is not None)
    assert days == [0, 0, 2, 6]
    assert rights == [False, False, False, True]


TICKETS = """\
promise,id,severity,at,event
fixes,a,critical,2027-07-05T10:00:00Z,opened
fixes,a,critical,2027-07-05T12:00:00Z,waiting-for-customer
fixes,a,critical,2027-07-06T12:00:00Z,resumed
fixes,a,critical,2027-07-06T17:00:00Z,fixed
fixes,b,critical,2027-08-05T10:00:00Z,opened
fixes,b,critical,2027-08-05T17:00:01Z,fixed
"""


@pytest.mark.parametrize(("sent", "points"), [("2027-10-12T22:59:59Z", 5 - 3), ("2027-10-12T23:00:00Z", 5 + 9)])
def test_4_by_tickets_and_a_late_report(sent: str, points: int) -> None:
    """One of two tickets took a second too long: 5 points. Uptime was good enough for 3 points back, unless the report
    came after the 8th business day after Thursday, 30 September 2027: after Tuesday the 12th, in Dublin. Then it is 9.
    """
    settlement = settled(
        "rhea-registry",
        "2027-Q3",
        totals="promise,good,total\nuptime,999,1000\n",
        tickets=TICKETS,
        reports=f"sent\n{sent}\n",
    )
    assert settlement.entry.points == points
    assert due(settlement) == (2025 if points >= 9 else 0)
    states = {item.outcome.promise.name: item.outcome.seen for item in settlement.promises}
    assert states["fixes"] is not None
    assert states["fixes"].exact == Fraction(1, 2)
