"""The JSON form: its schema, and that a program can find each place again."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError
from syrupy.assertion import SnapshotAssertion

from nines.diagnostics.machine import to_json
from nines.diagnostics.model import Allowed, Label
from nines.resources import resource
from nines.source import Source
from tests.diagnostics.specimens import ALL, SLA, at, finding, fixes, long_remarks, two_files

SCHEMA = json.loads(resource("grammar", "diagnostics.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def written(*findings: Any, **more: Any) -> Any:
    document = json.loads(to_json(findings, **more))
    VALIDATOR.validate(document)
    return document


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_everything_that_can_be_found_has_the_form() -> None:
    document = written(*(each() for each in ALL), left_out=3)
    assert len(document["findings"]) == len(ALL)
    assert document["summary"] == {
        "errors": 17, "warnings": 1, "notes": 1, "files": 12, "mendable": 2, "leftOut": 3,
    }  # fmt: skip


def test_the_form_as_reviewed(snapshot: SnapshotAssertion) -> None:
    allowed = Allowed(long_remarks(), "the board is rebuilt in June", date(2026, 6, 30), at(SLA, "judge"))
    assert to_json([two_files(), fixes()], allowed=[allowed]) == snapshot


def test_places_lead_back_to_the_text() -> None:
    sources = {label.span.source.name: label.span.source for each in ALL for label in (each().primary, *each().others)}
    for found in written(*(each() for each in ALL))["findings"]:
        edits = [edit for fix in found["fixes"] for edit in fix["edits"]]
        for place in (found, *found["labels"], *edits):
            lines = sources[place["file"]].text.split("\n")
            for point in (place["start"], place["end"]):
                before = lines[: point["line"] - 1]
                assert point["offset"] == sum(len(line) + 1 for line in before) + point["column"] - 1
                assert point["column"] <= len(lines[point["line"] - 1]) + 1


def test_any_text_is_ascii_and_comes_back() -> None:
    headline = "a \ud800 \x00 \u202e 漢 \u2028"
    text = to_json([finding(Label(Source("ä\ud800.nines", "").span(0, 0)), headline=headline)])
    assert text.isascii()
    assert json.loads(text)["findings"][0]["headline"] == headline


@pytest.mark.parametrize("field", ["code", "start", "headline", "fixes"])
def test_the_schema_misses_what_is_missing(field: str) -> None:
    document = written(fixes())
    del document["findings"][0][field]
    with pytest.raises(ValidationError, match=field):
        VALIDATOR.validate(document)
