"""The files of the documents, and an item for each clause in them."""

from __future__ import annotations

from collections.abc import Iterable

from nines.emit.artifact import Artifact, Item
from nines.emit.documents.html import html
from nines.emit.documents.markdown import markdown
from nines.emit.documents.schedule import schedule_json
from nines.plan.documents.model import Document
from nines.plan.documents.schedule import Schedule
from nines.resources import Folder
from nines.source import Span

__all__ = ["documents", "items", "path", "schedules"]


def documents(
    planned: Iterable[Document], folder: str, also: Iterable[str], own: Folder | None
) -> tuple[Artifact, ...]:
    """Each document as Markdown and HTML, and in the forms `also`: `pdf`, `word`. `own` is the user's templates."""
    found = []
    for document in planned:
        origins = _origins(document)
        found.append(Artifact(path(document, folder, "md"), markdown(document, own), "document", origins))
        found.append(Artifact(path(document, folder, "html"), html(document, own), "document", origins))
        for form in also:
            ending, body = _on_paper(document, form, own)
            found.append(Artifact(path(document, folder, ending), body, "document", origins))
    return tuple(found)


def schedules(planned: Iterable[Schedule], folder: str) -> tuple[Artifact, ...]:
    """The schedule of credits beside each document, for programs."""
    return tuple(
        Artifact(path(item.document, folder, "credits.json"), schedule_json(item), "schedule", (item.document.origin,))
        for item in planned
    )


def _on_paper(document: Document, form: str, own: Folder | None) -> tuple[str, bytes]:
    """The ending of a form's files, and the file. What sets it is heavy, and loaded where it is asked for."""
    if form == "pdf":
        from nines.emit.documents.pdf import pdf

        return "pdf", pdf(document, own)
    from nines.emit.documents.word import word

    return "docx", word(document, own)


def path(document: Document, folder: str, form: str) -> str:
    """`documents/platform.md`, `documents/customers/acme.html`."""
    within = "customers/" if document.kind == "customer" else ""
    return f"{folder}/{within}{document.name}.{form}" if folder else f"{within}{document.name}.{form}"


def items(planned: Iterable[Document], folder: str) -> tuple[Item, ...]:
    """An item for each document, and one for each clause of it: its anchor, its number, its place in the specs."""
    return tuple(item for document in planned for item in _items(document, folder))


def _items(document: Document, folder: str) -> list[Item]:
    file = path(document, folder, "html")
    of = document.name if document.kind == "customer" else document.sla
    found = [Item("document", document.name, file, of=document.sla, means=document.kind, origin=document.origin)]
    for clause in document.clauses():
        origin = clause.origins[0] if clause.origins else document.origin
        labels = (("number", clause.number),)
        found.append(Item("clause", clause.anchor, file, of=of, labels=labels, origin=origin))
    return found


def _origins(document: Document) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(origin for clause in document.clauses() for origin in clause.origins))
