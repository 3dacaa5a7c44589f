"""Fixes carried out on the texts they are for.

A fix is carried out whole or not at all. Where two would change the same text, the first in the
order given is carried out and the other is left, to be found again by the next check.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from itertools import islice, takewhile

from nines.diagnostics.model import Diagnostic, Edit, Fix
from nines.record import dataclass, field
from nines.source import Source

__all__ = ["Mended", "Mending", "apply"]


@dataclass(frozen=True, slots=True)
class Mended:
    """A source and its text after the fixes."""

    source: Source
    text: str


@dataclass(frozen=True, slots=True)
class Mending:
    """What became of the fixes.

    `texts` are the changed sources in the order of their names; `applied` the findings that are
    mended; `left` those whose fix met another one's text.
    """

    texts: tuple[Mended, ...]
    applied: tuple[Diagnostic, ...]
    left: tuple[Diagnostic, ...]


def apply(findings: Iterable[Diagnostic], *, certain_only: bool = True) -> Mending:
    """Carry out the first fix of each finding, or its first certain one.

    Insertions at one place stand in the order of their findings, and before what replaces the text
    that begins there. The same fix asked for by two findings is carried out once. Text outside the
    edits stays as it is, to the last character.
    """
    books: dict[Source, _Book] = {}
    done: set[tuple[Edit, ...]] = set()
    applied: list[Diagnostic] = []
    left: list[Diagnostic] = []
    for finding in findings:
        fix = _fix(finding, certain_only=certain_only)
        if fix is None:
            continue
        if fix.edits in done or _accept(books, fix.edits):
            done.add(fix.edits)
            applied.append(finding)
        else:
            left.append(finding)
    texts = (Mended(source, book.carry_out(source.text)) for source, book in books.items() if book.entries)
    return Mending(tuple(sorted(texts, key=lambda mended: mended.source.name)), tuple(applied), tuple(left))


def _fix(finding: Diagnostic, *, certain_only: bool) -> Fix | None:
    return next((fix for fix in finding.fixes if fix.edits and (fix.certain or not certain_only)), None)


def _accept(books: dict[Source, _Book], edits: tuple[Edit, ...]) -> bool:
    """Put all edits of a fix into the books of their sources; if one meets another's text, none."""
    added: list[tuple[_Book, _Entry]] = []
    for edit in edits:
        book = books.setdefault(edit.span.source, _Book())
        if not book.takes(edit):
            for other, entry in added:
                other.entries.remove(entry)
            return False
        added.append((book, book.add(edit)))
    return True


_Entry = tuple[int, int, int, str]
"""Start, end, a number that grows with each edit, new text: entries in order are edits in order."""


@dataclass(slots=True)
class _Book:
    """The accepted edits of one source. They do not meet, so their ends are in order too."""

    entries: list[_Entry] = field(default_factory=list)
    count: int = 0

    def takes(self, edit: Edit) -> bool:
        """Whether an edit meets no other: it changes free text, or inserts between two edits.

        An insertion that is there already meets itself: whether both are wanted, only the next check knows.
        """
        start, end = edit.span.start, edit.span.end
        if not 0 <= start <= end <= len(edit.span.source.text):
            return False
        at = bisect_left(self.entries, (start, end))
        if at and self.entries[at - 1][1] > start:
            return False
        if start < end:
            return at == len(self.entries) or self.entries[at][0] >= end
        same = takewhile(lambda entry: entry[:2] == (start, end), islice(self.entries, at, None))
        return all(entry[3] != edit.text for entry in same)

    def add(self, edit: Edit) -> _Entry:
        self.count += 1
        entry = (edit.span.start, edit.span.end, self.count, edit.text)
        insort(self.entries, entry)
        return entry

    def carry_out(self, text: str) -> str:
        parts: list[str] = []
        at = 0
        for start, end, _, new in self.entries:
            parts += (text[at:start], new)
            at = end
        return "".join([*parts, text[at:]])
