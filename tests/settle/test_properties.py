"""What holds whatever is measured: worse never costs less, and what changes nothing in the contract changes nothing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.settle.support import FRAME, contract, credit, one

FEE = "  fee subscription {currency} {fee} per month\n"
TERMS = (
    "  promise up of api.availability at least 99.9% {\n    measure share of good slices\n    slice 1h\n"
    "    bad slice error rate at least 10%\n    credit 5% when missed\n    credit 20% below 99.0%\n"
    "    credit 60% below 90.0%\n  }\n"
    "  promise time of api.availability at least 99.5% {\n    measure share of good time\n"
    "    credit 10% per started 1h of excess downtime\n  }\n"
    '  exclude storm "Storm" leaves downtime\n  exclude flood "Flood" leaves downtime and period\n'
    "  stack sum\n  cap credits 80% per period, rest lapses\n"
)
MADE = contract(TERMS)
HOURS = 720

Bad = dict[int, int]
outages = st.lists(st.tuples(st.integers(0, HOURS - 30), st.integers(1, 20)), max_size=3)
bad_hours = st.dictionaries(st.integers(0, HOURS - 1), st.integers(1, 50), max_size=80)


def hour(at: int) -> str:
    return f"2026-09-{at // 24 + 1:02}T{at % 24:02}:00:00Z"


def slices(bad: Bad, length: int = 1) -> str:
    """Hours of 50 events, or parts of an hour with their part of them."""
    lines = ["promise,start,length,total,bad"]
    for at in range(HOURS):
        for part in range(length):
            minute = 60 // length * part
            start = f"{hour(at)[:14]}{minute:02}:00Z"
            lines.append(f"up,{start},{60 // length}m,{50 // length},{Fraction(bad.get(at, 0), length)}")
    return "\n".join(lines).replace("/1\n", "\n") + "\n"


def outage_rows(found: list[tuple[int, int]]) -> str:
    rows = [f"o{index},time,{hour(start)},{length}h" for index, (start, length) in enumerate(found)]
    return "\n".join(["id,promise,start,length", *rows]) + "\n"


def cost(bad: Bad, down: list[tuple[int, int]], excluded: list[tuple[str, int, int]] | None = None) -> Fraction:
    rows = [f"{name},{hour(start)},{length}h" for name, start, length in excluded or []]
    exclusions = "\n".join(["exclusion,start,length", *rows]) + "\n"
    return credit(one(MADE, slices=slices(bad), outages=outage_rows(down), exclusions=exclusions))


@settings(max_examples=8, deadline=None)
@given(bad_hours, outages, st.integers(0, HOURS - 1), st.integers(1, 50), outages)
def test_worse_service_never_costs_less(bad: Bad, down: list, at: int, more: int, further: list) -> None:  # type: ignore[type-arg]
    worse = {**bad, at: max(bad.get(at, 0), more)}
    assert cost(worse, [*down, *further]) >= cost(bad, down)


@settings(max_examples=8, deadline=None)
@given(bad_hours, outages, st.lists(st.tuples(st.sampled_from(["storm"]), st.integers(0, 690), st.integers(1, 24))))
def test_exclusions_of_downtime_never_raise_a_credit(bad: Bad, down: list, excluded: list) -> None:  # type: ignore[type-arg]
    assert cost(bad, down, excluded) <= cost(bad, down)


@settings(max_examples=5, deadline=None)
@given(bad_hours, outages, st.randoms(use_true_random=False))
def test_the_order_of_outages_and_rows_does_not_matter(bad: Bad, down: list, shuffle: object) -> None:  # type: ignore[type-arg]
    mixed = list(down)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    head, *rows = slices(bad).splitlines()
    shuffle.shuffle(rows)  # type: ignore[attr-defined]
    text = "\n".join([head, *rows]) + "\n"
    assert credit(one(MADE, slices=text, outages=outage_rows(mixed))) == cost(bad, down)


@settings(max_examples=4, deadline=None)
@given(bad_hours.map(lambda bad: {at: count * 2 % 50 for at, count in bad.items()}))
def test_parting_a_slice_changes_nothing(bad: Bad) -> None:
    whole, halves = (one(MADE, slices=slices(bad, parts), outages=outage_rows([])) for parts in (1, 2))
    assert [item.outcome.seen for item in whole.promises] == [item.outcome.seen for item in halves.promises]
    assert credit(whole) == credit(halves)


@pytest.mark.parametrize(("currency", "times"), [("USD", 1), ("EUR", 3), ("JPY", 1000), ("KWD", 7)])
def test_credits_scale_with_the_fee_whatever_its_currency(currency: str, times: int) -> None:
    plain = contract(TERMS, FEE.format(currency="EUR", fee=1000), FRAME.replace("EUR 0.01", "EUR 1"))
    other = contract(TERMS, FEE.format(currency=currency, fee=1000 * times), FRAME.replace("EUR 0.01", f"{currency} 1"))
    counted, down = slices({3: 50, 4: 50, 9: 20}), outage_rows([(100, 7)])
    euros = credit(one(plain, slices=counted, outages=down))
    assert euros * times == credit(one(other, slices=counted, outages=down))
    assert euros > 0


def test_hours_that_an_indicator_leaves_out_do_not_count() -> None:
    service = (
        'schedule office "Office hours" {\n  every mon..fri from 08:00 to 18:00 in UTC\n}\n'
        'service shop "Shop" {\n  sli up "Up" {\n    up probe_success{job="shop"}\n    during office\n  }\n}\n'
    )
    made = contract(
        "  promise day of shop.up at least 99.9% {\n    measure share of good time\n"
        "    credit EUR 1 per exact 1h of downtime\n  }\n",
        "  fee subscription EUR 1_000 per month\n}\n" + service.rstrip("}\n") + "\n  }\n",
    )
    # Friday the 4th of September 2026, 16:00 to 20:00: two hours of office time; all of Saturday counts for nothing.
    found = one(made, outages="id,start,length\na,2026-09-04T16:00:00Z,4h\nb,2026-09-05T00:00:00Z,24h\n")
    seen = found.promises[0].outcome.seen
    assert seen is not None
    assert seen.downtime == 2 * 3600
    assert seen.length == 22 * 10 * 3600
    assert credit(found) == 2
