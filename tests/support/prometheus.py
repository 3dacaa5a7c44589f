"""A real Prometheus with a history: samples are loaded as blocks, and recording rules are filled in as a server would.

Rules are evaluated over the whole history by `query_range`, each group at a phase of its own, those that read others
after them; what comes of it is loaded in turn. That is what a server would have recorded, a thousand times faster.
"""

from __future__ import annotations

import json
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from nines.plan import names
from nines.plan.model import Group, Plan, RecordingRule
from nines.promql.text import line
from nines.promql.transform import walk
from nines.promql.tree import MatchOp, Selector
from tests.support.ports import free_port
from tests.support.tools import tool

__all__ = ["History", "Sample", "Server", "series"]

_READY = 20
"""Seconds that a server may take to start."""
_CHUNK = 10_000
"""Points that one `query_range` may give for a series."""

Sample = tuple[str, int, str]
"""A series as OpenMetrics writes it, when in milliseconds, and a value."""


def series(name: str, labels: Mapping[str, str]) -> str:
    """A series as OpenMetrics writes it."""
    pairs = ",".join(f"{label}={json.dumps(value)}" for label, value in sorted(labels.items()))
    return f"{name}{{{pairs}}}"


@dataclass(frozen=True)
class Server:
    """A running Prometheus."""

    port: int

    def get(self, path: str, **arguments: str) -> dict[str, object]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1/{path}", data=urllib.parse.urlencode(arguments).encode()
        )
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                found: dict[str, object] = json.load(answer)["data"]
                return found
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{arguments}: {error.read().decode()}") from error

    def values(self, query: str, at: Fraction | int) -> dict[tuple[tuple[str, str], ...], float]:
        """All series of an instant query, by their labels."""
        result = self.get("query", query=query, time=f"{float(at):.3f}")["result"]
        assert isinstance(result, list)
        return {tuple(sorted(one["metric"].items())): float(one["value"][1]) for one in result}

    def value(self, query: str, at: Fraction | int) -> float | None:
        """The value of the one series of a query; None if there is none."""
        found = list(self.values(query, at).values())
        assert len(found) < 2, f"{query} has {len(found)} series where one belongs"
        return found[0] if found else None


@dataclass
class History:
    """What a Prometheus of a generation knows, in a folder of its own."""

    folder: Path
    generation: str
    flags: tuple[str, ...] = ()
    loads: int = field(default=0)

    def load(self, samples: Iterable[Sample]) -> None:
        """Add samples, sorted by series and then by time."""
        file = self.folder / f"samples-{self.loads}.om"
        self.loads += 1
        with file.open("w", encoding="utf-8") as out:
            out.writelines(f"{name} {value} {at // 1000}.{at % 1000:03}\n" for name, at, value in samples)
            out.write("# EOF\n")
        command = ["tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=1458h", str(file), self._data]
        done = subprocess.run(
            [tool("promtool", self.generation), *command], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        file.unlink()

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    @contextmanager
    def serve(self) -> Iterator[Server]:
        port = free_port()
        config = self.folder / "prometheus.yml"
        config.write_text("global: {}\n", encoding="utf-8")
        log = self.folder / "prometheus.log"
        command = [
            str(tool("prometheus", self.generation)),
            f"--config.file={config}",
            f"--storage.tsdb.path={self._data}",
            "--storage.tsdb.retention.time=10y",
            f"--web.listen-address=127.0.0.1:{port}",
            *self.flags,
        ]
        with log.open("w") as out:
            process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
            try:
                self._await(process, port, log)
                yield Server(port)
            finally:
                process.terminate()
                process.wait()

    def _await(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        for _ in range(_READY * 20):
            assert process.poll() is None, log.read_text(encoding="utf-8")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/-/ready", timeout=1):
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(log.read_text(encoding="utf-8"))

    def record(self, plan: Plan, start: int, end: int, phases: Mapping[str, Fraction]) -> None:
        """Fill in all recording rules of a plan. `phases` are seconds after `start`, by group."""
        for level in _levels(plan):
            with self.serve() as server:
                filled = [sample for group, rule in level for sample in _fill(server, group, rule, start, end, phases)]
            self.load(sorted(filled))


def _fill(
    server: Server, group: Group, rule: RecordingRule, start: int, end: int, phases: Mapping[str, Fraction]
) -> Iterator[Sample]:
    step = Fraction(group.interval, 1000)
    at = start + phases[group.name]
    while at <= end:
        until = min(Fraction(end), at + step * (_CHUNK - 1))
        arguments = {"start": f"{float(at):.3f}", "end": f"{float(until):.3f}", "step": f"{float(step)}"}
        result = server.get("query_range", query=line(rule.expression), **arguments)["result"]
        assert isinstance(result, list)
        for one in result:
            labels = {**{name: text for name, text in one["metric"].items() if name != "__name__"}, **dict(rule.labels)}
            name = series(rule.record, labels)
            for moment, value in one["values"]:
                assert value != "NaN", f"{name} is NaN at {moment}"
                yield name, round(moment * 1000), value
        at += step * _CHUNK


def _levels(plan: Plan) -> Iterator[Sequence[tuple[Group, RecordingRule]]]:
    """Rules in such an order that each reads only what earlier levels recorded. Alerts' own series are not there."""
    waiting = [(group, rule) for group in plan.groups for rule in group.rules if isinstance(rule, RecordingRule)]
    reads = {id(rule): _reads(rule) for _, rule in waiting}
    waiting = [(group, rule) for group, rule in waiting if all(name != "ALERTS" for name, _ in reads[id(rule)])]
    while waiting:
        level = [
            (group, rule) for group, rule in waiting if not any(_waits(rule, other, reads) for _, other in waiting)
        ]
        assert level, f"rules read each other in a circle: {[rule.record for _, rule in waiting]}"
        yield level
        chosen = {id(rule) for _, rule in level}
        waiting = [(group, rule) for group, rule in waiting if id(rule) not in chosen]


_Read = tuple[str | None, frozenset[str]]
"""A name, and the windows or pieces that are asked for; none stands for any."""


def _reads(rule: RecordingRule) -> set[_Read]:
    return {
        (
            node.metric,
            frozenset(
                text
                for matcher in node.matchers
                if matcher.label in (names.WINDOW, names.PIECE) and matcher.op in (MatchOp.EQUAL, MatchOp.REGEX)
                for text in matcher.value.split("|")
            ),
        )
        for node in walk(rule.expression)
        if isinstance(node, Selector)
    }


def _writes(rule: RecordingRule) -> frozenset[str]:
    """The windows or pieces that a rule records, where that is known."""
    own = dict(rule.labels)
    told = own.get(names.WINDOW) or own.get(names.PIECE)
    return frozenset({told}) if told else frozenset(dict(one.labels).get(names.WINDOW, "") for one in rule.members)


def _waits(rule: RecordingRule, other: RecordingRule, reads: Mapping[int, set[_Read]]) -> bool:
    """Whether a rule reads what another records. Of one series, those rules come first that do not read it."""
    written = _writes(other) - {""}
    read = [asked for name, asked in reads[id(rule)] if name == other.record]
    found = any(not written or not asked or written & asked for asked in read)
    both = rule.record == other.record and any(name == other.record for name, _ in reads[id(other)])
    return rule is not other and found and not (both and not (written and all(read)))
