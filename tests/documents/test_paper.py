"""PDF and Word: they say what the document says, number for number, and machines can read them out."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm
from pypdf import PdfReader

from nines.emit.documents.characters import one_line
from nines.emit.documents.pdf import pdf
from nines.emit.documents.word import word
from nines.emit.documents.xml import mark_of
from nines.emit.mistakes import NoTypefaceError
from nines.plan.documents import Document, documents
from nines.plan.documents.inline import lines_of, plain
from nines.plan.documents.model import Figure, Line, Strong
from tests.documents.contracts import five, shop
from tests.documents.test_hostile import HOSTILE
from tests.documents.test_hostile import document as hostile

DOCUMENTS = {f"{d.kind}-{d.name}": d for d in (*documents(shop()), *documents(five()))}
SOME = pytest.mark.parametrize(
    "name", ["sla-platform", "customer-acme", "customer-lindenhof", "sla-registry", "customer-rhea-suite"]
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def pages_of(name: str) -> tuple[PdfReader, str]:
    """The file, and its text without any white space: lines end where the setter likes."""
    reader = PdfReader(io.BytesIO(pdf(DOCUMENTS[name], None)))
    return reader, bare("".join(page.extract_text() for page in reader.pages))


@cache
def word_of(name: str) -> Any:
    return docx.Document(io.BytesIO(word(DOCUMENTS[name], None)))


def bare(text: str) -> str:
    return re.sub(r"[\s\u00ad]", "", text)


def lines(document: Document) -> Iterator[Line]:
    yield from (document.title, document.subtitle, document.short_title, document.short_note)
    for fact in (*document.facts.facts, *document.short):
        yield from (fact.label, fact.value)
    for block in document.introduction:
        yield from lines_of(block)
    for clause in document.clauses():
        yield clause.title
        for block in clause.blocks:
            yield from lines_of(block)


def figures(line: Line) -> Iterator[str]:
    for part in line:
        if isinstance(part, Figure):
            yield part.text
        elif isinstance(part, Strong):
            yield from figures(part.parts)


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:[.,]\d+)*", text))


# --- PDF --------------------------------------------------------------------


@SOME
def test_a_pdf_says_every_number_of_the_document(name: str) -> None:
    _, text = pages_of(name)
    said = {figure for line in lines(DOCUMENTS[name]) for figure in figures(line)}
    assert len(said) > 20
    assert {figure for figure in said if bare(figure) not in text} == set()


@SOME
def test_a_pdf_says_no_other_number(name: str) -> None:
    document = DOCUMENTS[name]
    reader, _ = pages_of(name)
    known = numbers(" ".join(plain(line) for line in lines(document)))
    known |= numbers(" ".join(clause.number for clause in document.clauses()))
    known |= numbers(f"{document.name} {document.version} {document.fingerprint}")
    known |= {str(number) for number in range(1, len(reader.pages) + 1)}
    # A number that the end of a line parts is one in two pieces.
    pieces = {part for number in known for part in re.split(r"[.,]", number)}
    found = set().union(*(numbers(page.extract_text()) for page in reader.pages))
    assert found - known - pieces == set()


@SOME
def test_a_pdf_can_be_read_out(name: str) -> None:
    reader, _ = pages_of(name)
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - an object of PDF
    assert root["/Lang"] == DOCUMENTS[name].language
    assert reader.metadata is not None
    assert (
        reader.metadata.title == one_line(f"{plain(DOCUMENTS[name].title)} {plain(DOCUMENTS[name].subtitle)}").strip()
    )
    described = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in described
    assert ("<pdfaid:part>2</pdfaid:part>" in described) == (DOCUMENTS[name].effective is not None)
    titles = [entry["/Title"] for entry in reader.outline if not isinstance(entry, list)]
    outlined = bare("".join(map(str, titles)) + str(reader.outline))
    assert all(bare(plain(section.title)) in outlined for section in DOCUMENTS[name].sections)


TYPST = ["#panic()", "$x$ @nowhere <label>", "]#text[", "\\u{0} // /* = - + *"]


@pytest.mark.parametrize("text", [*(text for text in HOSTILE if "統" not in text), *TYPST])
def test_any_text_is_text_in_a_pdf(text: str) -> None:
    reader = PdfReader(io.BytesIO(pdf(hostile(text, "acme"), None)))
    shown = bare("".join(page.extract_text() for page in reader.pages))
    assert len(reader.outline) == len(PdfReader(io.BytesIO(pdf(hostile("Harmless", "acme"), None))).outline)
    if text.isascii():
        assert shown.count(bare(one_line(text))) >= 10


def test_a_character_that_no_typeface_has_is_said() -> None:
    with pytest.raises(NoTypefaceError) as caught:
        pdf(hostile("商店 統一", "acme"), None)
    assert caught.value.text in "商店統一"
    assert caught.value.origin == hostile("商店 統一", "acme").origin


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_text_in_word(text: str) -> None:
    made: Any = docx.Document(io.BytesIO(word(hostile(text, "acme"), None)))
    harmless: Any = docx.Document(io.BytesIO(word(hostile("Harmless", "acme"), None)))
    assert [p.style.name for p in made.paragraphs] == [p.style.name for p in harmless.paragraphs]
    assert sum(bare(one_line(text)) in bare(one) for one in paragraphs(made)) >= 10


def test_the_same_document_gives_the_same_files() -> None:
    document = DOCUMENTS["sla-edge"]
    assert pdf(document, None) == pdf(document, None)
    assert word(document, None) == word(document, None)
    with zipfile.ZipFile(io.BytesIO(word(document, None))) as file:
        assert {member.date_time for member in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_own_typst_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    template = "#let it = json(bytes(sys.inputs.document))\n#set document(title: it.page_title)\nHouse style: #it.name"
    (tmp_path / "documents" / "document.typ").write_text(template)
    undated = replace(DOCUMENTS["customer-rhea-edge"], effective=None)
    assert PdfReader(io.BytesIO(pdf(undated, tmp_path))).pages[0].extract_text() == "House style: rhea-edge"


# --- Word -------------------------------------------------------------------


def paragraphs(made: Any) -> list[str]:
    cells = (cell for table in made.tables for row in table.rows for cell in row.cells)
    return [*(p.text for p in made.paragraphs), *(p.text for cell in cells for p in cell.paragraphs)]


@SOME
def test_a_word_file_says_every_line_of_the_document(name: str) -> None:
    text = "\n".join(bare(one) for one in paragraphs(word_of(name)))
    wanted = [bare(one_line(plain(line))) for line in lines(DOCUMENTS[name])]
    assert [line for line in wanted if line not in text] == []


@SOME
def test_word_counts_the_clauses_as_the_document_does(name: str) -> None:
    counters: dict[str, Counter[int]] = {}
    counted = []
    for properties in word_of(name).element.body.iter(f"{W}numPr"):
        listed, level = (properties.find(f"{W}{key}").get(f"{W}val") for key in ("numId", "ilvl"))
        counter = counters.setdefault(listed, Counter())
        counter[int(level)] += 1
        for deeper in range(int(level) + 1, 9):
            counter[deeper] = 0
        parts = [str(counter[at]) for at in range(int(level) + 1)]
        is_annex = listed == "902"
        counted.append(".".join([chr(64 + counter[0]) if is_annex else parts[0], *parts[1:]]))
    assert counted == [clause.number for clause in DOCUMENTS[name].clauses()]


@SOME
def test_references_in_word_lead_to_clauses(name: str) -> None:
    body = word_of(name).element.body
    marks = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))
    assert set(marks) == {mark_of(clause.anchor) for clause in DOCUMENTS[name].clauses()}
    codes = [text.text.split() for text in body.iter(f"{W}instrText")]
    referred = {code[1] for code in codes if code[0] == "REF"}
    referred |= {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink") if link.get(f"{W}anchor")}
    assert len(referred) > 10
    assert referred <= set(marks)


def test_marks_of_words_are_short_and_apart() -> None:
    anchors = ["credits-availability", "a" * 60, "a" * 60 + "-b", "a.b", "a-b", "a_b", "ä"]
    marks = [mark_of(anchor) for anchor in anchors]
    assert all(re.fullmatch(r"[a-z][A-Za-z0-9_]{0,39}", mark) for mark in marks)
    assert all(one != other for one, other in itertools.combinations(marks, 2))


def test_heads_of_tables_are_repeated_and_rows_are_whole() -> None:
    made = word_of("customer-acme")
    tables = [table for table in made.tables if table.style.name == "Contract Table"]
    assert len(tables) > 5
    for table in tables:
        rows = list(table._tbl.iter(f"{W}tr"))
        assert [row.find(f".//{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f".//{W}cantSplit") is not None for row in rows)


def test_a_companys_own_word_template_keeps_its_page_and_styles(tmp_path: Path) -> None:
    theirs = docx.Document()
    theirs.sections[0].header.paragraphs[0].text = "Example Commerce GmbH, confidential"
    theirs.sections[0].page_width = Mm(150)
    style: Any = theirs.styles.add_style("Contract Text", WD_STYLE_TYPE.PARAGRAPH)
    style.font.name = "Own Face"
    (tmp_path / "documents").mkdir()
    theirs.save(str(tmp_path / "documents" / "document.docx"))
    made: Any = docx.Document(io.BytesIO(word(DOCUMENTS["customer-acme"], tmp_path)))
    assert made.sections[0].header.paragraphs[0].text == "Example Commerce GmbH, confidential"
    assert made.sections[0].page_width.mm == pytest.approx(150, abs=0.01)
    assert made.styles["Contract Text"].font.name == "Own Face"
    assert any("ACME Retail" in text for text in paragraphs(made))
