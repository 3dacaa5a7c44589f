"""How redlines are spoken of, in every form alike."""

from __future__ import annotations

from collections.abc import Sequence

from nines.change import Notice, Verdict
from nines.change.words import date_words
from nines.plan.redline.model import ClauseChange, Compared, Judged, Redline, Side
from nines.values.text import count

__all__ = ["MARKS", "VERDICTS", "about", "clause_name", "heading", "notice_text", "sides", "summary"]

VERDICTS = {
    Verdict.ADVERSE: "worse for the customer",
    Verdict.OPEN: "to be read",
    Verdict.BETTER: "better for the customer",
    Verdict.NEUTRAL: "neutral",
}
MARKS = {Verdict.ADVERSE: "-", Verdict.OPEN: "?", Verdict.BETTER: "+", Verdict.NEUTRAL: "="}


def heading(item: Redline) -> str:
    """`Platform Service Level Agreement between Example Commerce GmbH and ACME Retail`."""
    return f"{item.title} {item.party}".strip()


def sides(item: Redline) -> str:
    """What it was and what it is, in one line."""
    if item.old is None:
        return f"new: {_side(item.new)}"
    if item.new is None:
        return f"no longer there: it was {_side(item.old)}"
    return f"{_side(item.old)}, is replaced by {_side(item.new)}"


def _side(side: Side | None) -> str:
    if side is None:
        return "nothing"
    version = f"version {side.version}" if side.version is not None else "a version without a number"
    return version if side.effective is None else f"{version}, in force from {date_words(side.effective)}"


def about(item: Judged) -> str:
    """What a change is of: its subject, and the plans where it is not of all."""
    plans = f" (plan {', '.join(item.plans)})" if item.plans else ""
    return f"{item.change.subject[:1].upper()}{item.change.subject[1:]}{plans}"


def clause_name(clause: ClauseChange) -> str:
    """`9.2 Availability`, `9.3, was 9.2`, `7.4, new`."""
    number = clause.new_number or clause.old_number
    named = f"{number} {clause.title}".strip()
    if clause.is_new:
        return f"{named} (new)"
    if clause.is_gone:
        return f"{named} (no longer there)"
    return named if clause.old_number == clause.new_number else f"{named} (was {clause.old_number})"


def notice_text(notice: Notice) -> str:
    """Whether a notice period is kept, with the days."""
    given = f"announced on {date_words(notice.announced)}, in force from {date_words(notice.effective)}"
    days = f"{count(notice.days, 'day')} promised, {count(notice.given, 'day')} given"
    if notice.is_kept:
        return f"kept: {days} ({given})"
    return f"too short: {days} ({given}); it may be in force from {date_words(notice.first)}"


def summary(compared: Compared) -> str:
    """`3 contracts differ: 4 worse for the customer, 2 to be read. 1 other declaration differs.`."""
    others = len(compared.besides)
    more = f" {count(others, 'other declaration')} {'differs' if others == 1 else 'differ'}." if others else ""
    return f"{_contracts(compared.contracts)}{more}"


def _contracts(items: Sequence[Redline]) -> str:
    if not items:
        return "No contract differs."
    found = [change.change.verdict for item in items for change in item.changes]
    found += [clause.verdict for item in items for clause in item.clauses if not clause.why and not clause.follows]
    counted = [f"{found.count(verdict)} {VERDICTS[verdict]}" for verdict in Verdict if found.count(verdict)]
    head = f"{count(len(items), 'contract')} {'differs' if len(items) == 1 else 'differ'}"
    return f"{head}: {', '.join(counted)}." if counted else f"{head}."
