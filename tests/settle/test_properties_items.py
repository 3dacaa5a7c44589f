"""What holds of tickets, records, formulas and single outages, whatever they are."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nines.diagnostics.model import Report
from nines.settle.book import labels_of, settle_book, zones_of
from nines.settle.reading import File, read_measured
from nines.source import Source
from tests.settle.support import FRAME, SERVICE, contract, credit, one, said
from tests.support.specs import compile_text

FEE = "  fee subscription {currency} {fee} per month\n"
SUPPORT = '  support {\n    severity critical "S" fix 4h around the clock\n    clock pauses while waiting\n  }\n'
TERMS = (
    "  promise fixes of support.critical.fix at least 90% {\n    crossing counts where it starts\n"
    "    measure share of good events\n    credit 5% when missed\n    credit 20% below 60%\n  }\n"
    "  promise slow of support.critical.fix at most 3h {\n    crossing counts where it starts\n"
    "    measure 90th percentile of value\n    credit formula (10% * overrun) when missed\n  }\n"
    "  promise each of support.critical.fix at most 6h {\n    crossing counts where it starts\n    judge each ticket\n"
    "    measure value\n    credit 1% when missed\n  }\n"
    + SUPPORT
    + "  stack sum\n  cap credits 80% per period, rest lapses\n"
)
FAULT = '  exclude fault "Fault" {effect}\n'
PLAIN = contract(TERMS + FAULT.format(effect="leaves downtime"))
WAIVED = contract(TERMS + FAULT.format(effect="waives credit"))
FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))

Times = Sequence[int]
"""Minutes that each ticket took, a ticket a day."""
times = st.lists(st.integers(1, 900), min_size=1, max_size=9)


def ordinal(number: int) -> str:
    ending = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def clock(day: int, minute: int) -> str:
    return f"2026-09-{day + minute // 1440 + 1:02}T{minute % 1440 // 60:02}:{minute % 60:02}:00Z"


def rows(items: Times, excluded: frozenset[int] = frozenset(), pause: int = 0) -> list[str]:
    found: list[str] = []
    for day, minutes in enumerate(items):
        why = "fault" if day in excluded else ""
        found.append(f"t{day},critical,{clock(day, 0)},opened,{why}")
        if pause:
            found += [f"t{day},critical,{clock(day, 1)},paused,", f"t{day},critical,{clock(day, 1 + pause)},resumed,"]
        found.append(f"t{day},critical,{clock(day, minutes + pause)},fixed,")
    return found


def table(lines: Sequence[str]) -> str:
    return "\n".join(["id,severity,at,event,exclusion", *lines]) + "\n"


def cost(items: Times, excluded: frozenset[int] = frozenset(), *, waived: bool = False) -> Fraction:
    return credit(one(WAIVED if waived else PLAIN, tickets=table(rows(items, excluded))))


@FEW
@given(times, st.integers(0, 8), st.integers(1, 600))
def test_a_ticket_that_takes_longer_never_costs_less(items: list[int], at: int, more: int) -> None:
    at %= len(items)
    slower = [minutes + (more if index == at else 0) for index, minutes in enumerate(items)]
    assert cost(slower) >= cost(items)


@FEW
@given(times, st.integers(361, 900))
def test_a_late_ticket_more_never_costs_less(items: list[int], late: int) -> None:
    assert cost([*items, max([late, *items])]) >= cost(items)


@FEW
@given(times, st.frozensets(st.integers(0, 8), max_size=4), st.booleans())
def test_exclusions_never_raise_a_credit(items: list[int], excluded: frozenset[int], waived: bool) -> None:
    """Of shares and of tickets alone; a percentile of fewer tickets may be higher, so all of the longest go first."""
    longest = sorted(range(len(items)), key=lambda index: -items[index])[: len(excluded)]
    if len(longest) < len(items):
        assert cost(items, frozenset(longest), waived=waived) <= cost(items)


@FEW
@given(times, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(items: list[int], shuffle: random.Random) -> None:
    lines = rows(items, frozenset(), 30)
    mixed = list(lines)
    shuffle.shuffle(mixed)
    assert credit(one(PLAIN, tickets=table(mixed))) == credit(one(PLAIN, tickets=table(lines)))


@FEW
@given(times, st.integers(1, 200))
def test_a_pause_takes_no_time(items: list[int], pause: int) -> None:
    plain = [minutes + 1 for minutes in items]
    assert credit(one(PLAIN, tickets=table(rows(plain, frozenset(), pause)))) == cost(plain)


@FEW
@given(times, st.sampled_from([("USD", 1), ("EUR", 3), ("JPY", 1000), ("KWD", 7)]))
def test_credits_scale_with_the_fee(items: list[int], scaled: tuple[str, int]) -> None:
    currency, factor = scaled
    made = [
        contract(TERMS + FAULT.format(effect="leaves downtime"), FEE.format(currency=unit, fee=fee), frame)
        for unit, fee, frame in (
            ("EUR", 1000, FRAME.replace("EUR 0.01", "EUR 0.000000000001")),
            (currency, 1000 * factor, FRAME.replace("EUR 0.01", f"{currency} 0.000000000001")),
        )
    ]
    first, second = (credit(one(each, tickets=table(rows(items)))) for each in made)
    assert abs(first * factor - second) <= Fraction(factor + 1, 10**12)


@FEW
@given(st.lists(st.integers(1, 5000), min_size=1, max_size=10), st.integers(1, 99))
def test_units_of_values_do_not_matter(values: list[int], share: int) -> None:
    body = f"measure {ordinal(share)} percentile of value\n    credit formula (10% * overrun) when missed\n  }}\n"
    seconds = contract(f"  promise p of api.availability at most 0.25s {{\n    {body}")
    millis = contract(f"  promise p of api.availability at most 250ms {{\n    {body}")
    head = "id,at,value\n"
    small = head + "".join(f"r{index},{clock(index, 0)},{value}ms\n" for index, value in enumerate(values))
    large = head + "".join(
        f"r{index},{clock(index, 0)},{value // 1000}.{value % 1000:03}s\n" for index, value in enumerate(values)
    )
    assert credit(one(seconds, records=large)) == credit(one(millis, records=small))


@FEW
@given(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 400)), min_size=1, max_size=8), st.integers(1, 100))
def test_parting_a_slice_of_a_gauge_changes_nothing(slices: list[tuple[int, int]], share: int) -> None:
    for measure in ("mean of value", f"{ordinal(share)} percentile of value"):
        made = contract(
            f"  promise p of api.availability at most 150ms {{\n    measure {measure}\n    remedy none\n  }}\n"
        )
        whole, parted, at = ["start,length,value"], ["start,length,value"], 0
        for hours, value in slices:
            whole.append(f"{clock(0, at)},{hours}h,{value}ms")
            parted += [f"{clock(0, at + 30 * part)},30m,{value}ms" for part in range(hours * 2)]
            at += hours * 60
        rest = f"\n{clock(0, at)},{720 * 60 - at}m,100ms\n"
        one_row, many = (one(made, slices="\n".join(lines) + rest) for lines in (whole, parted))
        assert one_row.promises[0].outcome.seen == many.promises[0].outcome.seen


TWO = (
    SERVICE
    + f'sla standard "SLA" {{\n{FRAME}{TERMS}{FAULT.format(effect="leaves downtime")}}}\n'
    + 'customer acme "ACME" {\n  sla standard\n  fee subscription EUR 1_000 per month\n}\n'
    + 'customer globex "Globex" {\n  sla standard\n  fee subscription EUR 700 per month\n}\n'
)
BOOK = compile_text(TWO).contract


def book(text: str) -> dict[str, Fraction]:
    report = Report()
    measured = read_measured([File(Source("t.csv", text), "tickets")], labels_of(BOOK), zones_of(BOOK), report)
    assert measured is not None
    settled = settle_book(BOOK, "2026-09", measured, (), (), report)
    assert said(report) == []
    return {item.customer.name: credit(item) for item in settled.settlements}


@FEW
@given(times, times)
def test_customers_of_one_file_are_settled_as_if_alone(first: list[int], second: list[int]) -> None:
    head = "customer,id,severity,at,event,exclusion\n"
    mine = "".join(f"acme,{line}\n" for line in rows(first))
    yours = "".join(f"globex,{line}\n" for line in rows(second))
    together = book(head + mine + yours)
    assert together == book(head + mine) | book(head + yours)
    assert together["acme"] == cost(first)
