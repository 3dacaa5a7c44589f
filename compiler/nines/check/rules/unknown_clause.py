"""A reference in own clauses leads to a clause that there can be."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.check.wordings import references, together
from nines.contract.model.wording import OwnTo
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.suggest import closest

PAGE = Page(
    Code("N0915", "unknown-clause", Severity.ERROR, "own clauses refer to a clause that there is not"),
    why="""\
`[clause](#credits)` becomes the word and the number that the clause has in the finished document, whatever is put in
before it later. What follows `#` is the name of a part of the document (`credits`, `claims`, `measuring`, `exclusions`,
`support`, `credits-availability` for a promise of that name) or the heading of own clauses, in small letters with
hyphens.""",
    bad="# Data protection\n\nCredits, as [clause](#credit) states them, do not compensate for this.\n",
    good="# Data protection\n\nCredits, as [clause](#credits) states them, do not compensate for this.\n",
    language="markdown",
)


def check(context: Context) -> Iterator[Diagnostic]:
    seen: set[object] = set()
    for item in together(context):
        for to in references(item.lines):
            place = (to.span.source.name, to.span.start)
            if to.anchor not in item.clauses and place not in seen:
                seen.add(place)
                yield _finding(to, sorted(name for name in item.clauses if not name.startswith("own-")))


def _finding(to: OwnTo, known: list[str]) -> Diagnostic:
    better = closest(to.anchor, known)
    said = f"there is no clause `{to.anchor}`"
    if better is None:
        return found(PAGE, said, to.span, helps=["the parts of a document are named on the page of this code"])
    start = to.span.text.rindex(f"#{to.anchor}") + 1
    span = to.span.part(start, start + len(to.anchor))
    fix = Fix(f"write `#{better}`", (Edit(span, better),), certain=False)
    return found(PAGE, f"{said}: did you mean `{better}`?", to.span, fixes=[fix])
