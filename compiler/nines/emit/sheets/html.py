"""A call sheet as one HTML page that needs nothing else: for a telephone, a screen or paper. It fetches and runs
nothing.
"""

from __future__ import annotations

from markupsafe import Markup, escape

from nines.emit.documents.html import BlockView, Lines
from nines.emit.environment import environment
from nines.plan.documents.inline import link, plain, say
from nines.plan.documents.model import Fact, Line, Link
from nines.plan.sheets.model import Incident, Now, Promised, PromiseNow, Sheet, Unknown
from nines.record import dataclass
from nines.resources import Folder

__all__ = ["html"]

_WORDS = ("no data", "kept", "watch", "risk", "broken")
_SIGNS = ("○", "●", "▲", "■", "✖")
_CLASSES = ("none", "fine", "watch", "burning", "spent")


@dataclass(frozen=True, slots=True)
class StateView:
    """A state by its sign and word; the class gives the colour, which says nothing more."""

    sign: str
    word: str
    tone: str


@dataclass(frozen=True, slots=True)
class PromiseView:
    """A promise, and how it stands if that is known."""

    title: Markup
    value: Markup
    missed: Markup
    state: StateView | None
    attained: Markup
    left: Markup
    credit: Markup


@dataclass(frozen=True, slots=True)
class IncidentView:
    sign: str
    tone: str
    what: Markup
    facts: tuple[Markup, ...]
    runbook: Markup


@dataclass(frozen=True, slots=True)
class NoteView:
    day: Markup
    title: Markup
    blocks: tuple[BlockView, ...]


def html(sheet: Sheet, now: Now | Unknown, own: Folder | None) -> str:
    """The page. `own` is the user's folder of templates."""
    template = environment("html", own).get_template("sheets/call.html")
    lines = Lines(frozenset())
    known = now if isinstance(now, Now) else None
    ordered = sorted(sheet.promises, key=lambda one: -_state(one, known))
    return template.render(
        t=sheet.t,
        language=sheet.language,
        page_title=f"{sheet.t.CALL_SHEET}: {plain(sheet.title)}",
        title=lines.markup(sheet.title),
        subtitle=lines.markup(sheet.subtitle),
        known=known is not None,
        why=lines.markup(now.why) if isinstance(now, Unknown) else "",
        as_of=lines.markup(say(sheet.t.CALL_AS_OF, time=now.at)) if isinstance(now, Now) else "",
        old=lines.markup(now.old) if isinstance(now, Now) else "",
        credit=lines.markup(now.credit) if isinstance(now, Now) else "",
        incidents=[_incident(one, lines) for one in now.incidents] if isinstance(now, Now) else [],
        promises=[_promise(one, sheet, known, lines) for one in ordered],
        ours=_facts(sheet.ours, lines),
        theirs=_facts(sheet.theirs, lines),
        support=lines.block(sheet.support) if sheet.support is not None else None,
        notes=[
            NoteView(lines.markup(note.day), lines.markup(note.title), tuple(lines.block(one) for one in note.blocks))
            for note in sheet.notes
        ],
        older=lines.markup(sheet.older),
        short=_facts(sheet.short, lines),
    )


def _state(promised: Promised, now: Now | None) -> int:
    found = now.promise(promised.name) if now is not None else None
    return found.state if found is not None else 0


def _promise(promised: Promised, sheet: Sheet, now: Now | None, lines: Lines) -> PromiseView:
    found = now.promise(promised.name) if now is not None else None
    state = _state(promised, now)
    shown = StateView(_SIGNS[state], sheet.t.CALL_STATES[_WORDS[state]], _CLASSES[state])
    return PromiseView(
        title=lines.markup(promised.title),
        value=lines.markup(promised.value),
        missed=lines.markup(promised.missed),
        state=shown if found is not None else None,
        attained=_cell(found, "attained", lines),
        left=_cell(found, "left", lines),
        credit=_cell(found, "credit", lines),
    )


def _cell(found: PromiseNow | None, what: str, lines: Lines) -> Markup:
    if found is None:
        return Markup()
    line: Line = {"attained": found.attained, "left": found.left, "credit": found.credit}[what]
    return lines.markup(line)


def _incident(incident: Incident, lines: Lines) -> IncidentView:
    runbook = link(incident.runbook)
    return IncidentView(
        _SIGNS[incident.state],
        _CLASSES[incident.state],
        lines.markup(incident.what),
        tuple(lines.markup(fact) for fact in incident.facts),
        Markup('<a href="{}">{}</a>').format(runbook.address, runbook.text)
        if isinstance(runbook, Link)
        else escape(incident.runbook),
    )


def _facts(facts: tuple[Fact, ...], lines: Lines) -> list[tuple[Markup, Markup]]:
    return [(lines.markup(fact.label), lines.markup(fact.value)) for fact in facts]
