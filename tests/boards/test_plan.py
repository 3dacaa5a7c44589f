"""Which boards there are, what they are called, and what they cost."""

from __future__ import annotations

import re

import pytest

from nines.plan.boards.identity import LONGEST, board_uid
from nines.plan.boards.model import Section, Source
from nines.verify.grafana import FIRST_VIEW
from tests.boards.drawn import GENERIC, SERVICE, SHOP, drawn, expressions, of_text, panels


def test_a_bundle_has_five_boards_and_two_for_each_customer() -> None:
    shop = drawn(SHOP)
    assert [(board.uid, board.folder.name, board.name) for board in shop.boards] == [
        ("nines-shop-portfolio", "boards", "portfolio"),
        ("nines-shop-service", "boards", "service"),
        ("nines-shop-objective", "boards", "objective"),
        ("nines-shop-customer", "boards", "customer"),
        ("nines-shop-oncall", "boards", "oncall"),
        ("nines-shop-customer-acme", "customers", "acme"),
        ("nines-shop-customer-globex", "customers", "globex"),
        ("nines-shop-customer-lindenhof", "customers", "lindenhof"),
        ("nines-shop-call-acme", "calls", "acme"),
        ("nines-shop-call-globex", "calls", "globex"),
        ("nines-shop-call-lindenhof", "calls", "lindenhof"),
    ]


def test_which_objectives_there_are_changes_no_board() -> None:
    one = of_text()
    more = of_text(
        SERVICE
        + """
    service search "Search" {
      sli speed "Fast searches" { within 300ms of search_seconds{job="search"} }
      slo speed 99.5% over calendar month in Europe/Berlin { ticket only }
      slo speed 90% over 7d as weekly
    }
"""
    )
    assert len(more.contract.objectives) == 3
    assert [artifact.text for artifact in one.artifacts] == [artifact.text for artifact in more.artifacts]


@pytest.mark.parametrize(
    ("bundle", "board", "name", "uid"),
    [
        ("shop", "portfolio", "", "nines-shop-portfolio"),
        ("shop", "customer", "acme", "nines-shop-customer-acme"),
        ("s", "customer", "x" * 23, "nines-s-customer-" + "x" * 23),
        ("s", "customer", "x" * 24, "nines-s-customer-xxxxxxxxxxxxxx-49494a77"),
    ],
)
def test_a_uid_says_what_it_is_of_in_forty_characters(bundle: str, board: str, name: str, uid: str) -> None:
    assert board_uid(bundle, board, name) == uid
    assert len(uid) <= LONGEST


def test_long_uids_differ_though_they_begin_alike() -> None:
    uids = {board_uid("a-bundle-with-a-long-name", "customer", f"customer-number-{n}") for n in range(100)}
    assert len(uids) == 100
    assert {len(uid) for uid in uids} == {LONGEST}


def test_a_uid_has_only_characters_that_grafana_takes() -> None:
    assert re.fullmatch("[a-zA-Z0-9_-]{1,40}", board_uid("my.folder of ümlauts", "portfolio"))
    assert board_uid("a.b", "portfolio") != board_uid("a b", "portfolio")


@pytest.mark.parametrize("name", GENERIC)
def test_opening_a_board_is_cheap(name: str) -> None:
    board = next(board for board in drawn(SHOP).boards if board.uid == f"nines-shop-{name}")
    asked = [query for panel in board.panels if isinstance(panel, Source) for query in panel.queries]
    assert 5 <= len(asked) <= FIRST_VIEW


@pytest.mark.parametrize("name", GENERIC)
def test_every_panel_says_what_it_shows_and_what_it_means_where_nothing_is(name: str) -> None:
    shown = list(panels(drawn(SHOP).json(f"boards/{name}.json")))
    for panel in shown:
        assert panel["title"]
        assert panel["description"].endswith(".")
        if panel["type"] != "text":
            defaults = panel["fieldConfig"]["defaults"]
            assert defaults["unit"]
            assert "noValue" in defaults
            assert panel["maxDataPoints"] == 400
            assert panel["interval"]


@pytest.mark.parametrize("name", GENERIC)
def test_panels_fill_the_grid_without_overlap(name: str) -> None:
    board = drawn(SHOP).json(f"boards/{name}.json")
    for group in (board["panels"], *(panel["panels"] for panel in board["panels"] if panel["type"] == "row")):
        taken: set[tuple[int, int]] = set()
        widths: dict[int, int] = {}
        for panel in group:
            x, y, width, height = (panel["gridPos"][key] for key in ("x", "y", "w", "h"))
            cells = {(x + right, y + down) for right in range(width) for down in range(height)}
            assert not taken & cells, panel["title"]
            taken |= cells
            widths[y] = widths.get(y, 0) + width
        assert set(widths.values()) == {24}


def test_queries_ask_this_bundle_alone() -> None:
    for name in GENERIC:
        for expression in expressions(drawn(SHOP).json(f"boards/{name}.json")):
            selectors = re.findall(r"(?:nines[:_][a-z_:]+|ALERTS\w*)(\{[^}]*\})?", expression)
            assert selectors
            assert all('nines="shop"' in matchers for matchers in selectors), expression


def test_ids_of_panels_are_unique_within_their_board() -> None:
    for board in drawn(SHOP).boards:
        inner = [one for panel in board.panels if isinstance(panel, Section) for one in panel.panels]
        ids = [panel.id for panel in (*board.panels, *inner)]
        assert len(ids) == len(set(ids)), board.uid


def test_a_customers_own_board_shows_that_customer_and_leads_nowhere_else() -> None:
    board = drawn(SHOP).json("customers/acme.json")
    assert board["title"] == "ACME Retail"
    assert board["timezone"] == "Europe/Berlin"
    fixed = {one["name"]: one["query"] for one in board["templating"]["list"] if one["type"] == "constant"}
    assert fixed == {"customer": "acme", "tenant": "acme"}
    assert [one["name"] for one in board["templating"]["list"]] == ["datasource", "customer", "tenant"]
    assert board["links"] == []
    assert "/d/" not in drawn(SHOP).text("customers/acme.json")


def test_variables_come_in_their_order_and_start_with_a_choice() -> None:
    shop = drawn(SHOP)
    assert [one["name"] for one in shop.json("boards/objective.json")["templating"]["list"]] == [
        "datasource",
        "service",
        "objective",
        "tenant",
        "window",
    ]
    assert [one["hide"] for one in shop.json("boards/objective.json")["templating"]["list"]] == [0, 0, 0, 0, 2]
    service = shop.json("boards/portfolio.json")["templating"]["list"][1]
    assert service["current"] == {"text": "All", "value": "$__all"}
    assert (service["allValue"], service["refresh"], service["sort"]) == (".*", 1, 1)


def test_without_promises_no_board_speaks_of_customers() -> None:
    found = of_text()
    assert [board.name for board in found.boards] == ["portfolio", "service", "objective", "oncall"]
    portfolio = found.boards[0]
    assert [link.title for link in portfolio.links] == ["On call"]
    assert not [panel.title for panel in portfolio.panels if "romise" in panel.title]
    assert found.problems() == ()


def test_where_nothing_is_aimed_for_no_board_is_made() -> None:
    found = of_text("service blog { tier 1 }")
    assert found.boards == ()
    assert found.artifacts == ()


def test_customers_of_one_title_are_told_apart() -> None:
    found = of_text(
        """
        provider "P" { law "Germany" }
        sla s "S" { version "1" effective 2026-01-01 }
        customer north "Acme" { sla s }
        customer south "Acme" { sla s }
        """
    )
    assert [board.title for board in found.boards if board.of] == [
        "Acme (north)",
        "Acme (south)",
        "Call sheet: Acme (north)",
        "Call sheet: Acme (south)",
    ]
    assert found.problems() == ()
