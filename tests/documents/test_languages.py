"""Contracts in other languages than English: catalogues that say the same, numbers by locale, no word left behind."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import TypeGuard

import pytest
from syrupy.assertion import SnapshotAssertion

from nines.emit.documents.html import html
from nines.emit.documents.markdown import markdown
from nines.plan.documents import Clause, Document, documents
from nines.plan.documents.inline import lines_of, plain, slots_of
from nines.plan.documents.model import Figure, Line, Strong, Term, Text
from nines.plan.documents.texts import ENGLISH, GERMAN, LANGUAGES, Texts
from nines.plan.documents.words.numbers import date, local
from nines.record import replace
from nines.values.model import Date
from tests.documents.contracts import BASE, contract_of, five, in_language, shop
from tests.documents.test_goldens import Markdown
from tests.support.specs import compile_text, findings

OTHERS = pytest.mark.parametrize("t", [t for t in LANGUAGES if t is not ENGLISH], ids=lambda t: t.LANGUAGE)
BOTH = [
    pytest.param(english, german, id=f"{german.kind}-{german.name}")
    for contract in (shop(), five())
    for english, german in zip(
        documents(in_language(contract, "en")), documents(in_language(contract, "de")), strict=True
    )
]
EACH = pytest.mark.parametrize(("english", "german"), BOTH)

TERM = re.compile(r"\[[^|\]]+\|([a-z-]+)\]")
OF_THE_LANGUAGE = frozenset(("COUNTRIES",))
"""What has other keys in each language: the countries whose names are other than in the database of time zones."""


def texts_of(t: Texts) -> dict[str, str]:
    """Every text of a catalogue by its path: `ANCHORS.period end`, `DAYS.0`."""
    found: dict[str, str] = {}
    for name in sorted(name for name in dir(t) if name.isupper()):
        value = getattr(t, name)
        items = value.items() if isinstance(value, dict) else [("", value)]
        for key, item in items:
            parts = enumerate(item) if isinstance(item, tuple) else [("", item)]
            found.update({f"{name}.{key}.{at}": str(text) for at, text in parts})
    return found


def said(t: Texts) -> dict[str, str]:
    return {path: text for path, text in texts_of(t).items() if path.split(".")[0] not in OF_THE_LANGUAGE}


# Catalogues.


@OTHERS
def test_a_catalogue_says_all_that_english_says(t: Texts) -> None:
    assert said(t).keys() == said(ENGLISH).keys()


@OTHERS
def test_a_catalogue_has_the_slots_of_english(t: Texts) -> None:
    english, other = said(ENGLISH), said(t)
    differ = {path for path in english if slots_of(english[path]) != slots_of(other[path])}
    assert differ <= {"ORDINAL_NUMBER.."}  # only English has a suffix that depends on the number


@OTHERS
def test_a_catalogue_uses_terms_that_it_defines(t: Texts) -> None:
    used = {key for text in texts_of(t).values() for key in TERM.findall(text)}
    assert used <= {*t.DEFINED, "provider", "customer"}
    for path, text in said(t).items():
        assert {*TERM.findall(text)} <= {*t.DEFINED, "provider", "customer"}, path


@OTHERS
def test_a_catalogue_is_translated(t: Texts) -> None:
    """What is the same as in English has no words, or words that both languages have."""
    other = said(t)
    same = {text for path, text in said(ENGLISH).items() if other[path] == text}
    words = {word for text in same for word in re.findall(r"[A-Za-z]{2,}", re.sub(r"\{[a-z_]+\}", "", text))}
    assert words <= {"April", "August", "November", "September", "Name", "UTC", "Website"}


@OTHERS
def test_a_catalogue_holds_no_digit(t: Texts) -> None:
    assert not [path for path, text in texts_of(t).items() if re.search(r"\d", text)]


def test_languages_are_told_apart() -> None:
    assert [t.LANGUAGE for t in LANGUAGES] == list(dict.fromkeys(t.LANGUAGE for t in LANGUAGES))


# Numbers.


@pytest.mark.parametrize(
    ("printed", "german"),
    [
        ("99.95%", "99,95\N{NO-BREAK SPACE}%"),
        ("EUR 12,000.00", "12.000,00\N{NO-BREAK SPACE}EUR"),
        ("EUR 0.333333…", "0,333333…\N{NO-BREAK SPACE}EUR"),
        ("1,000,000", "1.000.000"),
        ("-0.5", "-0,5"),
        ("25.92s", "25,92s"),
        ("1/12", "1/12"),
    ],
)
def test_numbers_are_written_as_in_germany(printed: str, german: str) -> None:
    assert local(printed, GERMAN) == german
    assert local(printed, ENGLISH) == printed


def test_dates_are_written_as_in_germany() -> None:
    assert date(Date(datetime.date(2026, 3, 1)), GERMAN).text == "1. März 2026"
    assert date(Date(datetime.date(2026, 3, 1)), ENGLISH).text == "1 March 2026"


def parts(line: Line) -> Iterator[object]:
    for part in line:
        yield part
        if isinstance(part, Strong):
            yield from parts(part.parts)


def parts_of(clause: Clause) -> list[object]:
    lines = (clause.title, *(line for block in clause.blocks for line in lines_of(block)))
    return [part for line in lines for part in parts(line)]


def all_parts(document: Document) -> list[object]:
    lines = [document.subtitle, document.short_title, document.short_note]
    lines += [line for fact in (*document.facts.facts, *document.short) for line in (fact.label, fact.value)]
    front = [part for line in lines for part in parts(line)]
    return [*front, *(part for clause in document.clauses() for part in parts_of(clause))]


def numbers(figures: list[object], point: str, group: str) -> set[Fraction]:
    """The values of all figures, whatever their marks."""
    pattern = re.compile(rf"\d+(?:[{group}]\d{{3}})*(?:[{point}]\d+)?")
    texts = [part.text for part in figures if isinstance(part, Figure)]
    return {Fraction(found.replace(group, "").replace(point, ".")) for text in texts for found in pattern.findall(text)}


@EACH
def test_every_number_of_the_model_is_there_and_no_other(english: Document, german: Document) -> None:
    ours = {clause.anchor: parts_of(clause) for clause in german.clauses()}
    theirs = {clause.anchor: parts_of(clause) for clause in english.clauses()}
    assert ours.keys() == theirs.keys()
    for anchor, found in ours.items():
        assert numbers(found, ",", ".") == numbers(theirs[anchor], ".", ","), anchor
    assert numbers(all_parts(german), ",", ".") == numbers(all_parts(english), ".", ",")


@EACH
def test_words_hold_no_number(english: Document, german: Document) -> None:
    words = [part.text for part in all_parts(german) if isinstance(part, Text | Term)]
    assert not [text for text in words if re.search(r"\d", text)]


ENGLISH_MARKS = re.compile(r"\d%|[A-Z]{3} \d|(?<![\d.])\d+\.\d{1,2}(?!\d)|\d,\d{3}\.\d")


@EACH
def test_no_number_is_written_as_in_english(english: Document, german: Document) -> None:
    figures = [part.text for part in all_parts(german) if isinstance(part, Figure)]
    assert not [text for text in figures if ENGLISH_MARKS.search(text)]


# Words.


def words_of(t: Texts) -> set[str]:
    """Every run of words that a document can have from a catalogue, between slots and around terms."""
    pieces = (re.split(r"\{[a-z_]+\}|\[([^|\]]+)\|[a-z-]+\]", text) for text in texts_of(t).values())
    return {piece.casefold() for found in pieces for piece in found if piece}


@EACH
def test_no_word_of_another_catalogue_is_left(english: Document, german: Document) -> None:
    known = words_of(GERMAN)
    ours = [part for part in all_parts(german) if isinstance(part, Text) or _is_ours(part)]
    words = {part.text.casefold() for part in ours}
    assert len(words) > 30
    strange = {text for text in words if re.search(r"[a-z]", text)} - known
    assert strange == set()
    labels = german.labels
    assert (labels.contents, labels.clause, labels.version) == (GERMAN.CONTENTS, GERMAN.CLAUSE, GERMAN.VERSION)


def _is_ours(part: object) -> TypeGuard[Term]:
    """Whether it is a term that documents define, and not a company's own."""
    return isinstance(part, Term) and part.key in {*GERMAN.DEFINED, "provider", "customer"}


@EACH
def test_the_user_s_words_stay(english: Document, german: Document) -> None:
    assert plain(german.title) == plain(english.title)
    assert [plain(line) for block in german.introduction for line in lines_of(block)] == [
        plain(line) for block in english.introduction for line in lines_of(block)
    ]


@pytest.mark.parametrize("name", ["platform", "lindenhof"])
def test_the_shop_in_german(name: str, snapshot: SnapshotAssertion) -> None:
    """All sections and annexes but the last, whose lines of the specs are of no language."""
    document = next(item for item in documents(in_language(shop(), "de")) if item.name == name)
    kept = replace(document, annexes=document.annexes[:-1])
    assert markdown(kept, None) == snapshot.use_extension(Markdown)


# Which language a document is in.

SPEC = """
sla hosting "Hosting" {{
  period calendar month in UTC
  {sla}
  promise reach of cluster.connections at least 99.9% {{
    measure share of good events
    credit 10% when missed
  }}
  plan gold {{ {plan} }}
}}
customer rhea "Rhea Freight" {{
  sla hosting
  plan gold
  {customer}
}}
"""


@pytest.mark.parametrize(
    ("sla", "plan", "customer", "of_sla", "of_customer"),
    [
        ("", "", "", "en", "en"),
        ("language de", "", "", "de", "de"),
        ("language de", "language en", "", "de", "en"),
        ("language de", "", "language en", "de", "en"),
        ("", "", "language de", "en", "de"),
    ],
)
def test_the_nearest_statement_says_the_language(
    sla: str, plan: str, customer: str, of_sla: str, of_customer: str
) -> None:
    contract = contract_of(BASE + SPEC.format(sla=sla, plan=plan, customer=customer))
    assert [(item.kind, item.language) for item in documents(contract)] == [
        ("sla", of_sla),
        ("customer", of_customer),
    ]


def test_a_language_alone_is_no_other_term() -> None:
    contract = contract_of(BASE + SPEC.format(sla="", plan="", customer="language de"))
    (document,) = (item for item in documents(contract) if item.kind == "customer")
    precedence = next(clause for clause in document.clauses() if clause.anchor == "precedence")
    assert "Individualvereinbarungen" not in plain(lines_of(precedence.blocks[0])[0])


def test_the_page_says_its_language() -> None:
    contract = contract_of(BASE + SPEC.format(sla="language de", plan="", customer=""))
    assert '<html lang="de"' in html(documents(contract)[0], None)


def test_a_language_without_a_catalogue_is_a_mistake() -> None:
    found = findings(compile_text(BASE + SPEC.format(sla="language dee", plan="", customer="")))
    assert any("`dee` is not known here in `language`: did you mean `de`?" in text for text in found)
