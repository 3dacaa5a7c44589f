"""What else the specs say otherwise, statement by statement: settings, indicators, objectives, people, hours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nines.change.words import statement
from nines.language.nodes import Node, Statement
from nines.language.statements.common import Import
from nines.language.statements.contract import Customer, Sla
from nines.program.model import Program
from nines.record import dataclass
from nines.source import Span

__all__ = ["Declared", "declared_changes"]


@dataclass(frozen=True, slots=True)
class Declared:
    """A declaration that differs, `service checkout`: the statements in it that went, and those that came.

    One that is on one side only has its head there. A place is None on the side that lacks it.
    """

    what: str
    gone: tuple[str, ...]
    come: tuple[str, ...]
    old: Span | None
    new: Span | None


def declared_changes(old: Program, new: Program) -> tuple[Declared, ...]:
    """All of them but slas and customers, which are compared as contracts, in the order of the new specs."""
    was, now = dict(_declarations(old)), dict(_declarations(new))
    found = (_changed(key, was.get(key, ()), now.get(key, ())) for key in dict.fromkeys((*now, *was)))
    return tuple(item for item in found if item is not None)


def _declarations(program: Program) -> Iterator[tuple[str, tuple[Statement, ...]]]:
    """By keyword and name; several of one, such as `allow`, together."""
    found: dict[str, list[Statement]] = {}
    for _, node in program.statements():
        if isinstance(node, Statement) and not isinstance(node, Import | Sla | Customer):
            name = getattr(getattr(node, "name", None), "value", None) or ""
            found.setdefault(f"{node.keyword.text} {name}".strip(), []).append(node)
    for key, nodes in found.items():
        yield key, tuple(nodes)


def _changed(key: str, old: Sequence[Statement], new: Sequence[Statement]) -> Declared | None:
    was, now = _lines(old), _lines(new)
    gone = tuple(line for line in was if line not in now)
    come = tuple(line for line in now if line not in was)
    if not gone and not come:
        return None
    spans = (old[0].head if old else None, new[0].head if new else None)
    if not old:
        return Declared(key, (), tuple(statement(node.head) for node in new), *spans)
    if not new:
        return Declared(key, tuple(statement(node.head) for node in old), (), *spans)
    return Declared(key, gone, come, *spans)


def _lines(nodes: Sequence[Statement]) -> list[str]:
    """The head of each, and the statements in it, each on a line."""
    found: list[str] = []
    for node in nodes:
        found.append(statement(node.head))
        found += [_said(inner) for inner in node.body]
    return found


def _said(node: Node) -> str:
    return statement(node.span)
