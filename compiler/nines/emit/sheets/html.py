"""A call sheet as one HTML page that needs nothing else: for a telephone, a screen or paper. It fetches and runs
nothing.
"""

from __future__ import annotations

from nines.emit.documents.characters import one_line
from nines.emit.documents.data import Value, Values
from nines.emit.environment import environment
from nines.plan.documents.inline import link, plain, say
from nines.plan.sheets.model import Incident, Now, Promised, Sheet, Unknown
from nines.resources import Folder

__all__ = ["html"]

_WORDS = ("no data", "kept", "watch", "risk", "broken")
_SIGNS = ("○", "●", "▲", "■", "✖")
_CLASSES = ("none", "fine", "watch", "burning", "spent")
"""Of each state its word, its sign, and the class that gives its colour, which says nothing more."""

_VALUES = Values(frozenset())


def html(sheet: Sheet, now: Now | Unknown, own: Folder | None) -> str:
    """The page. `own` is the user's folder of templates."""
    template = environment("html", own).get_template("sheets/call.html")
    of = _VALUES
    known = now if isinstance(now, Now) else None
    ordered = sorted(sheet.promises, key=lambda one: -_state(one, known))
    return template.render(
        t=sheet.t,
        language=sheet.language,
        page_title=one_line(f"{sheet.t.CALL_SHEET}: {plain(sheet.title)}"),
        title=of.line(sheet.title),
        subtitle=of.line(sheet.subtitle),
        why=of.line(now.why) if isinstance(now, Unknown) else [],
        now=_now(known, sheet) if known is not None else None,
        promises=[_promise(one, sheet, known) for one in ordered],
        people=[
            {"id": "theirs", "head": sheet.t.CALL_THEIRS, "facts": of.facts(sheet.theirs)},
            {"id": "ours", "head": sheet.t.CALL_OURS, "facts": of.facts(sheet.ours)},
        ],
        support=of.blocks([sheet.support]) if sheet.support is not None else [],
        notes=[
            {"day": of.line(note.day), "title": of.line(note.title), "blocks": of.blocks(note.blocks)}
            for note in sheet.notes
        ],
        older=of.line(sheet.older),
        short=of.facts(sheet.short),
    )


def _now(now: Now, sheet: Sheet) -> Value:
    return {
        "at": _VALUES.line(say(sheet.t.CALL_AS_OF, time=now.at)),
        "old": _VALUES.line(now.old),
        "credit": _VALUES.line(now.credit),
        "incidents": [_incident(one) for one in now.incidents],
    }


def _state(promised: Promised, now: Now | None) -> int:
    found = now.promise(promised.name) if now is not None else None
    return found.state if found is not None else 0


def _promise(promised: Promised, sheet: Sheet, now: Now | None) -> Value:
    """A promise, and how it stands if that is known."""
    found = now.promise(promised.name) if now is not None else None
    state = _state(promised, now)
    said = {
        "title": promised.title,
        "value": promised.value,
        "missed": promised.missed,
        "attained": found.attained if found is not None else (),
        "left": found.left if found is not None else (),
        "breaks": found.breaks if found is not None else (),
        "credit": found.credit if found is not None else (),
    }
    shown = {"sign": _SIGNS[state], "word": sheet.t.CALL_STATES[_WORDS[state]], "tone": _CLASSES[state]}
    return {**{name: _VALUES.line(line) for name, line in said.items()}, **shown}


def _incident(incident: Incident) -> Value:
    return {
        "sign": _SIGNS[incident.state],
        "tone": _CLASSES[incident.state],
        "urgency": _VALUES.line(incident.urgency),
        "what": _VALUES.line(incident.what),
        "facts": [_VALUES.line(fact) for fact in incident.facts],
        "runbook": _VALUES.line((link(incident.runbook),)) if incident.runbook else [],
    }
