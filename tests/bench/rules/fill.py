"""Fills in what rules would have recorded: every evaluation of every group, at the group's own phase.

A range query evaluates an expression at each of its steps as a rule is evaluated, thousands of times faster. Rules are
taken from files as any tool writes them; each is filled in after those whose series it reads, over the whole history,
and written back with the marks that a server leaves where a series ends. Alerts are held as long as they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from tests.bench.rules.server import Labels, Server
from tests.bench.rules.shop import END, SERVER_DOWN, STALE, START, Series

__all__ = ["Kind", "Recorded", "Rule", "evaluations", "fill", "rules_of", "windows_written"]

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

_EVALUATE = "30s"
"""The interval of groups that say none."""
_CHUNK = 10_000
"""Points that one query may give for a series."""
_SELECTOR = re.compile(r'(?P<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?P<matchers>(?:[^{}"]|"(?:[^"\\]|\\.)*")*)\})?')
_SERVICE = re.compile(r'\bservice="(?P<service>[^"]*)"')
_WINDOW = re.compile(r'\bwindow=~?"(?P<windows>[^"]*)"')
_LABELLED = re.compile(r'"window",\s*"([^"]+)"')
_UNITS = {"d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1_000, "ms": 1}


Kind = tuple[str, str | None, frozenset[str]]
"""A name; the service that it belongs to (the files of services are named after them); windows, where they are said."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a file. `interval`, `phase`, `hold` and `keep` are milliseconds; an alert's series is `ALERTS`."""

    file: str
    group: str
    interval: int
    phase: int
    record: str
    alert: str
    expression: str
    labels: Labels
    hold: int
    keep: int

    @property
    def writes(self) -> Kind:
        return self.record, dict(self.labels).get("service", self.file), windows_written(self)

    @property
    def reads(self) -> frozenset[Kind]:
        """Names of what may be series, each with the service and the windows that it is asked of; None for any."""
        found = set()
        for match in _SELECTOR.finditer(self.expression):
            service, window = _SERVICE.search(match["matchers"] or ""), _WINDOW.search(match["matchers"] or "")
            windows = frozenset(window["windows"].split("|")) if window else frozenset()
            found.add((match["name"], service["service"] if service else None, windows))
        return frozenset(found)

    def needs(self, other: Rule) -> bool:
        name, service, windows = other.writes
        return any(
            name == asked and of in (None, service) and (not windows or not wanted or bool(windows & wanted))
            for asked, of, wanted in self.reads
        )


def windows_written(rule: Rule) -> frozenset[str]:
    """The windows that its labels say, or else those that its expression makes or asks for; none stands for any."""
    own = dict(rule.labels)
    if "window" in own:
        return frozenset({own["window"]})
    made = frozenset(_LABELLED.findall(rule.expression))
    return made or frozenset(window for _, _, windows in rule.reads for window in windows)


@dataclass
class Recorded:
    """All series that rules recorded, by name and labels."""

    series: dict[str, dict[Labels, Series]] = field(default_factory=dict)

    def of(self, name: str, **labels: str) -> list[Series]:
        wanted = set(labels.items())
        return [one for found, one in self.series.get(name, {}).items() if wanted <= set(found)]

    def all(self) -> list[Series]:
        return [one for kept in self.series.values() for one in kept.values()]

    def one(self, name: str, **labels: str) -> Series:
        (found,) = self.of(name, **labels)
        return found

    def add(self, name: str, series: Iterable[Series]) -> None:
        kept = self.series.setdefault(name, {})
        for one in series:
            labels = tuple(pair for pair in one.labels if pair[0] != "__name__")
            assert labels not in kept, f"two rules record {name}{dict(labels)}"
            kept[labels] = one


def rules_of(folder: Path) -> list[Rule]:
    """The rules of all files of a folder, each group at a phase of its own."""
    groups = [
        (file.stem, group)
        for file in sorted(folder.glob("*.y*ml"))
        for group in yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)["groups"]
    ]
    return [_rule(file, group, number, rule) for number, (file, group) in enumerate(groups) for rule in group["rules"]]


def _rule(file: str, group: dict[str, Any], number: int, rule: dict[str, Any]) -> Rule:
    interval = _milliseconds(group.get("interval", _EVALUATE))
    return Rule(
        file,
        group["name"],
        interval,
        (13_200 + 41_300 * number) % interval,
        rule.get("record", "ALERTS"),
        rule.get("alert", ""),
        rule["expr"],
        tuple(sorted(rule.get("labels", {}).items())),
        _milliseconds(rule.get("for", "0s")),
        _milliseconds(rule.get("keep_firing_for", "0s")),
    )


def evaluations(rule: Rule) -> Integers:
    """When a rule is evaluated, in milliseconds: not while the server stands still."""
    times = np.arange(START * 1000 + rule.phase, END * 1000 + 1, rule.interval, dtype=np.int64)
    for at, seconds in SERVER_DOWN:
        times = times[(times < at * 1000) | (times >= (at + seconds) * 1000)]
    return times


def fill(server: Server, rules: Sequence[Rule]) -> Recorded:
    """Evaluate all rules over the whole history, and write down what they record."""
    recorded = Recorded()
    for rule in _in_order(rules):
        found = list(_evaluated(server, rule))
        server.write(found)
        recorded.add(rule.record, found)
    return recorded


def _in_order(rules: Sequence[Rule]) -> Iterator[Rule]:
    """Each rule after those that record what it reads; rules of one name in the order of the files."""
    waiting = list(rules)
    needed = {id(rule): {id(other) for other in rules if rule.needs(other)} - {id(rule)} for rule in rules}
    alike = {id(rule): {id(other) for other in rules if other.record == rule.record} for rule in rules}
    done: set[int] = set()
    while waiting:
        ready = next((rule for rule in waiting if needed[id(rule)] <= done), None)
        ready = ready or next((rule for rule in waiting if needed[id(rule)] - alike[id(rule)] <= done), None)
        assert ready is not None, f"rules read each other in a circle: {sorted({rule.record for rule in waiting})}"
        yield ready
        done.add(id(ready))
        waiting.remove(ready)


def _evaluated(server: Server, rule: Rule) -> Iterator[Series]:
    grid = evaluations(rule)
    parts: dict[Labels, list[tuple[Floats, Floats]]] = {}
    for start in range(int(grid[0]), int(grid[-1]) + 1, _CHUNK * rule.interval):
        end = min(int(grid[-1]), start + (_CHUNK - 1) * rule.interval)
        for labels, points in server.range(rule.expression, start, end, rule.interval).items():
            nameless = tuple(pair for pair in labels if pair[0] != "__name__")
            parts.setdefault(nameless, []).append(points)
    for labels, chunks in parts.items():
        times = np.rint(np.concatenate([at for at, _ in chunks]) * 1000).astype(np.int64)
        order = np.argsort(times, kind="stable")
        times, values = times[order], np.concatenate([of for _, of in chunks])[order]
        seen = np.isin(times, grid)
        own = {**dict(labels), **dict(rule.labels), "__name__": rule.record}
        if rule.alert:
            times = _held(times[seen], grid, rule)
            values, seen = np.ones(len(times)), np.ones(len(times), bool)
            own |= {"alertname": rule.alert, "alertstate": "firing"}
        if seen.any():
            yield _ended(tuple(sorted(own.items())), times[seen], values[seen], grid)


def _held(active: Integers, grid: Integers, rule: Rule) -> Integers:
    """When an alert fires: once it held for as long as it must, and on for as long as it keeps."""
    if rule.hold == 0 and rule.keep == 0:
        return active
    firing = np.zeros(len(grid), bool)
    since = last = -1
    for place, on in enumerate(np.isin(grid, active)):
        at = int(grid[place])
        since = (at if since < 0 else since) if on else -1
        held = on and at - since >= rule.hold
        last = at if held else last
        firing[place] = held or (last >= 0 and at - last < rule.keep)
    return grid[firing]


def _ended(labels: Labels, times: Integers, values: Floats, grid: Integers) -> Series:
    """The series with a mark at each first evaluation that does not give it."""
    there = np.isin(grid, times)
    ends = grid[1:][there[:-1] & ~there[1:]]
    if len(ends):
        order = np.argsort(np.concatenate([times, ends]), kind="stable")
        times = np.concatenate([times, ends])[order]
        values = np.concatenate([values, np.full(len(ends), STALE)])[order]
    return Series(labels, times, values)


def _milliseconds(text: str) -> int:
    return sum(int(number) * _UNITS[unit] for number, unit in re.findall(r"(\d+)(ms|[dhms])", text))
