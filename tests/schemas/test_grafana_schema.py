"""The JSON Schema of dashboards, made from Grafana's own types: it passes what is right and finds what is not."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema_rs
import pytest

from nines.resources import resource
from tests.schemas.board import BOARD

SCHEMA = json.loads(resource("grammar", "grafana-dashboard.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema_rs.Draft7Validator(SCHEMA)

Place = tuple[str | int, ...]
ABSENT = object()

STAT, TABLE, TIME_SERIES, BAR_CHART, STATE_TIMELINE, TEXT, ROW = (("panels", number) for number in range(7))
CUSTOM = ("fieldConfig", "defaults", "custom")
COLUMN = (*TABLE, "fieldConfig", "overrides", 0, "properties")


def seeded(place: Place, value: object) -> dict[str, Any]:
    """The board with another value in one place, or with none there."""
    board = copy.deepcopy(BOARD)
    target: Any = board
    for step in place[:-1]:
        target = target[step]
    if value is ABSENT:
        del target[place[-1]]
    else:
        target[place[-1]] = value
    return board


def findings(board: dict[str, Any]) -> list[tuple[Place, str]]:
    return [(tuple(error.instance_path), error.message) for error in VALIDATOR.iter_errors(board)]


def test_the_sample_has_every_kind_of_panel_and_no_mistake() -> None:
    assert [kind["type"] for kind in BOARD["panels"]] == [
        "stat",
        "table",
        "timeseries",
        "barchart",
        "state-timeline",
        "text",
        "row",
    ]
    assert findings(BOARD) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        # Not among the values of an enumeration.
        ((*STAT, "options", "colorMode"), "backgroud"),
        ((*STAT, "options", "textMode"), "values"),
        ((*TIME_SERIES, *CUSTOM, "drawStyle"), "lines"),
        ((*TIME_SERIES, *CUSTOM, "scaleDistribution"), {"type": "logarithmic"}),
        ((*TIME_SERIES, "options", "legend", "placement"), "left"),
        ((*BAR_CHART, "options", "stacking"), "stacked"),
        ((*STATE_TIMELINE, "options", "showValue"), "sometimes"),
        ((*TEXT, "options", "mode"), "md"),
        ((*STAT, "fieldConfig", "defaults", "color", "mode"), "threshold"),
        ((*STAT, "fieldConfig", "defaults", "thresholds", "mode"), "relative"),
        ((*STAT, "type"), "singlestat"),
        ((*STAT, "type"), "alertlist"),
        ((*TABLE, "transformations", 0, "id"), "joinByFields"),
        ((*TABLE, "transformations", 0, "id"), "formatTime"),
        (("templating", "list", 1, "refresh"), 3),
        (("templating", "list", 1, "type"), "querry"),
        (("graphTooltip",), 4),
        ((*STAT, "targets", 0, "format"), "timeseries"),
        # Of the wrong type.
        (("refresh",), False),
        (("uid",), 7),
        (("id",), 3),
        (("schemaVersion",), 39),
        ((*STAT, "id"), "1"),
        ((*STAT, "gridPos", "w"), 25),
        ((*STAT, "gridPos", "h"), 2.5),
        ((*STAT, "fieldConfig", "defaults", "decimals"), "2"),
        ((*STAT, "datasource"), "prometheus"),
        ((*TABLE, "options", "sortBy"), {"displayName": "State"}),
        ((*TABLE, "transformations", 1, "options", "indexByName"), {"service": "first"}),
        ((*COLUMN, 0, "value"), 5),
        ((*COLUMN, 1, "value"), "160px"),
        ((*STAT, "targets", 0, "expr"), ""),
        # Too long or oddly spelt.
        (("uid",), "nines-a-very-long-bundle-name-portfolio-x"),
        (("uid",), "nines shop"),
        (("title",), ""),
    ],
)
def test_a_wrong_value_is_found_where_it_stands(place: Place, value: object) -> None:
    places = [found for found, _ in findings(seeded(place, value))]
    assert any(found[: len(place)] == place for found in places), places


@pytest.mark.parametrize(
    "place",
    [
        ("uid",),
        ("title",),
        ("schemaVersion",),
        ("panels",),
        ("templating",),
        ("timezone",),
        (*STAT, "id"),
        (*STAT, "description"),
        (*STAT, "gridPos"),
        (*STAT, "datasource", "uid"),
        (*STAT, "options", "reduceOptions"),
        (*STAT, "targets", 0, "refId"),
        (*STAT, "targets", 0, "expr"),
        (*TABLE, "options", "showHeader"),
        (*TABLE, "transformations", 1, "options", "renameByName"),
        (*TIME_SERIES, "options", "tooltip"),
        (*TIME_SERIES, *CUSTOM, "hideFrom", "tooltip"),
        (*TEXT, "options", "content"),
        (*ROW, "collapsed"),
        ("templating", "list", 1, "sort"),
    ],
)
def test_what_is_missing_is_found(place: Place) -> None:
    found = findings(seeded(place, ABSENT))
    assert any(where == place[:-1] and f'"{place[-1]}" is a required property' in said for where, said in found), found


@pytest.mark.parametrize(
    "place",
    [
        ("schemaversion",),
        ("version",),
        (*STAT, "Title"),
        (*STAT, "options", "colourMode"),
        (*STAT, "fieldConfig", "defaults", "decimal"),
        (*STAT, "fieldConfig", "defaults", "custom"),
        (*STAT, "libraryPanel"),
        (*TABLE, "options", "footer"),
        (*TABLE, *CUSTOM, "displayMode"),
        (*TABLE, "transformations", 1, "options", "renameByNames"),
        (*TIME_SERIES, *CUSTOM, "lineWith"),
        (*TIME_SERIES, "options", "legend", "showLegends"),
        (*BAR_CHART, "options", "barwidth"),
        (*STATE_TIMELINE, *CUSTOM, "drawStyle"),
        (*TEXT, "targets"),
        (*ROW, "panels", 0, "options", "colourMode"),
        ("templating", "list", 1, "refreshes"),
        ("annotations", "list", 1, "query"),
    ],
)
def test_a_misspelt_or_foreign_field_is_found(place: Place) -> None:
    places = [found for found, _ in findings(seeded(place, "value"))]
    assert place in places or place[:-1] in places, places


def test_an_override_knows_the_properties_of_its_panel() -> None:
    """A time series has no cells: what is right in a table is a mistake there."""
    override = {"matcher": {"id": "byName", "options": "A"}, "properties": [{"id": "custom.width", "value": 80}]}
    found = findings(seeded((*TIME_SERIES, "fieldConfig", "overrides"), [override]))
    assert [where for where, _ in found] == [
        (*TIME_SERIES, "fieldConfig", "overrides", 0, "properties", 0, "id"),
    ]


def test_the_schema_says_what_it_was_made_from() -> None:
    assert SCHEMA["$comment"].startswith("Made by `make schemas` from @grafana/schema 13.2.3 (Apache-2.0)")


def test_the_schema_is_itself_right() -> None:
    jsonschema_rs.meta.validate(SCHEMA)
