"""Pieces of reports: lines of words and numbers, clauses and sections, and what a promise is called."""

from __future__ import annotations

from nines.plan.documents.inline import figure
from nines.plan.documents.model import Block, Clause, Line, Paragraph, Picture, Said, Text
from nines.settle.promises import PromiseResult
from nines.source import Span

__all__ = ["anchor_of", "clause_of", "drawn", "figures", "paragraph_of", "said", "section_of", "state_of", "title_of"]


def title_of(result: PromiseResult) -> str:
    scope = "".join(f", {name} {value}" for name, value in result.outcome.labels)
    return f"{result.outcome.promise.title or result.outcome.promise.name}{scope}"


def anchor_of(result: PromiseResult) -> str:
    scope = "".join(f"-{value}" for _, value in result.outcome.labels)
    return "promise-" + "".join(c if c.isalnum() else "-" for c in f"{result.outcome.promise.name}{scope}".lower())


def state_of(result: PromiseResult) -> str:
    seen = result.outcome.seen
    return "not judged" if seen is None else "missed" if seen.missed else "kept"


def said(words: str) -> Line:
    return (Text(words),)


def figures(words: str) -> Line:
    return (figure(words),)


def paragraph_of(words: str) -> Paragraph:
    return Paragraph((figures(words),))


def clause_of(anchor: str, title: str, *blocks: Block) -> Clause:
    return Clause(anchor, said(title) if title else (), blocks, (), ())


def section_of(anchor: str, title: str, clauses: list[Clause], *origins: Span) -> Clause:
    return Clause(anchor, (Said(title),), (), tuple(clauses), origins)


def drawn(picture: Picture) -> tuple[Block, ...]:
    """A plot below the words that say what it shows."""
    return paragraph_of(picture.shows), picture
