"""The same rules on VictoriaMetrics: what its engine makes of each expression, beside what Prometheus recorded.

    VICTORIA=/path/to/victoria-metrics make bench-rules

It takes the raw series and all that was recorded, and is asked for each rule at evaluations of the last days. What
rules read of each other is the same on both, so what differs is the engine.
"""

from __future__ import annotations

import json
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.bench.rules.fill import Recorded, Rule, windows_written
from tests.bench.rules.shop import END, Labels, Series
from tests.support.ports import free_port

__all__ = ["Same", "compared"]

_MOMENTS = tuple(END - hours * 3_600 for hours in (*range(2, 200, 9), 35, 156))
_PAST = (END - 40 * 86_400) * 1000
_AT_ONCE = 50_000
"""Samples in one line."""


@dataclass(frozen=True, slots=True)
class Same:
    """A rule's series: how many values were compared, the largest difference as a share of their mean, and how many
    were on one side alone."""

    series: str
    values: int
    worst: float
    apart: int


def compared(
    program: str, rules: Sequence[Rule], raw: Iterable[Series], recorded: Recorded, folder: Path
) -> list[Same]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [
        *(program, f"-storageDataPath={folder}", f"-httpListenAddr=127.0.0.1:{port}"),
        *("-retentionPeriod=1200", "-search.latencyOffset=0s", "-search.disableCache"),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _await(address)
            for lines in _lines([*raw, *recorded.all()]):
                _post(f"{address}/api/v1/import", lines)
            _post(f"{address}/internal/force_flush", b"")
            return [_same(address, rule, recorded) for rule in rules if not rule.alert]
        finally:
            process.kill()


def _await(address: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("VictoriaMetrics does not answer")


def _post(address: str, body: bytes) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(address, data=body, method="POST"), timeout=300) as answer:
        found: bytes = answer.read()
        return found


def _lines(series: Iterable[Series]) -> Iterator[bytes]:
    """Forty days, without the marks of ended series: it knows none."""
    for one in series:
        kept = ~np.isnan(one.values) & (one.times > _PAST)
        times, values = one.times[kept], one.values[kept]
        for first in range(0, len(times), _AT_ONCE):
            part = slice(first, first + _AT_ONCE)
            said = {"metric": dict(one.labels), "values": values[part].tolist(), "timestamps": times[part].tolist()}
            yield json.dumps(said).encode()


def _same(address: str, rule: Rule, recorded: Recorded) -> Same:
    pairs: list[tuple[float, float]] = []
    apart = 0
    for moment in _MOMENTS:
        at = moment * 1000 // rule.interval * rule.interval + rule.phase
        theirs, ours = _asked(address, rule, at), _recorded(rule, recorded, at)
        pairs += [(theirs[labels], ours[labels]) for labels in theirs.keys() & ours.keys()]
        apart += len(theirs.keys() ^ ours.keys())
    mean = sum(abs(value) for _, value in pairs) / len(pairs) if pairs else 0.0
    worst = max((abs(one - other) for one, other in pairs), default=0.0)
    piece = dict(rule.labels).get("piece")
    windows = piece or ", ".join(sorted(windows_written(rule)))
    return Same(f"{rule.record} {windows}".strip(), len(pairs), worst / mean if mean else worst, apart)


def _asked(address: str, rule: Rule, at: int) -> dict[Labels, float]:
    query = urllib.parse.urlencode({"query": rule.expression, "time": f"{at / 1000:.3f}"}).encode()
    found = {}
    for one in json.loads(_post(f"{address}/api/v1/query", query))["data"]["result"]:
        labels = {**one["metric"], **dict(rule.labels)}
        labels.pop("__name__", None)
        found[tuple(sorted(labels.items()))] = float(one["value"][1])
    return found


def _recorded(rule: Rule, recorded: Recorded, at: int) -> dict[Labels, float]:
    """Of a name that several rules write, those with this rule's labels and windows."""
    windows = windows_written(rule) if rule.record == "nines:counted" else frozenset()
    found = {}
    for labels, series in recorded.series.get(rule.record, {}).items():
        told = dict(labels)
        place = int(np.searchsorted(series.times, at))
        there = place < len(series.times) and series.times[place] == at and not np.isnan(series.values[place])
        fits = dict(rule.labels).items() <= told.items() and (not windows or told.get("window") in windows)
        if there and fits:
            found[labels] = float(series.values[place])
    return found
