"""What boards cost a server: how many queries each asks, and how long the slowest takes."""

from __future__ import annotations

from pathlib import Path

from tests.boards.asked import answer, asked
from tests.boards.drawn import SHOP, Drawn, drawn
from tests.boards.test_live import CHOSEN, MONTH
from tests.render.history import NOW
from tests.render.recorded import recorded
from tests.support.measure import best_of
from tests.support.specs import compile_text

SLOWEST = 100
"""Milliseconds that a query may take."""


def bench_every_query_of_every_board(tmp_path: Path) -> None:
    shop = drawn(SHOP)
    with recorded(shop.contract, MONTH, tmp_path) as address:
        for name, chosen in CHOSEN.items():
            queries = list(asked(shop.json(f"{name}.json"), chosen))
            times = [min(answer(address, query, NOW).milliseconds for _ in range(3)) for query in queries]
            slowest = max(zip(times, (query.name for query in queries), strict=True))
            print(f"{name}: {len(queries)} queries, the slowest {slowest[0]:.1f} ms ({slowest[1]})")
            assert slowest[0] < SLOWEST


def bench_boards_of_a_thousand_customers() -> None:
    """Two boards each, their own and the call sheet."""
    text = 'sla s "S" { version "1" effective 2026-01-01 }\n'
    text += "\n".join(f'customer c{n} "Customer {n}" {{ sla s }}' for n in range(1_000))
    contract = compile_text(text).contract
    taken = best_of(2, lambda: Drawn(contract))
    print(f"{taken:.2f} s")
    assert taken < 2
