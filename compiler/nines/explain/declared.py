"""Blueprints and policies: what they say, and who goes by them."""

from __future__ import annotations

from collections.abc import Iterator

from nines.explain.known import Known
from nines.explain.model import Code, Explanation, Fact, Facts, Prose, Section
from nines.language.nodes import Node
from nines.late import late_pattern
from nines.program.model import Declaration
from nines.source import Span

__all__ = ["explain_declared"]

_USES = {"blueprint": late_pattern(r"\buse\s+([\w.-]+)"), "policy": late_pattern(r"\bby\s+([\w-]+)")}


def explain_declared(kind: str, declaration: Declaration, known: Known) -> Explanation:
    statement = declaration.statement
    assert statement is not None
    sections = [Section("", (Code(statement.span.text),))]
    users = tuple(_users(kind, declaration, known))
    said = Facts(users) if users else Prose("Nobody.")
    sections.append(Section("Who goes by it", (said,)))
    return Explanation(kind, declaration.name, "", statement.span, tuple(sections))


def _users(kind: str, declaration: Declaration, known: Known) -> Iterator[Fact]:
    """The lines of the user's files that name it, by the statement at the top that they stand in."""
    for file, node in known.program.statements():
        for match in _USES[kind].finditer(node.span.text):
            if match.group(1) == declaration.name and node.span.start != declaration.span.start:
                place = Span(file.source, node.span.start + match.start(), node.span.start + match.end())
                yield Fact(_head(node), match.group(0), place)


def _head(node: Node) -> str:
    return " ".join(node.span.text.split()[:2])
