"""What the nodes of the abstract syntax tree have in common.

A statement that a file may hold is a class (in `nines.language.statements`), and so is
each phrase inside one (in `nines.language.phrases`). Its decorator declares, as data, how
it is written; from that come parsing, messages, the formatter and the reference. Its fields
are the shape's slots, by name. All of them are frozen, exact, and know their span.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, NoReturn, Self, TypeVar, dataclass_transform

from nines.promql.tree import Expression
from nines.record import dataclass
from nines.source import Span

__all__ = ["Argument", "At", "Body", "Node", "Phrase", "Poison", "Query", "Record", "Statement"]

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


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Record:
    """A frozen value whose fields are annotated, made by keyword: to its users, a dataclass.

    There are some two hundred kinds of statements and phrases, and `dataclass` writes and
    compiles code for each when it is imported. That took longer than to check a file.
    """

    def __init__(self, **values: object) -> None:
        self.__dict__.update(values)

    def but(self, **changes: object) -> Self:
        """A copy in which some fields are others."""
        return type(self)(**{**self.__dict__, **changes})

    def __setattr__(self, name: str, value: object) -> NoReturn:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot assign to field `{name}`")

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({values})"


class Node(Record):
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


class Statement(Node):
    """A statement that fits its shape.

    `keyword` is the span of its first word, `head` runs to the end of its line without the
    block, and `body` is empty where there is no block.
    """

    keyword: Span
    head: Span
    body: Body


class Phrase(Record):
    """A part of a statement that has parts itself, such as a window or an amount."""

    span: Span


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
