"""An `AlertmanagerConfig` as the Prometheus operator reads it: what Alertmanager will be told."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from nines.plan.routes.model import Matcher
from nines.record import replace
from nines.verify.alertmanager_config import Config, Hours, InhibitRule, Node
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

__all__ = ["read_object"]


def read_object(text: str, root: str) -> Config:
    """The configuration of an object, below a root that sends to `root`. Raises `UnreadableError`.

    Hours are in UTC: an object has no zones.
    """
    top = composed(text)
    spec = needed(top, "spec")
    receivers = items_of(field_of(spec, "receivers"))
    above = Node((), root, (), False, (), (), (), line_of(spec))
    return Config(
        root=replace(above, routes=(_route(needed(spec, "route"), above),)),
        receivers=tuple((text_of(needed(receiver, "name")), line_of(receiver)) for receiver in receivers),
        rules=tuple(_rule(rule) for rule in items_of(field_of(spec, "inhibitRules"))),
        hours=tuple(_hours(interval) for interval in items_of(field_of(spec, "muteTimeIntervals"))),
        templates=(),
        texts=tuple(found for receiver in receivers for found in texts_of(receiver)),
    )


def _route(node: yaml.Node, above: Node) -> Node:
    receiver, continues = field_of(node, "receiver"), field_of(node, "continue")
    own = Node(
        matchers=_matchers(field_of(node, "matchers")),
        receiver=text_of(receiver) if receiver is not None else above.receiver,
        group_by=tuple(text_of(item) for item in items_of(field_of(node, "groupBy"))) or above.group_by,
        continues=continues is not None and text_of(continues) == "true",
        active=tuple(text_of(item) for item in items_of(field_of(node, "activeTimeIntervals"))),
        muted=tuple(text_of(item) for item in items_of(field_of(node, "muteTimeIntervals"))),
        routes=(),
        line=line_of(node),
    )
    return replace(own, routes=tuple(_route(inner, own) for inner in items_of(field_of(node, "routes"))))


def _rule(node: yaml.Node) -> InhibitRule:
    return InhibitRule(
        source=_matchers(field_of(node, "sourceMatch")),
        target=_matchers(field_of(node, "targetMatch")),
        equal=tuple(text_of(item) for item in items_of(field_of(node, "equal"))),
        line=line_of(node),
    )


def _matchers(node: yaml.Node | None) -> tuple[Matcher, ...]:
    return tuple(
        Matcher(*(text_of(needed(item, key)) for key in ("name", "matchType", "value"))) for item in items_of(node)
    )


def _hours(node: yaml.Node) -> Hours:
    entries = tuple(entry_of(_in_words(entry)) for entry in items_of(field_of(node, "timeIntervals")))
    return Hours(text_of(needed(node, "name")), entries, line_of(node))


def _in_words(entry: yaml.Node) -> yaml.Node:
    """An entry as Alertmanager's own file would have it."""
    if not isinstance(entry, yaml.MappingNode):
        raise UnreadableError("a mapping belongs here", line_of(entry))
    pairs = [(_scalar(_NAMES.get(key.value, key.value), key), value) for key, value in entry.value]
    return yaml.MappingNode(
        entry.tag,
        [(key, _list(value, list(_inner(key.value, value)))) for key, value in pairs],
        entry.start_mark,
        entry.end_mark,
    )


_NAMES = {"daysOfMonth": "days_of_month"}


def _inner(key: str, value: yaml.Node) -> Iterator[yaml.Node]:
    for item in items_of(value):
        if key == "days_of_month":
            first, last = (text_of(needed(item, name)) for name in ("start", "end"))
            yield _scalar(f"{first}:{last}", item)
        elif key == "times":
            both = [("start_time", needed(item, "startTime")), ("end_time", needed(item, "endTime"))]
            pairs = [(_scalar(name, item), node) for name, node in both]
            yield yaml.MappingNode("tag:yaml.org,2002:map", pairs, item.start_mark, item.end_mark)
        else:
            yield item


def _scalar(text: str, like: yaml.Node) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, like.start_mark, like.end_mark)


def _list(like: yaml.Node, items: list[yaml.Node]) -> yaml.SequenceNode:
    return yaml.SequenceNode("tag:yaml.org,2002:seq", items, like.start_mark, like.end_mark)
