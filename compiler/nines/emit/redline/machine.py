"""Redlines as JSON, for programs: `grammar/redline.schema.json` has the form."""

from __future__ import annotations

from nines.change import Notice
from nines.change.declared import Declared
from nines.emit.laid import laid
from nines.plan.redline.model import ClauseChange, Compared, Judged, Redline, Side
from nines.source import Span

__all__ = ["redlines_json"]

Json = dict[str, object]


def redlines_json(compared: Compared) -> str:
    """All redlines and what else differs, with an end of line at the end."""
    value: Json = {
        "nines-redline": 1,
        "contracts": [_redline(item) for item in compared.contracts],
        "besides": [_declared(item) for item in compared.besides],
    }
    return laid(value) + "\n"


def _declared(item: Declared) -> Json:
    places = {"old": _place(item.old), "new": _place(item.new)}
    return {"what": item.what, "gone": list(item.gone), "come": list(item.come), **places}


def _redline(item: Redline) -> Json:
    return {
        "kind": item.kind,
        "name": item.name,
        "title": item.title,
        "verdict": item.verdict.value,
        "old": _side(item.old),
        "new": _side(item.new),
        "notice": _notice(item.notice),
        "faults": list(item.faults),
        "changes": [_change(change) for change in item.changes],
        "clauses": [_clause(clause) for clause in item.clauses],
    }


def _side(side: Side | None) -> Json | None:
    if side is None:
        return None
    effective = side.effective.isoformat() if side.effective is not None else None
    return {"version": side.version, "effective": effective, "fingerprint": side.fingerprint}


def _notice(notice: Notice | None) -> Json | None:
    if notice is None:
        return None
    return {
        "kept": notice.is_kept,
        "days": notice.days,
        "given": notice.given,
        "announced": notice.announced.isoformat(),
        "effective": notice.effective.isoformat(),
        "first": notice.first.isoformat(),
    }


def _change(item: Judged) -> Json:
    change = item.change
    return {
        "subject": change.subject,
        "text": change.text,
        "verdict": change.verdict.value,
        "clause": item.number or None,
        "plans": list(item.plans),
        "old": _place(change.old),
        "new": _place(change.new),
    }


def _place(span: Span | None) -> str | None:
    return f"{span.source.name}:{span.line}" if span is not None else None


def _clause(clause: ClauseChange) -> Json:
    return {
        "anchor": clause.anchor,
        "old": clause.old_number or None,
        "new": clause.new_number or None,
        "title": clause.title or None,
        "verdict": clause.verdict.value,
        "follows": clause.follows,
        "lines": [[{"is": piece.mark.value, "text": piece.text} for piece in line] for line in clause.lines],
    }
