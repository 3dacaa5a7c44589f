"""Numbers taken out of each form of a document: those of the contract are there, and there are no others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache

import pytest
from markdown_it import MarkdownIt

from nines.contract.model import Customer
from nines.emit.documents.html import html
from nines.emit.documents.markdown import markdown
from nines.language.phrases import Share
from nines.language.statements.contract import ClaimStep
from nines.language.statements.support import SeverityRow
from nines.plan.documents import Document, documents
from nines.plan.documents.inline import plain
from tests.documents.contracts import five, shop
from tests.documents.own import worded
from tests.documents.pages import read
from tests.documents.test_paper import figures, lines, pages_of, paragraphs, word_of

CONTRACTS = (shop(), five(), worded())
DOCUMENTS = {f"{d.kind}-{d.name}": d for contract in CONTRACTS[:2] for d in documents(contract)}
OWN = {f"own-{d.name}": d for d in documents(worded())}
EACH = pytest.mark.parametrize("name", [*DOCUMENTS, *OWN])


def document(name: str) -> Document:
    return {**DOCUMENTS, **OWN}[name]


@cache
def from_markdown(name: str) -> str:
    """The text as a reader of CommonMark shows it."""
    reader = MarkdownIt("commonmark").enable("table").enable("strikethrough")
    found = []
    for token in reader.parse(markdown(document(name), None)):
        found.append(token.content if token.type in ("fence", "code_block") else "")
        inside = token.children or []
        found += [child.content if child.type in ("text", "code_inline") else " " for child in inside]
        found.append("\n")
    return "".join(found)


@cache
def from_html(name: str) -> str:
    """The text as it is on the page: what stands in separate elements is apart."""
    page = read(html(document(name), None))
    body = page.all("body")[0]
    blocks = body.all("p", "li", "dt", "dd", "th", "td", "caption", "h1", "h2", "h3", "pre", "figcaption")
    return "\n".join(block.text for block in blocks)


def tokens(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:[.,]\d+)*", text))


@EACH
@pytest.mark.parametrize("form", [from_markdown, from_html])
def test_every_number_of_the_document_is_there(name: str, form: Callable[[str], str]) -> None:
    text = " ".join(form(name).split())
    said = {figure for line in lines(document(name)) for figure in figures(line)}
    assert len(said) > 10
    assert {figure for figure in said if " ".join(figure.split()) not in text} == set()


@EACH
@pytest.mark.parametrize("form", [from_markdown, from_html])
def test_there_is_no_other_number(name: str, form: Callable[[str], str]) -> None:
    paper = document(name)
    known = tokens(" ".join(plain(line) for line in lines(paper)))
    known |= tokens(" ".join(clause.number for clause in paper.clauses()))
    known |= tokens(f"{paper.name} {paper.version} {paper.fingerprint}")
    assert tokens(form(name)) - known == set()


# What a contract has to say, from its terms and not from its document.


def has_to_say(customer: Customer) -> Iterator[Fraction]:
    yield from has_to_promise(customer)
    agreement = customer.agreement
    for cap in agreement.caps:
        if isinstance(cap.amount, Share):
            yield cap.amount.share.value.value * 100
    for step in agreement.claim.body.all(ClaimStep) if agreement.claim is not None else ():
        yield step.deadline.count.value.value
    if agreement.changes is not None:
        yield Fraction(agreement.changes.notice.value.milliseconds, 86_400_000)
    if agreement.payout is not None:
        yield Fraction(agreement.payout.amount.value.amount)
    for row in agreement.support.body.all(SeverityRow) if agreement.support is not None else ():
        if row.respond is not None:
            minutes = Fraction(row.respond.value.milliseconds, 60_000)
            yield minutes if minutes < 60 else minutes / 60
    for fee in agreement.fees:
        yield Fraction(fee.amount.amount)


def has_to_promise(customer: Customer) -> Iterator[Fraction]:
    for promise in customer.agreement.promises:
        yield promise.comparison.value.value.value * 100  # type: ignore[union-attr] # the shop promises shares
        for credit in promise.credits:
            if isinstance(credit.amount, Share):
                yield credit.amount.share.value.value * 100
            if credit.range is not None:
                yield credit.range.first.value.value.value * 100  # type: ignore[union-attr] # the same


def values(text: str, language: str) -> set[Fraction]:
    """All numbers by their value, as the language writes them; letters beside them matter not."""
    if language == "de":
        text = re.sub(r"(?<=\d)\.(?=\d{3})", "", text).replace(",", ".")
    else:
        text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    return {Fraction(number) for number in re.findall(r"\d+(?:\.\d+)?", text)}


def from_pdf(name: str) -> str:
    reader, _ = pages_of(name)
    return "\n".join(page.extract_text() for page in reader.pages)


def from_word(name: str) -> str:
    return "\n".join(paragraphs(word_of(name)))


@pytest.mark.parametrize("form", [from_markdown, from_html, from_pdf, from_word])
@pytest.mark.parametrize("customer", ["acme", "globex", "lindenhof"])
def test_each_form_says_what_the_contract_has_to_say(customer: str, form: Callable[[str], str]) -> None:
    party = next(party for party in shop().customers if party.name == customer)
    wanted = set(has_to_say(party))
    assert len(wanted) > 15
    found = values(form(f"customer-{customer}"), party.agreement.language or "en")
    assert wanted - found == set()
