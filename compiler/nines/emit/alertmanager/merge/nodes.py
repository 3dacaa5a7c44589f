"""YAML as a tree that knows where each part of the text begins and ends, and what stands behind an alias."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

import yaml

from nines.record import dataclass, field

__all__ = ["Kind", "Node", "UnreadableError", "compose", "same"]

_DEEPEST = 60
"""Levels of nesting: people's files have ten at most, and whoever walks the tree calls itself for each."""


class UnreadableError(Exception):
    """Why a text is no YAML document. `at` is an offset into it."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.message = message
        self.at = at


class Kind(Enum):
    SCALAR = "a value"
    LIST = "a list"
    MAPPING = "a mapping"
    ALIAS = "an alias"


@dataclass(slots=True, eq=False)
class Node:
    """A part of the text, from `start` up to the end of its last sign; comments after it are not in it.

    `text` is what a scalar says and the anchor that an alias names. `plain` scalars have no quotes. Keys and values of
    a mapping stand in `items` by turns. `target` is what an alias stands for; `shared` says that an alias names it.
    """

    kind: Kind
    start: int
    end: int
    text: str = ""
    plain: bool = False
    flow: bool = False
    tag: str = ""
    anchor: str = ""
    shared: bool = False
    target: Node | None = None
    items: list[Node] = field(default_factory=list)

    @property
    def real(self) -> Node:
        """What it is, or stands for."""
        return self.target if self.target is not None else self

    @property
    def is_null(self) -> bool:
        return self.kind is Kind.SCALAR and self.plain and self.text in ("", "~", "null", "Null", "NULL")

    @property
    def pairs(self) -> Iterator[tuple[Node, Node]]:
        """Keys and values, as they are written; none, if it is no mapping."""
        if self.kind is Kind.MAPPING:
            yield from zip(self.items[::2], self.items[1::2], strict=True)

    @property
    def elements(self) -> list[Node]:
        """The items of a list; none, if it is none."""
        return self.items if self.kind is Kind.LIST else []

    def pair(self, key: str) -> tuple[Node, Node] | None:
        """A key that is written in it, and its value."""
        return next((pair for pair in self.pairs if pair[0].real.text == key), None)

    def get(self, key: str) -> Node | None:
        """What stands behind a key: written here, or else in what is merged in by `<<`."""
        found = self.pair(key)
        if found is not None:
            return found[1].real
        for name, value in self.pairs:
            if name.text == "<<" and name.plain:
                sources = value.real.elements or [value]
                for source in sources:
                    inner = source.real.pair(key)
                    if inner is not None:
                        return inner[1].real
        return None


def compose(text: str) -> Node | None:
    """The tree of a text; None for a text without content. Raises `UnreadableError`."""
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark.index if error.problem_mark is not None else 0
        raise UnreadableError(f"it is no YAML: {error.problem}", at) from error
    except yaml.YAMLError as error:
        raise UnreadableError(f"it is no YAML: {error}", 0) from error
    return builder.root


def same(one: Node, other: Node) -> bool:
    """Whether two trees say the same, wherever it stands and however it is laid out."""
    waiting = [(one, other)]
    while waiting:
        mine, theirs = waiting.pop()
        if (mine.kind, mine.text, mine.tag, mine.anchor) != (theirs.kind, theirs.text, theirs.tag, theirs.anchor):
            return False
        if mine.is_null != theirs.is_null or mine.plain != theirs.plain or len(mine.items) != len(theirs.items):
            return False
        waiting += zip(mine.items, theirs.items, strict=True)
    return True


class _Builder:
    """Takes events one by one. The documents of a text after the first are refused: Alertmanager reads one."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[Node] = []
        self._anchors: dict[str, Node] = {}
        self._documents = 0

    def take(self, event: object) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise UnreadableError("a second document begins, and Alertmanager reads one", _start(event))
            case yaml.AliasEvent():
                self._add(self._alias(event))
            case yaml.ScalarEvent():
                plain = event.style in (None, "")
                node = self._node(event, Kind.SCALAR, _end(event))
                node.text, node.plain = event.value, plain
                self._add(node)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                kind = Kind.LIST if isinstance(event, yaml.SequenceStartEvent) else Kind.MAPPING
                node = self._node(event, kind, _end(event))
                node.flow = bool(event.flow_style)
                self._add(node)
                self._open.append(node)
                if len(self._open) > _DEEPEST:
                    raise UnreadableError(f"it is nested more than {_DEEPEST} levels deep", node.start)
            case yaml.CollectionEndEvent():
                node = self._open.pop()
                node.end = _end(event) if node.flow else max([node.end, *(item.end for item in node.items)])
            case _:
                pass

    def _node(self, event: Any, kind: Kind, end: int) -> Node:
        node = Node(kind, _start(event), end, tag=event.tag or "", anchor=event.anchor or "")
        if node.anchor:
            self._anchors[node.anchor] = node
        return node

    def _alias(self, event: Any) -> Node:
        target = self._anchors.get(event.anchor)
        if target is None or target in self._open:
            why = "stands for nothing" if target is None else "stands for what it stands in"
            raise UnreadableError(f"the alias `*{event.anchor}` {why}", _start(event))
        target.shared = True
        return Node(Kind.ALIAS, _start(event), _end(event), text=event.anchor, target=target)

    def _add(self, node: Node) -> None:
        if self._open:
            self._open[-1].items.append(node)
        elif self.root is None:
            self.root = node


def _start(event: Any) -> int:
    at: int = event.start_mark.index
    return at


def _end(event: Any) -> int:
    at: int = event.end_mark.index
    return at
