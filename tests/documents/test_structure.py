"""What holds of every document: numbers, references, definitions, sentences, anchors."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from nines.plan.documents import Clause, Document, documents
from nines.plan.documents.inline import lines_of, plain
from nines.plan.documents.model import Bullets, Code, Inline, Line, Paragraph, Pointer, Reference, Strong, Term
from tests.documents.contracts import five, shop

DOCUMENTS = [*documents(shop()), *documents(five())]
EACH = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: f"{document.kind}-{document.name}")


def lines(document: Document) -> Iterator[Line]:
    """Every line of the clauses, titles too."""
    for clause in document.clauses():
        yield clause.title
        for block in clause.blocks:
            yield from lines_of(block)


def parts(line: Line) -> Iterator[Inline]:
    for part in line:
        yield part
        if isinstance(part, Strong):
            yield from parts(part.parts)


@EACH
def test_clauses_are_numbered_without_gaps(document: Document) -> None:
    assert [clause.number for clause in document.sections] == [str(n + 1) for n in range(len(document.sections))]
    assert [clause.number for clause in document.annexes] == [chr(ord("A") + n) for n in range(len(document.annexes))]
    for clause in document.clauses():
        expected = [f"{clause.number}.{n + 1}" for n in range(len(clause.clauses))]
        assert [inner.number for inner in clause.clauses] == expected
        assert clause.number.count(".") <= 2


@EACH
def test_no_clause_is_empty(document: Document) -> None:
    for clause in document.clauses():
        assert clause.blocks or clause.clauses, clause.anchor
        assert all(any(plain(line).strip() for line in lines_of(block)) for block in clause.blocks), clause.anchor
    assert all(clause.title and clause.clauses for clause in (*document.sections, *document.annexes))


@EACH
def test_anchors_are_unique(document: Document) -> None:
    anchors = [clause.anchor for clause in document.clauses()]
    assert len(anchors) == len(set(anchors))


@EACH
def test_references_lead_to_the_clause_of_their_number(document: Document) -> None:
    numbers = {clause.anchor: clause.number for clause in document.clauses()}
    found = [part for line in lines(document) for part in parts(line) if isinstance(part, Reference | Pointer)]
    assert found
    for part in found:
        assert part.number == numbers[part.anchor]


@EACH
def test_terms_are_defined_once_and_linked_at_first_use(document: Document) -> None:
    anchors = {clause.anchor for clause in document.clauses()}
    used = [part for line in lines(document) for part in parts(line) if isinstance(part, Term)]
    for key in {part.key for part in used}:
        assert f"definition-{key}" in anchors or key in anchors, key
    firsts = [part.key for part in used if part.first]
    assert len(firsts) == len(set(firsts))


@EACH
def test_no_term_is_defined_that_is_not_used(document: Document) -> None:
    defined = {a.anchor.removeprefix("definition-") for a in document.clauses() if a.anchor.startswith("definition-")}
    used = {part.key for line in lines(document) for part in parts(line) if isinstance(part, Term)}
    assert defined <= used


@EACH
def test_sentences_are_sentences(document: Document) -> None:
    for clause in document.clauses():
        if clause.anchor.startswith("own-"):
            continue  # in the company's words
        for block in clause.blocks:
            sentences = block.sentences if isinstance(block, Paragraph) else ()
            sentences += block.items if isinstance(block, Bullets) and clause.anchor != "services" else ()
            for sentence in sentences:
                text = plain(sentence)
                assert text[-1] in ".:", text
                assert "  " not in text, text
                assert not re.search(r"[{}<>]|\s[.,;:]|\.\.", without_code(sentence)), text
                assert text[0].isupper() or text[0].isdigit() or text[0] in "“„", text


def without_code(line: Line) -> str:
    return plain(tuple(part for part in line if not isinstance(part, Code)))


@EACH
def test_every_clause_knows_its_place_in_the_specs(document: Document) -> None:
    assert [clause.anchor for clause in document.clauses() if not clause.origins] == []


@EACH
def test_nothing_speaks_of_tools_or_hedges(document: Document) -> None:
    words = " ".join(without_code(line) for line in lines(document)).casefold()
    for word in ("nines", "prometheus", "spec ", "compiler", "may or may not", "approximately", "todo", "none."):
        assert word not in words


@EACH
def test_names_without_hyphens(document: Document) -> None:
    """Names of the specs are shown by their titles, or with blanks; anchors and code keep them."""
    names = {"peak-capacity", "force-majeure", "customer-fault", "paid-up", "at-risk", "edge-works", "affected-orders"}
    for line in lines(document):
        assert not any(name in without_code(line) for name in names), plain(line)


def test_documents_are_the_same_each_time() -> None:
    assert documents(shop()) == documents(shop())
    assert [d.fingerprint for d in documents(shop())] == [d.fingerprint for d in documents(shop())]


def test_documents_of_different_terms_have_different_fingerprints() -> None:
    assert len({document.fingerprint for document in DOCUMENTS}) == len(DOCUMENTS)


def test_sections_with_nothing_to_say_are_left_out() -> None:
    found = {document.name: {clause.anchor for clause in document.sections} for document in DOCUMENTS}
    assert "rewards" not in found["cluster"]
    assert "support" not in found["cluster"]
    assert "termination" not in found["line"]
    assert "termination" in found["suite"]
    assert {"support", "rewards", "reporting"} <= found["registry"]


def test_plans_are_told_apart_only_where_they_differ() -> None:
    platform = next(document for document in DOCUMENTS if document.name == "platform")
    assert [plain(line) for line in section_lines(platform, "base")] == [
        "The base fee is the subscription fee for one month, as it is in the period that is missed."
    ]
    premium = " ".join(plain(line) for line in section_lines(platform, "claim-automatic"))
    assert premium == "Premium: Credits come without a claim."


def section_lines(document: Document, anchor: str) -> list[Line]:
    clause = document.clause(anchor)
    assert isinstance(clause, Clause)
    return [line for block in clause.blocks for line in lines_of(block)]
