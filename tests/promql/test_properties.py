"""What holds for every tree and every text."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nines.diagnostics.model import Report
from nines.promql.durations import Placeholder
from nines.promql.facts import is_aggregated, is_constant, raw_counters, result_type, selectors
from nines.promql.functions import Type
from nines.promql.guest import parse_guest, parse_matchers, parse_selector
from nines.promql.labels import labels
from nines.promql.regex import read_regex
from nines.promql.text import line, pretty
from nines.promql.transform import fill, placeholders, walk
from nines.promql.tree import Aggregation, Binary, BinaryOp, Expression, Range, Selector, Subquery
from nines.source import Source, Span
from tests.promql import oracle, trees
from tests.promql.reading import corpus, expression, read, rejected

TEXTS = [*corpus("accepted"), *(case.text for case in rejected())]


@given(trees.expressions)
def test_a_tree_is_printed_and_read_back_as_itself(tree: Expression) -> None:
    assert expression(line(tree)) == tree


@given(trees.expressions, st.integers(1, 120))
def test_a_layout_is_read_back_as_the_tree(tree: Expression, width: int) -> None:
    text = pretty(tree, width=width)
    assert expression(text) == tree
    assert not any(part != part.rstrip() for part in text.split("\n"))


@given(trees.extended)
def test_extended_ranges_are_read_back(tree: Expression) -> None:
    assert expression(line(tree)) == tree


@given(trees.expressions)
def test_an_independent_reader_sees_the_same_tree(tree: Expression) -> None:
    filled = fill(tree, {"window": 300_000})
    assert not placeholders(filled)
    if not any(is_before_1970(node) for node in walk(filled)):
        assert oracle.tree(line(filled)) == oracle.as_doubles(filled)


def is_before_1970(node: Expression) -> bool:
    """Moments that promql-parser takes for 1970."""
    return isinstance(node, (Selector, Subquery)) and isinstance(node.at, int) and node.at < 0


@given(trees.vectors)
def test_facts_can_be_told_of_every_tree(tree: Expression) -> None:
    guest = read(line(tree)).guest
    assert guest is not None
    assert result_type(tree) is guest.type is Type.VECTOR
    assert is_constant(tree) <= (not selectors(tree))
    assert set(map(id, raw_counters(tree))) <= set(map(id, selectors(tree)))
    assert not is_aggregated(tree) or any(isinstance(node, Aggregation) for node in walk(tree))
    assert labels(tree).at_most is None or not labels(tree).never


def places(value: object) -> list[Span]:
    """All the spans in a value."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple):
        return [span for part in value for span in places(part)]
    if is_dataclass(value):
        return [span for field in fields(value) for span in places(getattr(value, field.name))]
    return []


def check_any(text: str) -> None:
    """Nothing raises, all places lie within the guest, and a guest is there or something is said."""
    source = Source("a.nines", f"« {text} »")
    span = source.span(2, 2 + len(text))
    for parse in (parse_guest, parse_selector, parse_matchers):
        report = Report()
        result = parse(text, span, report)
        assert result is not None or report.has_errors
        assert result is None or not report.has_errors
        assert all(len(finding.headline) < 400 for finding in report)
        for place in places((tuple(report), result)):
            assert place.source is source
            assert span.start <= place.start <= place.end <= span.end


@given(st.text(max_size=40))
@example("\x00")
@example('"\ud800"')
@example("a{b=~'" + "(" * 2000)
@example("(" * 5000)
@example("-" * 5000)
@example("a" + "+a" * 5000)
@example("2" + "^2" * 5000)
@example("sum(" * 3000 + "a" + ")" * 3000)
@example("a" + "[5m:]" * 3000)
@example("9" * 5000)
@example("a[" + "9" * 5000 + "h]")
@example("9_" * 5000)
@example("a" * 5000 + "(" + "b" * 5000 + "-c)")
@example("a{b=" + "c" * 5000 + "}")
@example("a{b=~'[" + "c" * 5000 + "'}")
@example("a @ " + "9" * 999)
@example("1e" + "9" * 900)
@example("a[1e-9]")
@example("a offset 1e-9")
@example("a{b='\\")
@example("`")
@example("''''")
def test_no_text_raises(text: str) -> None:
    check_any(text)


PIECES = ["sum", "(", ")", "{", "}", "[", "]", "by", "on", "a", '"b"', "=", "=~", "==", "5m", "1", ",", ":", "+", "-"]
PIECES += [
    "$window",
    "offset",
    "@",
    "bool",
    "rate",
    "or",
    "group_left",
    "'",
    "\\",
    "#",
    " ",
    "1.5",
    "x:y",
    "start()",
    "anchored",
]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_no_mixture_of_tokens_raises(text: str) -> None:
    check_any(text)


@pytest.mark.parametrize("text", TEXTS[::4])
def test_no_text_with_a_character_gone_raises(text: str) -> None:
    for at in range(len(text)):
        check_any(text[:at] + text[at + 1 :])


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_what_is_read_is_read_by_an_independent_reader(text: str) -> None:
    found = read(text)
    if found.guest is not None and "anchored" not in text:
        filled = fill(found.expression, {"window": 60_000})
        assert oracle.accepts(line(filled))


@given(st.text("ab()[]{}|*+?.^$\\-,012:<>=!Pidpx", max_size=12))
@example("(" * 100_000)
@example("a{" + "9" * 5000 + "}")
def test_no_pattern_raises(pattern: str) -> None:
    problem = read_regex(pattern).problem
    assert problem is None or 0 <= problem.start <= problem.end <= len(pattern)


@given(st.sampled_from([BinaryOp.ADD, BinaryOp.OR, BinaryOp.MUL]), st.integers(1000, 4000))
@settings(max_examples=5)
def test_long_chains_of_the_compilers_own_can_be_printed(op: BinaryOp, count: int) -> None:
    tree: Expression = Selector("a")
    for _ in range(count):
        tree = Binary(op, tree, Range(Selector("b"), Placeholder("w")))
    filled = fill(tree, {"w": 1000})
    assert line(filled).count("b[1s]") == count
    assert pretty(filled).count("\n") == count
