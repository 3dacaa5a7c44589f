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
    t, clauses = terms.t, [item for item in change.clauses if not item.follows]
    if not clauses:
        return None
    version, since, announced = Said(change.old.version), change.old.effective, terms.agreement.announced
    if since is None:
        return None
    intro = say(t.HISTORY_INTRO, version=version, date=date(Date(since), t))
    told = say(t.HISTORY_NOTICE, date=date(announced, t, terms.sla.origin)) if announced is not None else ()
    heads = tuple(Column(say(head)) for head in t.HISTORY_HEADS)
    rows = tuple(_row(item, terms) for item in clauses)
    table = Table(say(t.HISTORY_CAPTION), heads, rows)
    inner = clause("history-table", paragraph(intro, told), table, origins=[terms.sla.origin])
    title = say(t.ANNEX_HISTORY, version=version)
    return clause("history", title=title, clauses=[inner], origins=[terms.sla.origin])


def _row(item: ClauseChange, terms: Terms) -> Row:
    t = terms.t
    number: Line = (Reference(item.anchor),) if item.new_number else (Said(item.old_number),)
    if item.title:
        number = (*number, Said(f" {item.title}"))
    verdict: Line = say(t.HISTORY_VERDICTS[item.verdict.value])
    return Row((number, _side(item, Mark.OLD, terms), _side(item, Mark.NEW, terms), verdict))


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
