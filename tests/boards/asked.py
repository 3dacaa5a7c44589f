"""What a board asks when somebody opens it: its queries with the variables filled in, as Grafana fills them in."""

from __future__ import annotations

import json
import re
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.boards.drawn import panels

__all__ = ["Answer", "Asked", "answer", "asked"]

_VARIABLE = re.compile(r"\$\{?([a-zA-Z_]\w*)(?::\w+)?\}?")
_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_POINTS = 400
_POINTS_OF_MARKS = 11_000
"""Grafana asks annotations at their own step, as long as a server gives so many points."""


@dataclass(frozen=True)
class Asked:
    """A query of a panel. `span` and `step` are seconds, None for what is asked of one moment alone."""

    board: str
    panel: str
    ref: str
    expression: str
    lines: bool
    span: int | None
    step: int | None

    @property
    def name(self) -> str:
        return f"{self.board} / {self.panel} / {self.ref}"


def asked(board: dict[str, Any], chosen: dict[str, str]) -> Iterator[Asked]:
    """Every query of every panel, of folded sections too, and of the annotations."""
    values = _values(board, chosen)
    span = _seconds(board["time"]["from"].removeprefix("now-"))
    for panel in panels(board):
        shown = _seconds(panel["timeFrom"]) if "timeFrom" in panel else span
        for target in panel.get("targets", ()):
            step = max(_seconds(panel["interval"]), -(-shown // _POINTS)) if target["range"] else None
            expression = _filled(target["expr"], values)
            lines = panel["type"] in ("timeseries", "state-timeline")
            place = (board["title"], panel["title"], target["refId"], expression, lines)
            yield Asked(*place, shown if step is not None else None, step)
    for one in board["annotations"]["list"]:
        step = max(_seconds(one["step"]), -(-span // _POINTS_OF_MARKS))
        yield Asked(board["title"], f"annotation {one['name']}", "", _filled(one["expr"], values), False, span, step)


def _values(board: dict[str, Any], chosen: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in board["templating"]["list"]:
        if one["type"] == "constant":
            found[one["name"]] = one["query"]
        elif one["type"] == "query":
            found[one["name"]] = chosen.get(one["name"], one["allValue"] if one["includeAll"] else "")
    return found


def _filled(expression: str, values: dict[str, str]) -> str:
    return _VARIABLE.sub(lambda found: values.get(found[1], found[0]), expression)


def _seconds(text: str) -> int:
    return sum(int(number) * _UNITS[unit] for number, unit in re.findall(r"(\d+)([smhdw])", text))


@dataclass(frozen=True)
class Answer:
    """What came: how many series, how many samples were read for them, and how long the server took for it."""

    series: int
    samples: int
    milliseconds: float


def answer(address: str, query: Asked, at: int) -> Answer:
    """Ask, as Grafana asks at a moment. Raises urllib.error.HTTPError for what the server refuses."""
    arguments = {"query": query.expression, "stats": "all"}
    if query.span is None or query.step is None:
        arguments["time"] = str(at)
    else:
        arguments |= {"start": str(at - query.span), "end": str(at), "step": str(query.step)}
    what = "query" if query.span is None else "query_range"
    body = urllib.parse.urlencode(arguments).encode()
    with urllib.request.urlopen(f"{address}/api/v1/{what}", data=body, timeout=60) as got:
        data = json.load(got)["data"]
    stats = data["stats"]
    return Answer(
        len(data["result"]), stats["samples"]["totalQueryableSamples"], 1000 * stats["timings"]["evalTotalTime"]
    )
