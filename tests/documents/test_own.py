"""A company's own clauses and logo, in every form of a document."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from nines.check.wordings import BUILT_IN, SECTIONS
from nines.contract.wording import key_of, read_wording
from nines.emit.documents.html import html
from nines.emit.documents.markdown import markdown
from nines.emit.documents.pdf import pdf
from nines.emit.documents.word import word
from nines.plan.documents import Document, documents
from nines.plan.documents.inline import lines_of, plain
from nines.plan.documents.texts import ENGLISH
from nines.source import Source
from tests.documents.contracts import five, shop
from tests.documents.own import CLAUSES, LOGO, worded
from tests.documents.pages import read
from tests.documents.test_hostile import HOSTILE


def document(name: str = "acme", clauses: str = CLAUSES, logo: str = LOGO, said: str = "") -> Document:
    contract = worded(clauses, logo, said) if said else worded(clauses, logo)
    return next(one for one in documents(contract) if one.name == name)


def text_of(paper: Document, anchor: str) -> str:
    clause = paper.clause(anchor)
    assert clause is not None, [clause.anchor for clause in paper.clauses()]
    return "\n".join(plain(line) for block in clause.blocks for line in lines_of(block))


def test_sections_are_numbered_after_those_of_the_document() -> None:
    paper = document()
    last = paper.sections[-1]
    assert plain(last.title) == "Data protection"
    assert last.number == str(len(paper.sections))
    assert [clause.number for clause in last.clauses] == [f"{last.number}.1", f"{last.number}.2"]
    assert [clause.number for clause in last.clauses[1].clauses] == [f"{last.number}.2.1", f"{last.number}.2.2"]


def test_references_have_the_numbers_of_the_finished_document() -> None:
    paper = document()
    measuring, own = paper.clause("measuring"), paper.clause("own-sub-processors")
    assert measuring is not None
    assert own is not None
    said = text_of(paper, "own-data-protection.text")
    assert f"as clause {measuring.number} and clause {own.number} say" in said


def test_terms_are_defined_once_among_those_of_the_document_and_linked_at_first_use() -> None:
    paper = document()
    definitions = paper.clause("definitions")
    assert definitions is not None
    anchors = [clause.anchor for clause in definitions.clauses]
    assert anchors.index("definition-instruction") < anchors.index("definition-period")
    assert anchors.index("definition-period") < anchors.index("definition-personal-data")
    page = read(html(paper, None))
    terms = [link for link in page.all("a") if link.attributes.get("class") == "term"]
    links = [link for link in terms if link.attributes["href"] == "#definition-personal-data"]
    assert [link.text for link in links] == ["personal data"]


def test_an_annex_has_a_letter() -> None:
    paper = document(said='clauses "legal/data.md" as annex')
    annex = paper.clause("own-data-protection")
    assert annex is not None
    assert annex.number.isalpha()
    assert annex in paper.annexes
    assert plain(paper.annexes[-2].title) == "Signatures"


def test_a_customer_in_german_has_them_too() -> None:
    paper = document("lindenhof")
    assert plain(paper.sections[-1].title) == "Data protection"
    german = CLAUSES.replace("within a [period]", "im [Abrechnungszeitraum][period]")
    found = document("lindenhof", german)
    assert found.clause("definition-period") is not None


@pytest.mark.parametrize("form", ["markdown", "html", "pdf", "word"])
def test_every_form_shows_them(form: str) -> None:
    shown = bare(shown_in(form, document()))
    for words in ("Data protection", "in the European Union", "any information about a person", "[brackets]"):
        assert bare(words) in shown.replace("\\", "")


def shown_in(form: str, paper: Document) -> str:
    if form == "markdown":
        return markdown(paper, None)
    if form == "html":
        return read(html(paper, None)).text
    if form == "pdf":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(paper, None))).pages)
    made: Any = docx.Document(io.BytesIO(word(paper, None)))
    return "\n".join(paragraph.text for paragraph in made.paragraphs)


def bare(text: str) -> str:
    return re.sub(r"[\s\u00ad]", "", text)


# The logo.


def test_a_page_holds_its_logo() -> None:
    (image,) = read(html(document(), None)).all("img")
    kind, _, content = image.attributes["src"].partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(content).decode() == LOGO
    assert image.attributes["alt"] == "Northwind Hosting"


def test_paper_shows_its_logo_and_says_what_it_is() -> None:
    content = pdf(document(), None)
    assert content == pdf(document(), None)
    assert b"Northwind Hosting" in b"".join(re.findall(rb"/Alt ?\(([^)]*)\)", content)) or b"/Figure" in content
    made: Any = docx.Document(io.BytesIO(word(document(), None)))
    (picture,) = made.inline_shapes
    assert picture._inline.docPr.get("descr") == "Northwind Hosting"
    assert word(document(), None) == word(document(), None)


def test_without_one_nothing_is_shown() -> None:
    paper = next(one for one in documents(five()) if one.kind == "customer")
    assert paper.logo is None
    assert read(html(paper, None)).all("img") == []


@pytest.mark.parametrize(
    "logo",
    [
        "no picture",
        "<svg></svg>",
        LOGO.replace("<rect", "<script>alert(1)</script><rect"),
        LOGO.replace("<rect", '<rect onload="alert(1)"'),
        LOGO.replace("<rect", '<image href="https://evil.example/x.png"/><rect'),
        LOGO.replace("#1769aa", "url(https://evil.example)"),
        f"<!DOCTYPE svg [<!ENTITY a 'aa'>]>{LOGO}",
    ],
)
def test_a_logo_that_does_more_than_show_is_left_out(logo: str) -> None:
    assert document(logo=logo).logo is None


# Hostile texts.


@cache
def harmless() -> Shape:
    return shape(document(clauses=hostile("Harmless")))


def hostile(text: str) -> str:
    """A text as a paragraph, a list item, a heading, a definition and a strong word."""
    one = " ".join(text.split())
    return (
        f"# A\n\nThis {one} is said:\n\n- item {one}\n\n## Head {one}\n\nOf [a term].\n\n**A term**: it {one} means\n"
    )


@dataclass(frozen=True)
class Shape:
    """What a text could change if it were markup."""

    elements: frozenset[str]
    sections: int
    headings: int


def shape(paper: Document) -> Shape:
    page = read(html(paper, None))
    outline = PdfReader(io.BytesIO(pdf(paper, None))).outline
    return Shape(frozenset(element.name for element in page.all()), len(page.all("section")), len(outline))


@pytest.mark.parametrize("text", [text for text in HOSTILE if "統" not in text and "#" not in text])
def test_hostile_texts_cannot_break_out(text: str) -> None:
    found = shape(document(clauses=hostile(text)))
    assert found.elements <= harmless().elements | {"code", "a", "strong"}
    assert (found.sections, found.headings) == (harmless().sections, harmless().headings)
    made: Any = docx.Document(io.BytesIO(word(document(clauses=hostile(text)), None)))
    assert made.paragraphs


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_read(text: str) -> None:
    """Every word of a text is either in the clauses or told as something that cannot stand there."""
    for whole in (text, hostile(text), f"# T\n\n{text}\n\n{text}", "[" * 50 + text, "**" + text):
        wording, slips = read_wording(Source("own.md", whole), is_annex=False)
        assert wording.file == "own.md"
        assert all(0 <= slip.span.start <= slip.span.end <= len(whole) for slip in slips)


def test_links_lead_to_the_web_or_a_mailbox_alone() -> None:
    links = "[a](javascript:alert(1)) [b](file:///etc/passwd) [c](data:text/html,x) <vbscript:x> [d](//evil.example)"
    text = f"# A\n\n{links}\n"
    page = read(html(document(clauses=text), None))
    addresses = {link.attributes["href"] for link in page.all("a")}
    assert all(re.match(r"#|https?://|mailto:", address) for address in addresses)


# What the checks know of documents.


def test_the_checks_know_the_terms_that_documents_define() -> None:
    assert {*ENGLISH.DEFINED, "provider", "customer"} == BUILT_IN


def test_the_checks_know_the_parts_that_documents_have() -> None:
    papers = [paper for contract in (shop(), five()) for paper in documents(contract)]
    there = {clause.anchor for paper in papers for clause in paper.clauses()}
    tops = {section.anchor for paper in papers for section in (*paper.sections, *paper.annexes)}
    assert {anchor for anchor in tops if not anchor.startswith("own-")} - {"history"} <= SECTIONS
    assert SECTIONS - there <= {"allowed", "law"}


@pytest.mark.parametrize(
    ("words", "key"), [("Personal  Data", "personal-data"), ("ÜBER-Maß", "über-mass"), ("  ", ""), ("a\nb", "a-b")]
)
def test_terms_are_known_by_their_words(words: str, key: str) -> None:
    assert key_of(words) == key
