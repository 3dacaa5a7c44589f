"""What rules cost a server: samples that it reads, and the time that it takes, in an hour of evaluations.

Samples: each rule is evaluated by instant queries at moments of the last days, day and night, and the server itself
counts what it reads (`totalQueryableSamples`); times the evaluations in an hour.

Time: a real server with the history in its own blocks, its end moved to now, scrapes the series and evaluates the
rules of one tool, all groups twenty times as often as they say. Its own count of seconds in evaluations
(`prometheus_rule_evaluation_duration_seconds`: the query, and adding what comes of it) is what is asked for; the work
of processors for all that there is to do, less that of the same server without rules, stands beside it.
"""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import mean

import numpy as np

from tests.bench.rules.fill import Rule
from tests.bench.rules.server import Server, serve
from tests.bench.rules.shop import END, START, Series

__all__ = ["Cost", "Taken", "aged", "cost_of", "taken_by"]

_MOMENTS = tuple(END - hours * 3_600 for hours in range(2, 62, 7))
"""Full hours (a group's phase comes on top), at different times of the day."""
_HOUR = 3_600_000
_DAY = 86_400
_BLOCK = 7_200_000
_SPEED = 20
_WARM, _TAKEN = 15, 45
"""Seconds until what is evaluated is there, and those that are measured."""
_REPLICAS = 10


@dataclass(frozen=True, slots=True)
class Cost:
    """Of some rules, in an hour: samples, seconds in evaluations, and seconds of processors."""

    rules: int
    samples: float
    evaluation: float
    work: float


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of an hour in evaluations, and of processors."""

    evaluation: float
    work: float


def cost_of(server: Server, rules: Sequence[Rule], taken: Taken) -> Cost:
    samples = sum(
        _HOUR / rule.interval * mean(server.samples(rule.expression, moment * 1000 + rule.phase) for moment in _MOMENTS)
        for rule in rules
    )
    return Cost(len(rules), samples, taken.evaluation, taken.work)


# --- a server with a past ---------------------------------------------------------


def aged(series: Iterable[Series], folder: Path, generation: str) -> Path:
    """The data of a server that has seen the history until now, day by day, in blocks as it writes them."""
    shutil.rmtree(folder, ignore_errors=True)
    now = int(time.time())
    shift = 1000 * _DAY * ((now - END) // _DAY + 1)
    moved = [Series(one.labels, one.times + shift, one.values) for one in series]
    start, end = START * 1000 + shift, now * 1000 - 60_000
    with serve(folder, generation, plain=True) as server:
        for at in range(start, end, _BLOCK):
            until = min(at + _BLOCK, end)
            server.write(part for one in moved if (part := _between(one, at, until)) is not None)
        _settle(folder / "data")
    return folder / "data"


def _between(series: Series, start: int, end: int) -> Series | None:
    first, last = np.searchsorted(series.times, [start, end])
    return Series(series.labels, series.times[first:last], series.values[first:last]) if last > first else None


def _settle(data: Path) -> None:
    """Until small blocks have become large ones."""
    before = -1
    for _ in range(120):
        time.sleep(5)
        blocks = sum((folder / "meta.json").exists() for folder in data.iterdir() if folder.is_dir())
        if blocks == before and blocks < 60:
            return
        before = blocks
    raise AssertionError(f"{before} blocks, and they do not become fewer")


# --- evaluations ------------------------------------------------------------------


def taken_by(tools: Mapping[str, Sequence[Rule]], data: Path, folder: Path, generation: str) -> dict[str, Taken]:
    with _scraped() as port:
        _, idle = _run([], data, folder / "live", generation, port)
        found = {}
        for tool, rules in tools.items():
            evaluation, work = _run(rules, data, folder / "live", generation, port)
            found[tool] = Taken(evaluation, work - idle)
    return found


def _run(rules: Sequence[Rule], data: Path, folder: Path, generation: str, port: int) -> tuple[float, float]:
    """Seconds of an hour in evaluations, and of processors in all."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(data, folder / "data")
    (folder / "rules.yml").write_text(json.dumps({"groups": list(_groups(rules))}), "utf-8")
    with serve(folder, generation, plain=True, scraped=port) as server:
        time.sleep(_WARM)
        started, seconds, work = time.monotonic(), server.evaluating(), server.worked()
        time.sleep(_TAKEN)
        passed = time.monotonic() - started
        found = server.evaluating() - seconds, server.worked() - work
    shutil.rmtree(folder, ignore_errors=True)
    return found[0] * 3_600 / passed / _SPEED, found[1] * 3_600 / passed / _SPEED


def _groups(rules: Sequence[Rule]) -> Iterator[dict[str, object]]:
    """The groups again, evaluated more often."""
    groups: dict[tuple[str, str], list[Rule]] = {}
    for rule in rules:
        groups.setdefault((rule.file, rule.group), []).append(rule)
    for (file, group), some in groups.items():
        said = [
            {"alert": rule.alert, "for": f"{rule.hold}ms"} if rule.alert else {"record": rule.record} for rule in some
        ]
        yield {
            "name": f"{file}: {group}",
            "interval": f"{some[0].interval // _SPEED}ms",
            "rules": [
                {**own, "expr": rule.expression, "labels": dict(rule.labels)}
                for own, rule in zip(said, some, strict=True)
            ],
        }


@contextmanager
def _scraped() -> Iterator[int]:
    """The port of replicas that go on to answer."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Replicas)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()


class _Replicas(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        now = time.time() % 1_000_000
        lines = [
            f'http_requests_total{{pod="last-{replica}",code="{code}"}} {int(now * rate)}\n'
            for replica in range(_REPLICAS)
            for code, rate in (("200", 3.0), ("500", 0.002))
        ]
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.end_headers()
        self.wfile.write("".join(lines).encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""
