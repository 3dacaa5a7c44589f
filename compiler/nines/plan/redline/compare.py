"""Two versions of one document: their terms by computing, their words clause by clause."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from nines.change import Change, Notice, Verdict, compare, notice_of, worst
from nines.plan.documents.inline import plain
from nines.plan.documents.model import Clause, Document
from nines.plan.documents.written import Written
from nines.plan.redline.model import ClauseChange, Judged, Line, Redline, Side
from nines.plan.redline.words import lines_between
from nines.values.text import count

__all__ = ["HISTORY", "redline"]

HISTORY = "history"
"""The annex of a document that says what changed since the version before; it is no change itself."""

_FOLLOW = ("example-steps", "allowed-times", "source-lines", "effective", "particulars-list")
"""Clauses that say over again, or compute from, what others say; so does the example of a formula (`.value`)."""


def redline(old: Written | None, new: Written | None, announced: datetime.date) -> Redline | None:
    """The two versions of one document; None if they say the same."""
    shown = new or old
    if shown is None:
        return None
    document = shown.document
    changes = tuple(_changes(old, new)) if old is not None and new is not None else ()
    clauses = tuple(_clauses(old.document, new.document, changes)) if old is not None and new is not None else ()
    if old is not None and new is not None and not changes and not clauses:
        return None
    verdict = worst((*(item.change.verdict for item in changes), *(item.verdict for item in clauses)))
    if new is None:
        verdict = Verdict.ADVERSE
    notice = _notice(old, new, announced) if verdict.needs_notice else None
    return Redline(
        kind=document.kind,
        name=document.name,
        party_name=shown.party.name,
        title=plain(document.title),
        party=plain(document.subtitle),
        language=document.language,
        old=_side(old),
        new=_side(new),
        changes=changes,
        clauses=clauses,
        notice=notice,
        faults=tuple(_faults(old, new, verdict, notice)),
        verdict=verdict,
    )


def _side(item: Written | None) -> Side | None:
    if item is None:
        return None
    document = item.document
    return Side(document.version, document.effective, document.fingerprint)


# Terms.


def _changes(old: Written, new: Written) -> Iterator[Judged]:
    """The changes of each plan; what is the same for several is said once."""
    plans = [plan for plan, _ in new.terms]
    was = dict(old.terms)
    found: dict[tuple[object, ...], tuple[Change, list[str]]] = {}
    for plan, agreement in new.terms:
        before = was.get(plan)
        for change in compare(before, agreement) if before is not None else ():
            key = (change.subject, change.text, change.verdict)
            found.setdefault(key, (change, []))[1].append(plan or "")
    for change, of in found.values():
        alike = len(of) == len(plans)
        yield Judged(change, () if alike else tuple(of), _number(change, old.document, new.document))
    for plan in dict.fromkeys((*was, *plans)):
        if (plan in was) is not (plan in plans):
            is_new = plan not in was
            text = f"The plan `{plan}` is {'new' if is_new else 'no longer there'}."
            verdict = Verdict.NEUTRAL if is_new else Verdict.OPEN
            yield Judged(Change(f"plan {plan}", text, verdict, ("plans", "commitment-table")), (), "")


def _number(change: Change, old: Document, new: Document) -> str:
    """The number of the first clause that says it, in the new document or else in the old one."""
    for document in (new, old):
        for anchor in change.anchors:
            clause = document.clause(anchor)
            if clause is not None:
                return clause.number
    return ""


# Words.


def _clauses(old: Document, new: Document, changes: Sequence[Judged]) -> Iterator[ClauseChange]:
    was = {clause.anchor: clause for clause in old.clauses()}
    now = {clause.anchor: clause for clause in new.clauses()}
    for anchor in _in_order(list(was), list(now)):
        lines = lines_between(was.get(anchor), now.get(anchor))
        if lines and anchor != "source-lines" and not anchor.startswith(HISTORY):
            yield _clause(anchor, was.get(anchor), now.get(anchor), lines, changes)


def _in_order(old: list[str], new: list[str]) -> list[str]:
    """All anchors in the order of the new document; one that is gone comes after the one that it came after."""
    order = list(new)
    for at, anchor in enumerate(old):
        if anchor not in order:
            before = next((name for name in reversed(old[:at]) if name in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, anchor)
    return order


def _clause(
    anchor: str, old: Clause | None, new: Clause | None, lines: tuple[Line, ...], changes: Sequence[Judged]
) -> ClauseChange:
    why = tuple(item for item in changes if any(_says(name, anchor) for name in item.change.anchors))
    shown = new or old
    follows = anchor in _FOLLOW or anchor.endswith(".value")
    verdict = worst(item.change.verdict for item in why) if why else Verdict.NEUTRAL if follows else Verdict.OPEN
    return ClauseChange(
        anchor=anchor,
        old_number=old.number if old is not None else "",
        new_number=new.number if new is not None else "",
        title=plain(shown.title) if shown is not None else "",
        lines=lines,
        why=why,
        verdict=verdict,
        follows=follows and not why,
    )


def _says(name: str, anchor: str) -> bool:
    return anchor == name or anchor.startswith(f"{name}.")


# Whether it is in time.


def _notice(old: Written | None, new: Written | None, announced: datetime.date) -> Notice | None:
    """The longest that any plan's terms promise."""
    if old is None or new is None:
        return None
    was = dict(old.terms)
    found = [notice_of(was[plan], terms, announced) for plan, terms in new.terms if plan in was]
    return max((item for item in found if item is not None), key=lambda item: item.days, default=None)


def _faults(old: Written | None, new: Written | None, verdict: Verdict, notice: Notice | None) -> Iterator[str]:
    if old is None or new is None or not verdict.needs_notice:
        return
    one, other = old.document, new.document
    if one.version is not None and (one.version, one.effective) == (other.version, other.effective):
        yield (
            f"the terms are otherwise, and it is still version {one.version}: "
            "what changes to a customer's disadvantage, or may, needs a version and a day from which it holds"
        )
    elif one.effective is not None and other.effective is not None and other.effective <= one.effective:
        yield (
            f"it holds from {other.effective.isoformat()}, and what it replaces from {one.effective.isoformat()}: "
            "a change cannot hold before what it changes"
        )
    if notice is not None and not notice.is_kept:
        yield (
            f"it holds from {notice.effective.isoformat()}, {count(notice.given, 'day')} after it is announced on "
            f"{notice.announced.isoformat()}, and {count(notice.days, 'day')} notice are promised: "
            f"it may hold from {notice.first.isoformat()}"
        )
