"""What is said of a dashboard by the shapes of its panels is what the whole schema says of it."""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from nines.verify import grafana_schema
from nines.verify.grafana_schema import mistakes
from tests.support.tools import ROOT

WHOLE = jsonschema_rs.Draft7Validator(json.loads((ROOT / "grammar" / "grafana-dashboard.schema.json").read_text()))
BOARDS = sorted((ROOT / "specs" / "shop" / "out" / "dashboards").rglob("*.json"))
OTHERS: tuple[object, ...] = (None, "", "text", 0, 1, -1, 0.5, True, [], {}, ["a"], {"a": 1})


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container within a value, with a key of it."""
    for key in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from places(value[key])


@pytest.mark.parametrize("path", BOARDS, ids=lambda path: path.stem)
def test_the_shops_boards_are_sound(path: Path) -> None:
    assert list(mistakes(json.loads(path.read_text()))) == []


@pytest.mark.parametrize("seed", range(4))
def test_a_change_anywhere_is_judged_as_the_whole_schema_does(seed: int) -> None:
    """One change at a time, after the sound board was seen: what is remembered must not hide a mistake."""
    chance = random.Random(seed)
    found = 0
    for _ in range(60):
        board = copy.deepcopy(json.loads(chance.choice(BOARDS).read_text()))
        container, key = chance.choice(list(places(board)))
        if chance.random() < 0.2:
            del container[key]
        else:
            container[key] = chance.choice(OTHERS)
        expected = not WHOLE.is_valid(board)
        assert bool(list(mistakes(board))) is expected, (key, container)
        found += expected
    assert found, "no change was a mistake, so that nothing was tried"


def test_a_mistake_is_said_with_its_place() -> None:
    board = json.loads(BOARDS[0].read_text())
    board["panels"][2]["gridPos"]["w"] = "wide"
    assert ("panels/2/gridPos/w", "'wide' is not of type 'integer'") in list(mistakes(board))


def test_a_build_with_our_templates_needs_no_validator(tmp_path: Path) -> None:
    """To load it and to look at five boards takes as long as to plan them."""
    script = (
        "import sys, nines; result = nines.compile(sys.argv[1]);"
        "print(result.ok, bool(result.artifacts), 'jsonschema' in sys.modules)"
    )
    for spec in ("shop", "examples/first.nines"):
        done = subprocess.run(
            [sys.executable, "-c", script, ROOT / "specs" / spec],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.split() == ["True", "True", "False"], done.stderr


def test_shapes_of_another_schema_are_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grafana_schema, "schema_mark", lambda: "another")
    grafana_schema._sound.cache_clear()
    try:
        assert grafana_schema._sound() == set()
    finally:
        grafana_schema._sound.cache_clear()
