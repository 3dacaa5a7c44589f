"""Tickets, records, outages alone, exclusions: the engine against straight enumeration, minute by minute."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.settle.support import contract, credit, one

QUIET = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
START = datetime.datetime(2026, 9, 1, tzinfo=datetime.UTC)
LENGTH = 30 * 1440
FEE = "  fee subscription EUR 1_000 per month\n"
OFFICE = FEE + '}\nschedule office "Office" {\n  every mon..fri from 09:00 to 17:00 in UTC\n'


def moment(minute: int) -> str:
    return (START + datetime.timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:%SZ")


def cents(value: Fraction) -> Fraction:
    return Fraction(round(value * 100), 100)


# Tickets: every minute between opening and fixing is looked at by itself.


@dataclass(frozen=True)
class Ticket:
    opened: int
    length: int
    pauses: tuple[tuple[int, int], ...]


@st.composite
def tickets(draw: st.DrawFn) -> Ticket:
    length = draw(st.integers(1, 3000))
    cuts = sorted(draw(st.sets(st.integers(1, max(1, length - 1)), max_size=4)))
    pairs = tuple(zip(cuts[::2], cuts[1::2], strict=False))
    return Ticket(draw(st.integers(0, LENGTH - 1)), length, pairs)


def worked(ticket: Ticket, *, office: bool) -> int:
    """Minutes that the clock counted."""
    counted = 0
    for minute in range(ticket.length):
        if any(start <= minute < end for start, end in ticket.pauses):
            continue
        now = START + datetime.timedelta(minutes=ticket.opened + minute)
        if not office or (now.weekday() < 5 and 9 <= now.hour < 17):
            counted += 1
    return counted


def ticket_rows(items: list[Ticket], severity: str) -> str:
    rows = ["id,severity,at,event"]
    for index, item in enumerate(items):
        events = [(0, "opened"), (item.length, "fixed")]
        for start, end in item.pauses:
            events += [(start, "paused"), (end, "resumed")]
        rows += [f"t{index},{severity},{moment(item.opened + at)},{what}" for at, what in sorted(events)]
    return "\n".join(rows) + "\n"


@QUIET
@given(st.lists(tickets(), min_size=1, max_size=6), st.booleans(), st.integers(30, 1500), st.integers(1, 100))
def test_tickets(items: list[Ticket], office: bool, bound: int, percent: int) -> None:
    severity, hours = ("minor", "during office") if office else ("critical", "around the clock")
    times = [worked(item, office=office) for item in items]
    good = sum(1 for time in times if time <= bound)
    support = f'  support {{\n    severity {severity} "S" fix {bound}m {hours}\n    clock pauses while waiting\n  }}\n'
    head = f"  promise p of support.{severity}.fix {{}} {{{{\n    crossing counts where it starts\n    measure {{}}\n"
    shares = contract(
        head.format(f"at least {percent}%", "share of good events")
        + f"    credit 10% when missed\n    credit EUR 7 per late ticket below {Fraction(percent, 2) // 1}%\n  }}\n"
        + support,
        OFFICE,
    )
    settlement = one(shares, tickets=ticket_rows(items, severity))
    seen = settlement.promises[0].outcome.seen
    assert seen is not None
    share = Fraction(good, len(items))
    assert seen.exact == share
    wanted = Fraction(100 if share * 100 < percent else 0)
    if share * 100 < percent // 2:
        wanted = Fraction(7 * (len(items) - good))
    assert credit(settlement) == wanted
    means = contract(head.format(f"at most {bound}m", "mean of value") + "    remedy none\n  }\n" + support, OFFICE)
    seen = one(means, tickets=ticket_rows(items, severity)).promises[0].outcome.seen
    assert seen is not None
    assert seen.exact == Fraction(sum(times) * 60, len(times))


# Records: each percentile by counting, each score by looking at every value.


def ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


@QUIET
@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=12), st.integers(1, 100), st.integers(1, 40), st.integers(1, 40)
)
def test_records(values: list[int], share: int, first: int, second: int) -> None:
    low, high = min(first, second), max(first, second)
    rows = "id,at,value\n" + "".join(f"r{index},{moment(index * 60)},{value}ms\n" for index, value in enumerate(values))
    number = len(values)
    rank = next(
        value for value in sorted(values) if sum(1 for other in values if other <= value) * 100 >= share * number
    )
    scores = [Fraction(1) if value <= low else Fraction(3, 10) if value <= high else Fraction(0) for value in values]
    cases = {
        ("at most 10ms", f"measure {ordinal(share)} percentile of value"): Fraction(rank, 1000),
        ("at most 10ms", "measure mean of value"): Fraction(sum(values), number * 1000),
        ("at least 90%", f"measure share within {low}ms"): Fraction(sum(1 for v in values if v <= low), number),
        (
            "at least 90%",
            f"measure score\n    score 1 within {low}ms, 0.3 within {high}ms, 0 otherwise",
        ): sum(scores, Fraction(0)) / number,
    }
    for (comparison, body), wanted in cases.items():
        made = contract(f"  promise p of api.availability {comparison} {{\n    {body}\n    remedy none\n  }}\n")
        seen = one(made, records=rows).promises[0].outcome.seen
        assert seen is not None
        assert seen.exact == wanted


# Outages one by one, with caps per outage, per day and per period, and what is waived.


@st.composite
def outages(draw: st.DrawFn) -> list[tuple[int, int]]:
    """From when to when, minute by minute of a month; apart from each other, each within its day."""
    days = draw(st.lists(st.integers(0, 29), max_size=4, unique=True))
    found: list[tuple[int, int]] = []
    for day in days:
        start = draw(st.integers(0, 900))
        length = draw(st.integers(1, 400))
        found.append((day * 1440 + start, length))
        if draw(st.booleans()) and start + length < 1200:
            found.append((day * 1440 + start + length + 5, draw(st.integers(1, 200))))
    return sorted(found)


waivers = st.lists(st.tuples(st.integers(0, LENGTH - 400), st.integers(1, 300)), max_size=3)


@QUIET
@given(outages(), waivers, st.integers(1, 120), st.integers(5, 200), st.integers(5, 300), st.integers(5, 600))
def test_outages_alone(
    items: list[tuple[int, int]],
    waived: list[tuple[int, int]],
    allowed: int,
    per_outage: int,
    per_day: int,
    per_period: int,
) -> None:
    made = contract(
        f"  promise repair of api.availability at most {allowed}m {{\n    judge each outage\n    measure downtime\n"
        "    crossing counts where it starts\n    credit EUR 9 per started 20m of excess downtime\n  }\n"
        f'  exclude storm "Storm" waives credit\n  cap credits EUR {per_outage} per outage, rest lapses\n'
        f"  cap credits EUR {per_day} per day, rest lapses\n  cap credits EUR {per_period} per period, rest lapses\n"
    )
    spared = {minute for start, length in waived for minute in range(start, start + length)}
    by_outage: list[tuple[int, int]] = []
    for start, length in items:
        charged = sum(1 for minute in range(start, start + length) if minute not in spared)
        beyond = max(0, charged - allowed)
        owed = -(-beyond // 20) * 9
        by_outage.append((start // 1440, min(owed, per_outage)))
    days: dict[int, int] = {}
    for day, owed in by_outage:
        days[day] = days.get(day, 0) + owed
    wanted = min(sum(min(amount, per_day) for amount in days.values()), per_period)
    rows = "id,start,length\n" + "".join(f"o{at},{moment(at)},{length}m\n" for at, length in items)
    storms = "exclusion,start,length\n" + "".join(f"storm,{moment(at)},{length}m\n" for at, length in waived)
    assert credit(one(made, outages=rows, exclusions=storms)) == wanted


# A formula, by the same arithmetic written out.


@QUIET
@given(st.integers(1, 2000), st.integers(1, 50), st.integers(1, 90))
def test_formulas(down: int, euros: int, percent: int) -> None:
    made = contract(
        "  promise up of api.availability at least 99.9% {\n    measure share of good time\n"
        f"    credit formula (min({percent}% * base, max(EUR {euros} * ceil(excess downtime / 1h), "
        "base * downtime / period))) when missed\n  }\n"
    )
    allowed = Fraction(LENGTH, 1000)
    hours = -(-max(Fraction(0), down - allowed) // 60)
    wanted = min(Fraction(10 * percent), max(Fraction(euros * hours), Fraction(1000 * down, LENGTH)))
    rows = f"id,start,length\na,{moment(0)},{down}m\n"
    assert credit(one(made, outages=rows)) == (cents(wanted) if down > allowed else 0)
