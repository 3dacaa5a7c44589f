"""The shapes of the panels that our templates give, each judged by Grafana's schema."""

from __future__ import annotations

import json
from collections.abc import Mapping

from nines.emit.grafana.dashboards import dashboards
from nines.plan.boards.build import boards
from nines.verify.grafana_schema import schema_mark, shapes
from tests.support.specs import ROOT, compile_folder, compile_text

__all__ = ["outputs"]

SPECS = ROOT / "specs"


def outputs() -> Mapping[str, str]:
    """Raises AssertionError for a panel that is not what the schema wants."""
    sound: set[str] = set()
    compiled = [compile_folder(SPECS / "shop"), compile_folder(SPECS / "library")]
    compiled += [compile_text(path.read_text("utf-8")) for path in sorted((SPECS / "examples").glob("*.nines"))]
    for contract in [one.contract for one in compiled]:
        for artifact in dashboards(boards(contract), contract.project.bundle, "dashboards", None):
            if artifact.path.endswith(".json"):
                for mark, mistakes in shapes(json.loads(artifact.content)):
                    assert not mistakes, (artifact.path, mistakes)
                    sound.add(mark)
    text = json.dumps({"schema": schema_mark(), "sound": sorted(sound)}, indent=1)
    return {"compiler/nines/verify/grafana_shapes.json": f"{text}\n"}
