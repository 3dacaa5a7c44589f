"""The syntax tree: statements of items and blocks, nothing that knows a keyword.

Every node has `start` and `end` (its own text, without what stands before it) and
`children` in the order of the text. Nothing here recurses, nor should a walk over a
tree: blocks may be nested as deep as the text is long.
"""

from __future__ import annotations

from collections.abc import Iterator

from nines.record import dataclass, field
from nines.source import Source, Span
from nines.syntax.tokens import Token

__all__ = ["Block", "Group", "Item", "Matcher", "Matchers", "Node", "Statement", "Tree", "leaves", "spell", "walk"]


class _Spanned:
    """What all nodes can do."""

    __slots__ = ()

    @property
    def children(self) -> tuple[Node | Token, ...]:
        raise NotImplementedError

    @property
    def start(self) -> int:
        """Where its own text starts, after blanks and comments."""
        raise NotImplementedError

    @property
    def end(self) -> int:
        raise NotImplementedError

    def span(self, source: Source) -> Span:
        return Span(source, self.start, self.end)

    def text(self, source: Source) -> str:
        return source.text[self.start : self.end]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.start}:{self.end}>"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Matcher(_Spanned):
    """`job="checkout"` in a selector; or `"http.requests"` alone, a metric's name, without operator and value."""

    name: Token
    operator: Token | None = None
    value: Token | None = None

    @property
    def children(self) -> tuple[Node | Token, ...]:
        if self.operator is None or self.value is None:
            return (self.name,)
        return (self.name, self.operator, self.value)

    @property
    def start(self) -> int:
        return self.name.start

    @property
    def end(self) -> int:
        return self.name.end if self.value is None else self.value.end


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Matchers(_Spanned):
    """`{job="checkout", ${more}}`. Between the braces: matchers, parameters, commas, and bad pieces."""

    open: Token
    parts: tuple[Matcher | Token, ...]
    close: Token

    @property
    def matchers(self) -> tuple[Matcher, ...]:
        return tuple(part for part in self.parts if isinstance(part, Matcher))

    @property
    def children(self) -> tuple[Node | Token, ...]:
        return (self.open, *self.parts, self.close)

    @property
    def start(self) -> int:
        return self.open.start

    @property
    def end(self) -> int:
        return self.close.end


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Group(_Spanned):
    """`( ... )`."""

    open: Token
    items: tuple[Item, ...]
    close: Token

    @property
    def children(self) -> tuple[Node | Token, ...]:
        return (self.open, *self.items, self.close)

    @property
    def start(self) -> int:
        return self.open.start

    @property
    def end(self) -> int:
        return self.close.end


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Block(_Spanned):
    """`{ ... }` with statements."""

    open: Token
    statements: tuple[Statement, ...]
    close: Token

    @property
    def children(self) -> tuple[Node | Token, ...]:
        return (self.open, *self.statements, self.close)

    @property
    def start(self) -> int:
        return self.open.start

    @property
    def end(self) -> int:
        return self.close.end


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Statement(_Spanned):
    """Items, a block, or both, and the END that closes them."""

    items: tuple[Item, ...]
    block: Block | None
    stop: Token

    @property
    def first(self) -> Token:
        """Its first leaf: the one that the comments above it ride on."""
        node: Item | Block | None = self.items[0] if self.items else self.block
        if isinstance(node, Token):
            return node
        if node is None:
            return self.stop
        return node.open

    @property
    def head_end(self) -> int:
        """Where its items end, before the block."""
        return self.items[-1].end if self.items else self.start

    @property
    def children(self) -> tuple[Node | Token, ...]:
        if self.block is None:
            return (*self.items, self.stop)
        return (*self.items, self.block, self.stop)

    @property
    def start(self) -> int:
        return self.first.start

    @property
    def end(self) -> int:
        return self.head_end if self.block is None else self.block.end


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Tree(_Spanned):
    """A whole file. `tokens` are its leaves in a row."""

    source: Source
    statements: tuple[Statement, ...]
    eof: Token
    tokens: tuple[Token, ...] = field(repr=False)

    @property
    def children(self) -> tuple[Node | Token, ...]:
        return (*self.statements, self.eof)

    @property
    def start(self) -> int:
        return 0

    @property
    def end(self) -> int:
        return self.eof.end


Item = Token | Group | Matchers
"""What a statement's head, or a group, is made of."""

Node = Tree | Statement | Block | Group | Matchers | Matcher


def leaves(node: Node) -> Iterator[Token]:
    """The tokens under a node, in the order of the text."""
    waiting: list[Node | Token] = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Token):
            yield here
        else:
            waiting.extend(reversed(here.children))


def spell(tree: Tree) -> str:
    """The text of a tree, put together from its leaves. It is the text that was parsed, whatever that was."""
    text = tree.source.text
    return "".join([text[leaf.lead : leaf.end] for leaf in leaves(tree)])


def walk(tree: Tree) -> Iterator[tuple[int, Statement]]:
    """Every statement with its depth (0 at the top), each before those inside it."""
    waiting = [(0, statement) for statement in reversed(tree.statements)]
    while waiting:
        depth, statement = waiting.pop()
        yield depth, statement
        if statement.block is not None:
            waiting.extend((depth + 1, inner) for inner in reversed(statement.block.statements))
