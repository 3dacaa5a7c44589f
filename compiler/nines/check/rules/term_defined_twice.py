"""Each term has one definition."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.check.wordings import BUILT_IN, together
from nines.contract.model.wording import OwnTerm
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page

PAGE = Page(
    Code("N0914", "term-defined-twice", Severity.ERROR, "a term has two definitions in one document"),
    why="""\
Two definitions of one term are two contracts: which of them a clause means, only a court can say. This holds for terms
that the document defines itself as well, such as `Period`: what is credited goes by that one.""",
    bad="""\
# Data protection

The provider deletes [personal data].

**Personal data**: any information about a person.

**Personal Data**: names and addresses.
""",
    good="""\
# Data protection

The provider deletes [personal data].

**Personal data**: any information about a person.
""",
    language="markdown",
)


def check(context: Context) -> Iterator[Diagnostic]:
    seen: set[object] = set()
    for item in together(context):
        first: dict[str, OwnTerm] = {}
        for term in (term for wording in item.wordings for term in wording.terms):
            before = first.setdefault(term.key, term)
            place = (term.span.source.name, term.span.start)
            if place in seen or (before is term and term.key not in BUILT_IN):
                continue
            seen.add(place)
            if before is term:
                said = f"`{term.words}` is a term that the document defines itself"
                yield found(PAGE, said, term.span, helps=["give yours another name, or use that one"])
            else:
                said = f"`{term.words}` is defined a second time"
                others = [Label(before.span, "defined here first")]
                yield found(PAGE, said, term.span, others=others, helps=["keep one of the two"])
