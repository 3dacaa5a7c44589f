"""A document as PDF, set by Typst: tagged for screen readers (PDF/UA-1), and fit for an archive (PDF/A-2a) if dated.

Only the typefaces inside Typst are used and no clock is read, so the same document gives the same bytes wherever it is
set. The template is plain Typst and gets the document as JSON: what a spec says can never be markup.
"""

from __future__ import annotations

import re

from nines.emit.documents.data import document_json
from nines.emit.mistakes import NoTypefaceError, TemplateFileError
from nines.plan.documents.model import Document
from nines.resources import Folder, resource

__all__ = ["FONTS", "TEMPLATE", "pdf"]

TEMPLATE = "documents/document.typ"
FONTS = "documents/fonts"
"""A folder of typefaces beside it, used with those inside Typst."""
_MISSING = re.compile(r'the text `?"(.*?)"`? could not be displayed')


def pdf(document: Document, own: Folder | None) -> bytes:
    """The file. `own` is the user's folder of templates.

    Raises TemplateFileError on a template that does not work, NoTypefaceError on a character that none can show.
    """
    import typst

    theirs = own / TEMPLATE if own is not None else None
    fonts = own / FONTS if own is not None else None
    template = theirs if theirs is not None and theirs.is_file() else resource("templates", *TEMPLATE.split("/"))
    try:
        return typst.compile(
            str(template),
            sys_inputs={"document": document_json(document)},
            font_paths=[str(fonts)] if fonts is not None and fonts.is_dir() else [],
            ignore_system_fonts=True,
            pdf_standards=["ua-1"] if document.effective is None else ["ua-1", "a-2a"],
        )
    except typst.TypstError as error:
        missing = _MISSING.search(error.message)
        if missing:
            raise NoTypefaceError(missing[1], document.origin) from error
        raise TemplateFileError(str(template), error.message) from error
