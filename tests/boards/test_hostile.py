"""Texts of specs and notes on boards: none breaks out of JSON, Markdown, HTML, or Grafana's variables."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from nines.plan.boards.markdown import harmless, inline
from nines.plan.documents.model import Link, Said, Text
from tests.boards.drawn import Drawn, panels
from tests.render.worlds import HOSTILE, WORLDS

INTERPOLATED = re.compile(r"\$\{?\w|\[\[|\{\{")
"""What Grafana fills in: `$x`, `${x}`, `[[x]]`; and Go's templates."""

SHOWN = MarkdownIt("commonmark").enable("table")


def words(markdown: str) -> str:
    """What a reader sees of Markdown."""
    return html.unescape(re.sub("<[^>]*>", "", SHOWN.render(markdown))).strip()


@pytest.fixture(scope="module")
def boards() -> Drawn:
    return Drawn(WORLDS["hostile"]()[0])


def texts(value: Any, place: str = "") -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [found for key, inner in value.items() for found in texts(inner, f"{place}/{key}")]
    if isinstance(value, list):
        return [found for index, inner in enumerate(value) for found in texts(inner, f"{place}/{index}")]
    return [(place, value)] if isinstance(value, str) else []


def test_every_board_is_read_back_without_a_problem(boards: Drawn) -> None:
    assert boards.problems() == ()
    assert any(board.title == f"Call sheet: {HOSTILE}" for board in boards.boards)


def test_a_title_of_a_spec_stands_where_nothing_is_filled_in(boards: Drawn) -> None:
    """Grafana fills variables in titles of panels, texts, queries and links; not in the title of a board."""
    for artifact in boards.artifacts:
        if not artifact.path.endswith(".json"):
            continue
        for place, text in texts(json.loads(artifact.text)):
            if "alert(1)" in html.unescape(text) and place != "/title":
                assert re.search(r"/panels/\d+/options/content$", place), place
                assert not INTERPOLATED.search(text), (place, text)
                assert "<" not in text


def test_a_call_sheet_shows_hostile_texts_as_they_are(boards: Drawn) -> None:
    read = boards.json("calls/acme.json")
    shown = " ".join(words(panel["options"]["content"]) for panel in panels(read) if panel["type"] == "text")
    assert shown.count(HOSTILE) >= 3


@given(st.text(max_size=60))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    line = " ".join(text.split())
    written = harmless(text)
    assert not INTERPOLATED.search(written)
    assert not re.search(r"[<>\[\]`*_|\\$#&](?<!&)(?!#\d+;)", written.replace("&#", ""))
    if line and line.isprintable():
        assert words(f"x {written} y") == f"x {line} y"


@given(st.text(max_size=40))
def test_an_address_that_is_none_is_no_link(address: str) -> None:
    written = inline((Text("see "), Link(address, address), Said(address)))
    assert "](" not in written or re.fullmatch(r"(?:https?://|mailto:|tel:)[A-Za-z0-9.@+:/_-]+", address)
    assert not INTERPOLATED.search(written)
