"""The shipped table is the grammar's, and drives to the trees that Lark itself builds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from lark import Token as LarkToken
from lark import Tree as LarkTree

from nines.resources import packaged, resource
from nines.source import Source
from nines.syntax import Matchers, Node, Statement, Token
from nines.syntax.generate import lark_parser, render
from nines.syntax.lexer import lex
from nines.syntax.parser import drive
from nines.syntax.problems import Problems
from nines.syntax.tree import Tree
from tests.syntax.reading import CORPUS
from tests.syntax.texts import broken_specs

GRAMMAR = resource("grammar", "nines.lark").read_text(encoding="utf-8")
LARK = lark_parser(GRAMMAR)


def test_the_table_is_fresh() -> None:
    assert packaged("syntax", "table.py").read_text(encoding="utf-8") == render(GRAMMAR)


def by_lark(tokens: tuple[Token, ...]) -> object:
    ready = [LarkToken(token.kind.name, str(token.start), end_pos=token.end) for token in tokens]
    return shape_of_lark(LARK.parse(ready))


def shape_of_lark(node: LarkTree[LarkToken] | LarkToken) -> object:
    if isinstance(node, LarkToken):
        return (node.type, int(node), node.end_pos)
    return (str(node.data), [shape_of_lark(child) for child in node.children])


def by_table(source: Source, tokens: tuple[Token, ...]) -> object:
    statements, eof = drive(tokens)
    return ("start", [shape(child) for child in Tree(source, statements, eof, tokens).children])


def shape(node: Node | Token) -> object:
    if isinstance(node, Token):
        return (node.kind.name, node.start, node.end)
    return (type(node).__name__.lower(), [shape(child) for child in node.children])


def assert_same_tree(text: str) -> None:
    source = Source("test.nines", text)
    tokens = lex(text, Problems(source))
    assert by_table(source, tokens) == by_lark(tokens)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_lark_builds_the_same_tree_of_a_correct_text(path: Path) -> None:
    assert_same_tree(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", ["", "\n", "a", "a {", "}", "{}", "a{}", "( ( ) )", 'a{"b", ${c}, d="e",}', "a{,,}"])
def test_lark_builds_the_same_tree_of_a_small_text(text: str) -> None:
    assert_same_tree(text)


@given(broken_specs())
def test_lark_takes_every_repaired_text_and_builds_the_same_tree(text: str) -> None:
    assert_same_tree(text)


def test_nodes_are_what_the_grammar_names() -> None:
    names = {rule.origin.name for rule in LARK.rules if not rule.origin.name.startswith("_")}
    assert names == {"start", "statement", "block", "group", "matchers", "matcher", "item"}
    assert Statement.__name__.lower() in names
    assert Matchers.__name__.lower() in names
