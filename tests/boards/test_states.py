"""States and numbers read the same everywhere: a sign and a word beside the colour, units, nothing rounded up."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from nines.emit.grafana.looks import COLOURS
from nines.plan import names
from nines.plan.boards import words
from nines.plan.boards.look import Tone
from nines.promql import build as q
from nines.promql.text import line
from tests.boards.drawn import SHOP, drawn, panels


def _words(panel: dict[str, Any]) -> dict[str, str]:
    mappings = panel["fieldConfig"]["defaults"]["mappings"]
    valued = [one for one in mappings if one["type"] == "value"]
    return {value: said["text"] for one in valued for value, said in one["options"].items()}


def test_every_state_has_a_sign_a_word_and_a_colour() -> None:
    board = drawn(SHOP).json("boards/objective.json")
    state = next(panel for panel in panels(board) if panel["title"] == "State")
    assert _words(state) == {"0": "○ no data", "1": "● fine", "2": "▲ watch", "3": "■ burning", "4": "✖ spent"}
    assert tuple(text[2:] for text in _words(state).values()) == names.STATES


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("tone", [Tone.NO_DATA, Tone.FINE, Tone.WATCH, Tone.BURNING, Tone.SPENT])
@pytest.mark.parametrize("ground", ["#FFFFFF", "#181B1F"])
def test_colours_stand_out_from_both_grounds(tone: Tone, ground: str) -> None:
    lighter, darker = sorted((_luminance(COLOURS[tone]), _luminance(ground)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 3


def test_no_miss_is_rounded_up_to_a_kept_promise() -> None:
    """The query cuts, so that what is shown with three decimals is never above what was attained."""
    assert line(words.floored(q.selector("x"))) == "floor(x * 100000 + 0.000001) / 100000"
    for written, shown in (("0.99899999", "0.99899"), ("0.9999", "0.9999"), ("0.99949", "0.99949")):
        cut = (Fraction(written) * 100_000 + Fraction(1, 1_000_000)) // 1 / Fraction(100_000)
        assert cut == Fraction(shown)


def test_what_is_overspent_is_said_in_words() -> None:
    board = drawn(SHOP).json("boards/objective.json")
    budget = next(panel for panel in panels(board) if panel["title"] == "Budget")
    assert [(target["legendFormat"], target["expr"].rpartition(")")[2]) for target in budget["targets"]] == [
        ("left", " >= 0"),
        ("overspent by", " > 0"),
    ]


def test_a_table_shows_titles_and_nothing_of_the_query() -> None:
    board = drawn(SHOP).json("boards/portfolio.json")
    table = next(panel for panel in panels(board) if panel["type"] == "table")
    organize = table["transformations"][-1]["options"]
    assert list(organize["renameByName"].values()) == [
        "State",
        "Service",
        "Objective",
        "Target",
        "Attained",
        "Budget left",
        "Burn 1 h",
        "Left if this goes on",
        "Owner",
        "Customers",
    ]
    assert organize["excludeByName"] == {"Time": True, "Value #F": True}
    assert table["options"]["sortBy"] == [
        {"displayName": "State", "desc": True},
        {"displayName": "Left if this goes on", "desc": False},
    ]


def test_a_row_leads_to_its_objective_with_time_and_data_source() -> None:
    board = drawn(SHOP).json("boards/portfolio.json")
    table = next(panel for panel in panels(board) if panel["type"] == "table")
    column = next(one for one in table["fieldConfig"]["overrides"] if one["matcher"]["options"] == "Objective")
    link = next(one["value"][0] for one in column["properties"] if one["id"] == "links")
    assert link["url"] == (
        "/d/nines-shop-objective?${__url_time_range}&var-datasource=${datasource:percentencode}"
        '&var-service=${__data.fields["service"]:percentencode}'
        '&var-objective=${__data.fields["objective"]:percentencode}'
    )
