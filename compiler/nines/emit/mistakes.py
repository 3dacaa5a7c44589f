"""What keeps outputs from being written and is the user's to mend: a broken template, a typeface that is missing."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType

from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.resources import Folder
from nines.source import Source, Span

__all__ = ["PAGES", "BaseFileError", "NoTypefaceError", "TemplateFileError", "TooLargeError", "mistake_in"]

_TEMPLATE = Page(
    Code("N0902", "template-does-not-work", Severity.ERROR, "a template of one's own does not work"),
    why="""\
The files in the folder given by `--templates` take the place of the templates of their names: in Jinja for all but
`documents/document.typ`, which is Typst. One that cannot be read, or asks for a value that it is not given, writes
nothing. The templates that come with Nines show which values there are.""",
    bad="""\
# prometheus/rules.yaml among your templates
# Rules of [[ abuot ]]
""",
    good="""\
# prometheus/rules.yaml among your templates
# Rules of [[ about ]]
""",
    can_be_allowed=False,
    language="jinja",
)

_TYPEFACE = Page(
    Code("N0903", "no-typeface", Severity.ERROR, "a document has a character that no typeface at hand can show"),
    why="""\
PDF files are set with the typefaces inside Typst, so that they are the same wherever they are built: Latin, Greek and
Cyrillic letters, and the signs of mathematics. Others need a typeface that has them, in the folder `documents/fonts` of
your templates (`--templates`), which is used beside them.""",
    bad="""\
project {
  write documents to "documents" also as pdf
}
customer matsuda "松田商店" {
  sla standard
}
""",
    good="""\
project {
  write documents to "documents"
}
customer matsuda "松田商店" {
  sla standard
}
""",
    can_be_allowed=False,
)

_LARGE = Page(
    Code("N0629", "object-too-large", Severity.ERROR, "an output is larger than an object of Kubernetes can be"),
    why="""\
Kubernetes takes a megabyte in an object, and the Prometheus operator half of that in a rule file. Rule files are cut
into several objects between their groups, and files are spread over several config maps; but a group of rules, or one
file, has to fit as a whole.""",
    bad="""\
project {
  write rules to "rules" as prometheus-rule
}
service everything {
  # an objective for each of two thousand endpoints
}
""",
    good="""\
project {
  write rules to "rules" as file
}
service everything {
}
""",
    can_be_allowed=False,
)

PAGES = (_TEMPLATE, _TYPEFACE, _LARGE)


class TemplateFileError(Exception):
    """A template that is no Jinja does not work; what works with it tells no line."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(why)
        self.filename = path
        self.lineno = 1


class NoTypefaceError(Exception):
    """No typeface has the `text`, which stands in the document of what is declared at `origin`."""

    def __init__(self, text: str, origin: Span) -> None:
        super().__init__(text)
        self.text = text
        self.origin = origin


class TooLargeError(Exception):
    """A file that is larger than an object of Kubernetes can be: its path, its bytes, and the most there may be."""

    def __init__(self, path: str, size: int, most: int, origins: tuple[Span, ...]) -> None:
        super().__init__(path)
        self.path = path
        self.size = size
        self.most = most
        self.origins = origins


class BaseFileError(Exception):
    """A company's file that nothing can be merged into, and why."""

    def __init__(self, findings: tuple[Diagnostic, ...]) -> None:
        super().__init__(findings[0].headline if findings else "")
        self.findings = findings


def mistake_in(own: Folder | None, error: Exception) -> Diagnostic | None:
    """What the user has to mend, if that is what the error comes of; None if it is a bug of ours.

    `own` is the user's folder of templates.
    """
    if isinstance(error, NoTypefaceError):
        return Diagnostic(
            _TYPEFACE.code,
            f"no typeface at hand can show `{error.text}`, which stands in this contract",
            Label(error.origin, "cannot be set as PDF"),
            helps=(
                "put a typeface that has it into `documents/fonts` in the folder of your templates (`--templates`)",
            ),
        )
    if isinstance(error, TooLargeError):
        source = Source(error.path, "")
        return Diagnostic(
            _LARGE.code,
            f"`{error.path}` would have {error.size:,} bytes, and an object holds {error.most:,}",
            Label(error.origins[0] if error.origins else source.span(0, 0)),
            helps=("split the service, or write this kind of output `as file`",),
        )
    return _in_template(own, error) if own is not None else None


def _in_template(own: Folder, error: Exception) -> Diagnostic | None:
    places = [place for place in (*_named(error), *_ran(error.__traceback__)) if _is_within(own, place[0])]
    if not places:
        return None
    path, line = places[-1]
    text = Folder(path).read_text("utf-8", "replace")
    lines = text.split("\n")
    start = sum(len(one) + 1 for one in lines[: line - 1])
    source = Source(str(path), text)
    end = start + len(lines[line - 1]) if line <= len(lines) else len(text)
    name = Folder(path).relative_to(own).as_posix()
    return Diagnostic(
        _TEMPLATE.code,
        f"the template `{name}` does not work: {' '.join(str(error).split()) or type(error).__name__}",
        Label(source.span(min(start, len(text)), end), "in your template"),
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
