"""An explanation as JSON, by grammar/explanation.schema.json."""

from __future__ import annotations

import json

from nines.explain.model import Block, Code, Explanation, Fact, Facts, Prose, Row, Section, Table
from nines.source import Span

__all__ = ["to_json"]

Value = str | int | list["Value"] | dict[str, "Value"]


def to_json(explanation: Explanation) -> str:
    """What is shown, with places as files, lines and columns."""
    body: dict[str, Value] = {"version": 1, "kind": explanation.kind, "name": explanation.name}
    if explanation.title:
        body["title"] = explanation.title
    body |= _place(explanation.origin)
    body["sections"] = [_section(section) for section in explanation.sections]
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _section(section: Section) -> dict[str, Value]:
    title: dict[str, Value] = {"title": section.title} if section.title else {}
    return {**title, "blocks": [_block(block) for block in section.blocks]}


def _block(block: Block) -> dict[str, Value]:
    match block:
        case Prose(text):
            return {"prose": text}
        case Code(text):
            return {"code": text}
        case Facts(facts):
            return {"facts": [_fact(fact) for fact in facts]}
        case Table(columns, rows):
            return {"columns": [column.title for column in columns], "rows": [_row(row) for row in rows]}


def _fact(fact: Fact) -> Value:
    return {"label": fact.label, "text": fact.text, **_place(fact.place)}


def _row(row: Row) -> Value:
    return {"cells": list(row.cells), **_place(row.place)}


def _place(origin: Span | None) -> dict[str, Value]:
    if origin is None:
        return {}
    at = origin.position
    return {"origin": {"file": origin.source.name, "line": at.line, "column": at.column}}
