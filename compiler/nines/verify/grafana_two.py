"""Reads boards of version 2 back: each is the one that was planned, with all of its panels and queries, once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from nines.emit.artifact import Artifact
from nines.emit.grafana.dashboards import path
from nines.plan.boards.model import Board, Panel, Section, Text
from nines.promql.text import line
from nines.verify.grafana import Problem

__all__ = ["problems"]

_Object = dict[str, Any]


def problems(boards: tuple[Board, ...], artifacts: Iterable[Artifact], folder: str) -> tuple[Problem, ...]:
    """All that is wrong with the files of the boards below `folder`."""
    texts = {artifact.path: artifact.text for artifact in artifacts}
    found: list[Problem] = []
    for board in boards:
        file = path(board, folder)
        try:
            read = json.loads(texts.get(file, ""))
            found += (Problem(file, place, said) for place, said in _of_board(read, board))
        except json.JSONDecodeError as error:
            found.append(Problem(file, f"line {error.lineno}", f"this is no JSON: {error.msg}"))
        except (KeyError, TypeError, AttributeError) as error:
            found.append(Problem(file, "", f"this is no board of version 2: {error}"))
    return tuple(found)


def _of_board(read: _Object, board: Board) -> Iterator[tuple[str, str]]:
    spec = read["spec"]
    said = {"name": (read["metadata"]["name"], board.uid), "title": (spec["title"], board.title)}
    for place, (there, planned) in said.items():
        if there != planned:
            yield place, f"`{there}` stands where `{planned}` was planned"
    elements: _Object = spec["elements"]
    placed = Counter(_placed(spec["layout"]))
    for name in sorted(elements.keys() | placed.keys()):
        if placed[name] != (name in elements):
            yield "layout", f"the panel `{name}` stands in {placed[name]} places"
    wanted = Counter(_planned(board.panels))
    there = Counter(_asked(elements))
    for panel, ref, query in sorted(wanted.keys() | there.keys()):
        if wanted[panel, ref, query] != there[panel, ref, query]:
            which = "misses" if wanted[panel, ref, query] > there[panel, ref, query] else "has in addition"
            yield f"elements/panel-{panel}", f"it {which} `{query}`"


def _placed(layout: _Object) -> Iterator[str]:
    if layout["kind"] == "TabsLayout":
        for tab in layout["spec"]["tabs"]:
            yield from _placed(tab["spec"]["layout"])
    else:
        for item in layout["spec"]["items"]:
            yield item["spec"]["element"]["name"]


def _planned(panels: Iterable[Panel]) -> Iterator[tuple[int, str, str]]:
    for panel in panels:
        if isinstance(panel, Section):
            yield from _planned(panel.panels)
        elif not isinstance(panel, Text):
            for query in panel.queries:
                yield panel.id, query.ref, line(query.expression)


def _asked(elements: _Object) -> Iterator[tuple[int, str, str]]:
    for element in elements.values():
        for query in element["spec"]["data"]["spec"]["queries"]:
            spec = query["spec"]
            yield element["spec"]["id"], spec["refId"], spec["query"]["spec"]["expr"]
