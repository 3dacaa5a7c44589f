"""The page of a call sheet: whole in itself, legible to all, and nothing in it breaks out of its place."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser

import pytest

from nines.emit.sheets import html
from nines.plan.documents.inline import plain, say
from nines.plan.sheets import Now, Sheet, Unknown, sheet
from nines.resources import resource
from tests.boards.drawn import SHOP, drawn
from tests.render.worlds import HOSTILE, WORLDS
from tests.sheets.test_sheet import customer, stands


class Read(HTMLParser):
    """Tags, attributes and the text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text.append(data)

    @property
    def words(self) -> str:
        return " ".join("".join(self.text).split())


def page(name: str = "acme", *, known: bool = True, language: str | None = None) -> tuple[Sheet, Read]:
    made = sheet(customer(name), drawn(SHOP).contract, language)
    now: Now | Unknown = stands(name, language) if known else Unknown(say(made.t.CALL_NOT_ASKED))
    return made, Read(html(made, now, None))


@pytest.mark.parametrize("known", [True, False])
def test_it_needs_nothing_else_and_runs_nothing(known: bool) -> None:
    _, read = page(known=known)
    assert {tag for tag, _ in read.tags} <= {
        *("html", "head", "meta", "title", "style", "body", "header", "main", "section", "div", "article"),
        *("h1", "h2", "h3", "p", "ul", "li", "strong", "span", "a", "code", "dl", "dt", "dd"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    }
    for _, attributes in read.tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "style")]
        address = attributes.get("href")
        assert address is None or re.match(r"(https?://|mailto:|tel:)", address)
    css = resource("templates", "sheets", "call.css").read_text("utf-8")
    assert "url(" not in css
    assert "@import" not in css


def test_what_is_not_known_is_said_at_the_top_and_no_state_is_made_up() -> None:
    _, read = page(known=False)
    assert "Prometheus was not asked, so how the promises stand is not known here." in read.words
    assert "kept so far" not in read.words
    assert "Credit as of now" not in read.words


def test_it_is_in_the_language_of_the_contract() -> None:
    made, read = page("lindenhof")
    assert dict(read.tags)["html"] == {"lang": "de"}
    assert made.language == "de"
    assert "Ansprechpartner beim Kunden" in read.words
    assert dict(page("lindenhof", language="en")[1].tags)["html"] == {"lang": "en"}


def test_headings_are_in_order_and_tables_have_heads() -> None:
    _, read = page()
    levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    for tag, attributes in read.tags:
        if tag == "th":
            assert attributes["scope"] in ("col", "row")
    ids = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    labelled = [attributes["aria-labelledby"] for _, attributes in read.tags if "aria-labelledby" in attributes]
    assert set(labelled) <= set(ids)


def test_a_state_is_a_sign_and_a_word_and_never_a_colour_alone() -> None:
    made, read = page()
    assert "■ at risk" in read.words
    assert {made.t.CALL_STATES[word] for word in ("risk", "no data")} <= set(re.findall("[a-z]+ [a-z]+", read.words))


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_every_colour_of_words_has_the_contrast_that_wcag_asks_for(scheme: str) -> None:
    css = resource("templates", "sheets", "call.css").read_text("utf-8")
    blocks = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    light, dark, paper = (dict(re.findall(r"--([a-z]+): (#[0-9a-f]{3,6})", block)) for block in blocks)
    colours = {**light, **{"light": {}, "dark": dark, "print": paper}[scheme]}
    full = {
        name: f"#{''.join(2 * one for one in value[1:])}" if len(value) == 4 else value
        for name, value in colours.items()
    }
    for ground in ("paper", "tint"):
        for ink in ("ink", "soft", "link", "fine", "watch", "bad", "none"):
            lighter, darker = sorted((_luminance(full[ink]), _luminance(full[ground])), reverse=True)
            assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (scheme, ink, ground)


def test_hostile_texts_are_shown_as_they_are() -> None:
    contract, _ = WORLDS["hostile"]()
    (one,) = contract.customers
    made = sheet(one, contract)
    read = Read(html(made, Unknown(say(made.t.CALL_NO_ANSWER, reason=(*made.title,))), None))
    assert plain(made.title) == HOSTILE
    assert read.words.count(HOSTILE) >= 4
    assert not [tag for tag, _ in read.tags if tag in ("script", "b", "img")]
