"""Editors colour specs as the compiler reads them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nines.diagnostics.model import Report
from nines.language.table import entries
from nines.language.textmate import render
from nines.source import Source
from nines.syntax import Kind, Tree, parse, trivia, walk
from tests.format.shaken import SPECS
from tests.language.coloring import scopes

GRAMMAR = json.loads(render())
HEADS = {head for entry in entries() for head in entry.heads}

NUMERIC = "constant.numeric"
COLOURS = {
    Kind.STRING: "string.quoted.double",
    Kind.PROSE: "string.quoted.triple",
    Kind.FENCE: "meta.embedded.promql",
    Kind.QUANTITY: NUMERIC,
    Kind.NUMBER: NUMERIC,
    Kind.DATE: "constant.numeric.date",
    Kind.TIME: "constant.numeric.time",
    Kind.RATIO: NUMERIC,
    Kind.VERSION: NUMERIC,
    Kind.PARAM: "variable.parameter",
    Kind.LABEL: "entity.other.attribute-name",
    Kind.MATCHOP: "keyword.operator.comparison",
    Kind.QUOTED: "string.quoted",
    Kind.LSEL: "meta.selector",
    Kind.RSEL: "meta.selector",
    Kind.LBRACE: "punctuation.section.block",
    Kind.RBRACE: "punctuation.section.block",
}


def tree_of(text: str) -> Tree:
    return parse(Source("test.nines", text), Report())


def has(colours: list[frozenset[str]], place: int, scope: str) -> bool:
    return any(one.startswith(scope) for one in colours[place])


@pytest.mark.parametrize("path", SPECS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_token_has_its_colour(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree, colours = tree_of(text), scopes(GRAMMAR, text)
    assert len(colours) == len(text)
    wrong = [
        f"{tree.source.position(token.start).line}: {token.text(tree.source)!r} {sorted(colours[token.start])}"
        for token in tree.tokens
        if (scope := COLOURS.get(token.kind)) is not None
        and not (has(colours, token.start, scope) and (scope == NUMERIC or has(colours, token.end - 1, scope)))
    ]
    assert wrong == []


@pytest.mark.parametrize("path", SPECS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_keyword_is_one_where_a_statement_starts_and_nowhere_else(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree, colours = tree_of(text), scopes(GRAMMAR, text)
    starts = {statement.start for _, statement in walk(tree) if statement.first.text(tree.source) in HEADS}
    coloured = {
        token.start
        for before, token in zip((None, *tree.tokens), tree.tokens, strict=False)
        if token.kind is Kind.WORD
        and "keyword.other.nines" in colours[token.start]
        and (before is None or "keyword.other.nines" not in colours[before.start])
    }
    assert coloured == starts


@pytest.mark.parametrize("path", SPECS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_comment_is_coloured_and_nothing_else_is_one(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree, colours = tree_of(text), scopes(GRAMMAR, text)
    places: set[int] = set()
    for token in tree.tokens:
        around = trivia(tree.source, token)
        for comment in (*around.above, *([] if around.beside is None else [around.beside])):
            places.update(range(comment.start, comment.end))
    coloured = {place for place, one in enumerate(colours) if "comment.line.number-sign.nines" in one}
    assert {place for place in coloured if text[place] != " "} == {place for place in places if text[place] != " "}


@pytest.mark.parametrize(
    ("text", "part", "scope"),
    [
        ('service checkout "C"', "checkout", "entity.name.type"),
        ("replace sli fast { }", "fast", "entity.name.type"),
        ("slo speed 97% over 30d { ticket only }", "ticket", "keyword.other.nines"),
        ("slo speed 97% over 30d", "over", "keyword.other.joining"),
        ("slo speed 97% over 30d", "%", "keyword.other.unit"),
        ("promise a at least 99%", "at least", "keyword.operator.comparison"),
        ("fee rent EUR 12_000 per month", "EUR", "keyword.other.unit"),
        ("fee rent EUR 12_000 per month", "12_000", NUMERIC),
        ("bad hits_total{code=~\"5..\"}", "hits_total", "variable.other.metric"),
        ("of `sum(rate(x_total[$window]))`", "rate", "support.function"),
        ("of `sum(rate(x_total[$window]))`", "$window", "variable.parameter"),
        ("of `sum(x_total{a='b'})`", "'b'", "string.quoted.single"),
        ('channel "#alerts"', "#alerts", "string.quoted.double"),
        ('bad x{job="${job}"}', "${job}", "variable.parameter"),
        ("of x{\n  job=\"a\",\n}", "job", "entity.other.attribute-name"),
        ('title "open\nowner payments', "owner", "keyword.other.nines"),
        ("depends on catalog-db", "depends on", "keyword.other.nines"),
        ("all of a.b, c.d", "all", "keyword.other.nines"),
    ],
)  # fmt: skip
def test_parts_are_coloured_by_what_they_are(text: str, part: str, scope: str) -> None:
    colours = scopes(GRAMMAR, text)
    start = text.index(part)
    assert all(has(colours, place, scope) for place in range(start, start + len(part)))


def test_a_name_like_a_keyword_is_none() -> None:
    text = "owner slo\ndepends on service, sla\nper tenant"
    colours = scopes(GRAMMAR, text)
    for word in ("slo", "service", "sla", "tenant"):
        assert "keyword.other.nines" not in colours[text.index(word)]
