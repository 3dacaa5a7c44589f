"""A real Alertmanager with a file that ours was merged into, and with what the operator makes of our object."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.alertmanager.live import Inbox, alertmanager, inbox, until
from tests.delivery.operator import Loader, configuration
from tests.delivery.specs import built, text_of
from tests.support.tools import ALERTMANAGER

FAST = {
    "group_wait: 30s": "group_wait: 0s",
    "group_wait: 5m": "group_wait: 0s",
    "group_interval: 5m": "group_interval: 1s",
}
SPEC = """
receiver pager webhook {
  url "URL/pager"
}
receiver chat webhook {
  url "URL/chat"
}
team shop {
  page   to pager
  ticket to chat
}
service checkout "Checkout" {
  owner shop
  sli availability {
    bad a_bad_total{job="a"}
    of  a_total{job="a"}
  }
  slo availability 99.9% over 30d
}
"""
BASE = """\
route:
  receiver: everything
  group_wait: 0s
  routes:
  # pages of all who have no better place
  - matchers: [ severity = page ]
    receiver: night
receivers:
- name: everything
  webhook_configs: [ url: 'URL/everything' ]
- name: night
  webhook_configs: [ url: 'URL/night' ]
"""
OURS = {
    "alertname": "ErrorBudgetBurn",
    "nines": "shop",
    "service": "checkout",
    "indicator": "availability",
    "objective": "availability",
    "window": "1h",
    "severity": "page",
    "team": "shop",
}
TICKET = {**OURS, "window": "1d", "severity": "ticket"}
THEIRS = {"alertname": "DiskFull", "severity": "page", "team": "database"}


@pytest.fixture
def box() -> Iterator[Inbox]:
    with inbox() as found:
        yield found


def told(box: Inbox, path: str) -> set[tuple[str, str]]:
    return {
        (alert["labels"]["alertname"], alert["labels"].get("window", ""))
        for message in box.at(path)
        for alert in message["alerts"]
    }


def suppressed(alerts: list[dict[str, Any]]) -> set[str]:
    return {alert["labels"].get("window", "") for alert in alerts if alert["status"]["inhibitedBy"]}


@pytest.mark.parametrize("generation", ALERTMANAGER)
def test_a_merged_file_tells_each_side_its_own(generation: str, box: Inbox, tmp_path: Path) -> None:
    project = '  write alertmanager to "alertmanager" merged into "base.yml"\n'
    made = built(project, SPEC.replace("URL", box.url), BASE.replace("URL", box.url))
    text = text_of(made, "alertmanager/alertmanager.yaml").replace("https://beat.example", box.url)
    for old, new in FAST.items():
        text = text.replace(old, new)
    config = tmp_path / "alertmanager.yaml"
    config.write_text(text, encoding="utf-8")
    with alertmanager(generation, config, tmp_path) as running:
        running.fire(OURS, TICKET, THEIRS)
        until(lambda: told(box, "/pager") == {("ErrorBudgetBurn", "1h")}, "our page comes to our pager")
        until(lambda: told(box, "/night") == {("DiskFull", "")}, "theirs comes where it came before")
        assert suppressed(running.get("alerts")) == {"1d"}, "our inhibitions hold"
        assert told(box, "/everything") == set()


def test_an_object_tells_what_it_should(box: Inbox, tmp_path: Path) -> None:
    project = '  write alertmanager to "am" as alertmanager-config {\n    namespace "monitoring"\n  }\n'
    made = built(project, SPEC.replace("URL", box.url))
    resource = yaml.load(text_of(made, "am/alertmanager-config.yaml").replace("https://beat.example", box.url), Loader)
    text = yaml.safe_dump(configuration(resource, {}), allow_unicode=True)
    for old, new in FAST.items():
        text = text.replace(old, new)
    config = tmp_path / "alertmanager.yaml"
    config.write_text(text, encoding="utf-8")
    within = {"namespace": "monitoring"}
    with alertmanager("0.33", config, tmp_path) as running:
        running.fire({**OURS, **within}, {**TICKET, **within}, {**OURS, "namespace": "elsewhere", "service": "other"})
        until(
            lambda: told(box, "/pager") == {("ErrorBudgetBurn", "1h")}, "the page of its namespace comes to the pager"
        )
        alerts = running.get("alerts")
        assert suppressed(alerts) == {"1d"}
        reached = {alert["labels"]["service"]: alert["receivers"][0]["name"] for alert in alerts}
        assert reached["other"] == "null"
        assert len(box.at("/pager")[0]["alerts"]) == 1
