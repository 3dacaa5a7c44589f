"""What a rule of the checker can ask: the contract, the statements it came from, and what was found before."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Generic, TypeVar

from nines.contract.model import Contract, Journey, Service
from nines.diagnostics.model import Diagnostic, Report, Severity
from nines.language.nodes import Node, Poison, Statement
from nines.language.statements.common import Blueprint, Use
from nines.language.table import entry_of
from nines.program.blueprints import layers_of
from nines.program.model import Family, Program
from nines.program.scope import Scope
from nines.record import dataclass
from nines.source import Source, Span

__all__ = ["Context", "Placed"]

T = TypeVar("T")
S = TypeVar("S", bound=Node)
P = TypeVar("P", bound=Node, covariant=True)


@dataclass(frozen=True, slots=True)
class Placed(Generic[P]):
    """A statement, and the blocks that it stands in, the outermost first."""

    node: P
    within: tuple[Node, ...]

    def inside(self, kind: type[S]) -> S | None:
        """The innermost block of a kind around it."""
        return next((block for block in reversed(self.within) if isinstance(block, kind)), None)


@dataclass(frozen=True, eq=False)
class Context:
    """Everything there is to judge, for one run.

    `used` are the names that something refers to, `earlier` the findings of the passes before,
    `today` the day by which what has an end is over.
    """

    contract: Contract
    program: Program
    used: frozenset[tuple[Family, str]]
    earlier: tuple[Diagnostic, ...]
    today: datetime.date

    @property
    def holders(self) -> tuple[Service | Journey, ...]:
        """Everything that has objectives and an owner."""
        return (*self.contract.services, *self.contract.journeys)

    def every(self, kind: type[S]) -> tuple[Placed[S], ...]:
        """All statements of a kind, also those that a `use` brings in, in the order of the files."""
        found = [group for of, group in self._by_kind.items() if issubclass(of, kind)]
        one = found[0] if len(found) == 1 else sorted((item for group in found for item in group), key=_number)
        return tuple([placed for _, placed in one])  # type: ignore[misc]  # their nodes are of the kind

    def once(self, what: Callable[[Context], T]) -> T:
        """What a function finds in all there is to judge, worked out for the first rule that asks."""
        if what not in self.answers:
            self.answers[what] = what(self)
        answer: T = self.answers[what]
        return answer

    @cached_property
    def answers(self) -> dict[object, Any]:
        """What was worked out, by the function."""
        return {}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The classes of statements that the specs use, as `indicator.Per`, and their modules, as `indicator`."""
        modules = {kind: kind.__module__.rpartition(".")[2] for kind in self._by_kind}
        return frozenset(modules.values()) | {f"{module}.{kind.__name__}" for kind, module in modules.items()}

    @cached_property
    def placed(self) -> tuple[Placed[Node], ...]:
        """Every statement of the user's files; what a `use` brings in stands where it is used."""
        silent = Scope(self.program, Report())
        found: list[Placed[Node]] = []
        for _, node in self.program.statements():
            _place(node, (), silent, found)
        return tuple(found)

    def beside(self, placed: Placed[Node], kind: type[S]) -> tuple[S, ...]:
        """The statements of a kind in the same block, whatever brought them there."""
        return self.within(placed.within[-1], kind) if placed.within else ()

    def within(self, block: Node, kind: type[S]) -> tuple[S, ...]:
        """The statements of a kind directly in a block, also those that a `use` brings in."""
        return tuple(node for node in self._by_block.get(id(block), ()) if isinstance(node, kind))

    def statement(self, origin: Span) -> Statement | None:
        """The statement that a part of the contract comes from, by its `origin`."""
        return self._by_origin.get((origin.source, origin.start, origin.end))

    def is_broken(self, span: Span) -> bool:
        """Whether an earlier pass found an error within: then what seems to be missing may be what is misspelt."""
        return any(error.start >= span.start and error.end <= span.end for error in self._errors.get(span.source, ()))

    def is_unsure(self, block: Node) -> bool:
        """Whether something is broken in a block or in what its `use`s bring in, so that nobody knows what it lacks."""
        if not self._errors:
            return False
        blueprints = self.program.declarations["blueprint"]
        used = [declared for use in _uses(block) if (declared := blueprints.get(use.blueprint.value)) is not None]
        return self.is_broken(block.span) or any(
            declared.statement is None or self.is_broken(declared.statement.span) for declared in used
        )

    @property
    def has_errors(self) -> bool:
        """Whether an earlier pass found an error anywhere."""
        return bool(self._errors)

    @cached_property
    def _by_kind(self) -> dict[type[Node], list[tuple[int, Placed[Node]]]]:
        """By the class of the statement, with its number among all."""
        found: dict[type[Node], list[tuple[int, Placed[Node]]]] = {}
        for number, placed in enumerate(self.placed):
            found.setdefault(type(placed.node), []).append((number, placed))
        return found

    @cached_property
    def _by_block(self) -> dict[int, list[Node]]:
        """By the identity of the block: the nodes live as long as `placed` does."""
        found: dict[int, list[Node]] = {}
        for placed in self.placed:
            found.setdefault(id(placed.within[-1] if placed.within else None), []).append(placed.node)
        return found

    @cached_property
    def uses(self) -> dict[str, Span]:
        """The first `use` of each blueprint, by the blueprint's name."""
        found: dict[str, Span] = {}
        for _, node in self.program.statements():
            for use in _uses(node):
                found.setdefault(use.blueprint.value, use.blueprint.span)
        return found

    @cached_property
    def _by_origin(self) -> dict[tuple[Source, int, int], Statement]:
        found: dict[tuple[Source, int, int], Statement] = {}
        for placed in self.placed:
            node = placed.node
            if isinstance(node, Statement):
                found.setdefault((node.head.source, node.head.start, node.head.end), node)
                if node.span is not node.head:
                    found.setdefault((node.span.source, node.span.start, node.span.end), node)
        return found

    @cached_property
    def _errors(self) -> dict[Source, list[Span]]:
        found: dict[Source, list[Span]] = {}
        for finding in self.earlier:
            if finding.severity is Severity.ERROR:
                span = finding.primary.span
                found.setdefault(span.source, []).append(span)
        return found


def _number(item: tuple[int, Placed[Node]]) -> int:
    return item[0]


def _place(node: Node, within: tuple[Node, ...], scope: Scope, found: list[Placed[Node]]) -> None:
    """Add a statement and all in its block."""
    found.append(Placed(node, within))
    match node:
        case Blueprint() | Poison():
            statements = node.body.statements
        case Statement() if node.body.statements:
            statements = layers_of(node.body, entry_of(type(node)).body, scope).statements
        case _:
            statements = ()
    if statements:
        inner = (*within, node)
        for statement in statements:
            _place(statement, inner, scope, found)


def _uses(node: Node) -> Iterator[Use]:
    if isinstance(node, Use):
        yield node
    elif isinstance(node, Poison | Statement):
        for statement in node.body.statements:
            yield from _uses(statement)
