"""No note is of a day that has not come."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.contract.notes import notes_file, read_notes
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.contract import Notes

PAGE = Page(
    Code("N0652", "note-ahead", Severity.WARNING, "a note on a customer is of a day that has not come"),
    why="""\
A slip in the year puts an old entry on top of the call sheet for months, above what was agreed since.""",
    bad="## 2099-01-09 by phone\n\nWe call back within an hour while their sale lasts.\n",
    good="## 2026-01-09 by phone\n\nWe call back within an hour while their sale lasts.\n",
    language="markdown",
)


def check(context: Context) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for placed in context.every(Notes):
        source = context.program.guests.get(notes_file(placed.node))
        if source is None or source.name in seen:
            continue
        seen.add(source.name)
        for note in read_notes(source).notes:
            if note.day > context.today:
                yield found(
                    PAGE,
                    f"this note is of {note.day.isoformat()}, which is after today, {context.today.isoformat()}",
                    note.origin,
                    "a day that has not come",
                    helps=["mend the year, or the day"],
                )
