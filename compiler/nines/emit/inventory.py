"""`inventory.json`: everything that was written, an item each, so that nobody has to guess from names."""

from __future__ import annotations

import json
from collections.abc import Iterable

from nines.emit.artifact import Artifact, Item

__all__ = ["INVENTORY", "inventory", "inventory_json"]

INVENTORY = "inventory.json"


def inventory(items: Iterable[Item]) -> Artifact:
    """The inventory as a file beside the others."""
    return Artifact(INVENTORY, inventory_json(items), "inventory")


def inventory_json(items: Iterable[Item]) -> str:
    """As JSON by grammar/inventory.schema.json; an item a line, so that it diffs well."""
    lines = [json.dumps(_value(item), ensure_ascii=False) for item in items]
    body = ",\n  ".join(lines)
    return f'{{"version": 1, "items": [\n  {body}\n]}}\n' if lines else '{"version": 1, "items": []}\n'


def _value(item: Item) -> dict[str, object]:
    value: dict[str, object] = {"kind": item.kind, "name": item.name}
    for name in ("of", "means", "window", "unit"):
        if getattr(item, name):
            value[name] = getattr(item, name)
    if item.labels:
        value["labels"] = dict(item.labels)
    value["file"] = item.file
    if item.origin is not None:
        at = item.origin.position
        value["origin"] = {"file": item.origin.source.name, "line": at.line, "column": at.column}
    return value
