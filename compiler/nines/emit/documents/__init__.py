"""Contract documents as files: Markdown and a self-contained HTML page for each sla and each customer."""

from nines.emit.documents.files import documents, items

__all__ = ["documents", "items"]
