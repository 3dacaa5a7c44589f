"""The speed at which emitted files are matched against their schemas. Run by `make bench`."""

from __future__ import annotations

import json

import jsonschema_rs

from nines.resources import resource
from tests.schemas.board import BOARD
from tests.support.measure import best_of

BOARDS = 200


def bench_dashboards_against_grafanas_types() -> None:
    text = resource("grammar", "grafana-dashboard.schema.json").read_text(encoding="utf-8")
    making = best_of(3, lambda: jsonschema_rs.Draft7Validator(json.loads(text)))
    validator = jsonschema_rs.Draft7Validator(json.loads(text))
    checking = best_of(3, lambda: [validator.is_valid(BOARD) for _ in range(BOARDS)])
    print(f"\n  reading the schema {1000 * making:.1f} ms; {BOARDS / checking:,.0f} dashboards a second")
    assert making < 0.5
    assert checking / BOARDS < 0.01
