"""The reference says something of every statement, value and phrase, and all its links lead somewhere."""

from __future__ import annotations

import re
from typing import cast

import pytest

from nines.diagnostics.model import Report
from nines.language.leaves import LEAVES
from nines.language.messages import written
from nines.language.nodes import At, Query
from nines.language.reading import Reading, piece_of
from nines.language.reference.names import anchor, blocks, home, phrase_kinds
from nines.language.reference.values import GROUPS, ValueKind
from nines.language.table import Entry, PhraseEntry, contexts, entries, phrases, slots_of
from nines.language.wanted import NAMES
from nines.source import Source, Span
from nines.syntax import parse
from tests.generators.language_reference import outputs

PAGES = {path.removeprefix("docs/language/"): text for path, text in outputs().items()}
VALUES = [value for _, _, kinds in GROUPS for value in kinds]
ROWS = [*entries(), *[way for kind in phrase_kinds() for way in phrases(kind) if isinstance(way, PhraseEntry)]]


def anchors(text: str) -> list[str]:
    """Where links into a page can lead: what has an id, and headings, as hosts of Git repositories name them."""
    headings = re.findall(r"^#+ ([\w `-]+)$", text, re.MULTILINE)
    return re.findall(r'<a id="([\w-]+)">', text) + [
        heading.replace("`", "").replace(" ", "-").lower() for heading in headings
    ]


@pytest.mark.parametrize("page", sorted(PAGES))
def test_every_link_leads_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", PAGES[page]):
        file, _, place = target.partition("#")
        there = PAGES[file or page]
        assert not place or place in anchors(there), target


@pytest.mark.parametrize("page", sorted(PAGES))
def test_no_two_places_of_a_page_have_one_name(page: str) -> None:
    found = re.findall(r'<a id="([\w-]+)">', PAGES[page])
    assert len(found) == len(set(found))


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.node.__name__)
def test_a_statement_has_its_section_on_one_page_and_is_listed_on_those_of_its_blocks(entry: Entry) -> None:
    place = f'<a id="{anchor(entry)}">'
    assert [page for page, text in PAGES.items() if place in text] == [f"{home(entry)}.md"]
    section = PAGES[f"{home(entry)}.md"].partition(place)[2].partition("\n### ")[0]
    assert entry.line in section
    assert f"\n{entry.example}\n" in section
    for context, heads in contexts().items():
        table = PAGES[f"{context}.md"].partition("## What may stand in it")[2].partition("\n###")[0]
        listed = any(f"({there}#{anchor(entry)})" in table for there in ("", f"{home(entry)}.md"))
        assert listed == any(entry in found for found in heads.values())


def test_every_kind_of_block_has_a_page() -> None:
    assert set(blocks()) == set(contexts())
    assert {f"{block}.md" for block in blocks()} == set(PAGES) - {
        "README.md",
        "everywhere.md",
        "phrases.md",
        "values.md",
    }


def test_every_kind_of_value_is_told() -> None:
    assert sorted(value.kind for value in VALUES) == sorted(NAMES)


def test_every_phrase_is_told() -> None:
    shown = {kind.upper().replace(" ", "-") for kind in phrase_kinds()}
    assert {heading.upper() for heading in re.findall(r"^## ([A-Z-]+)$", PAGES["phrases.md"], re.MULTILINE)} == shown


@pytest.mark.parametrize(
    ("value", "example"),
    [(value, example) for value in VALUES for example in value.examples],
    ids=[f"{value.kind}-{example}" for value in VALUES for example in value.examples],
)
def test_an_example_of_a_value_is_one(value: ValueKind, example: str) -> None:
    report = Report()
    source = Source("example", f"x {example}")
    (statement,) = parse(source, report).statements
    pieces = tuple(piece_of(source, item) for item in statement.items[1:])
    reading = Reading(pieces, Span(source, len(source.text), len(source.text)), {})
    found = LEAVES[value.kind](reading, 0)
    assert found is not None
    assert found[1] == len(pieces)
    assert len(report) == 0
    assert reading.slips_after == {}
    if isinstance(found[0], Query):
        assert found[0].expression is not None
        assert [finding for _, findings in reading.guests.values() for finding in findings] == []
    else:
        assert cast("At[object]", found[0]).span.text == example


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.node.__name__)
def test_documentation_speaks_of_words_and_not_of_fields(row: Entry | PhraseEntry) -> None:
    words = re.findall(r"[a-z-]+", written(row.shape))
    fields = {name for name in slots_of(row.shape) if name not in words}
    assert not fields & set(re.findall(r"`([a-z_]+)`", row.node.__doc__ or ""))
