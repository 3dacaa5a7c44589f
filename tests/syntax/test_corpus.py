"""Correct specs have no problem, and their trees are whole and spell the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from nines.resources import packaged
from nines.syntax import Kind, leaves, spell
from tests.syntax.reading import CORPUS, read

STATEMENTS = {"tour.nines": 116, "contracts.nines": 94, "examples.nines": 99}
LIBRARY = tuple(sorted(packaged("std").glob("*.nines")))


@pytest.mark.parametrize("path", [*CORPUS, *LIBRARY], ids=lambda path: path.stem)
def test_a_correct_spec_has_no_problem_and_is_spelt_back(path: Path) -> None:
    result = read(path.read_text(encoding="utf-8"))
    assert [str(problem.primary.span) for problem in result.problems] == []
    assert spell(result.tree) == result.text


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_no_statement_is_missed(path: Path) -> None:
    assert len(read(path.read_text(encoding="utf-8")).heads) == STATEMENTS[path.name]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_windows_line_ends_give_the_same_tree(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    unix, windows = read(text), read(text.replace("\n", "\r\n"))
    assert windows.heads == [head.replace("\n", "\r\n") for head in unix.heads]
    assert windows.problems == ()
    assert spell(windows.tree) == windows.text


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_the_tokens_are_the_leaves_of_the_tree(path: Path) -> None:
    tree = read(path.read_text(encoding="utf-8")).tree
    assert tuple(leaves(tree)) == tree.tokens
    assert tree.tokens[-1].kind is Kind.EOF
    ends = [0, *(token.end for token in tree.tokens)]
    assert [token.lead for token in tree.tokens] == ends[:-1]


def test_a_byte_order_mark_at_the_start_is_no_problem() -> None:
    result = read("\ufeffservice checkout { tier 1 }\n")
    assert result.problems == ()
    assert result.heads == ["service checkout", "  tier 1"]
    assert spell(result.tree) == result.text


def test_an_empty_text_has_an_empty_tree() -> None:
    tree = read("").tree
    assert tree.statements == ()
    assert [token.kind for token in tree.tokens] == [Kind.EOF]


def test_a_tree_knows_the_depth_and_blocks_of_its_statements() -> None:
    text = 'service checkout "Checkout" {\n  slo speed 97% over 30d { ticket only }\n  tier 1\n}\ntier 2'
    tree = read(text).tree
    service, tier = tree.statements
    assert service.block is not None
    slo = service.block.statements[0]
    assert text[slo.start : slo.end] == "slo speed 97% over 30d { ticket only }"
    assert text[slo.start : slo.head_end] == "slo speed 97% over 30d"
    assert text[service.block.start : service.block.end].startswith("{\n  slo")
    assert tier.stop.start == tier.stop.end == len(text)
    assert tier.span(tree.source).text == "tier 2"
