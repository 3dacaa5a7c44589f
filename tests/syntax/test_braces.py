"""Which brace opens a selector and which a block: LANGUAGE-INDICATORS.md, section 1, point 3."""

from __future__ import annotations

import pytest

from nines.syntax import Kind, Matchers, walk
from tests.syntax.reading import outline, read

NAMES = {Kind.LSEL: "selector", Kind.LBRACE: "block"}

CASES = {
    # a matcher follows: a selector
    'good up{job="a"}': "selector",
    'good up {job="a"}': "selector",
    'good up { job="a" }': "selector",
    'good up{ job = "a" , x!="b", y=~"c", z!~"d" }': "selector",
    "good up{job='a'}": "selector",
    "good up{job=`a`}": "selector",
    "good up{}": "selector",
    'good {"http.requests", job="a"}': "selector",
    'good {"http.requests"}': "selector",
    'good {"http.requests"="x"}': "selector",
    'good {__name__="http.requests"}': "selector",
    "good up{${only}}": "selector",
    "good up {${only}}": "selector",
    'good $metric{job="a"}': "selector",
    "good $metric{}": "selector",
    'good ${metric}{job="a"}': "selector",
    'select {job="a"}': "selector",
    'good up{\n  job="a",\n  code="b"\n}': "selector",
    'good up{ # why\n  job="a", # and\n}': "selector",
    'good up{job="a",}': "selector",
    'good up{job="}"}': "selector",
    'good up{job="{"}': "selector",
    'good a:b:c{job="a"}': "selector",
    'within 1s of of{le="1"}': "selector",
    "within 1s of of{}": "selector",
    'parameter filter matchers default {job="a"}': "selector",
    'formula (up{job="a"} + 1)': "selector",
    # anything else: a block
    "service checkout {\n}": "block",
    "service checkout{\n}": "block",
    "service checkout{ # touching\n  tier 1\n}": "block",
    'service checkout "Checkout" { }': "block",
    'service checkout "Checkout" {}': "block",
    'service checkout "Checkout"{}': "block",
    "slo a 9% over 30d { page only }": "block",
    "slo a 9% over 30d {page only}": "block",
    "slo a 9% over 30d {}": "block",
    "default {}": "block",
    'x {\n  job "a"\n}': "block",
    'x { job { "a" } }': "block selector",
    "plan gold { promise reach { credit 18 x fee } }": "block block",
    'slo a 9% over 30d { except weekly }\nof up{job="a"}': "block selector",
    'service x { good up{job="a"} }': "block selector",
    'page { label severity "critical" }': "block",
    'page 2% in 1h { label "severity" "critical" }': "block",
    'x {\n  "Some words"\n}': "block",
    'x {\n  """Some words"""\n}': "block",
    'x { """Some words""" }': "block",
}


@pytest.mark.parametrize(("text", "kinds"), CASES.items(), ids=CASES)
def test_a_brace_opens_what_follows_it(text: str, kinds: str) -> None:
    result = read(text)
    assert " ".join(NAMES[token.kind] for token in result.tree.tokens if token.kind in NAMES) == kinds
    assert result.ids == []


MISTAKES = {
    "good up{job=checkout}": ("selector", ["N0035"]),
    'good up{job=checkout, code="5"}': ("selector", ["N0035"]),
    "good up {job=checkout}": ("selector", ["N0035"]),
    "good up{job=~5..}": ("selector", ["N0035"]),
    "good up {code=~5..}": ("selector", ["N0035"]),
    'good up{http.route="/buy"}': ("selector", ["N0036"]),
    'good up{job=="a"}': ("selector", ["N0037"]),
    "good up{job=“a”}": ("selector", ["N0020"]),
    "x { owner = 3\n}": ("block", ["N0028"]),
    "x { owner = payments }": ("block", ["N0028"]),
    'service x "X" { "Some words" }': ("block", ["N0011"]),
    'service x "X" {"Words"}': ("block", ["N0011"]),
    "{ ticket only }": ("block", ["N0014"]),
    "slo a 9% over 30d\n{ ticket only }": ("block", ["N0013"]),
    'service x { "Some words" }': ("block", ["N0011"]),
}


@pytest.mark.parametrize(("text", "expected"), MISTAKES.items(), ids=MISTAKES)
def test_a_brace_with_a_mistake_opens_what_was_meant(text: str, expected: tuple[str, list[str]]) -> None:
    result = read(text)
    kinds = " ".join(NAMES[token.kind] for token in result.tree.tokens if token.kind in NAMES)
    assert (kinds, result.ids) == expected


SELECTORS = (
    "{}",
    '{job="a"}',
    '{job="myservice",code=~"(5..|429)"}',
    '{ job = "a", handler!~"/health|/metrics" }',
    "{job='a'}",
    '{"k8s.pod.name"="a", le="0.3"}',
    '{quantile="0.99",host=~"web-[0-9]+\\\\.example"}',
    '{path="/a{b}/c"}',
    '{text="say \\"hi\\" # no comment"}',
    "{raw=`\\d+`}",
    "{${more}}",
    '{job="a", ${more},}',
    '{job="${job}"}',
    '{job="a",\n  # the code\n  code="5"\n}',
)
SURROUNDINGS = (
    "good up%s",
    "within 300ms of up%s",
    "slices of 1m where rate of up%s >= 50/s",
    "sli x { bad up%s }",
    "sli x {\n  bad up%s\n  of up%s\n}",
    "sli x { bad up%s } # end",
)


@pytest.mark.parametrize("selector", SELECTORS)
@pytest.mark.parametrize("around", SURROUNDINGS)
@pytest.mark.parametrize("blank", ["", " "])
def test_a_selector_is_one_item_wherever_it_stands(selector: str, around: str, blank: str) -> None:
    if blank and (selector == "{}" or "\n" in selector):
        blank = ""  # with a blank before it, an empty pair of braces is a block, and a selector is on one line
    text = around.replace("%s", blank + selector)
    result = read(text)
    assert result.ids == []
    found = [item for _, statement in walk(result.tree) for item in statement.items if isinstance(item, Matchers)]
    assert [text[item.start : item.end] for item in found] == [selector] * around.count("%s")


def test_a_selector_is_a_list_of_matchers_and_parameters() -> None:
    text = 'of up{job="a", "k8s.pod"!=\'b\', ${more}, "metric"}'
    statement = read(text).tree.statements[0]
    assert outline(text, statement) == (
        'statement(WORD:of WORD:up matchers(matcher(LABEL:job MATCHOP:= QUOTED:"a")'
        ' matcher(QUOTED:"k8s.pod" MATCHOP:!= QUOTED:\'b\') PARAM:${more} matcher(QUOTED:"metric")))'
    )


def test_a_group_is_an_item() -> None:
    text = "credit formula (fee * (1 - measured) / 2)"
    assert outline(text, read(text).tree.statements[0]) == (
        "statement(WORD:credit WORD:formula group(WORD:fee OP:* group(NUMBER:1 OP:- WORD:measured) OP:/ NUMBER:2))"
    )
