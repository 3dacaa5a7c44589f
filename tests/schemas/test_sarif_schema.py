"""The JSON Schema of SARIF 2.1.0, which the machine-readable diagnostics are checked against."""

from __future__ import annotations

import json

import jsonschema_rs
import pytest

from nines.resources import resource

SCHEMA = json.loads(resource("grammar", "sarif-2.1.0.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema_rs.Draft4Validator(SCHEMA)

RESULT = {
    "ruleId": "N0401",
    "level": "error",
    "message": {"text": "the SLO allows more downtime than the SLA that rests on it"},
    "locations": [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "shop/checkout.nines"},
                "region": {"startLine": 38, "startColumn": 21, "endColumn": 26},
            }
        }
    ],
}


def log(**result: object) -> dict[str, object]:
    driver = {"name": "nines", "rules": [{"id": "N0401"}]}
    return {"version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": [{**RESULT, **result}]}]}


def test_a_log_of_ours_is_right() -> None:
    assert VALIDATOR.is_valid(log())


@pytest.mark.parametrize(
    "result",
    [
        {"level": "fatal"},
        {"message": "a bare text"},
        {"locations": [{"physicalLocation": {"region": {"startLine": 0}}}]},
        {"location": []},
    ],
)
def test_a_mistake_is_found(result: dict[str, object]) -> None:
    assert not VALIDATOR.is_valid(log(**result))
