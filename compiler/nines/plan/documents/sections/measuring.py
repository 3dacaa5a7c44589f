"""How commitments are measured: what holds for all of them, then each on its own."""

from __future__ import annotations

from nines.language.phrases import CalendarPeriod
from nines.language.statements.promise import MeasuredBy
from nines.plan.documents.inline import clause, figure, paragraph, say
from nines.plan.documents.model import Clause, Line, Said
from nines.plan.documents.sections.measured import applies_somewhere, is_sliced, measured, rounded
from nines.plan.documents.words.numbers import written_time
from nines.plan.documents.words.periods import period
from nines.plan.documents.words.terms import Terms, readable

__all__ = ["measuring"]


def measuring(terms: Terms) -> Clause | None:
    t = terms.t
    general = (
        _period(terms),
        _partial(terms),
        _measured_by(terms),
        _monitor_outage(terms),
        _no_traffic(terms),
        _crossing(terms),
        _rounding(terms),
    )
    each = [measured(promise, terms) for promise in terms.agreement.promises]
    return clause("measuring", title=say(t.MEASURING), clauses=[*general, *each], origins=[terms.sla.origin])


# What holds for all.


def _period(terms: Terms) -> Clause | None:
    t, value = terms.t, terms.agreement.period
    if value is None:
        return None
    noun, *more = period(value, t)
    sentences = [say(t.PERIOD_IS, period=noun), *more]
    if isinstance(value, CalendarPeriod) and value.counted is not None:
        length = figure(written_time(value.counted.value, t), value.counted.span)
        sentences.append(say(t.COUNTED_AS, length=length))
    return clause("period", paragraph(*sentences, say(t.PERIODS_ALONE)), origins=[value.span])


def _partial(terms: Terms) -> Clause | None:
    value = terms.agreement.partial_period
    if value is None:
        return None
    return clause("partial-period", paragraph(say(terms.t.PARTIAL[value])), origins=[terms.sla.origin])


def _measured_by(terms: Terms) -> Clause | None:
    value = terms.agreement.measured_by
    if value is None:
        return None
    return clause("measured-by", paragraph(_measurer(value, terms)), origins=[value.span])


def _measurer(value: MeasuredBy, terms: Terms) -> Line:
    t, party = terms.t, _party(value.party.value, terms)
    if value.decider is None:
        return say(t.MEASURED_BY, party=party)
    if value.decider.value == value.party.value:
        return say(t.MEASURED_DECIDES, party=party)
    return say(t.MEASURED_OTHER_DECIDES, party=party, decider=_party(value.decider.value, terms))


def _party(word: str, terms: Terms) -> Line:
    match word:
        case "provider":
            return say(terms.t.PARTY_PROVIDER)
        case "customer":
            return say(terms.t.PARTY_CUSTOMER)
        case _:
            return (Said(readable(word).capitalize()),)


def _monitor_outage(terms: Terms) -> Clause | None:
    value = terms.agreement.monitor_outage
    if value is None:
        return None
    return clause("monitor-outage", paragraph(say(terms.t.MONITOR_OUTAGE[value])), origins=[terms.sla.origin])


def _no_traffic(terms: Terms) -> Clause | None:
    value = terms.agreement.no_traffic
    if value is None or not applies_somewhere(terms):
        return None
    words = terms.t.NO_TRAFFIC if any(is_sliced(p) for p in terms.agreement.promises) else terms.t.NO_TRAFFIC_EVENTS
    return clause("no-traffic", paragraph(say(words[value])), origins=[terms.sla.origin])


def _crossing(terms: Terms) -> Clause | None:
    value = terms.agreement.crossing
    if value is None:
        return None
    return clause("crossing", paragraph(say(terms.t.CROSSING[value.how.value])), origins=[value.span])


def _rounding(terms: Terms) -> Clause | None:
    value = terms.agreement.round_measured
    if value is None:
        return None
    return clause("rounding", paragraph(rounded(value, terms)), origins=[value.span])
