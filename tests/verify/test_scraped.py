"""Bounds of histograms as a server that scraped them has them: Prometheus 3 writes `1` as `1.0`."""

from __future__ import annotations

import http.server
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from nines.promql.text import line
from nines.promql.transform import walk
from nines.promql.tree import Selector
from tests.plan.planning import plan_of
from tests.support.ports import free_port
from tests.support.prometheus import Server
from tests.support.tools import PROMETHEUS, tool

BOUNDS = {"300ms": "0.3", "1s": "1", "2500ms": "2.5", "20m": "1200", "1_000_000s": "1e+06"}
EXPOSED = "# TYPE h_seconds histogram\n" + "".join(f'h_seconds_bucket{{le="{le}"}} 1\n' for le in BOUNDS.values())


class Exporter(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = (EXPOSED + 'h_seconds_bucket{le="+Inf"} 1\nh_seconds_sum 1\nh_seconds_count 1\n').encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """It says nothing."""


@contextmanager
def scraping(folder: Path, generation: str) -> Iterator[Server]:
    exporter = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Exporter)
    threading.Thread(target=exporter.serve_forever, daemon=True).start()
    port = free_port()
    config = folder / "prometheus.yml"
    config.write_text(
        "scrape_configs:\n- job_name: a\n  scrape_interval: 1s\n  static_configs:\n"
        f"  - targets: ['127.0.0.1:{exporter.server_address[1]}']\n",
        encoding="utf-8",
    )
    command = [
        str(tool("prometheus", generation)),
        f"--config.file={config}",
        f"--storage.tsdb.path={folder / 'data'}",
        f"--web.listen-address=127.0.0.1:{port}",
    ]
    with (folder / "log").open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        try:
            yield Server(port)
        finally:
            process.terminate()
            process.wait()
            exporter.shutdown()
            exporter.server_close()


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_each_bound_finds_its_bucket(generation: str, tmp_path: Path) -> None:
    with scraping(tmp_path, generation) as server:
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline and not has_scraped(server):
            time.sleep(0.2)
        now = int(time.time())
        for bound in BOUNDS:
            assert len(server.values(line(bucket(bound)), now)) == 1, bound


def has_scraped(server: Server) -> bool:
    try:
        return bool(server.values("h_seconds_count", int(time.time())))
    except (OSError, AssertionError):  # it is not ready
        return False


def bucket(bound: str) -> Selector:
    """The selector of the bucket that the rules ask for."""
    slo = f"service a {{\n  sli ok {{\n    within {bound} of h_seconds{{}}\n  }}\n  slo ok 99% over 30d\n}}\n"
    found = [
        node
        for rule in plan_of(slo).rules
        for node in walk(rule.expression)
        if isinstance(node, Selector) and node.metric == "h_seconds_bucket"
    ]
    return found[0]
