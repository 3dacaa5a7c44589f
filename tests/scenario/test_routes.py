"""Generated tests of routes, on the real amtool."""

from __future__ import annotations

import re

import pytest

from nines.plan.rules.build import rules
from nines.record import replace
from nines.scenario.promtool import RefusedError
from nines.scenario.routes import Routed, routes_of, try_routes
from tests.scenario.support import SLI, cases
from tests.support.tools import ALERTMANAGER, tool

PEOPLE = """
receiver pager pagerduty {
  key file "/etc/pager"
}
receiver chat slack {
  url file "/etc/slack"
  channel "#shop"
}
team people {
  page   to pager
  ticket to chat
}
"""


def ways() -> list[Routed]:
    service = f"service a {{\n  owner people\n{SLI}\n  slo ok 99.9% over 30d\n}}\n"
    contract, _ = cases(PEOPLE + service, "2.42")
    return list(routes_of(contract, rules(contract)))


@pytest.mark.parametrize("generation", ALERTMANAGER)
def test_each_way_that_alerts_go_is_tried(generation: str) -> None:
    found = ways()
    titles = [routed.case.scenario.title for routed in found]
    assert any(title.endswith("of team people to nines-test-pager") for title in titles)
    assert any(title.endswith("of team people to nines-test-chat") for title in titles)
    for routed in found:
        verdicts = try_routes(tool("amtool", generation), routed)
        assert len(verdicts) == len(routed.deliveries) > 0
        assert all(verdict.passed for verdict in verdicts)


def test_a_route_that_goes_elsewhere_fails_with_where_it_goes() -> None:
    pages = next(routed for routed in ways() if routed.case.scenario.title.endswith("to nines-test-pager"))
    config = re.sub(r"receiver: ([\"']?)nines-test-pager\b", r"receiver: \1nines-test-chat", pages.config)
    assert config != pages.config
    first, *_ = try_routes(tool("amtool", "0.33"), replace(pages, config=config))
    assert not first.passed
    assert first.finding.code.id == "N1105"
    assert first.happened == "it comes to nines-test-chat"


def test_a_configuration_that_amtool_does_not_take_is_said() -> None:
    with pytest.raises(RefusedError):
        try_routes(tool("amtool", "0.33"), replace(ways()[0], config="route: {}\nno-such-key: 1\n"))
