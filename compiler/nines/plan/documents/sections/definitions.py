"""Definitions: of each term that the document uses, and of those that these use, once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from nines.plan.documents.inline import clause, lines_of, paragraph, say
from nines.plan.documents.model import Clause, Line, Pointer, Reference, Said, Strong, Term
from nines.plan.documents.words.countries import place
from nines.plan.documents.words.terms import Terms

__all__ = ["ELSEWHERE", "definitions", "terms_in"]

ELSEWHERE = frozenset(("provider", "customer"))
"""Defined by the clauses of the parties."""


def definitions(terms: Terms, others: Iterable[Clause], own: Sequence[tuple[str, Clause]]) -> Clause | None:
    """The definitions that other clauses need, and a company's own with their words, in the order of the terms."""
    t = terms.t
    others = (*others, *(found for _, found in own))
    anchors = frozenset(clause.anchor for other in others for clause in other.walk())
    theirs = {found.anchor for _, found in own}
    used = [key for key in terms_in(others) if key in t.DEFINED and f"definition-{key}" not in theirs]
    ours = [(t.DEFINED[key][0], _definition(key, terms, anchors)) for key in _closure(used, terms, anchors)]
    return clause(
        "definitions",
        title=say(t.DEFINITIONS),
        clauses=[found for _, found in sorted([*ours, *own], key=lambda item: _sort_key(item[0]))],
        origins=[terms.sla.origin],
    )


def _sort_key(word: str) -> str:
    """As dictionaries sort: an accent or an umlaut does not move a word."""
    return "".join(char for char in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(char))


def terms_in(clauses: Iterable[Clause]) -> list[str]:
    """The keys of the terms that clauses use, in the order of their first use."""
    lines = (
        line
        for outer in clauses
        for clause in outer.walk()
        for line in (clause.title, *(line for block in clause.blocks for line in lines_of(block)))
    )
    return list(dict.fromkeys(key for line in lines for key in _keys(line)))


def _keys(line: Line) -> Iterable[str]:
    for part in line:
        if isinstance(part, Term):
            yield part.key
        elif isinstance(part, Strong):
            yield from _keys(part.parts)


def _closure(keys: Iterable[str], terms: Terms, anchors: frozenset[str]) -> list[str]:
    found: list[str] = []
    waiting = list(keys)
    while waiting:
        key = waiting.pop(0)
        if key in found or key in ELSEWHERE:
            continue
        found.append(key)
        waiting.extend(_keys(_meaning(key, terms, anchors)))
    return found


def _definition(key: str, terms: Terms, anchors: frozenset[str]) -> Clause | None:
    t = terms.t
    term = Strong(say(t.DEFINED[key][0]))
    line = say(t.DEFINITION, term=term, meaning=_meaning(key, terms, anchors))
    calendar = terms.agreement.calendar if key == "business-day" else None
    origin = calendar.span if calendar is not None else terms.sla.origin
    also = say(t.DEFINED_ALSO[key]) if key in t.DEFINED_ALSO else ()
    return clause(f"definition-{key}", paragraph(line, also), origins=[origin])


def _meaning(key: str, terms: Terms, anchors: frozenset[str]) -> Line:
    """What a term means; where what it refers to is not there, the plain form."""
    t = terms.t
    calendar = terms.agreement.calendar
    plain = (key == "business-day" and calendar is None) or (key == "ticket" and "support" not in anchors)
    template = t.DEFINED_PLAINLY[key] if plain else t.DEFINED[key][1]
    return say(
        template,
        commitments=Reference("commitments"),
        measuring=Reference("measuring"),
        support=Reference("support"),
        place=Said(place(calendar.place.value, t) if calendar is not None else ""),
        see_period=Pointer("period", *t.POINTER),
        see_base=Pointer("base", *t.POINTER),
        see_points=Pointer("points", *t.POINTER),
    )
