"""The HTML form: valid, alone, and fit for everybody's eyes, ears and screens."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from nines.emit.documents.html import html
from nines.plan.documents import documents
from tests.documents.browser import browse
from tests.documents.contracts import document_of, five, shop
from tests.documents.pages import Element, read

DOCUMENTS = {f"{document.kind}-{document.name}": document for document in (*documents(shop()), *documents(five()))}
PAGES = {name: html(document, None) for name, document in DOCUMENTS.items()}
EACH = pytest.mark.parametrize("name", PAGES)
ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "p", "dl", "div", "dt", "dd"),
    *("main", "section", "nav", "ol", "li", "span", "strong", "code", "ul", "table", "caption", "thead", "tbody", "tr"),
    *("th", "td", "figure", "figcaption", "pre", "footer", "img"),
}


@cache
def page(name: str) -> Element:
    return read(PAGES[name])


@EACH
def test_only_plain_elements(name: str) -> None:
    assert {element.name for element in page(name).all()} <= ALLOWED


@EACH
def test_nothing_is_fetched_or_run(name: str) -> None:
    for element in page(name).all():
        assert not set(element.attributes) & {"srcset", "style", "data", "action"}
        assert element.attributes.get("src", "data:image/svg+xml;base64,").startswith("data:image/svg+xml;base64,")
        assert not any(attribute.startswith("on") for attribute in element.attributes)
    style = page(name).all("style")[0].text
    assert "url(" not in style
    assert "@import" not in style
    assert "</" not in style


@EACH
def test_ids_are_unique_and_every_link_leads_somewhere(name: str) -> None:
    ids = [element.attributes["id"] for element in page(name).all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    links = [element.attributes["href"] for element in page(name).all("a")]
    assert len(links) > 30
    for link in links:
        assert link[1:] in ids if link.startswith("#") else re.match(r"https://|mailto:", link)
    for element in page(name).all():
        for label in element.attributes.get("aria-labelledby", "").split():
            assert label in ids


@EACH
def test_headings_are_in_order(name: str) -> None:
    levels = [int(element.name[1]) for element in page(name).all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@EACH
def test_every_section_has_a_heading_and_a_text(name: str) -> None:
    sections = page(name).all("section")
    assert len(sections) > 8
    for section in sections:
        heading = section.all("h2")[0]
        assert heading.text.strip()
        assert len(section.text.strip()) > len(heading.text.strip()) + 10
    for element in page(name).all("p", "li", "dt", "dd", "caption", "h1", "h2", "h3", "th", "title"):
        assert element.text.strip(), element


@EACH
def test_tables_can_be_read_aloud(name: str) -> None:
    for table in page(name).all("table"):
        assert table.all("caption")[0].text.strip()
        heads = table.all("thead")[0].all("th")
        assert all(head.attributes["scope"] == "col" for head in heads)
        for row in table.all("tbody")[0].all("tr"):
            cells = row.all("th", "td")
            assert len(cells) == len(heads)
            assert [cell.attributes.get("scope") for cell in cells] == ["row", *(None for _ in cells[1:])]
            labels = [cell.attributes["data-head"] for cell in cells[1:]]
            assert labels == [" ".join(head.text.split()) for head in heads[1:]]


@EACH
def test_language_title_and_view(name: str) -> None:
    root = page(name).all("html")[0]
    assert root.attributes["lang"] == DOCUMENTS[name].language
    assert page(name).all("title")[0].text.strip()
    view = [meta.attributes.get("content", "") for meta in page(name).all("meta")]
    assert "width=device-width, initial-scale=1" in view
    assert not any("user-scalable" in content or "maximum-scale" in content for content in view)


def test_the_same_words_as_the_document() -> None:
    """Each clause is there, with its number, in its place."""
    document = document_of(shop(), "acme")
    text = " ".join(page("customer-acme").text.split())
    at = text.index("Contents")
    for clause in document.clauses():
        at = text.index(clause.number, at)
    assert text.count("EUR 1,800.00") == 4


# Colours.


def colours(style: str) -> list[dict[str, str]]:
    """The variables of the light, the dark and the printed palette."""
    blocks = re.findall(r":root \{([^}]*)\}", style)
    return [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})", block)) for block in blocks]


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_enough_by_day_by_night_and_on_paper() -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1 for text; 1.4.11: 3 to 1 for what shows where the focus is."""
    palettes = colours(page("sla-platform").all("style")[0].text)
    assert len(palettes) == 3
    for palette in palettes:
        for ground in ("paper", "tint", "code"):
            for ink in ("ink", "soft", "link"):
                assert contrast(palette[ink], palette[ground]) >= 4.5, (ink, ground, palette)
        assert contrast(palette["edge"], palette["paper"]) >= 3


# In a browser.


MEASURE = """<!doctype html>
<iframe style="width: 320px; height: 900px; border: 0"></iframe>
<script>
const frame = document.querySelector("iframe");
frame.onload = () => {
  const inner = frame.contentDocument, view = inner.documentElement.clientWidth;
  const wide = [...inner.querySelectorAll("body *")].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width > 1 && (box.right > view + 0.5 || box.left < -0.5) && !e.closest(".skip") && !e.closest("thead");
  });
  const found = { view, page: inner.documentElement.scrollWidth, wide: wide.map(e => e.outerHTML.slice(0, 80)) };
  document.documentElement.dataset.found = encodeURIComponent(JSON.stringify(found));
};
frame.srcdoc = decodeURIComponent("PAGE");
</script>
"""


@pytest.mark.parametrize("name", ["sla-platform", "customer-globex", "customer-rhea-registry"])
def test_no_sideways_scroll_at_320_pixels(name: str, tmp_path: Path) -> None:
    """WCAG 2.2, 1.4.10."""
    frame = tmp_path / "frame.html"
    frame.write_text(MEASURE.replace("PAGE", quote(PAGES[name])), "utf-8")
    shown = browse(frame, tmp_path, "--hide-scrollbars", "--virtual-time-budget=3000", "--dump-dom")
    measured = re.search(r'data-found="([^"]*)"', shown)
    assert measured is not None
    found = json.loads(unquote(measured[1]))
    assert found["view"] == 320
    assert found["page"] == 320
    assert found["wide"] == []


def test_it_prints_on_a4_with_its_name_on_each_page(tmp_path: Path) -> None:
    written = tmp_path / "acme.html"
    written.write_text(PAGES["customer-acme"], "utf-8")
    printed = tmp_path / "acme.pdf"
    browse(written, tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={printed}")
    pages = printed.read_bytes()
    assert 8 <= len(re.findall(rb"/Type /Page\b", pages)) <= 20
    boxes = {tuple(float(x) for x in box.split()) for box in re.findall(rb"/MediaBox \[([^\]]*)\]", pages)}
    assert all(abs(box[2] - 595) < 1.5 and abs(box[3] - 842) < 1.5 for box in boxes), boxes


def test_paper_follows_the_law() -> None:
    text = PAGES["sla-platform"]
    assert "size: A4;" in text
    provider = shop().provider
    assert provider is not None
    contract = replace(shop(), provider=replace(provider, law="United States"))
    assert "size: letter;" in html(document_of(contract, "platform"), None)


@pytest.mark.parametrize(("file", "new"), [("style.css", "/* ours */"), ("document.html", "<p>ours</p>")])
def test_templates_can_be_replaced_one_by_one(file: str, new: str, tmp_path: Path) -> None:
    own = tmp_path / "documents"
    own.mkdir()
    (own / file).write_text(new, "utf-8")
    assert new in html(document_of(shop(), "acme"), tmp_path)
