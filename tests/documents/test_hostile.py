"""Texts that try to be markup: whatever a spec holds is shown as it is, in both forms, and changes nothing else."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from nines.contract.model import Contract
from nines.emit.documents.characters import one_line
from nines.emit.documents.escaping import code, escaped, fenced, guarded
from nines.emit.documents.html import html
from nines.emit.documents.markdown import markdown
from nines.plan.documents import Document
from nines.plan.documents.inline import link
from nines.plan.documents.model import Link, Said
from tests.documents.contracts import contract_of, document_of
from tests.documents.pages import read
from tests.documents.test_markdown import tokens

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "a | b | c",
    "`code` ``more`` ```fence",
    "[x](javascript:alert(1)) ![y](z)",
    "# heading\n## another\n\n---\n\n1. one\n- two\n> three",
    "| a | b |\n|---|---|\n| c | d |",
    "&amp; &lt;b&gt; &#x202e; \\",
    "*bold* _it_ ~~no~~ $x$ **",
    "1) first",
    "+ plus",
    "=====",
    "</style></title></head><body>",
    "<!-- comment",
    "{{ 7 * 7 }}{% raw %}",
    "\u202egpj.exe\u202c\u0000\u001b[31m",
    "<https://evil.example>",
    "]]>",
    '\\"); } body { display: none; } /*',
    "Größe & Maß ÄÖÜ 統一 🙂",
]

SPEC = """
provider "PROVIDER" {
  website "https://one.example"
  mail "claims@one.example"
  law "LAW"
}
schedule office "SCHEDULE" { every mon from 08:00 to 09:00 in UTC }
maintenance weekly "WORK" { every sun from 03:00 to 03:30 in UTC }
service a "SERVICE" {
  sli ok "INDICATOR" {
    bad errors_total{job="JOB"}
    of requests_total{}
    per tenant
  }
}
sla plain "SLA" {
  "DESCRIPTION"
  version "VERSION" effective 2026-01-01
  covers a
  calendar "PLACE"
  period calendar month in UTC
  base fee per month of the period missed
  promise ok "PROMISE" of a.ok at least 99.9% {
    measure share of good events
    judge each tenant
    valid "VALID"
    credit 10% when missed
    credit 20% below 99%
    duty "DUTY" when missed
  }
  exclude weekly leaves downtime
  exclude fault "EXCLUSION" leaves downtime shown by "EVIDENCE"
  needs paid "NEEDS" else no credit
  liability "LIABILITY"
  support {
    severity high "SEVERITY" respond 1h during office
    call "CALL" for high
  }
  plan gold "PLAN" { cap credits 10% per period, rest lapses }
}
customer acme "CUSTOMER" {
  sla plain
  plan gold
  tenant "TENANT"
  fee fee EUR 10 per month
}
"""
WORDS = [word for word in SPEC.replace('"', " ").split() if word.isupper() and len(word) > 2 and word.isalpha()]
WORDS = [word for word in WORDS if word not in ("UTC", "EUR", "DESCRIPTION")]


@cache
def plain_contract() -> Contract:
    return contract_of(SPEC)


def hostile(value: object, text: str) -> object:
    """A copy of a part of the contract in which each text of the spec is the hostile one."""
    if isinstance(value, str) and value in WORDS:
        return text
    if isinstance(value, tuple):
        return tuple(hostile(item, text) for item in value)
    fields = getattr(value, "__dataclass_fields__", None) or getattr(value, "__slots__", None)
    module = type(value).__module__
    if fields and module.startswith(("nines.contract", "nines.language")) and type(value).__name__ != "Query":
        names = list(fields) if isinstance(fields, dict) else all_slots(type(value))
        return replace(value, **{name: hostile(getattr(value, name), text) for name in names})  # type: ignore[type-var]
    return value


def all_slots(kind: type) -> list[str]:
    return [name for base in reversed(kind.__mro__) for name in getattr(base, "__slots__", ())]


def document(text: str, name: str) -> Document:
    contract = hostile(plain_contract(), text)
    assert isinstance(contract, Contract)
    return document_of(contract, name)


def shape(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page and the names of their attributes: what a text must not change."""
    return [(element.name, tuple(element.attributes)) for element in read(page).all()]


@pytest.mark.parametrize("name", ["plain", "acme"])
@pytest.mark.parametrize("text", HOSTILE)
def test_a_page_keeps_its_shape(text: str, name: str) -> None:
    page = html(document(text, name), None)
    assert shape(page) == shape(html(document("Harmless", name), None))
    shown = " ".join(read(page).text.split())
    assert shown.count(one_line(text).strip()) >= 10


@pytest.mark.parametrize("name", ["plain", "acme"])
@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_keeps_its_shape(text: str, name: str) -> None:
    """The same blocks, the same links, no HTML: only words differ."""
    written = markdown(document(text, name), None)
    there = tokens(written)
    assert kinds(there) == kinds(tokens(markdown(document("Harmless", name), None)))
    words = " ".join("".join(token.content for token in there if token.type in ("text", "text_special")).split())
    assert squeezed(one_line(text)) in squeezed(words)


def test_prose_has_paragraphs_and_code_and_nothing_else() -> None:
    text = "One <b>`a|b`</b>\n\n# Two [x](y)\n- three"
    contract = replace(plain_contract(), slas=(replace(plain_contract().slas[0], description=text),))
    planned = document_of(contract, "plain")
    introduction = read(html(planned, None)).all("div")
    found = next(element for element in introduction if element.attributes.get("class") == "introduction")
    assert [element.name for element in found.all()] == ["p", "code", "p"]
    assert " ".join(found.text.split()) == "One <b>a|b</b> # Two [x](y) - three"
    lines = markdown(planned, None).split("\n")
    assert "One \\<b\\>`a|b`\\</b\\>" in lines
    assert "\\# Two \\[x\\](y) - three" in lines


def kinds(found: list[Token]) -> list[str]:
    return [token.type for token in found if token.type not in ("text", "text_special", "softbreak")]


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil", "https://a b", "x@y@z", "a<b@c"]
)
def test_only_web_and_mail_addresses_become_links(address: str) -> None:
    assert link(address) == Said(address)


def test_addresses_are_kept() -> None:
    assert link("https://a.example/x?y=1") == Link("https://a.example/x?y=1", "https://a.example/x?y=1")
    assert link("claims@a.example") == Link("claims@a.example", "mailto:claims@a.example")


TEXTS = st.text(alphabet=st.sampled_from(list("ab1 .)#+-=*_`~<>[]()!|\\&$\n\t{}%:\"'/@")), max_size=24)


@given(TEXTS)
@settings(max_examples=300)
def test_any_text_is_a_paragraph_of_just_that_text(text: str) -> None:
    shown = one_line(text).strip()
    there = tokens(guarded(escaped(text).strip()))
    expected = ["paragraph_open", "inline", "paragraph_close"] if shown else []
    assert [token.type for token in there if token.type not in ("text", "text_special")] == expected
    assert "".join(token.content for token in there if token.type in ("text", "text_special")) == shown


@given(TEXTS)
@settings(max_examples=200)
def test_any_text_is_a_code_span_of_just_that_text(text: str) -> None:
    shown = one_line(text)
    spans = [token.content for token in tokens(f"x {code(text, cell=False)} y") if token.type == "code_inline"]
    assert [squeezed(span) for span in spans] == ([squeezed(shown)] if shown.strip() else [])


@given(TEXTS)
@settings(max_examples=200)
def test_any_text_is_a_fence_of_just_that_text(text: str) -> None:
    there = [token for token in tokens("\n".join(fenced(text, "promql"))) if token.type != "text"]
    assert [token.type for token in there] == ["fence"]
    assert there[0].content.rstrip("\n") == text.replace("\t", "\t").rstrip("\n")
