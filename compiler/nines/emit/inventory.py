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
    write = _Writer()
    body = ",\n".join(map(write.line, items))
    return f'{{"version":1,"items":[\n{body}\n]}}\n' if body else '{"version":1,"items":[]}\n'


class _Writer:
    """Writes items. There are tens of thousands, of few words, labels and places: each of these is written once."""

    def __init__(self) -> None:
        self._labels: dict[tuple[tuple[str, str], ...], str] = {}
        self._places: dict[int, tuple[Span, str]] = {}

    def line(self, item: Item) -> str:
        labels = origin = ""
        if item.labels:
            labels = self._labels.get(item.labels, "")
            if not labels:
                labels = self._labels[item.labels] = f',"labels":{{{",".join(_pair(*pair) for pair in item.labels)}}}'
        if item.origin is not None:
            origin = self._place(item.origin)
        of, window = _pair(",of", item.of) if item.of else "", _pair(",window", item.window) if item.window else ""
        what, file = _what(item.kind, item.name, item.means, item.unit), _pair(",file", item.file)
        return f"{{{what}{of}{window}{labels}{file}{origin}}}"

    def _place(self, origin: Span) -> str:
        """Many items come from one statement, and to look for spans that are equal would take longer."""
        known = self._places.get(id(origin))
        if known is None:
            at = origin.position
            text = f',"origin":{{{_pair("file", origin.source.name)},"line":{at.line},"column":{at.column}}}'
            known = self._places[id(origin)] = (origin, text)
        return known[1]


@lru_cache(maxsize=4_096)
def _what(kind: str, name: str, means: str, unit: str) -> str:
    named = (("kind", kind), ("name", name), ("means", means), ("unit", unit))
    return ",".join(_pair(field, value) for field, value in named if value)


@lru_cache(maxsize=65_536)
def _pair(name: str, value: str) -> str:
    """Both as JSON; a comma before a name stays before it."""
    comma = name[:1] if name.startswith(",") else ""
    return f"{comma}{json.dumps(name[len(comma) :], ensure_ascii=False)}:{json.dumps(value, ensure_ascii=False)}"
