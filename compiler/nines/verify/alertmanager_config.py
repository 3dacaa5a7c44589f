"""Alertmanager's configuration as Alertmanager reads it: routes, matchers, rules and hours, from the text alone.

Written after its documentation, apart from what writes the file, so that a slip in one shows in the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import yaml

from nines.plan.routes.model import Matcher
from nines.record import dataclass, replace
from nines.values.boxes import Box
from nines.verify.alertmanager_hours import entry_of
from nines.verify.alertmanager_yaml import (
    UnreadableError,
    composed,
    field_of,
    items_of,
    line_of,
    needed,
    text_of,
    texts_of,
)

__all__ = ["Config", "Hours", "InhibitRule", "Node", "UnreadableError", "read", "read_part"]

_MATCHER = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)(=~|!~|!=|=)"((?:[^"\\]|\\.)*)"')
_ESCAPES = {"n": "\n"}


@dataclass(frozen=True, slots=True)
class Node:
    """A route. What it does not say it has from the one above it."""

    matchers: tuple[Matcher, ...]
    receiver: str
    group_by: tuple[str, ...]
    continues: bool
    active: tuple[str, ...]
    muted: tuple[str, ...]
    routes: tuple[Node, ...]
    line: int

    def leaves_for(self, labels: Mapping[str, str]) -> tuple[Node, ...]:
        """The routes that an alert ends at: depth first, on to the next sibling only after one that says so."""
        if not all(matcher.holds(labels) for matcher in self.matchers):
            return ()
        found: list[Node] = []
        for route in self.routes:
            below = route.leaves_for(labels)
            found += below
            if below and not route.continues:
                break
        return tuple(found) or (self,)

    def all(self) -> Iterator[Node]:
        yield self
        for route in self.routes:
            yield from route.all()


@dataclass(frozen=True, slots=True)
class InhibitRule:
    source: tuple[Matcher, ...]
    target: tuple[Matcher, ...]
    equal: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Hours:
    """A time interval: for each entry the zone and the box that it says."""

    name: str
    entries: tuple[tuple[str, Box], ...]
    line: int


@dataclass(frozen=True, slots=True)
class Config:
    """`receivers` are names with their lines, `texts` everything that is a template."""

    root: Node
    receivers: tuple[tuple[str, int], ...]
    rules: tuple[InhibitRule, ...]
    hours: tuple[Hours, ...]
    templates: tuple[str, ...]
    texts: tuple[tuple[str, int], ...]


def read(text: str) -> Config:
    """The configuration of a text. Raises `UnreadableError`."""
    return _config(composed(text), lambda _: True)


def read_part(text: str, bundle: str) -> Config:
    """What stands between the markers of a bundle in a file that others' is in too, and the root above it.

    Raises `UnreadableError`.
    """
    top = composed(text)
    inside, within, ours = set(_lines_within(top)), False, set()
    for number, line in enumerate(text.split("\n"), 1):
        said = "" if number in inside else line.strip()
        within = (within or said == f"# nines begin {bundle}") and said != "# nines end"
        if within:
            ours.add(number)
    return _config(top, ours.__contains__)


def _lines_within(top: yaml.Node | None) -> Iterator[int]:
    """The lines of texts that have several: what looks like a marker there is none."""
    waiting, seen = [top], set()
    while waiting:
        node = waiting.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            yield from range(line_of(node) + 1, node.end_mark.line + 1)
        elif isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        else:
            waiting += node.value


def _config(top: yaml.Node | None, is_ours: Callable[[int], bool]) -> Config:
    """The root, and all that begins on a line that is ours."""

    def items(key: str) -> tuple[yaml.Node, ...]:
        return tuple(item for item in items_of(field_of(top, key)) if is_ours(line_of(item)))

    receivers = items("receivers")
    return Config(
        root=_root(needed(top, "route"), is_ours),
        receivers=tuple((text_of(needed(receiver, "name")), line_of(receiver)) for receiver in receivers),
        rules=tuple(_rule(rule) for rule in items("inhibit_rules")),
        hours=tuple(_hours(interval) for interval in items("time_intervals")),
        templates=tuple(text_of(item) for item in items("templates")),
        texts=tuple(found for receiver in receivers for found in texts_of(receiver)),
    )


def _root(node: yaml.Node, is_ours: Callable[[int], bool]) -> Node:
    """The root; of the routes below it those that are ours."""
    routes = items_of(field_of(node, "routes"))
    if all(is_ours(line_of(route)) for route in routes):
        return _route(node, None)
    own = Node((), text_of(needed(node, "receiver")), (), False, (), (), (), line_of(node))
    return replace(own, routes=tuple(_route(route, own) for route in routes if is_ours(line_of(route))))


# What they mean.


def _route(node: yaml.Node, above: Node | None) -> Node:
    receiver = field_of(node, "receiver")
    if receiver is None and above is None:
        raise UnreadableError("the root has no receiver", line_of(node))
    grouped = field_of(node, "group_by")
    own = Node(
        matchers=_matchers(field_of(node, "matchers")),
        receiver=text_of(receiver) if receiver is not None else above.receiver if above is not None else "",
        group_by=_list(grouped) if grouped is not None else above.group_by if above is not None else (),
        continues=(found := field_of(node, "continue")) is not None and text_of(found) == "true",
        active=_list(field_of(node, "active_time_intervals")),
        muted=_list(field_of(node, "mute_time_intervals")),
        routes=(),
        line=line_of(node),
    )
    routes = tuple(_route(inner, own) for inner in items_of(field_of(node, "routes")))
    return replace(own, routes=routes)


def _rule(node: yaml.Node) -> InhibitRule:
    return InhibitRule(
        source=_matchers(field_of(node, "source_matchers")),
        target=_matchers(field_of(node, "target_matchers")),
        equal=_list(field_of(node, "equal")),
        line=line_of(node),
    )


def _list(node: yaml.Node | None) -> tuple[str, ...]:
    return tuple(text_of(item) for item in items_of(node))


def _matchers(node: yaml.Node | None) -> tuple[Matcher, ...]:
    return tuple(_matcher(text_of(item), line_of(item)) for item in items_of(node))


def _matcher(text: str, line: int) -> Matcher:
    """`label="value"`, which both of Alertmanager's parsers read alike."""
    found = _MATCHER.fullmatch(text)
    if found is None:
        raise UnreadableError(f"`{text}` is no matcher", line)
    value = re.sub(r"\\(.)", lambda escape: _ESCAPES.get(escape[1], escape[1]), found[3])
    if "~" in found[2]:
        try:
            re.compile(value)
        except re.error as error:
            raise UnreadableError(f"`{value}` is no regular expression: {error}", line) from error
    return Matcher(found[1], found[2], value)


def _hours(node: yaml.Node) -> Hours:
    entries = tuple(entry_of(entry) for entry in items_of(field_of(node, "time_intervals")))
    return Hours(text_of(needed(node, "name")), entries, line_of(node))
