"""Every query of every board runs on the real Prometheus, in both generations."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import yaml

from tests.boards.drawn import SHOP, drawn, expressions
from tests.support.tools import PROMETHEUS, tool


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_prometheus_takes_every_query(generation: str, tmp_path: Path) -> None:
    shop = drawn(SHOP)
    names = [one.path.removeprefix("dashboards/") for one in shop.artifacts if one.path.endswith(".json")]
    asked = sorted({expression for name in names for expression in expressions(shop.json(name))})
    assert len(asked) > 60
    rules = [{"record": f"query:{number}", "expr": expression} for number, expression in enumerate(asked)]
    file = tmp_path / "queries.yaml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "queries", "rules": rules}]}))
    done = subprocess.run(
        [tool("promtool", generation), "check", "rules", file], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
