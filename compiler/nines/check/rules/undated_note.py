"""Each note on a customer has a date."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.contract.notes import notes_file, read_notes
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.contract import Notes

PAGE = Page(
    Code("N0651", "undated-note", Severity.ERROR, "a note on a customer has no date"),
    why="""\
What was agreed is worth as much as the day it was agreed on: the call sheet shows the last entries first. An entry
stands below a heading such as `## 2026-11-20 Anna and Ben, by phone`; smaller headings are parts of it.""",
    bad="## Last Friday, by phone\n\nWe call back within an hour while their sale lasts.\n",
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
        for slip in read_notes(source).slips:
            yield found(
                PAGE,
                f"a note in `{source.name}` {slip.why}",
                slip.span,
                "when was that?",
                helps=["put the day before it, as in `## 2026-11-20`"],
            )
