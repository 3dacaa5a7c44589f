from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nines.promql import build as q
from nines.scenario.labels import labels_for, matches, sample


@pytest.mark.parametrize(
    "pattern",
    ["5..", "a|b", "(error|timeout)", "[45]\\d{2}", "shop-.+", "v[0-9]+(-rc\\d)?", ".*", "(?:x|y)z*", "[^a]b", "\\.js"],
)
def test_a_regular_expression_has_a_text_that_it_matches(pattern: str) -> None:
    found = sample(pattern)
    assert found is not None
    assert re.fullmatch(pattern, found)


@given(st.text(alphabet="ab01.*+?|()[]\\d{2}^$-", max_size=12))
@settings(max_examples=200)
def test_no_pattern_makes_it_raise_or_lie(pattern: str) -> None:
    found = sample(pattern)
    assert found is None or re.fullmatch(pattern, found, re.DOTALL)


def test_labels_match_all_that_they_have_to_and_nothing_that_they_must_not() -> None:
    bad = q.selector("hits", q.equal("job", "a"), q.matches("code", "5.."))
    every = q.selector("hits", q.equal("job", "a"), q.not_equal("code", "404"))
    failing = labels_for([bad, every], {"tenant": "acme"})
    fine = labels_for([every], {"tenant": "acme"}, unlike=[bad])
    assert failing == {"tenant": "acme", "job": "a", "code": "500"}
    assert fine is not None
    assert matches(every, "hits", fine)
    assert not matches(bad, "hits", fine)


def test_what_contradicts_itself_has_no_labels() -> None:
    one = q.selector("hits", q.equal("job", "a"))
    other = q.selector("hits", q.equal("job", "b"))
    assert labels_for([one, other], {}) is None
    assert labels_for([one], {}, unlike=[one]) is None
