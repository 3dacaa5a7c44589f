"""`inventory.json`: everything that was written, an item each, so that nobody has to guess from names."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache

from nines.emit.artifact import Artifact, Item
from nines.source import Span

__all__ = ["INVENTORY", "inventory", "inventory_json"]

INVENTORY = "inventory.json"


def inventory(items: Iterable[Item]) -> Artifact:
    """The inventory as a file beside the others."""
    return Artifact(INVENTORY, inventory_json(items), "inventory")


def inventory_json(items: Iterable[Item]) -> str:
    """As JSON by grammar/inventory.schema.json; an item a line, so that it diffs well."""
    body = ",\n  ".join(map(_line, items))
    return f'{{"version": 1, "items": [\n  {body}\n]}}\n' if body else '{"version": 1, "items": []}\n'


def _line(item: Item) -> str:
    """An item as JSON. There are tens of thousands, of few words: each pair is written once."""
    parts = [_pair("kind", item.kind), _pair("name", item.name)]
    if item.of:
        parts.append(_pair("of", item.of))
    if item.means:
        parts.append(_pair("means", item.means))
    if item.window:
        parts.append(_pair("window", item.window))
    if item.unit:
        parts.append(_pair("unit", item.unit))
    if item.labels:
        parts.append(f'"labels": {{{", ".join([_pair(name, value) for name, value in item.labels])}}}')
    parts.append(_pair("file", item.file))
    if item.origin is not None:
        parts.append(_place(item.origin))
    return f"{{{', '.join(parts)}}}"


@lru_cache(maxsize=65_536)
def _pair(name: str, value: str) -> str:
    return f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}"


@lru_cache(maxsize=16_384)
def _place(origin: Span) -> str:
    at = origin.position
    return f'"origin": {{{_pair("file", origin.source.name)}, "line": {at.line}, "column": {at.column}}}'
