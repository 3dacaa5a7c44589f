"""Contract documents as files for each sla and each customer: Markdown, self-contained HTML, PDF, Word."""

from nines.emit.documents.files import documents, items, schedules

__all__ = ["documents", "items", "schedules"]
