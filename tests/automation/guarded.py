"""A built project with automations, a Prometheus that answers as told, and both runners: Ansible and `nines serve`."""

from __future__ import annotations

import json
import os
import ssl
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qs

from nines.diagnostics.model import Report
from nines.emit.build import emit
from nines.plan.build import plan
from tests.alertmanager.live import until
from tests.support.ports import free_port
from tests.support.specs import ROOT, compile_text

__all__ = [
    "FINGERPRINT",
    "SPEC",
    "Decision",
    "Guarded",
    "Oracle",
    "Served",
    "built",
    "message",
    "oracle",
    "serving",
]

SPEC = """\
project {
  bundle shop
  automations to eda
}
receiver eda webhook {
  url "http://localhost:5001/endpoint"
}
schedule peak { every day from 08:00 to 22:00 in Etc/UTC }
service checkout "Checkout" {
  sli availability {
    bad http_requests_total{job="checkout", code=~"5.."}
    of  http_requests_total{job="checkout"}
  }
  slo availability 99.9% over 30d { ticket only }
}
automation scale "Scale out" {
  when checkout.availability burns fast
  run  script "scripts/scale.sh" with replicas 12
  at most once per 15m
  armed
}
automation dry {
  when checkout.availability burns slowly
  run  playbook "playbooks/scale.yml" with replicas 12
}
automation play {
  when checkout.availability burns slowly
  run  playbook "playbooks/scale.yml" with replicas 12
  armed
}
automation call {
  when checkout.availability burns slowly
  run  webhook "http://localhost:9/hook" with action "refuse", minutes 30
  armed
}
automation by-day {
  when checkout.availability burns slowly
  run  script "scripts/scale.sh" with replicas 1
  during peak
  armed
}
"""


SCRIPT = """\
#!/bin/sh
printf '%s\\n' "$@" >> "FOLDER/done"
[ ! -e "FOLDER/broken" ] || { echo there is no quota left; exit 1; }
"""
PLAYBOOK = """\
- hosts: localhost
  connection: local
  gather_facts: false
  tasks:
    - ansible.builtin.copy:
        dest: DONE
        content: "{{ replicas }}"
        mode: "0644"
"""


@dataclass
class Oracle:
    """A Prometheus of a few words: `burns` are what it says one after another, the last one for ever."""

    url: str
    burns: list[str | None] = field(default_factory=lambda: ["20"])
    hours: str = "1"
    works: bool = True
    asked: list[str] = field(default_factory=list)
    received: list[Any] = field(default_factory=list)

    def answer(self, query: str) -> str | None:
        if "time()" in query:
            return self.hours
        return self.burns.pop(0) if len(self.burns) > 1 else self.burns[0]


@contextmanager
def oracle() -> Iterator[Oracle]:
    """It also takes what webhooks send, at any other path."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            if self.path != "/api/v1/query":
                found.received.append((self.path, json.loads(body)))
                self._say({})
                return
            query = parse_qs(body)["query"][0]
            found.asked.append(query)
            value = found.answer(query)
            result = [{"metric": {}, "value": [0, value]}] if value is not None else []
            status = "success" if found.works else "error"
            self._say({"status": status, "data": {"resultType": "vector", "result": result}})

        def _say(self, what: object) -> None:
            text = json.dumps(what).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Oracle(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass(frozen=True)
class Decision:
    """The last line of the trail, and what the runner said."""

    entry: dict[str, Any]
    output: str

    @property
    def said(self) -> tuple[str, str]:
        return self.entry["decision"], self.entry["why"]


@dataclass(frozen=True)
class Guarded:
    """The folder of a project with its outputs in `out`, and the folder of its state.

    `runner` is who decides: `ansible` as the rulebook has it done, or `serve`.
    """

    project: Path
    prometheus: str
    runner: str

    @property
    def state(self) -> Path:
        return self.project / "state"

    @property
    def trail(self) -> list[dict[str, Any]]:
        path = self.state / "audit.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def decide(self, automation: str) -> Decision:
        """Have a runner decide on an automation, and wait for it."""
        before = len(self.trail)
        output = self._by_ansible(automation) if self.runner == "ansible" else self._by_serve(automation)
        assert len(self.trail) > before, output
        return Decision(self.trail[-1], output)

    def _by_ansible(self, automation: str) -> str:
        given = {
            "automation": automation,
            "fingerprint": FINGERPRINT,
            "nines_files": str(self.project),
            "nines_state": str(self.state),
            "nines_prometheus": self.prometheus,
            "nines_wait": 0,
            "nines_textfiles": str(self.project),
        }
        bin_folder = Path(sys.executable).parent
        done = subprocess.run(
            [str(bin_folder / "ansible-playbook"), "out/automations/guard.yml", "--extra-vars", json.dumps(given)],
            cwd=self.project,
            capture_output=True,
            text=True,
            check=False,
            env={
                **os.environ,
                "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
                "ANSIBLE_LOCALHOST_WARNING": "0",
            },
        )
        output = done.stdout + done.stderr
        bad = bool(self.trail) and self.trail[-1]["decision"] in ("failed", "no better")
        assert (done.returncode == 2) is bad, output
        return output

    def _by_serve(self, automation: str) -> str:
        with serving(self.project, "--prometheus", self.prometheus, "--wait", "0") as served:
            assert served.post(message(automation))[0] == 202
        return served.said


FINGERPRINT = "8a5b1f0c2d3e4f60"


def message(*automations: str, **labels: str) -> dict[str, Any]:
    """What Alertmanager sends when automations are due."""
    alerts = [
        {
            "status": "firing",
            "labels": {"alertname": "AutomationDue", "nines": "shop", "automation": name, **labels},
            "fingerprint": FINGERPRINT,
        }
        for name in automations
    ]
    return {"version": "4", "status": "firing", "alerts": alerts}


class Served:
    """A running `nines serve`. `said` is its output once it has ended."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.said = ""

    def post(self, body: object, **headers: str) -> tuple[int, str]:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self._open(urllib.request.Request(f"{self.url}/endpoint", data, headers))

    def get(self, path: str) -> tuple[int, str]:
        return self._open(urllib.request.Request(self.url + path))

    def _open(self, request: urllib.request.Request) -> tuple[int, str]:
        context = ssl._create_unverified_context() if self.url.startswith("https") else None
        try:
            with urllib.request.urlopen(request, timeout=30, context=context) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


@contextmanager
def serving(project: Path, *options: str, listening: int | None = None) -> Iterator[Served]:
    """`nines serve` for the time of the block. At its end it is told to end, and waits for what it does."""
    port = listening or free_port()
    places = ["--files", ".", "--state", "state", "--textfiles", "."]
    command = [sys.executable, "-m", "nines", "serve", *places, "--listen", f"127.0.0.1:{port}", *options]
    served = Served(f"{'https' if '--key' in options else 'http'}://127.0.0.1:{port}")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "compiler")}
    with (project / "serve.log").open("w+") as log:
        process = subprocess.Popen(command, cwd=project, stdout=log, stderr=subprocess.STDOUT, env=environment)
        try:
            until(lambda: process.poll() is not None or "listening" in _read(log), "it listens", 60)
            assert process.poll() is None, _read(log)
            yield served
        finally:
            process.terminate()
            process.wait(60)
            served.said = _read(log)


def _read(log: IO[str]) -> str:
    return Path(log.name).read_text()


def built(folder: Path, spec: str) -> None:
    """Build the automations of a spec into `out`, with a script and a playbook that note what they are run with."""
    compiled = compile_text(spec)
    assert not compiled.report.has_errors, [str(finding.headline) for finding in compiled.report]
    report = Report()
    artifacts, _ = emit(plan(compiled.contract), None, report)
    for artifact in artifacts:
        path = folder / "out" / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.content)
    (folder / "scripts").mkdir()
    script = folder / "scripts" / "scale.sh"
    script.write_text(SCRIPT.replace("FOLDER", str(folder)))
    script.chmod(0o755)
    (folder / "playbooks").mkdir()
    (folder / "playbooks" / "scale.yml").write_text(PLAYBOOK.replace("DONE", str(folder / "done")))
