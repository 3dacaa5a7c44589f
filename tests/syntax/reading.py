"""Reads a text for the tests of this folder, and shows trees and problems as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nines.diagnostics.model import Diagnostic, Report
from nines.source import Source
from nines.syntax import Block, Group, Kind, Matcher, Matchers, Node, Statement, Token, Tree, parse, walk

CORPUS = tuple(sorted((Path(__file__).parent / "corpus").glob("*.nines")))


@dataclass(frozen=True)
class Read:
    text: str
    tree: Tree
    problems: tuple[Diagnostic, ...]

    @property
    def ids(self) -> list[str]:
        return [problem.code.id for problem in self.problems]

    @property
    def heads(self) -> list[str]:
        """The head of each statement, its items as written with one blank between, indented by its depth."""
        return ["  " * depth + head(self.text, statement) for depth, statement in walk(self.tree)]

    def fixed(self, *, certain: bool = True) -> str:
        """The text with all fixes applied, or the certain ones only."""
        edits = {
            (edit.span.start, edit.span.end, edit.text)
            for problem in self.problems
            for fix in problem.fixes
            if fix.certain or not certain
            for edit in fix.edits
        }
        text = self.text
        for start, end, new in sorted(edits, reverse=True):
            text = text[:start] + new + text[end:]
        return text


def read(text: str) -> Read:
    report = Report()
    tree = parse(Source("test.nines", text), report)
    return Read(text, tree, tuple(report))


def head(text: str, statement: Statement) -> str:
    return " ".join(text[item.start : item.end] for item in statement.items)


def outline(text: str, node: Node | Token) -> str:
    """A small node in one line: `WORD:up matchers(LABEL:job MATCHOP:= QUOTED:"a")`. Recurses, so not for deep trees."""
    if isinstance(node, Token):
        return f"{node.kind.name}:{text[node.start : node.end]!s}" if node.start < node.end else node.kind.name
    children: Iterable[Node | Token] = node.children
    match node:
        case Matchers():
            children = [part for part in node.parts if not (isinstance(part, Token) and part.kind is Kind.COMMA)]
        case Group() | Block():
            children = node.children[1:-1]
        case Statement():
            children = node.children[:-1]
        case Matcher() | Tree():
            pass
    return f"{type(node).__name__.lower()}({' '.join(outline(text, child) for child in children)})"
