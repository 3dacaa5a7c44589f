"""The annex that says how long everything may fail, for each length that a period can have."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nines.plan.documents.allowed import Allowance, allowances, plain_edge
from nines.plan.documents.inline import clause, figure, join, paragraph, say
from nines.plan.documents.model import Align, Clause, Column, Line, Pointer, Row, Said, Table, Text
from nines.plan.documents.texts import Texts
from nines.plan.documents.words.comparisons import compared
from nines.plan.documents.words.numbers import computed_time, local, quantity_at, share
from nines.plan.documents.words.periods import PeriodLength, lengths
from nines.plan.documents.words.terms import Terms
from nines.values import text

__all__ = ["allowed"]

_DAY = 86_400_000


def allowed(several: Sequence[Terms]) -> Clause | None:
    """A row for each promised share, a column for each length."""
    first = several[0]
    t, period = first.t, first.agreement.period
    found = allowances(tuple(several))
    if not found or period is None:
        return None
    spans = lengths(period, first.agreement.effective)
    if not spans:
        return None
    rounded = any(item.edge != plain_edge(item.operator, item.promised.value) for item in found)
    columns = [Column(say(t.ALLOWED_HEAD))]
    if rounded:
        columns.append(Column(say(t.ALLOWED_EDGE), Align.RIGHT))
    columns += [Column(_length(span, t), Align.RIGHT) for span in spans]
    rows = tuple(_row(item, spans, rounded=rounded, t=t) for item in found)
    notes = [say(t.ALLOWED_INTRO if len(spans) > 1 else t.ALLOWED_INTRO_ONE)]
    if any(item.counts_events for item in found):
        notes.append(say(t.ALLOWED_EVENTS))
    if first.agreement.exclusions:
        notes.append(say(t.ALLOWED_EXCLUDED))
    if rounded:
        notes.append(say(t.ALLOWED_ROUNDED, see=Pointer("rounding", *t.POINTER)))
    notes.append(say(t.ALLOWED_UNITS))
    table = Table(say(t.ALLOWED_CAPTION), tuple(columns), rows)
    inner = clause("allowed-times", paragraph(*notes), table, origins=[item.promised.span for item in found])
    return clause("allowed", title=say(t.ANNEX_ALLOWED), clauses=[inner], origins=[first.sla.origin])


def _row(item: Allowance, spans: Sequence[PeriodLength], *, rounded: bool, t: Texts) -> Row:
    titles = join([(Said(title),) for title in item.titles], t.COMMA)
    value = compared(item.operator, quantity_at(item.promised, t), t)
    cells: list[Line] = [say(t.ALLOWED_ROW, value=value, titles=titles)]
    if rounded:
        edge = share(item.edge.value, t, item.promised.span)
        cells.append((edge,) if item.edge.included else compared("above", edge, t))
    for span in spans:
        bad = item.bad(span.milliseconds)
        shown = local(text.duration(bad), t) if bad >= 1 else t.NO_TIME
        cells.append((figure(shown, item.promised.span),))
    return Row(tuple(cells), (item.promised.span,))


def _length(span: PeriodLength, t: Texts) -> Line:
    """`30 days`, `31 days less 1 hour (March)`."""
    days = round(Fraction(span.milliseconds, _DAY))
    off = span.milliseconds - days * _DAY
    if days == 0 or not off:
        line: Line = (figure(computed_time(span.milliseconds, t)),)
    else:
        time = figure(computed_time(abs(off), t))
        whole = figure(computed_time(days * _DAY, t))
        line = say(t.LENGTH_MORE if off > 0 else t.LENGTH_LESS, days=whole, time=time)
    return line if span.month is None else say(t.LENGTH_IN_MONTH, length=line, month=Text(t.MONTHS[span.month - 1]))
