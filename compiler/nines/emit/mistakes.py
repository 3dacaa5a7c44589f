"""Mistakes in a user's own templates, found where they stand: they are the user's to mend, and no fault of ours."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType

from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.resources import Folder
from nines.source import Source

__all__ = ["BROKEN_TEMPLATE", "TemplateFileError", "mistake_in"]

BROKEN_TEMPLATE = Code("N0902", "broken-template-file", Severity.ERROR, "a template of one's own does not work")
_MARK = "in your template"


class TemplateFileError(Exception):
    """A template that is no Jinja does not work; what works with it tells no line."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(why)
        self.filename = path
        self.lineno = 1


def mistake_in(own: Folder, error: Exception) -> Diagnostic | None:
    """What a template of the folder `own` did wrong, if the error came out of one of them; None if it did not."""
    places = [place for place in (*_named(error), *_ran(error.__traceback__)) if _is_within(own, place[0])]
    if not places:
        return None
    path, line = places[-1]
    text = (own / path).read_text("utf-8", "replace")
    lines = text.split("\n")
    start = sum(len(one) + 1 for one in lines[: line - 1])
    source = Source(str(path), text)
    end = start + len(lines[line - 1]) if line <= len(lines) else len(text)
    name = Folder(path).relative_to(own).as_posix()
    return Diagnostic(
        BROKEN_TEMPLATE,
        f"the template `{name}` does not work: {' '.join(str(error).split()) or type(error).__name__}",
        Label(source.span(min(start, len(text)), end), _MARK),
        helps=(f"mend it, or leave `{name}` out of the folder of your templates: then ours takes its place",),
    )


def _named(error: Exception) -> Iterator[tuple[str, int]]:
    """The file and line that an error names itself: of a template that could not be read."""
    path, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if isinstance(path, str) and isinstance(line, int):
        yield path, line


def _ran(trace: TracebackType | None) -> Iterator[tuple[str, int]]:
    """The files and lines that ran, the outermost first. Jinja puts its templates among them."""
    while trace is not None:
        yield trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next


def _is_within(own: Folder, path: str) -> bool:
    return Folder(path).is_relative_to(own)
