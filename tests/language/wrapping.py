"""Reads statements where they may stand: each in the smallest file that has a place for it."""

from __future__ import annotations

from functools import cache

from nines.diagnostics.model import Diagnostic, Report
from nines.language.read import File, read
from nines.language.table import Entry, contexts, entries
from nines.source import Source
from nines.syntax import parse

__all__ = ["findings", "place_for", "read_in", "read_text", "required", "told"]


def read_text(text: str) -> tuple[File, tuple[Diagnostic, ...]]:
    """A file and all that syntax and language say about it."""
    report = Report()
    file = read(parse(Source("test.nines", text), report), report)
    return file, tuple(report)


def read_in(context: str, text: str) -> tuple[File, tuple[Diagnostic, ...]]:
    """Statements in a block of a kind, which has nothing else in it but what it cannot do without."""
    return read_text(place_for(context, text))


def findings(context: str, text: str) -> list[str]:
    """What is said of statements in a block of a kind: `N0102 headline`."""
    return [f"{finding.code.id} {finding.headline}" for finding in read_in(context, text)[1]]


def told(context: str, text: str) -> Diagnostic:
    """The one thing that is said of statements in a block of a kind."""
    (finding,) = read_in(context, text)[1]
    return finding


def place_for(context: str, text: str) -> str:
    """The text in a block of a kind, down from the file."""
    while context != "file":
        holder = _holder(context)
        needed = [need.example for need in required(context) if text.split(maxsplit=1)[0] not in need.heads]
        head = holder.example.partition("{")[0].rstrip()
        text = "\n".join([f"{head} {{", *needed, text, "}"])
        context = next(place for place in holder.inside if place != context)
    return text + "\n"


@cache
def _holder(context: str) -> Entry:
    """The first statement whose block is of a kind."""
    return next(entry for entry in entries() if entry.body == context)


def required(context: str) -> list[Entry]:
    """The statements that a block of a kind cannot do without."""
    found = [entry for candidates in contexts()[context].values() for entry in candidates if entry.required]
    return list(dict.fromkeys(found))
