"""The annex that says what changed since the version before, clause by clause, and how that is for the customer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nines.plan.documents.inline import clause, join, paragraph, say
from nines.plan.documents.model import Clause, Column, Inline, Line, Reference, Row, Said, Strong, Table
from nines.plan.documents.words.numbers import date
from nines.plan.documents.words.terms import Terms
from nines.plan.redline.model import ClauseChange, Mark, Piece, Redline
from nines.values.model import Date

__all__ = ["history"]


def history(change: Redline | None, terms: Terms) -> Clause | None:
    """None where there was no version before, or it said the same."""
    if change is None or change.old is None or change.old.version is None:
        return None
    t, clauses = terms.t, _worth_saying(change.clauses)
    if not clauses:
        return None
    version, since, announced = Said(change.old.version), change.old.effective, terms.agreement.announced
    if since is None:
        return None
    intro = say(t.HISTORY_INTRO, version=version, date=date(Date(since), t))
    told = say(t.HISTORY_NOTICE, date=date(announced, t)) if announced is not None else ()
    heads = tuple(Column(say(head)) for head in t.HISTORY_HEADS)
    rows = tuple(_row(item, terms) for item in clauses)
    table = Table(say(t.HISTORY_CAPTION), heads, rows)
    inner = clause("history-table", paragraph(intro, say(t.HISTORY_NOTE), told), table, origins=[terms.sla.origin])
    title = say(t.ANNEX_HISTORY, version=version)
    return clause("history", title=title, clauses=[inner], origins=[terms.sla.origin])


def _worth_saying(clauses: Sequence[ClauseChange]) -> list[ClauseChange]:
    """Of a section that is new or gone the section alone, and none of the terms that only it needs."""
    found: list[ClauseChange] = []
    for item in clauses:
        within = any(_holds(other, item) for other in found)
        one_sided = item.is_new or item.is_gone
        if not item.follows and not within and not (one_sided and item.anchor.startswith("definition-")):
            found.append(item)
    return found


def _holds(outer: ClauseChange, inner: ClauseChange) -> bool:
    """Whether a clause that is new, or gone, has another one in it."""
    if outer.is_new and inner.is_new:
        return inner.new_number.startswith(f"{outer.new_number}.")
    return outer.is_gone and inner.is_gone and inner.old_number.startswith(f"{outer.old_number}.")


def _row(item: ClauseChange, terms: Terms) -> Row:
    t = terms.t
    number: Line = (Reference(item.anchor),) if item.new_number else (Said(item.old_number),)
    verdict: Line = say(t.HISTORY_VERDICTS[item.verdict.value])
    before = say(t.HISTORY_NOTHING) if item.is_new else _side(item, Mark.OLD, terms)
    now = _side(item, Mark.NEW, terms)
    if item.is_new or item.is_gone:
        named: Line = (Said(f"{item.title}: "),) if item.title else ()
        now = (*named, *say(t.HISTORY_NEW if item.is_new else t.HISTORY_GONE))
    return Row((number, before, now, verdict))


def _side(item: ClauseChange, mark: Mark, terms: Terms) -> Line:
    """The lines of one side, what is only there in bold."""
    found: list[Line] = []
    for line in item.lines:
        pieces = [piece for piece in line if piece.mark in (mark, Mark.BOTH)]
        if any(piece.text.strip() for piece in pieces):
            found.append(tuple(_parts(pieces, mark)))
    return join(found, " / ") or say(terms.t.HISTORY_NOTHING)


def _parts(pieces: Sequence[Piece], mark: Mark) -> Iterator[Inline]:
    """Pieces with single blanks between them, also where a piece of the other side was left out."""
    is_open = False
    for piece in pieces:
        text = piece.text.strip()
        blank = is_open or piece.text[:1].isspace()
        if text:
            if blank:
                yield Said(" ")
            yield Strong((Said(text),)) if piece.mark is mark else Said(text)
            is_open = piece.text[-1:].isspace()
        else:
            is_open = blank
