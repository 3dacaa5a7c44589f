"""No text makes the parser raise, lose a character, or put one in."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nines.syntax import Block, Group, Kind, Matchers, Node, Token, leaves, spell, trivia, walk
from tests.syntax.reading import Read, read
from tests.syntax.texts import any_text, broken_specs, sign_text, specs_without_a_sign

CLOSERS = {Block: Kind.RBRACE, Group: Kind.RPAR, Matchers: Kind.RSEL}


def assert_sound(result: Read) -> None:
    """What holds of every tree, whatever the text."""
    text, tree = result.text, result.tree
    assert spell(tree) == text
    assert tuple(leaves(tree)) == tree.tokens
    for token in tree.tokens:
        assert token.lead <= token.start <= token.end
        trivia(tree.source, token)
    for problem in result.problems:
        labels = [problem.primary, *problem.others]
        assert all(0 <= label.span.start <= label.span.end <= len(text) for label in labels)
        assert problem.headline.isprintable()
        assert "\n" not in problem.primary.text
        for fix in problem.fixes:
            assert all(0 <= edit.span.start <= edit.span.end <= len(text) for edit in fix.edits)
    bad = any(token.kind in (Kind.BAD, Kind.BADNUMBER) for token in tree.tokens)
    repaired = any(token.start == token.end and token.kind not in (Kind.END, Kind.EOF) for token in tree.tokens)
    assert bool(result.problems) or not (bad or repaired)
    for _, statement in walk(tree):
        assert statement.items or statement.block is not None
        check_brackets(statement.items)


def check_brackets(nodes: tuple[Node | Token, ...]) -> None:
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (Block, Group, Matchers)):
            assert node.close.kind is CLOSERS[type(node)]
        if not isinstance(node, Token):
            waiting.extend(node.children)


@given(any_text)
@example("\x00\ud800\r\n\ufeff")
@example("\r")
@example("a\rb")
@example('"\\')
@example("{" * 50)
@example("}" * 50)
@example('a{b="c"\n}\n')
def test_any_text_is_spelt_back(text: str) -> None:
    assert_sound(read(text))


@settings(max_examples=400)
@given(sign_text)
def test_any_signs_are_spelt_back(text: str) -> None:
    assert_sound(read(text))


@settings(max_examples=300)
@given(broken_specs())
def test_a_broken_spec_is_spelt_back(text: str) -> None:
    assert_sound(read(text))


@settings(max_examples=100)
@given(specs_without_a_sign())
def test_a_spec_that_lacks_signs_is_spelt_back(text: str) -> None:
    assert_sound(read(text))


@given(broken_specs(), st.sampled_from(("\n", "\r\n", " ")))
def test_reading_is_repeatable(text: str, more: str) -> None:
    first, second = read(text + more), read(text + more)
    assert first.ids == second.ids
    assert first.tree.tokens == second.tree.tokens


@pytest.mark.parametrize(
    "text",
    [
        "{" * 100_000,
        "}" * 100_000,
        "a{" * 20_000,
        "a {\n" * 20_000,
        "(" * 40_000,
        ")" * 100_000,
        "(a" * 20_000 + ")" * 20_000,
        '"' * 100_001,
        "`" * 100_001,
        "` `` " * 20_000,
        '"""' * 33_333,
        '"""\n' * 20_001,
        'x{a="b" ' * 20_000,
        'x{a="b"\n' * 20_000,
        "x{\n" * 20_000,
        "x{" + "\n" * 100_000,
        "x{#" * 30_000,
        "a." * 50_000,
        "a" + "." * 100_000,
        "1," * 50_000,
        "1,000" * 20_000,
        "-" * 100_000,
        "\\" * 100_000,
        '"' + " " * 100_000 + "x",
        '"' + " {" * 50_000,
        '"' + " {#" * 30_000,
        "\u00a0" * 100_000,
        "\u00a0a" * 50_000,
        "\u00a0\u200b" * 50_000,
        "“" * 100_000,
        "'" * 100_001,
        "a–" * 50_000,
        "$" * 100_000,
        "=" * 100_000,
        "a = \n" * 30_000,
        "a,\n" * 30_000,
        "".join(" " * depth + "a\n" for depth in range(500)),
        "".join(" " * depth + "a {\n" for depth in range(500)),
        "".join("`" * size + "\n" for size in range(3, 500)),
        "a {\n" * 200 + '"""' + "b\n" * 20_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_texts_are_read_whole_and_soon(text: str) -> None:
    before = time.process_time()
    result = read(text)
    assert time.process_time() - before < 20  # it takes one or two; what backtracks or looks back takes minutes
    assert spell(result.tree) == text
    assert len(result.problems) <= 201


def test_deep_nesting_is_read_without_recursion() -> None:
    depth = 20_000
    text = "a {\n" * depth + "}\n" * depth
    result = read(text)
    assert result.ids == ["N0012"]
    assert spell(result.tree) == text
    assert [level for level, _ in walk(result.tree)] == list(range(depth))


def test_deep_parentheses_are_read_without_recursion() -> None:
    depth = 20_000
    text = "a " + "(" * depth + ")" * depth
    result = read(text)
    assert result.ids == ["N0012"]
    assert spell(result.tree) == text


def test_problems_are_capped_and_the_rest_is_counted() -> None:
    result = read("]\n" * 1000)
    assert result.ids == ["N0025"] * 200 + ["N0049"]
    last = result.problems[-1]
    assert last.headline == "800 more syntax problems in this file"
    assert last.primary.span.line == 201
