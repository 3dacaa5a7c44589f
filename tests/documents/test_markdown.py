"""The Markdown form: read back by a CommonMark parser with GitHub's tables."""

from __future__ import annotations

import itertools
import re
from functools import cache
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from nines.emit.documents.characters import width
from nines.emit.documents.markdown import markdown
from nines.plan.documents import documents
from nines.plan.documents.inline import plain
from nines.plan.documents.model import Alternative, Block, Document, Signatures, Table
from tests.documents.contracts import document_of, five, shop

DOCUMENTS = {f"{document.kind}-{document.name}": document for document in (*documents(shop()), *documents(five()))}
EACH = pytest.mark.parametrize("name", DOCUMENTS)


@cache
def text(name: str) -> str:
    return markdown(DOCUMENTS[name], None)


def tokens(written: str) -> list[Token]:
    """Block tokens and those inside them, with HTML and links switched on, as GitHub has them."""
    reader = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable("table").enable("strikethrough")
    found = []
    for token in reader.parse(written):
        found.append(token)
        found.extend(token.children or [])
    return found


def headings(written: str) -> list[str]:
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    parsed = reader.parse(written)
    return [
        "".join(child.content for child in following.children or [])
        for token, following in itertools.pairwise(parsed)
        if token.type == "heading_open"
    ]


def slug(heading: str) -> str:
    """As GitHub makes fragments of headings."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@EACH
def test_headings_are_the_titles_of_the_clauses(name: str) -> None:
    document = DOCUMENTS[name]
    titles = [clause for clause in document.clauses() if clause.title]
    annexes = {clause.anchor for clause in document.annexes}
    expected = [
        f"{f'{document.labels.annex} ' if clause.anchor in annexes else ''}{clause.number}. {plain(clause.title)}"
        for clause in titles
    ]
    assert headings(text(name)) == [plain(document.title), *expected]


@EACH
def test_links_lead_to_headings(name: str) -> None:
    there = {slug(heading) for heading in headings(text(name))}
    links = [unquote(str(token.attrs["href"])) for token in tokens(text(name)) if token.type == "link_open"]
    assert len(links) > 5
    for link in links:
        assert link[1:] in there if link.startswith("#") else re.match(r"https://|mailto:", link)


@EACH
def test_tables_are_tables_and_aligned(name: str) -> None:
    expected = sum(tables_in(block) for clause in DOCUMENTS[name].clauses() for block in clause.blocks)
    assert sum(token.type == "table_open" for token in tokens(text(name))) == expected
    for table in re.findall(r"(?:^\|.*\n)+", text(name), re.M):
        assert len({width(line) for line in table.splitlines()}) == 1


def tables_in(block: Block) -> int:
    if isinstance(block, Alternative):
        return sum(tables_in(inner) for inner in block.blocks)
    return int(isinstance(block, Table | Signatures))


@EACH
def test_no_html_and_no_stray_blanks(name: str) -> None:
    assert not [token for token in tokens(text(name)) if token.type.startswith("html")]
    lines = text(name).split("\n")
    assert all(line == line.rstrip() for line in lines)
    assert "\n\n\n" not in text(name)
    assert text(name).endswith("\n")


@EACH
def test_a_sentence_is_a_line(name: str) -> None:
    """So that a changed sentence is a changed line."""
    for line in text(name).split("\n"):
        if not line.startswith((">", "- ", "|", "You sell")):
            assert not re.search(r"[a-z]\. [A-Z]", line), line


def test_the_same_numbers_as_the_page() -> None:
    document: Document = document_of(shop(), "globex")
    written = markdown(document, None)
    for clause in document.clauses():
        assert f"{clause.number}" in written
    assert "EUR 18,000.00" in written
