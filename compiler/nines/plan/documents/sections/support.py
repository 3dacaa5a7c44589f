"""Support: how fast people answer, by severity."""

from __future__ import annotations

from nines.language.nodes import At
from nines.language.statements.common import Description
from nines.language.statements.support import Call, Clock, SeverityRow
from nines.plan.documents.inline import clause, figure, join, paragraph, prose, say
from nines.plan.documents.model import Align, Clause, Column, Line, Pointer, Row, Said, Table
from nines.plan.documents.words.numbers import written_time
from nines.plan.documents.words.schedules import hours
from nines.plan.documents.words.terms import Terms, readable
from nines.values.model import Duration

__all__ = ["severities_named", "support", "support_matrix"]

_CLOCKS = ("respond", "update", "workaround", "fix")


def support(terms: Terms) -> Clause | None:
    """The matrix, the hours it counts in, its clock, and whom to call."""
    t, matrix = terms.t, terms.agreement.support
    if matrix is None or not terms.severities:
        return None
    promised = any(promise.clock is not None for promise in terms.agreement.promises)
    credit = say(t.CREDIT_FOR_SUPPORT_ONLY, see=Pointer("commitments", *t.POINTER))
    no_credit = credit if promised else say(t.NO_CREDIT_FOR_SUPPORT)
    text = matrix.body.last(Description)
    described = prose(text.text.value) if text is not None else ()
    clauses = [
        clause(
            "support-times", *described, paragraph(say(t.SUPPORT_INTRO)), support_matrix(terms), origins=[matrix.span]
        ),
        *_hours(terms),
        *_clock(terms),
        *_calls(terms),
        clause("support-credits", paragraph(no_credit), origins=[matrix.span]),
    ]
    return clause("support", title=say(t.SUPPORT), clauses=clauses, origins=[matrix.span])


def support_matrix(terms: Terms) -> Table:
    """The severities, and how fast each is answered."""
    t = terms.t
    heads = {
        "respond": t.HEAD_RESPOND,
        "update": t.HEAD_UPDATE,
        "workaround": t.HEAD_WORKAROUND,
        "fix": t.HEAD_FIX,
    }
    shown = [clock for clock in _CLOCKS if any(_times(row)[clock] is not None for row in terms.severities)]
    columns = (
        Column(say(t.HEAD_SEVERITY)),
        *(Column(say(heads[clock]), Align.RIGHT) for clock in shown),
        Column(say(t.HEAD_HOURS)),
    )
    rows = tuple(_row(row, shown, terms) for row in terms.severities)
    return Table(say(t.SUPPORT_CAPTION), columns, rows)


def _times(row: SeverityRow) -> dict[str, At[Duration] | None]:
    return {"respond": row.respond, "update": row.update, "workaround": row.workaround, "fix": row.fix}


def _row(row: SeverityRow, shown: list[str], terms: Terms) -> Row:
    t, times = terms.t, _times(row)
    cells: list[Line] = []
    for clock in shown:
        time = times[clock]
        cells.append(say(t.NO_TIME_SET) if time is None else (figure(written_time(time.value, t), time.span),))
    when = say(t.AROUND_THE_CLOCK) if row.schedule is None else (Said(_schedule_title(row.schedule.value, terms)),)
    return Row((_severity(row), *cells, when), (row.span,))


def _severity(row: SeverityRow) -> Line:
    return (Said(row.title.value if row.title is not None else readable(row.name.value).capitalize()),)


def _schedule_title(name: str, terms: Terms) -> str:
    found = terms.schedule(name)
    return found.title if found is not None and found.title else readable(name).capitalize()


def _hours(terms: Terms) -> list[Clause | None]:
    """What the named hours of the last column are."""
    names = list(dict.fromkeys(row.schedule.value for row in terms.severities if row.schedule is not None))
    clauses = []
    for name in names:
        found = terms.schedule(name)
        if found is not None and found.hours is not None:
            said = hours(found.hours, found.origin, terms.t)
            line = say(terms.t.HOURS_ARE, title=Said(_schedule_title(name, terms)), hours=said)
            clauses.append(clause(f"support-hours-{name}", paragraph(line), origins=[found.origin]))
    return clauses


def _clock(terms: Terms) -> list[Clause | None]:
    t, matrix = terms.t, terms.agreement.support
    clocks = matrix.body.all(Clock) if matrix is not None else ()
    sentences = []
    for item in clocks:
        known = t.CLOCK_EVENTS.get(item.text.value)
        event = say(known) if known is not None else (Said(readable(item.text.value)),)
        if item.severity is None:
            sentences.append(say(t.CLOCKS[item.what.value], event=event))
        else:
            of = severities_named((item.severity.value,), terms)
            sentences.append(say(t.CLOCKS_FOR[item.what.value], event=event, severity=of))
    return [clause("support-clock", paragraph(*sentences), origins=[item.span for item in clocks])]


def _calls(terms: Terms) -> list[Clause | None]:
    t, matrix = terms.t, terms.agreement.support
    calls = matrix.body.all(Call) if matrix is not None else ()
    lines = [
        say(
            t.CALL,
            severities=severities_named(tuple(item.value for item in call.severities), terms),
            number=Said(call.number.value),
        )
        for call in calls
    ]
    return [clause("support-calls", paragraph(*lines), origins=[call.span for call in calls])]


def severities_named(names: tuple[str, ...], terms: Terms) -> Line:
    """The titles of severities, in quotes where several are listed."""
    rows = {row.name.value: row for row in terms.severities}
    titles = [_severity(rows[name]) if name in rows else (Said(readable(name)),) for name in names]
    quoted = [say(terms.t.QUOTED, text=title) for title in titles]
    return join(quoted, terms.t.COMMA, terms.t.LAST_AND)
