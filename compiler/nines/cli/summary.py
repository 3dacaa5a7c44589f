"""What was made and where, as a table that fits a screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nines.emit.artifact import Artifact, Item

__all__ = ["table"]

_KINDS = {
    "series": "recorded series",
    "alert": "alerts",
    "dashboard": "dashboards",
    "receiver": "receivers",
    "route": "routes",
    "inhibition": "inhibitions",
    "clause": "clauses",
}
"""What is worth a number in the summary, and how it is called."""


def table(artifacts: Iterable[Artifact], items: Iterable[Item]) -> list[str]:
    """A line for each folder: how many files, and what is in them."""
    folders: dict[str, int] = {}
    for artifact in artifacts:
        folder = artifact.path.rpartition("/")[0].partition("/")[0] or "."
        folders[folder] = folders.get(folder, 0) + 1
    counts: dict[str, dict[str, int]] = {}
    for item in items:
        folder = item.file.rpartition("/")[0].partition("/")[0] or "."
        if item.kind in _KINDS:
            kinds = counts.setdefault(folder, {})
            kinds[item.kind] = kinds.get(item.kind, 0) + 1
    width = max((len(folder) for folder in folders), default=0) + 1
    return [
        f"  {folder + '/':<{width}}  {number:>3} files   {_contents(counts.get(folder, {}))}".rstrip()
        for folder, number in sorted(folders.items())
        if folder != "."
    ]


def _contents(kinds: dict[str, int]) -> str:
    return ", ".join(f"{kinds[kind]:,} {word}" for kind, word in _KINDS.items() if kind in kinds)
