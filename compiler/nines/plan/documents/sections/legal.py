"""Termination, reports and duties, liability, changes and law."""

from __future__ import annotations

from collections.abc import Sequence

from nines.contract.model import Promise
from nines.language.statements.money import Points
from nines.language.statements.promise import Duty
from nines.plan.documents.inline import clause, figure, paragraph, say
from nines.plan.documents.model import Bullets, Clause, Line, Said
from nines.plan.documents.words.conditions import Of, condition
from nines.plan.documents.words.countries import place
from nines.plan.documents.words.deadlines import deadline
from nines.plan.documents.words.numbers import written_time
from nines.plan.documents.words.terms import Terms

__all__ = ["changes", "chronic", "liability", "reporting"]


def chronic(terms: Terms) -> Clause | None:
    """When the customer may leave, and by when it has to say so."""
    t, value = terms.t, terms.agreement.terminate
    if value is None:
        return None
    lines = [say(t.TERMINATE, condition=condition(value.condition, terms, Of(None)))]
    if value.notice is not None:
        lines.append(say(t.TERMINATE_NOTICE, deadline=deadline(value.notice, t)))
    right = clause("termination-right", paragraph(*lines), origins=[value.span])
    return clause("termination", title=say(t.CHRONIC), clauses=[right], origins=[value.span])


def reporting(terms: Terms) -> Clause | None:
    clauses = [_report(terms), _duties(terms.agreement.duties, None, terms)]
    clauses += [_duties(_own_duties(promise), promise, terms) for promise in terms.agreement.promises]
    points = terms.agreement.points
    clauses.append(_points_duties(points, terms) if points is not None else None)
    return clause("reporting", title=say(terms.t.REPORTING), clauses=clauses, origins=[terms.sla.origin])


def _report(terms: Terms) -> Clause | None:
    t, value = terms.t, terms.agreement.report
    if value is None:
        return None
    lines = [say(t.REPORT, deadline=deadline(value.deadline, t))]
    if value.promise is not None:
        lines.append(say(t.REPORT_MISSING, promise=terms.promise_title(value.promise)))
    return clause("report", paragraph(*lines), origins=[value.span])


def _own_duties(promise: Promise) -> tuple[Duty, ...]:
    return (*promise.duties, *(duty for level in promise.levels for duty in level.body.all(Duty)))


def _duties(duties: Sequence[Duty], promise: Promise | None, terms: Terms) -> Clause | None:
    if not duties:
        return None
    t = terms.t
    title: Line | None = (Said(promise.title),) if promise is not None else None
    bullets = Bullets(tuple(_duty(duty, Of(title), terms) for duty in duties))
    intro = say(t.DUTIES_OF, promise=title) if title is not None else say(t.DUTIES_INTRO)
    anchor = f"duties-{promise.name}" if promise is not None else "duties"
    return clause(anchor, paragraph(intro), bullets, origins=[duty.span for duty in duties])


def _points_duties(points: Points, terms: Terms) -> Clause | None:
    duties = points.body.all(Duty)
    if not duties:
        return None
    bullets = Bullets(tuple(_duty(duty, Of(None), terms) for duty in duties))
    return clause(
        "points-duties", paragraph(say(terms.t.DUTIES_INTRO)), bullets, origins=[item.span for item in duties]
    )


def _duty(duty: Duty, of: Of, terms: Terms) -> Line:
    t, text = terms.t, Said(duty.text.value.rstrip("."))
    holds = condition(duty.condition, terms, of) if duty.condition is not None else ()
    by = deadline(duty.deadline, t) if duty.deadline is not None else ()
    if by and holds:
        return say(t.DUTY_WITHIN_IF, text=text, deadline=by, condition=holds)
    if by:
        return say(t.DUTY_WITHIN, text=text, deadline=by)
    return say(t.DUTY_IF, text=text, condition=holds) if holds else say(t.DUTY, text=text)


def liability(terms: Terms) -> Clause | None:
    t, value = terms.t, terms.agreement.liability
    if value is None:
        return None
    line = say(t.SOLE_REMEDY) if value.kind is not None else ()
    if value.text is not None:
        line = say(t.LIABILITY_TEXT, text=Said(value.text.value))
    inner = clause("liability-rule", paragraph(line), origins=[value.span])
    return clause("liability", title=say(t.LIABILITY), clauses=[inner], origins=[value.span])


def changes(terms: Terms) -> Clause | None:
    t, agreement = terms.t, terms.agreement
    value = agreement.changes
    notice, law = None, None
    if value is not None:
        time = figure(written_time(value.notice.value, t), value.notice.span)
        notice = clause("change-notice", paragraph(say(t.CHANGES_NOTICE, time=time)), origins=[value.span])
    provider = terms.contract.provider
    where = agreement.law or (provider.law if provider is not None else None)
    if where is not None:
        origin = terms.sla.origin if agreement.law or provider is None else provider.origin
        law = clause("law", paragraph(say(t.LAW, place=Said(place(where, t)))), origins=[origin])
    title = t.CHANGES if value is not None else t.LAW_TITLE
    return clause("changes", title=say(title), clauses=[notice, law], origins=[terms.sla.origin])
