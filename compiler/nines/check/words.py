"""The phrases that a statement is made of, and those inside them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from nines.language.nodes import Node, Phrase
from nines.record import fields

__all__ = ["phrases_of"]


def phrases_of(node: Node) -> Iterator[Phrase]:
    """Every phrase of a statement, each before those within it. What stands in its block is not looked at."""
    waiting: list[object] = [node]
    while waiting:
        value = waiting.pop()
        if isinstance(value, tuple):
            waiting.extend(reversed(value))
        elif isinstance(value, Node | Phrase):
            if isinstance(value, Phrase):
                yield value
            kind: type = type(value)
            waiting.extend([getattr(value, name) for name in _holders(kind)])


@cache
def _holders(kind: type) -> tuple[str, ...]:
    """The fields of a class that may hold phrases, from the last: a place, a block and a single value hold none."""
    return tuple(
        field.name
        for field in reversed(fields(kind))
        if not str(field.type).startswith(("Span", "Body", "At[", "tuple[At[", "Query"))
    )
