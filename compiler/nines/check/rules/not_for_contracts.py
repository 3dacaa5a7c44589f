"""Own clauses are made of what a contract can show in every form."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.check.wordings import slips
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page

PAGE = Page(
    Code("N0916", "not-for-contracts", Severity.ERROR, "own clauses hold Markdown that a contract cannot show"),
    why="""\
Own clauses are set as a page, as a PDF and as a Word file, with numbers, definitions and references that have to be
right in each. So they are made of sections (`#`), headings (`##`, `###`), paragraphs, lists (`-`), `**bold**`, links,
`code`, terms (`[personal data]`) and references (`[clause](#credits)`). HTML, pictures, tables and numbers that are
typed are refused rather than shown in one form and lost in another.""",
    bad="# Data protection\n\n1. The provider deletes what it holds.\n",
    good="# Data protection\n\nThe provider deletes what it holds.\n",
    language="markdown",
)


def check(context: Context) -> Iterator[Diagnostic]:
    for slip in slips(context):
        yield found(
            PAGE,
            f"a contract cannot show {slip.what}",
            slip.span,
            helps=["a sign that is meant as it is takes a `\\` before it"],
        )
