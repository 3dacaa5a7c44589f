"""Contract documents as files for each sla and each customer: Markdown, self-contained HTML, PDF, Word."""

from nines.emit.documents.files import documents, items

__all__ = ["documents", "items"]
