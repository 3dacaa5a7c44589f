"""A document as one HTML page that needs nothing else: style and logo are in it, and it fetches and runs nothing."""

from __future__ import annotations

from markupsafe import Markup

from nines.emit.documents.characters import one_line
from nines.emit.documents.data import address_of, value_of
from nines.emit.environment import environment
from nines.plan.documents.model import Document
from nines.resources import Folder

__all__ = ["html"]


def html(document: Document, own: Folder | None) -> str:
    """The page. `own` is the user's folder of templates."""
    template = environment("html", own).get_template("documents/document.html")
    return template.render(
        value_of(document), running=Markup(_css_string(_running(document))), logo_address=_address(document)
    )


def _address(document: Document) -> str:
    """The logo as an address that holds it."""
    return address_of(document.logo.svg) if document.logo is not None else ""


def _running(document: Document) -> str:
    """What stands at the foot of each printed page, before the page's number."""
    parts = [document.name]
    if document.version is not None:
        parts.append(f"{document.labels.version} {one_line(document.version)}")
    return " · ".join([*parts, document.fingerprint])


def _css_string(text: str) -> str:
    """A string of CSS; all but letters and digits as numbers, so that nothing can end it."""
    safe = "".join(char if char.isascii() and char.isalnum() else f"\\{ord(char):06x}" for char in text)
    return f'"{safe}"'
