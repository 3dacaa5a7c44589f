"""No term that own clauses define is explained by itself."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check.context import Context
from nines.check.rule import found
from nines.check.wordings import Together, terms_used, together
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page

PAGE = Page(
    Code("N0913", "circular-terms", Severity.ERROR, "terms of own clauses are defined by each other"),
    why="""\
A term whose definition leads back to itself, by way of others or at once, means nothing: wherever a reader begins, the
words that would explain it are the ones that have to be explained.""",
    bad="""\
# Data protection

The provider deletes [personal data].

**Personal data**: any data of a [data subject].

**Data subject**: a person whose [personal data] the provider has.
""",
    good="""\
# Data protection

The provider deletes [personal data].

**Personal data**: any data of a [data subject].

**Data subject**: a person who can be identified.
""",
    language="markdown",
)


def check(context: Context) -> Iterator[Diagnostic]:
    told: set[frozenset[str]] = set()
    for item in together(context):
        for circle in _circles(item):
            if frozenset(circle) not in told:
                told.add(frozenset(circle))
                yield _finding(item, circle)


def _circles(item: Together) -> Iterator[list[str]]:
    """Each way from a term back to itself, the shortest of each term."""
    terms = item.terms
    uses = {
        key: [use.key for use in terms_used(iter((term.meaning,))) if use.key in terms] for key, term in terms.items()
    }
    for start in terms:
        ways: list[list[str]] = [[start]]
        seen: set[str] = set()
        while ways:
            way = ways.pop(0)
            if start in uses[way[-1]]:
                yield way
                break
            further = [key for key in dict.fromkeys(uses[way[-1]]) if key not in seen]
            seen.update(further)
            ways += [[*way, key] for key in further]


def _finding(item: Together, circle: list[str]) -> Diagnostic:
    terms = [item.terms[key] for key in circle]
    names = [f"`{term.words}`" for term in terms]
    way = f"{names[0]} by itself" if len(names) == 1 else f"{' by '.join(names)} by {names[0]} again"
    return found(
        PAGE,
        f"these terms are defined in a circle: {way}",
        terms[0].span,
        others=[Label(term.span, "defined by the next one") for term in terms[1:]],
        helps=["say in words of everyday what one of them means"],
    )
