"""Every query of every board, asked of a live Prometheus that holds a month of the shop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from nines.plan import names
from nines.verify.borne import borne_labels
from tests.boards.asked import Answer, Asked, answer, asked
from tests.boards.drawn import SHOP, drawn
from tests.render.history import NOW, World, openmetrics
from tests.render.history import SHOP as WORST_DAY
from tests.render.recorded import recorded

MONTH = World(
    WORST_DAY.stories, silent=WORST_DAY.silent, tenants=WORST_DAY.tenants[:3], days=33, coarse=3_600, recent=2 * 3_600
)
CHOSEN: Mapping[str, dict[str, str]] = {
    "boards/portfolio": {},
    "boards/service": {"service": "checkout"},
    "boards/objective": {"service": "checkout", "objective": "availability"},
    "boards/customer": {"customer": "acme"},
    "boards/oncall": {},
    "customers/globex": {},
    "calls/acme": {},
}
EMPTY = {
    "Objective / Budget / B": "it has a value when the budget is overspent, and A has none then",
}
"""Queries that bring nothing in this scenario, and why that is right."""

_SERIES = re.compile(r"([a-zA-Z_:]+)\{(.*)\} ")
_LABEL = re.compile(r'(?:^|,)([a-zA-Z_]\w*)="')

MOST_LINES = 20
MOST_SAMPLES = 500_000
"""Samples that one query may read: a server reads some ten millions a second, so this stays below 100 ms."""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Asked, Answer]]:
    shop = drawn(SHOP)
    with recorded(shop.contract, MONTH, tmp_path_factory.mktemp("history")) as address:
        yield {
            query: answer(address, query, NOW)
            for name, chosen in CHOSEN.items()
            for query in asked(shop.json(f"{name}.json"), chosen)
        }


def test_every_query_brings_something(answers: dict[Asked, Answer]) -> None:
    empty = {query.name for query, found in answers.items() if not found.series}
    assert empty == set(EMPTY)


def test_the_made_up_history_has_the_labels_that_rules_record() -> None:
    shop = drawn(SHOP)
    borne = borne_labels(shop.rules)
    short = World(MONTH.stories, tenants=MONTH.tenants, days=1, coarse=43_200, recent=60)
    found = {
        series[1]: set(_LABEL.findall(series[2]))
        for series in map(_SERIES.match, openmetrics(shop.contract, short))
        if series
    }
    told = {names.OBJECTIVE_INFO.name, names.PROMISE_INFO.name}
    unlike = {
        name: sorted(labels - own)
        for name, labels in found.items()
        if name not in told and (own := borne.get(name)) is not None and labels - own
    }
    assert unlike == {}
    assert len(found) > 30


def test_no_graph_has_more_lines_than_can_be_told_apart(answers: dict[Asked, Answer]) -> None:
    many = {query.name: found.series for query, found in answers.items() if query.lines and found.series > MOST_LINES}
    assert many == {}


def test_no_query_reads_more_than_a_server_does_in_a_tenth_of_a_second(answers: dict[Asked, Answer]) -> None:
    dear = {query.name: found.samples for query, found in answers.items() if found.samples > MOST_SAMPLES}
    assert dear == {}


def test_what_opening_everything_costs_is_known(answers: dict[Asked, Answer]) -> None:
    """Panels that are folded and annotations included. One query more is a decision."""
    counted: dict[str, int] = {}
    for query in answers:
        counted[query.board] = counted.get(query.board, 0) + 1
    assert counted == {
        "Portfolio": 33,
        "Service": 19,
        "Objective": 35,
        "On call": 17,
        "Customer": 16,
        "Globex Fashion": 16,
        "Call sheet: ACME Retail": 15,
    }
