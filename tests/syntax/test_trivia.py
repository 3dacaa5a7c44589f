"""Comments and blank lines are found where a formatter looks for them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given

from nines.source import Source
from nines.syntax import Comment, Token, indentation, trivia
from tests.syntax.reading import read
from tests.syntax.texts import broken_specs, sign_text

TEXT = """\
# about the file

# about the service
service checkout {  # behind the brace

  # about the tier
  tier 1  # behind the tier


  slo speed 97% over 30d { ticket only }  # behind the block
  # the last of all
}  # behind it

# at the end
"""


def texts(source: Source, comments: tuple[Comment, ...]) -> list[tuple[str, int]]:
    return [(comment.text(source), comment.blank_lines) for comment in comments]


def around(source: Source, token: Token) -> tuple[str | None, list[tuple[str, int]], int]:
    found = trivia(source, token)
    beside = None if found.beside is None else found.beside.text(source)
    return beside, texts(source, found.above), found.blank_lines


def test_comments_are_beside_what_they_follow_and_above_what_they_precede() -> None:
    tree = read(TEXT).tree
    source = tree.source
    (service,) = tree.statements
    assert service.block is not None
    tier, slo = service.block.statements
    assert slo.block is not None

    assert around(source, service.first) == (None, [("# about the file", 0), ("# about the service", 1)], 0)
    assert around(source, tier.first) == ("# behind the brace", [("# about the tier", 1)], 0)
    assert around(source, tier.stop) == ("# behind the tier", [], 0)
    assert around(source, slo.first) == (None, [], 2)
    assert around(source, slo.stop) == ("# behind the block", [], 0)
    assert around(source, service.block.close) == (None, [("# the last of all", 0)], 0)
    assert around(source, service.stop) == ("# behind it", [], 0)
    assert around(source, tree.eof) == (None, [("# at the end", 1)], 0)


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "  "])
def test_a_comment_at_the_very_end_is_beside_its_statement(end: str) -> None:
    tree = read("tier 1 # why" + end).tree
    assert around(tree.source, tree.statements[0].stop) == ("# why", [], 0)
    assert around(tree.source, tree.eof) == (None, [], 0)


def test_comments_in_a_selector_are_found_before_its_pieces() -> None:
    tree = read('of up{ # first\n  job="a", # second\n  # third\n  code="b",\n  # last\n}').tree
    leaves = {token.text(tree.source): token for token in tree.tokens}
    assert around(tree.source, leaves["job"]) == ("# first", [], 0)
    assert around(tree.source, leaves["code"]) == ("# second", [("# third", 0)], 0)
    assert around(tree.source, leaves["}"]) == (None, [("# last", 0)], 0)


def test_a_comment_of_another_language_is_a_comment() -> None:
    tree = read("tier 1 // why\n// above\ntier 2").tree
    assert around(tree.source, tree.statements[0].stop) == ("// why", [], 0)
    assert around(tree.source, tree.statements[1].first) == (None, [("// above", 0)], 0)


def test_indentation_is_the_blanks_at_the_start_of_a_line() -> None:
    source = Source("test.nines", "a {\n\t b c\n}")
    assert [indentation(source, offset) for offset in (0, 4, 6, 8, 10)] == ["", "\t ", "\t ", "\t ", ""]


@given(broken_specs())
def test_every_comment_of_a_broken_spec_is_found_once(text: str) -> None:
    assert_comments_are_found(text)


@given(sign_text)
def test_every_comment_among_signs_is_found_once(text: str) -> None:
    assert_comments_are_found(text)


def assert_comments_are_found(text: str) -> None:
    """What is neither a token nor a comment is blank, and no two comments overlap."""
    tree = read(text).tree
    covered = [(token.start, token.end) for token in tree.tokens]
    for token in tree.tokens:
        found = trivia(tree.source, token)
        comments = [*found.above, *([found.beside] if found.beside is not None else [])]
        covered += [(comment.start, comment.end) for comment in comments]
        assert all(token.lead <= comment.start < comment.end <= token.start for comment in comments)
        assert all(comment.text(tree.source).startswith(("#", "//")) for comment in comments)
    at = 0
    for start, end in sorted(covered):
        assert start >= at
        assert not any(char.isalnum() or char in "#{}" for char in text[at:start])
        at = end


def test_the_parser_does_not_import_the_parser_generator() -> None:
    code = "import sys, nines.syntax; sys.exit('lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
