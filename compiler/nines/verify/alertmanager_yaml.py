"""YAML by its nodes, each with its line, for whoever says at which line something is wrong."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

__all__ = ["UnreadableError", "composed", "field_of", "items_of", "line_of", "needed", "text_of", "texts_of"]


class UnreadableError(Exception):
    """Something that Alertmanager would refuse. `line` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def composed(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark is not None else 1
        raise UnreadableError(f"it is no YAML: {error.problem}", line) from error
    except yaml.YAMLError as error:
        raise UnreadableError(f"it is no YAML: {error}", 1) from error


def field_of(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if node is None:
        return None
    if not isinstance(node, yaml.MappingNode):
        raise UnreadableError("a mapping belongs here", line_of(node))
    found = [value for name, value in node.value if name.value == key]
    if len(found) > 1:
        raise UnreadableError(f"`{key}` is there twice", line_of(found[1]))
    return found[0] if found else None


def needed(node: yaml.Node | None, key: str) -> yaml.Node:
    found = field_of(node, key)
    if found is None:
        raise UnreadableError(f"`{key}` is missing", line_of(node) if node is not None else 1)
    return found


def items_of(node: yaml.Node | None) -> tuple[yaml.Node, ...]:
    if node is None:
        return ()
    if not isinstance(node, yaml.SequenceNode):
        raise UnreadableError("a list belongs here", line_of(node))
    return tuple(node.value)


def text_of(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise UnreadableError("a text belongs here", line_of(node))
    return str(node.value)


def texts_of(node: yaml.Node) -> Iterator[tuple[str, int]]:
    if isinstance(node, yaml.ScalarNode):
        yield str(node.value), line_of(node)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from texts_of(item)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from texts_of(value)


def line_of(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
