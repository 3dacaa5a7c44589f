"""Notes beside the specs: Markdown in which each entry stands below a heading with its date, `## 2026-11-20`.

Above the first entry a file may have a title (`# ACME`) and say what it is for.
"""

from __future__ import annotations

import datetime
from posixpath import dirname, join, normpath

from nines.contract.model import Note
from nines.language.statements.contract import Notes
from nines.late import late_pattern
from nines.record import dataclass
from nines.source import Source, Span

__all__ = ["Read", "Slip", "notes_file", "read_notes"]

_HEADING = late_pattern(r"(#{1,6})[ \t]+(.*?)[ \t#]*")
_DATED = late_pattern(r"(\d{4})-(\d{2})-(\d{2})(?!\d)[ \t:,.–—-]*(.*)")
_FENCE = late_pattern(r" {0,3}(```|~~~)")


@dataclass(frozen=True, slots=True)
class Slip:
    """What is no dated entry, and why."""

    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Read:
    """The entries of a file, the newest first (of one day in the order of the file), and what belongs to none."""

    notes: tuple[Note, ...]
    slips: tuple[Slip, ...]


def notes_file(named: Notes) -> str:
    """The name of the file that a customer's notes are in, from the folder of the project."""
    return normpath(join(dirname(named.path.span.source.name), named.path.value))


def read_notes(source: Source) -> Read:
    """Any text is read; what is wrong with it are slips."""
    found: list[Note] = []
    slips: list[Slip] = []
    heading: tuple[datetime.date, str, Span] | None = None
    body: list[str] = []
    lost = fenced = False

    def close() -> None:
        if heading is not None:
            day, title, span = heading
            found.append(Note(day, title, "\n".join(body).strip(), span))
        body.clear()

    for start, line in _lines(source.text):
        fence = _FENCE.match(line)
        fenced = fenced != bool(fence)
        head = None if fenced or fence else _HEADING.fullmatch(line)
        span = source.span(start, start + len(line))
        if head is not None and len(head[1]) == 1 and heading is None:
            lost = True  # the title of the file, and below it what it is for
            continue
        if head is not None and len(head[1]) <= 2:
            close()
            heading = _dated(head[2], span, slips)
            lost = heading is None
        elif heading is not None:
            body.append(line)
        elif line.strip() and not lost:
            slips.append(Slip(span, "stands above the first date"))
            lost = True
    close()
    return Read(tuple(sorted(found, key=lambda note: note.day, reverse=True)), tuple(slips))


def _lines(text: str) -> list[tuple[int, str]]:
    """Each line and where it starts."""
    found, start = [], 0
    for line in text.split("\n"):
        found.append((start, line.rstrip("\r")))
        start += len(line) + 1
    return found


def _dated(text: str, span: Span, slips: list[Slip]) -> tuple[datetime.date, str, Span] | None:
    found = _DATED.fullmatch(text)
    if found is None:
        slips.append(Slip(span, "has no date"))
        return None
    year, month, day = (int(found[part]) for part in (1, 2, 3))
    try:
        return datetime.date(year, month, day), found[4].strip(), span
    except ValueError:
        slips.append(Slip(span, f"has a date that no calendar knows: {found[1]}-{found[2]}-{found[3]}"))
        return None
