"""The emit pass: from the plans to files, and to the inventory of what is in them."""

from __future__ import annotations

from nines.emit.artifact import Artifact, Item
from nines.emit.documents import documents
from nines.emit.documents import items as document_items
from nines.emit.inventory import inventory
from nines.plan.build import Planned
from nines.resources import Folder

__all__ = ["emit"]


def emit(planned: Planned, own: Folder | None) -> tuple[tuple[Artifact, ...], tuple[Item, ...]]:
    """All artifacts, sorted by path, and what they hold. `own` is the user's folder of templates."""
    folder = planned.folder
    artifacts = [
        *documents(planned.documents, folder("documents"), own),
    ]
    items = (*document_items(planned.documents, folder("documents")),)
    artifacts.append(inventory(items))
    return tuple(sorted(artifacts, key=lambda artifact: artifact.path)), items
