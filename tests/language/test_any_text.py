"""No text makes the shape pass raise, and none takes it long."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nines.diagnostics.model import Diagnostic
from nines.language.nodes import Body, Node
from nines.language.read import File
from nines.language.table import contexts, entries
from tests.language.wrapping import read_in, read_text
from tests.syntax.texts import any_text, broken_specs, sign_text, specs_without_a_sign

PIECES = sorted(
    {word for entry in entries() for word in entry.example.split()} | {"$x", "${y}", ",", "{", "}", "(", ")"}
)
CONTEXTS = sorted(contexts())


def assert_sound(result: tuple[File, tuple[Diagnostic, ...]]) -> None:
    """What holds of every file, whatever the text."""
    file, found = result
    size = len(file.source.text)
    for finding in found:
        labels = [finding.primary, *finding.others]
        assert all(0 <= label.span.start <= label.span.end for label in labels)
        assert all(label.span.end <= size for label in labels if label.span.source is file.source)
        assert finding.headline
        assert "\n" not in finding.headline
        assert len(finding.headline) < 400
    waiting: list[Node] = list(file.statements)
    while waiting:
        node = waiting.pop()
        assert 0 <= node.span.start <= node.span.end <= size
        body = getattr(node, "body", None)
        if isinstance(body, Body):
            assert node.span.start <= body.span.start <= body.span.end <= size
            waiting += body.statements


@given(any_text)
def test_any_text_is_read(text: str) -> None:
    assert_sound(read_text(text))


@settings(max_examples=200)
@given(sign_text)
@example("{}")
@example("a{}")
@example(",")
@example("}{")
@example('service x{} {a="b"} {}')
def test_any_signs_are_read(text: str) -> None:
    assert_sound(read_text(text))


@settings(max_examples=200)
@given(broken_specs())
def test_a_broken_spec_is_read(text: str) -> None:
    assert_sound(read_text(text))


@settings(max_examples=30)
@given(specs_without_a_sign())
def test_a_spec_that_lacks_signs_is_read(text: str) -> None:
    assert_sound(read_text(text))


@settings(max_examples=300)
@given(st.sampled_from(CONTEXTS), st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map(" ".join))
def test_any_words_of_the_language_are_read_in_any_block(context: str, text: str) -> None:
    assert_sound(read_in(context, text))


@settings(max_examples=200)
@given(st.sampled_from(entries()), st.data())
def test_a_statement_with_a_word_changed_lost_or_doubled_is_read(entry, data: st.DataObject) -> None:  # type: ignore[no-untyped-def]  # an entry
    words = entry.example.split()
    at = data.draw(st.integers(0, len(words) - 1))
    words[at : at + 1] = data.draw(st.sampled_from(([], [words[at]] * 2, [words[at][:-1] or "x"], ["9" + words[at]])))
    context = next(place for place in (*entry.inside, "service") if place != "*")
    assert_sound(read_in(context, " ".join(words) or "x"))


HOSTILE = [
    ("service", "a " * 100_000),
    ("service", "depends on " + "a " * 100_000),
    ("service", "depends on " + "a, " * 30_000 + "a"),
    ("service", "slo " + "a " * 100_000),
    ("service", "use x with " + "a b, " * 20_000 + "a b"),
    ("support", "clock pauses " + "a " * 100_000),
    ("sli", "bad " + 'a{b="c"} ' * 10_000),
    ("promise", "credit " + "greater of " * 5_000 + "1% and 2%"),
    ("promise", "credit " + "greater of " * 5_000 + "1%" + " and 2%" * 5_000),
    ("promise", "credit " + "greater of 1% and " * 5_000 + "1%"),
    ("promise", "credit 1% when " + "missed and " * 20_000 + "missed"),
    ("promise", "credit 1% when " + "1 period with " * 20_000 + "missed"),
    ("promise", "credit formula " + "(" * 100 + "1" + ")" * 100),
    ("service", "tier " + "9" * 10_000),
    ("service", "slo a 0." + "9" * 10_000 + " over 30d"),
    ("service", "owner " + "Xx" * 50_000),
    ("service", 'label a "' + "\\\\" * 50_000 + '"'),
    ("service", "\n".join(f"ownr{number} x" for number in range(2_000))),
    ("service", "slo a 99% ovr 30d\n" * 2_000),
    ("service", "tier 1\n" * 2_000),
]


@pytest.mark.parametrize(("context", "text"), HOSTILE, ids=[text[:24].strip() for _, text in HOSTILE])
def test_hostile_statements_are_read_in_little_time(context: str, text: str) -> None:
    began = time.process_time()
    assert_sound(read_in(context, text))
    assert time.process_time() - began < 5


def test_blocks_as_deep_as_the_parser_lets_pass_are_read() -> None:
    assert_sound(read_text("service a {\n" * 100 + "}\n" * 100))
    assert_sound(read_text("sla a {\nplan b {\n" * 2_000 + "}\n" * 4_000))
