"""A document as values of JSON, for templates of pages and paper: finished texts, and nothing left to work out.

Each block and each part of a line says what it `is`. Texts are made harmless (`characters`), and a reference is a link
only where its clause exists; so a template has nothing to escape and nothing to look up.
"""

from __future__ import annotations

import base64
import datetime
import json
from collections.abc import Iterable, Iterator
from typing import Any

from nines.emit.documents.characters import bound, one_line, several_lines
from nines.plan.documents.inline import plain
from nines.plan.documents.model import (
    Align,
    Alternative,
    Block,
    Bullets,
    Clause,
    Code,
    Document,
    Fact,
    Facts,
    Figure,
    Formula,
    Inline,
    Line,
    Link,
    Listing,
    Paragraph,
    Picture,
    Pointer,
    Reference,
    Said,
    Signatures,
    Strong,
    Table,
    Term,
    Text,
)
from nines.record import dataclass

__all__ = ["Value", "Values", "address_of", "document_json", "value_of"]

Value = dict[str, Any]
"""An object of JSON."""


def document_json(document: Document) -> str:
    """The whole document; see `value_of`."""
    return json.dumps(value_of(document), ensure_ascii=False)


def value_of(document: Document) -> Value:
    """The document as templates get it: `title`, `facts`, `short`, `sections`, `annexes`, `labels` and so on."""
    of = Values(frozenset(clause.anchor for clause in document.clauses()))
    return {
        "name": document.name,
        "language": document.language,
        "paper": document.paper.value,
        "logo": {"svg": document.logo.svg, "shows": one_line(document.logo.shows)} if document.logo else None,
        "version": one_line(document.version) if document.version is not None else None,
        "date": _date(document.effective),
        "fingerprint": document.fingerprint,
        "page_title": one_line(f"{plain(document.title)} {plain(document.subtitle)}").strip(),
        "title": of.line(document.title),
        "subtitle": of.line(document.subtitle),
        "facts": of.facts(document.facts.facts),
        "introduction": of.blocks(document.introduction),
        "short_title": of.line(document.short_title),
        "short_note": of.line(document.short_note),
        "short": of.facts(document.short),
        "sections": [of.clause(clause) for clause in document.sections],
        "annexes": [of.clause(clause) for clause in document.annexes],
        "labels": {
            "contents": document.labels.contents,
            "annex": document.labels.annex,
            "fingerprint": document.labels.fingerprint,
            "version": document.labels.version,
            "page": document.labels.page,
            "page_of": document.labels.page_of,
            "skip": document.labels.skip,
        },
    }


@dataclass(frozen=True, slots=True)
class Values:
    """Makes values of clauses, blocks and lines; `anchors` are the clauses that there are."""

    anchors: frozenset[str]

    def clause(self, clause: Clause) -> Value:
        return {
            "anchor": clause.anchor,
            "number": clause.number,
            "title": self.line(clause.title),
            "blocks": self.blocks(clause.blocks),
            "clauses": [self.clause(inner) for inner in clause.clauses],
        }

    def facts(self, facts: Iterable[Fact]) -> list[Value]:
        return [{"label": self.line(fact.label), "value": self.line(fact.value)} for fact in facts]

    def blocks(self, blocks: Iterable[Block]) -> list[Value]:
        return [self._block(block) for block in blocks]

    def _block(self, block: Block) -> Value:
        match block:
            case Paragraph(sentences):
                return {"is": "paragraph", "sentences": [self.line(sentence) for sentence in sentences]}
            case Bullets(items):
                return {"is": "bullets", "items": [self.line(item) for item in items]}
            case Formula(lines):
                return {"is": "formula", "lines": [self.line(line) for line in lines]}
            case Facts(facts):
                return {"is": "facts", "facts": self.facts(facts)}
            case Table():
                return self._table(block)
            case Listing(label, text):
                return {"is": "listing", "label": self.line(label), "text": several_lines(text)}
            case Signatures(parties):
                filled = [
                    {"party": self.line(p.party), "lines": [self.line(line) for line in p.lines]} for p in parties
                ]
                return {"is": "signatures", "parties": filled}
            case Alternative(whom, blocks):
                return {"is": "alternative", "whom": self.line(whom), "blocks": self.blocks(blocks)}
            case Picture(svg, shows):
                return {"is": "picture", "svg": svg, "address": address_of(svg), "shows": one_line(shows)}

    def _table(self, table: Table) -> Value:
        return {
            "is": "table",
            "caption": self.line(table.caption),
            "heads": [self.line(column.head) for column in table.columns],
            "names": [one_line(plain(column.head)) for column in table.columns],
            "aligns": ["right" if column.align is Align.RIGHT else "left" for column in table.columns],
            "rows": [[self.line(cell) for cell in row.cells] for row in table.rows],
            "total": table.total,
        }

    # --- lines --------------------------------------------------------------

    def line(self, line: Line) -> list[Value]:
        return [value for part in line for value in self._part(part)]

    def _part(self, part: Inline) -> Iterator[Value]:
        match part:
            case Text(text) | Said(text) | Figure(text):
                yield _text(one_line(text) if text.strip() else " ")
            case Code(text):
                yield {"is": "code", "text": one_line(text)}
            case Strong(parts):
                yield {"is": "strong", "parts": self.line(parts)}
            case Link(text, address):
                yield {"is": "link", "text": one_line(text), "address": address}
            case Term(text, key, first):
                target = next((name for name in (f"definition-{key}", key) if name in self.anchors), None)
                shown = one_line(text) if text.strip() else text
                yield {"is": "term", "text": shown, "anchor": target} if first and target else _text(shown)
            case Reference(anchor, number):
                yield self._to(anchor, number)
            case Pointer(anchor, before, after, number):
                yield from (_text(bound(before)), self._to(anchor, number), _text(after))

    def _to(self, anchor: str, number: str) -> Value:
        return {"is": "to", "text": number, "anchor": anchor} if anchor in self.anchors else _text(number)


def address_of(svg: str) -> str:
    """A picture as an address that holds it. As an image it can neither run nor fetch anything, whatever it holds."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _date(day: datetime.date | None) -> Value | None:
    return {"year": day.year, "month": day.month, "day": day.day} if day is not None else None


def _text(text: str) -> Value:
    return {"is": "text", "text": text}
