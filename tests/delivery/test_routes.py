"""What `nines test` asks amtool of routes holds in each form that they are delivered in."""

from __future__ import annotations

import pytest

from nines.driver import Inputs, analyse
from nines.plan.rules.build import rules
from nines.scenario.routes import routes_of, try_routes
from tests.delivery.specs import ALL_KINDS, BASE, OBJECTS
from tests.support.specs import TODAY, Texts
from tests.support.tools import tool

MERGED = '  write alertmanager to "alertmanager" merged into "base.yml"'
PROJECT = """\
receiver beat webhook {
  url "https://beat.example/ping"
}
project {
  bundle shop
  target alertmanager 0.33
  heartbeat to beat
FORM
}
"""


@pytest.mark.parametrize("form", ["", MERGED, MERGED + " {\n    continue\n  }", OBJECTS])
def test_every_alert_comes_to_its_receivers(form: str) -> None:
    everybody = BASE.replace("    - match_re:\n", "    - receiver: network\n      continue: true\n    - match_re:\n")
    texts = {"project.nines": PROJECT.replace("FORM", form), "main.nines": ALL_KINDS, "base.yml": everybody}
    compiled = analyse(Inputs(("project.nines", "main.nines"), Texts(texts), "project.nines"), TODAY)
    tried = 0
    for routed in routes_of(compiled.contract, rules(compiled.contract)):
        for verdict in try_routes(tool("amtool", "0.33"), routed)[:2]:
            assert verdict.passed, (verdict.expected, verdict.happened)
            tried += 1
    assert tried > 5
