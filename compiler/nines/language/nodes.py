"""What the nodes of the abstract syntax tree have in common.

A statement that a file may hold is a class (in `nines.language.statements`), and so is
each phrase inside one (in `nines.language.phrases`). Its decorator declares, as data, how
it is written; from that come parsing, messages, the formatter and the reference. Its fields
are the shape's slots, by name. All of them are frozen, exact, and know their span.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

from nines.promql.tree import Expression
from nines.record import dataclass
from nines.source import Span

__all__ = ["Argument", "At", "Body", "Node", "Phrase", "Poison", "Query", "Statement"]

T = TypeVar("T", covariant=True)
S = TypeVar("S", bound="Node")


@dataclass(frozen=True, slots=True)
class At(Generic[T]):
    """A value and the place where it is written."""

    value: T
    span: Span


@dataclass(frozen=True, slots=True)
class Query:
    """PromQL from a spec: a bare selector, or what stood in backticks (`fenced`).

    `expression` is None if the text has a mistake; it has been reported.
    """

    text: str
    span: Span
    fenced: bool
    expression: Expression | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Node:
    """A statement, whole: `span` runs from its keyword to the end of its block."""

    span: Span


@dataclass(frozen=True, slots=True)
class Body:
    """What stands in a statement's block, in the order of the text."""

    span: Span
    statements: tuple[Node, ...]

    def all(self, kind: type[S]) -> tuple[S, ...]:
        """Every statement of a kind."""
        return tuple(item for item in self.statements if isinstance(item, kind))

    def last(self, kind: type[S]) -> S | None:
        """The statement of a kind that counts: the last one, if there is one."""
        for item in reversed(self.statements):
            if isinstance(item, kind):
                return item
        return None

    def __iter__(self) -> Iterator[Node]:
        return iter(self.statements)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Statement(Node):
    """A statement that fits its shape.

    `keyword` is the span of its first word, `head` runs to the end of its line without the
    block, and `body` is empty where there is no block.
    """

    keyword: Span
    head: Span
    body: Body


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Phrase:
    """A part of a statement that has parts itself, such as a window or an amount."""

    span: Span


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Poison(Node):
    """A statement that did not fit, reported already.

    It keeps what could be made out, so that what refers to it is not reported too.
    """

    word: str
    name: str | None
    body: Body


@dataclass(frozen=True, slots=True)
class Argument:
    """What a `use` or a `run` gives for a parameter: its name, and its value as written.

    `value` is None for a value that has a mistake of its own.
    """

    name: At[str]
    value: object
    text: str
    span: Span
