"""The series of other tools, by their names and labels, in the real promtool.

What the tools write was read from `sloth generate` 0.16.0 and `pyrra generate --generic-rules` (August 2026) for the
same SLO, over 30 and 28 days. Labels that users give there (`owner`) stand on our info series instead.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.promtool import Asked, ask, write_rules
from tests.support.tools import PROMETHEUS

VERSIONS = {"2": "2.42", "3": "3.5"}

SPEC = """
service shop {
  sli ok {
    bad requests_total{code="500"}
    of  requests_total{code!=""}
  }
  slo ok 99.9% over 30d
  slo ok 99% over 28d as short
  slo ok 95% over calendar month in Europe/Berlin as odd { known as "Shop_Odd" }
}
"""

SERIES = {
    'requests_total{code="200"}': "0+1485x200",
    'requests_total{code="500"}': "0+15x200",
}

ID = {"sloth_id": "shop-ok", "sloth_service": "shop", "sloth_slo": "ok"}
SLOTH = {
    **{
        f"slo:sli_error:ratio_rate{window}": ({**ID, "sloth_window": window}, 0.01)
        for window in ("5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d")
    },
    "slo:objective:ratio": (ID, 0.999),
    "slo:error_budget:ratio": (ID, 0.001),
    "slo:time_period:days": (ID, 30),
    "slo:current_burn_rate:ratio": (ID, 10),
    "slo:period_burn_rate:ratio": (ID, 10),
    "slo:period_error_budget_remaining:ratio": (ID, -9),
}
INFO = {**ID, "sloth_objective": "99.9", "sloth_mode": "nines", "sloth_spec": "nines", "sloth_version": "nines"}
PYRRA = {
    "pyrra_objective": 0.999,
    "pyrra_window": 2_592_000,
    "pyrra_availability": 0.99,
    "pyrra_requests:rate5m": 100,
    "pyrra_errors:rate5m": 1,
}


def rules_for(folder: Path, tool: str, generation: str) -> list[str]:
    project = f"project {{\n  bundle test\n  compat {tool}\n}}\n"
    return write_rules(folder, SPEC, VERSIONS[generation], project=project)


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_dashboards_of_sloth_find_their_series(generation: str, tmp_path: Path) -> None:
    files = rules_for(tmp_path, "sloth", generation)
    extra = ("slo:sli_error:ratio_rate4w", 'slo:objective:ratio{sloth_slo="Shop_Odd"}')
    asked = [*(f'{name}{{sloth_id="shop-ok"}}' for name in SLOTH), 'sloth_slo_info{sloth_id="shop-ok"}', *extra]
    *found, info, weeks, odd = ask(tmp_path, generation, files, SERIES, [Asked(query, "45m7s") for query in asked])
    for (name, (labels, value)), got in zip(SLOTH.items(), found, strict=True):
        assert got == {frozenset(labels.items()): pytest.approx(value, rel=0.02)}, name
    assert info == {frozenset(INFO.items()): 1}
    assert [dict(labels)["sloth_window"] for labels in weeks] == ["4w"]
    assert [dict(labels) for labels in odd] == [
        {"sloth_id": "shop-Shop_Odd", "sloth_service": "shop", "sloth_slo": "Shop_Odd"}
    ]


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_dashboards_of_pyrra_find_their_series(generation: str, tmp_path: Path) -> None:
    files = rules_for(tmp_path, "pyrra", generation)
    questions = [Asked(f'{name}{{slo="shop-ok"}}', "45m7s") for name in PYRRA]
    *found, odd = ask(tmp_path, generation, files, SERIES, [*questions, Asked('pyrra_window{slo="Shop_Odd"}', "45m7s")])
    for (name, value), got in zip(PYRRA.items(), found, strict=True):
        assert got == {frozenset({("slo", "shop-ok")}): pytest.approx(value, rel=0.02)}, name
    assert list(odd.values()) == [2_592_000]
