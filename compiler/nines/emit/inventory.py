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
    values = [_value(item) for item in items]
    if not values:
        return '{"version": 1, "items": []}\n'
    # A quote within a text is escaped, so what is replaced stands between items only.
    body = json.dumps(values, ensure_ascii=False)[1:-1].replace(f"}}, {_START}", f"}},\n  {_START}")
    return f'{{"version": 1, "items": [\n  {body}\n]}}\n'


_START = '{"kind": '


def _value(item: Item) -> dict[str, object]:
    value: dict[str, object] = {"kind": item.kind, "name": item.name}
    if item.of:
        value["of"] = item.of
    if item.means:
        value["means"] = item.means
    if item.window:
        value["window"] = item.window
    if item.unit:
        value["unit"] = item.unit
    if item.labels:
        value["labels"] = dict(item.labels)
    value["file"] = item.file
    if item.origin is not None:
        value["origin"] = _place(item.origin)
    return value


@lru_cache(maxsize=16_384)
def _place(origin: Span) -> dict[str, object]:
    """The same for all items of one place: there are many of an objective."""
    at = origin.position
    return {"file": origin.source.name, "line": at.line, "column": at.column}
