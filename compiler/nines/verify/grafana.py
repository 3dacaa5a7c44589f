"""Reads dashboards back: they are what Grafana takes, ask for series that are recorded, and link to boards that exist.

Whatever is found is a mistake of ours, or of a template that took the place of ours.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from nines.diagnostics.model import Report
from nines.emit.artifact import Artifact
from nines.emit.grafana.dashboards import path
from nines.plan import names
from nines.plan.boards.model import Board, Panel, Section
from nines.plan.boards.series import DECIDED, DECIDED_LAST
from nines.plan.model import Plan
from nines.promql.guest import parse_guest
from nines.promql.transform import walk
from nines.promql.tree import Aggregation, Expression, GroupingKind, Range, Selector, Subquery
from nines.record import dataclass
from nines.source import Source
from nines.verify.borne import borne_labels
from nines.verify.grafana_schema import mistakes

__all__ = ["FIRST_VIEW", "LONGEST_RANGE", "Problem", "problems"]

FIRST_VIEW = 15
"""Queries that a board may ask when it is opened."""

LONGEST_RANGE = 3_600_000
"""Milliseconds of history that one step of a query may read."""

_OF_OTHERS = frozenset({"ALERTS", "ALERTS_FOR_STATE", DECIDED, DECIDED_LAST})
_DECLARED = {value.name for value in vars(names).values() if isinstance(value, names.Series)}
_OF_PROMISES = frozenset(name for name in _DECLARED if name.startswith("nines:promise"))
_PARTIES = frozenset({names.SLA, names.CUSTOMER, names.PROMISE})
_IDENTITY = frozenset(
    {
        names.SERVICE,
        names.INDICATOR,
        names.OBJECTIVE_LABEL,
        names.WINDOW,
        names.SLA,
        names.CUSTOMER,
        names.PROMISE,
        names.HALF,
    }
)
"""Labels that a kind of series either always bears or never."""

Borne = dict[str, frozenset[str] | None]
"""The labels that the series of each name can bear; None where nothing bounds them."""

_BOARD_LINK = re.compile(r"^/d/([^?/]+)")
_VALUES_OF = re.compile(r"label_values\((.*), ([a-zA-Z_][a-zA-Z0-9_]*)\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a file. `place` says where in it (`panels/3/targets/0/expr`), empty for all of it."""

    file: str
    place: str
    text: str


def problems(boards: tuple[Board, ...], artifacts: Iterable[Artifact], folder: str, rules: Plan) -> tuple[Problem, ...]:
    """All that is wrong with the files of the boards below `folder`; `rules` record what they ask for."""
    texts = {artifact.path: artifact.text for artifact in artifacts}
    borne = borne_labels(rules)
    found = [*_of_plan(boards, folder)]
    uids = frozenset(board.uid for board in boards)
    for board in boards:
        file = path(board, folder)
        read = _read(file, texts.get(file))
        if isinstance(read, Problem):
            found.append(read)
            continue
        found += [Problem(file, place, text[:300]) for place, text in mistakes(read)]
        found += _of_identity(file, read, board)
        found += _of_queries(file, read, borne)
        found += _of_links(file, read, uids)
    return tuple(found)


# What the plan itself must keep.


def _of_plan(boards: tuple[Board, ...], folder: str) -> Iterator[Problem]:
    for uid, times in Counter(board.uid for board in boards).items():
        if times > 1:
            yield Problem(folder, "", f"{times} boards have the uid `{uid}`, and Grafana would swap one for the other")
    for (where, title), times in Counter((board.folder.uid, board.title) for board in boards).items():
        if times > 1:
            yield Problem(f"{folder}/{where}", "", f"{times} boards of one folder have the title `{title}`")
    for board in boards:
        asked = sum(len(panel.queries) for panel in board.panels if hasattr(panel, "queries"))
        if asked > FIRST_VIEW:
            yield Problem(path(board, folder), "panels", f"opening the board asks {asked} queries, over {FIRST_VIEW}")


# The file: that it is JSON, of the form that Grafana takes, and the board that was planned.


def _read(file: str, text: str | None) -> dict[str, Any] | Problem:
    if text is None:
        return Problem(file, "", "the file was not written")
    try:
        read = json.loads(text)
    except json.JSONDecodeError as error:
        return Problem(file, f"line {error.lineno}", f"this is no JSON: {error.msg}")
    return read if isinstance(read, dict) else Problem(file, "", "this is no JSON object")


def _of_identity(file: str, read: dict[str, Any], board: Board) -> Iterator[Problem]:
    for key, planned in (("uid", board.uid), ("title", board.title), ("description", board.question)):
        if read.get(key) != planned:
            yield Problem(file, key, f"`{read.get(key)}` stands where `{planned}` was planned")
    wanted = Counter(_ids(board.panels))
    there = Counter(one.get("id") for _, one in _panels(read))
    for number in sorted(wanted.keys() | there.keys(), key=str):
        if wanted[number] != there[number] or there[number] > 1:
            text = f"the id {number} is planned for {wanted[number]} panels, and {there[number]} have it"
            yield Problem(file, "panels", text)


def _ids(panels: tuple[Panel, ...]) -> Iterator[object]:
    for panel in panels:
        yield panel.id
        if isinstance(panel, Section):
            yield from _ids(panel.panels)


def _panels(read: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every panel with its place, those of sections after their heading."""
    for index, panel in enumerate(_objects(read.get("panels"))):
        yield f"panels/{index}", panel
        for inner_index, inner in enumerate(_objects(panel.get("panels"))):
            yield f"panels/{index}/panels/{inner_index}", inner


def _objects(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


# Queries: that they are PromQL, cheap, and of series that exist.


def _of_queries(file: str, read: dict[str, Any], borne: Borne) -> Iterator[Problem]:
    for place, text in _expressions(read):
        report = Report()
        guest = parse_guest(text, Source(file, text).span(0, len(text)), report)
        if guest is None:
            for finding in report:
                yield Problem(file, place, f"{finding.headline}: `{text}`")
            continue
        for said in (*_dear(guest.expression), *_unknown(guest.expression, borne)):
            yield Problem(file, place, f"{said}: `{text}`")


def _expressions(read: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The PromQL of panels, annotations and variables, each with its place."""
    for place, panel in _panels(read):
        for index, target in enumerate(_objects(panel.get("targets"))):
            yield f"{place}/targets/{index}/expr", str(target.get("expr"))
    for index, annotation in enumerate(_objects(_within(read, "annotations"))):
        if "expr" in annotation:
            yield f"annotations/list/{index}/expr", str(annotation["expr"])
    for index, variable in enumerate(_objects(_within(read, "templating"))):
        values = _VALUES_OF.fullmatch(str(variable.get("definition", "")))
        if values is not None:
            yield f"templating/list/{index}/definition", values[1]
        elif variable.get("type") == "query":
            yield f"templating/list/{index}/definition", str(variable.get("definition"))


def _within(read: dict[str, Any], key: str) -> object:
    holder = read.get(key)
    return holder.get("list") if isinstance(holder, dict) else None


def _dear(expression: Expression) -> Iterator[str]:
    for node in walk(expression):
        if isinstance(node, (Range, Subquery)) and (not isinstance(node.window, int) or node.window > LONGEST_RANGE):
            yield "a query of a board reads more than an hour at each step"


def _unknown(expression: Expression, borne: Borne) -> Iterator[str]:
    for node in walk(expression):
        if isinstance(node, Selector):
            yield from _unknown_selector(node, borne)
        elif isinstance(node, Aggregation) and node.grouping.kind is GroupingKind.BY:
            within = [_of(one, borne) for one in walk(node.expression) if isinstance(one, Selector)]
            for label in node.grouping.labels:
                if label in _IDENTITY and within and not any(own is None or label in own for own in within):
                    yield f"no series here bears the label `{label}`"


def _unknown_selector(selector: Selector, borne: Borne) -> Iterator[str]:
    if selector.metric not in _OF_OTHERS | _DECLARED | borne.keys():
        yield f"no rule records `{selector.metric}`"
        return
    own = _of(selector, borne)
    for matcher in selector.matchers:
        if own is not None and matcher.label not in own:
            yield f"`{selector.metric}` has no label `{matcher.label}`"


def _of(selector: Selector, borne: Borne) -> frozenset[str] | None:
    """The labels of a series; None if any may be there, or if this bundle records no such series.

    Boards are the same whatever is promised to whom: an sla without a customer has promises too.
    """
    own = borne.get(selector.metric or "")
    return own if own is None or selector.metric not in _OF_PROMISES else own | _PARTIES


# Links.


def _of_links(file: str, read: dict[str, Any], uids: frozenset[str]) -> Iterator[Problem]:
    for place, address in _addresses(read, ""):
        board = _BOARD_LINK.match(address)
        if board is not None and board[1] not in uids:
            yield Problem(file, place, f"there is no board `{board[1]}` to link to")


def _addresses(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Every `url` in the file, with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "url" and isinstance(inner, str):
                yield f"{place}/url".lstrip("/"), inner
            else:
                yield from _addresses(inner, f"{place}/{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _addresses(inner, f"{place}/{index}")
