"""A real server with a history: it takes samples by remote write, marks of ended series included, and is asked.

Everything stays in the server's head (its blocks would be longer than the history), so that series can be written one
after another in any order, as long as each is written in the order of time, and nothing is ever restarted. A plain
server is one as people run it, with blocks of two hours that grow.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tests.bench.rules.shop import Series
from tests.support.ports import free_port
from tests.support.tools import tool

__all__ = ["Server", "serve"]

_READY = 30
_AT_ONCE = 200_000
"""Samples in one request."""

Floats = npt.NDArray[np.float64]
Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Server:
    """A running Prometheus of a generation."""

    generation: str
    port: int
    process: int

    def write(self, series: Iterable[Series]) -> None:
        """Each series is new, or all its samples are younger than those that are there."""
        waiting: list[bytes] = []
        size = 0
        for one in series:
            for first in range(0, len(one.times), _AT_ONCE):
                times, values = one.times[first : first + _AT_ONCE], one.values[first : first + _AT_ONCE]
                waiting.append(_time_series(one.labels, times, values))
                size += len(times)
                if size >= _AT_ONCE:
                    self._send(waiting)
                    waiting, size = [], 0
        if waiting:
            self._send(waiting)

    def range(self, query: str, start: int, end: int, step: int) -> dict[Labels, tuple[Floats, Floats]]:
        """Milliseconds in, and each series with its times in seconds and its values."""
        result = self._get(
            "query_range", query=query, start=f"{start / 1000:.3f}", end=f"{end / 1000:.3f}", step=f"{step / 1000:g}"
        )["result"]
        found: dict[Labels, tuple[Floats, Floats]] = {}
        for one in result:
            pairs = np.array(one["values"], dtype=object)
            found[tuple(sorted(one["metric"].items()))] = pairs[:, 0].astype(np.float64), pairs[:, 1].astype(np.float64)
        return found

    def snapshot(self) -> str:
        """All that was written, as a block on disk: where a server has what is older than a few hours."""
        return str(self._get("admin/tsdb/snapshot")["name"])

    def ask(self, query: str, at: int) -> None:
        """Let it work, whatever the answer."""
        self._get("query", query=query, time=f"{at / 1000:.3f}")

    def samples(self, query: str, at: int) -> int:
        """How many samples an instant query reads, as the server counts them."""
        stats = self._get("query", query=query, time=f"{at / 1000:.3f}", stats="all")["stats"]
        return int(stats["samples"]["totalQueryableSamples"])

    def worked(self) -> float:
        """Seconds that processors have worked for the server so far (Linux)."""
        threads = Path(f"/proc/{self.process}/task").iterdir()
        return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9

    def evaluating(self) -> float:
        """Seconds that evaluations of rules have taken so far, as the server counts them."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=60) as answer:
            lines = answer.read().decode().splitlines()
        name = "prometheus_rule_evaluation_duration_seconds_sum"
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))

    def _get(self, path: str, **arguments: str) -> Any:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1/{path}", data=urllib.parse.urlencode(arguments).encode()
        )
        try:
            with urllib.request.urlopen(request, timeout=600) as answer:
                return json.load(answer)["data"]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{arguments}: {error.read().decode()}") from error

    def _send(self, series: list[bytes]) -> None:
        body = b"".join(series)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {
            "Content-Encoding": "snappy",
            "Content-Type": "application/x-protobuf",
            "X-Prometheus-Remote-Write-Version": "0.1.0",
        }
        connection.request("POST", "/api/v1/write", _snappy(body), headers)
        answer = connection.getresponse()
        assert answer.status in (200, 204), answer.read().decode()
        connection.close()


@contextmanager
def serve(
    folder: Path, generation: str, snapshot: str = "", *, plain: bool = False, scraped: int | None = None
) -> Iterator[Server]:
    """A server of a generation of Prometheus with its data in a folder: empty, or from a snapshot made there before.

    A `plain` one evaluates `rules.yml` of the folder if it is there, and scrapes the job `checkout` at a port.
    """
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "prometheus.yml"
    config.write_text(json.dumps(_config(folder, scraped)), encoding="utf-8")
    log = folder / "prometheus.log"
    command = [
        str(tool("prometheus", generation)),
        f"--config.file={config}",
        f"--storage.tsdb.path={folder / 'data' / 'snapshots' / snapshot if snapshot else folder / 'data'}",
        f"--storage.tsdb.retention.time={'60d' if plain else '10y'}",
        *(() if plain else ("--storage.tsdb.min-block-duration=5000h", "--storage.tsdb.max-block-duration=5000h")),
        "--query.max-samples=500000000",
        "--query.timeout=10m",
        "--web.enable-remote-write-receiver",
        "--web.enable-admin-api",
        f"--web.listen-address=127.0.0.1:{port}",
        "--log.level=warn",
    ]
    with log.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        try:
            _await(process, port, log)
            yield Server(generation, port, process.pid)
        finally:
            process.kill()
            process.wait()


def _config(folder: Path, scraped: int | None) -> dict[str, object]:
    found: dict[str, object] = {"global": {"scrape_interval": "15s"}, "rule_files": [str(folder / "rules.yml")]}
    if scraped is not None:
        found["scrape_configs"] = [
            {"job_name": "checkout", "static_configs": [{"targets": [f"127.0.0.1:{scraped}"]}]},
        ]
    return found


def _await(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(_READY * 20):
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/-/ready", timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(log.read_text(encoding="utf-8"))


# --- the protocol: protobuf, in a frame of snappy that compresses nothing ------------------------


def _time_series(labels: Labels, times: npt.NDArray[np.int64], values: Floats) -> bytes:
    """`TimeSeries` of remote write 1.0 as a field of `WriteRequest`."""
    pairs = b"".join(_field(0x0A, _text(0x0A, name) + _text(0x12, value)) for name, value in sorted(labels))
    return _field(0x0A, pairs + _samples(times, values))


def _samples(times: npt.NDArray[np.int64], values: Floats) -> bytes:
    """Each sample takes 18 bytes: milliseconds of our days are six bytes of seven bits."""
    out = np.zeros((len(times), 18), dtype=np.uint8)
    out[:, 0], out[:, 1], out[:, 2], out[:, 11] = 0x12, 16, 0x09, 0x10
    out[:, 3:11] = np.ascontiguousarray(values, dtype="<f8").view(np.uint8).reshape(-1, 8)
    for place in range(6):
        bits = (times >> (7 * place)) & 0x7F
        out[:, 12 + place] = bits | (0x80 if place < 5 else 0)
    return out.tobytes()


def _text(tag: int, text: str) -> bytes:
    return _field(tag, text.encode())


def _field(tag: int, content: bytes) -> bytes:
    return bytes([tag]) + _varint(len(content)) + content


def _varint(number: int) -> bytes:
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*found, number])


def _snappy(content: bytes) -> bytes:
    """One literal of any length."""
    return _varint(len(content)) + b"\xfc" + (len(content) - 1).to_bytes(4, "little") + content
