"""The web shop, live: its rules on a real Prometheus, its routes on a real Alertmanager, and everybody who is told.

Everything is as `nines build` writes it, but for addresses, which lead here, and times, which pass faster.
"""

from __future__ import annotations

import datetime
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from nines.cli.files import select
from nines.diagnostics.model import Report
from nines.driver import analyse
from nines.emit.build import emit
from nines.plan import names
from nines.plan.build import plan
from tests.alertmanager.live import Alertmanager, Inbox, alertmanager, inbox, mailbox, until
from tests.live.story import Story, told
from tests.support.ports import free_port
from tests.support.prometheus import Server
from tests.support.specs import ROOT, TODAY
from tests.support.tools import tool

__all__ = ["PATIENCE", "Stack", "running"]

PATIENCE = 90
"""Seconds that a busy machine may take for what takes two of them otherwise."""

_FAST = {
    "group_wait: 30s": "group_wait: 1s",
    "group_wait: 5m": "group_wait: 3s",
    "group_interval: 20s": "group_interval: 1s",
    "group_interval: 5m": "group_interval: 2s",
    "group_interval: 30m": "group_interval: 2s",
    "repeat_interval: 50s": "repeat_interval: 2500ms",
}
_STAGE, _DELAY = "4s", "3s"
_GIVEN = (names.OBJECTIVE, names.OBJECTIVE_INFO, names.WINDOW_SECONDS, names.BURN_THRESHOLD, names.PROMISE_INFO)
"""What rules record of the specs alone."""


_STOCK = """\
import "calendar.nines"
import "teams.nines"

service stock "Stock" {
  owner   shopping
  depends on stock-db
  sli availability {
    bad stock_failures_total{}
    of  stock_requests_total{}
  }
  slo availability 99.9% over 30d { except weekly }
}
service stock-db "Stock database" {
  owner shopping
  sli availability {
    bad stock_db_failures_total{}
    of  stock_db_requests_total{}
  }
  slo availability 99.9% over 30d { except weekly }
}
"""
"""A service and what it stands on, of one team: in the shop itself another team owns what others stand on."""


@dataclass(frozen=True)
class Stack:
    """What a scenario changes (`story`), and what people got: requests by path, and mails."""

    story: Story
    manager: Alertmanager
    prometheus: Server
    box: Inbox
    mails: list[EmailMessage]

    def firing(self) -> set[tuple[str, str, str]]:
        """The alerts that Alertmanager has: name, what of, severity."""
        return {
            (labels["alertname"], f"{labels.get('service', '')}.{labels.get('objective', '')}", labels["severity"])
            for labels in (alert["labels"] for alert in self.manager.get("alerts"))
        }

    def pages(self, team: str) -> list[Any]:
        """The events that PagerDuty got for a team's service."""
        return self.box.at(f"/pagerduty/{team}")

    def mails_to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in list(self.mails) if mail["To"] == address]


@contextmanager
def running(folder: Path) -> Iterator[Stack]:
    """The whole stack, from when the heartbeat has arrived."""
    with ExitStack() as stack:
        box = stack.enter_context(inbox())
        server, mails = stack.enter_context(mailbox())
        _write_specs(folder, box.url, server)
        compiled = analyse(select((str(folder / "specs"),)).inputs, TODAY)
        assert not compiled.report.has_errors, [str(finding.headline) for finding in compiled.report]
        artifacts, _ = emit(plan(compiled.contract), None, Report())
        for artifact in artifacts:
            path = folder / "out" / artifact.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(artifact.content)
        story = Story(compiled.contract)
        target = stack.enter_context(told(story))
        manager = stack.enter_context(alertmanager("0.33", _routes(folder), folder))
        prometheus = stack.enter_context(_prometheus(folder, target, manager))
        until(lambda: bool(box.at("/watchdog")), "the heartbeat", PATIENCE)
        yield Stack(story, manager, prometheus, box, mails)


def _write_specs(folder: Path, url: str, server: str) -> None:
    """The shop's specs with addresses of ours, and hours in which it is day for all but the merchants' desk."""
    secrets = folder / "secrets"
    secrets.mkdir()
    (folder / "specs").mkdir()
    for team in ("shopping", "money", "sre"):
        (secrets / f"pagerduty-{team}").write_text(f"{team:0<32}")
    (secrets / "slack-shop").write_text(f"{url}/slack")
    now = datetime.datetime.now(ZoneInfo("Europe/Berlin"))
    asleep = f"every day from {(now.hour + 10) % 23:02}:00 to {(now.hour + 10) % 23 + 1:02}:00 in Europe/Berlin"
    port = server.rpartition(":")[2]
    hours = (
        "every  mon..fri from 09:00 to 17:00 in Europe/Berlin\n  except 2026-12-24, 2026-12-25, 2026-12-31, 2027-01-01"
    )
    changes = {
        "/etc/alertmanager/secrets": str(secrets),
        hours: "every day from 00:00 to 24:00 in Europe/Berlin",
        'smarthost "mail.commerce.example:587"': f'smarthost "localhost:{port}"\n  option require_tls "false"',
        "http://watchdog.monitoring.svc:8080/shop": f"{url}/watchdog",
        "http://localhost:5001/endpoint": f"{url}/endpoint",
        "ticket to merchant-desk during business-hours": "ticket to merchant-desk during asleep",
        'team sre "Site': f'schedule asleep {{\n  {asleep}\n}}\n\nteam sre "Site',
        "prometheus 3.5 with native-histograms": "prometheus 3.5 with native-histograms\n  target alertmanager 0.28",
    }
    changes |= {
        f'pagerduty-{team}"\n': f'pagerduty-{team}"\n  option url "{url}/pagerduty/{team}"\n'
        for team in ("shopping", "money", "sre")
    }
    left = set(changes)
    for path in sorted((ROOT / "specs" / "shop").rglob("*")):
        inside = path.relative_to(ROOT / "specs" / "shop")
        if not path.is_file() or inside.parts[0] in ("out", ".nines-cache"):
            continue
        target = folder / "specs" / inside
        target.parent.mkdir(exist_ok=True)
        if path.suffix != ".nines":
            shutil.copy(path, target)
            continue
        text = path.read_text("utf-8")
        for old, new in changes.items():
            if old in text:
                left.discard(old)
                text = text.replace(old, new)
        target.write_text(text, "utf-8")
    (folder / "specs" / "stock.nines").write_text(_STOCK, "utf-8")
    assert left == set(), f"the shop's specs no longer have {left}"


def _routes(folder: Path) -> Path:
    path = folder / "out" / "alertmanager" / "alertmanager.yaml"
    text = path.read_text("utf-8")
    for slow, fast in _FAST.items():
        assert slow in text, slow
        text = text.replace(slow, fast)
    path.write_text(text, "utf-8")
    return path


@contextmanager
def _prometheus(folder: Path, target: str, manager: Alertmanager) -> Iterator[Server]:
    port = free_port()
    config = {
        # A scrape may take as long as the time between two: what it misses would count as gone.
        "global": {"scrape_interval": "4s", "scrape_timeout": "4s", "evaluation_interval": "1s"},
        "rule_files": [str(_alerts(folder))],
        "alerting": {"alertmanagers": [{"static_configs": [{"targets": [manager.url.removeprefix("http://")]}]}]},
        "scrape_configs": [
            {
                "job_name": "story",
                "honor_labels": True,
                "static_configs": [{"targets": [target]}],
                "metric_relabel_configs": [{"action": "labeldrop", "regex": "job|instance"}],
            },
        ],
    }
    (folder / "prometheus.yml").write_text(yaml.safe_dump(config), "utf-8")
    command = [
        str(tool("prometheus", "3")),
        f"--config.file={folder / 'prometheus.yml'}",
        f"--storage.tsdb.path={folder / 'series'}",
        f"--web.listen-address=127.0.0.1:{port}",
        "--web.external-url=https://prometheus.example",
        "--web.route-prefix=/",
    ]
    with (folder / "prometheus.log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=folder)
        try:
            yield Server(port)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _alerts(folder: Path) -> Path:
    """All alerts of the shop, and what its rules record of the specs alone."""
    given = {series.name for series in _GIVEN}
    groups = []
    for path in sorted((folder / "out" / "rules").glob("*.yaml")):
        for group in yaml.safe_load(path.read_text("utf-8"))["groups"]:
            rules = [
                _faster(rule)
                for rule in group["rules"]
                if "alert" in rule or rule["record"] in given or rule["record"].startswith("nines:calendar")
            ]
            if rules:
                groups.append({"name": group["name"], "interval": "1s", "rules": rules})
    made = folder / "alerts.yaml"
    made.write_text(yaml.safe_dump({"groups": groups}, allow_unicode=True), "utf-8")
    return made


def _faster(rule: dict[str, Any]) -> dict[str, Any]:
    if "stage" in rule.get("labels", {}):
        return {**rule, "for": _STAGE}
    if rule.get("alert") == names.INDICATOR_MISSING:
        return {**rule, "for": _DELAY, "expr": rule["expr"].replace("[1d:30m]", "[1d:1s]")}
    return rule
