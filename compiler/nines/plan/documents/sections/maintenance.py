"""Planned maintenance, and what is excluded."""

from __future__ import annotations

from nines.contract.model import Exclusion, Maintenance
from nines.plan.documents.inline import clause, figure, paragraph, prose, say
from nines.plan.documents.model import Clause, Line, Pointer, Reference, Said, Text
from nines.plan.documents.words.numbers import written_time
from nines.plan.documents.words.schedules import hours
from nines.plan.documents.words.terms import Terms

__all__ = ["exclusions", "maintenance"]


def maintenance(terms: Terms) -> Clause | None:
    """The maintenance that exclusions speak of: when, how announced, how much."""
    each = [_work(item.maintenance, terms) for item in terms.agreement.exclusions if item.maintenance is not None]
    return clause("maintenance", title=say(terms.t.MAINTENANCE), clauses=each, origins=[terms.sla.origin])


def _work(work: Maintenance, terms: Terms) -> Clause | None:
    t = terms.t
    title = Said(_title(work))
    sentences: list[Line] = []
    if work.hours is not None:
        sentences.append(say(t.MAINTENANCE_HOURS, title=title, hours=hours(work.hours, work.origin, t)))
    if work.emergency:
        sentences.append(say(t.MAINTENANCE_EMERGENCY, title=title))
    if work.notice is not None:
        sentences.append(say(t.MAINTENANCE_NOTICE, time=figure(written_time(work.notice, t), work.origin)))
    if work.allowance is not None and work.per is not None:
        time = figure(written_time(work.allowance, t), work.origin)
        sentences.append(say(t.MAINTENANCE_ALLOWANCE, time=time, per=Text(t.PER_NOUNS[work.per])))
    said = (*prose(work.description), paragraph(*sentences))
    return clause(f"maintenance-{work.name}", *said, title=(title,), origins=[work.origin])


def _title(work: Maintenance) -> str:
    return work.title or work.name.replace("-", " ").capitalize()


def exclusions(terms: Terms) -> Clause | None:
    """Each exclusion with its effect and its evidence, numbered."""
    t = terms.t
    each = [_exclusion(item, terms) for item in terms.agreement.exclusions]
    if not each:
        return None
    intro = clause(
        "exclusions-intro",
        paragraph(say(t.EXCLUSIONS_INTRO, see=Pointer("measuring", *t.POINTER))),
        origins=[terms.sla.origin],
    )
    return clause("exclusions", title=say(t.EXCLUSIONS), clauses=[intro, *each], origins=[terms.sla.origin])


def _exclusion(item: Exclusion, terms: Terms) -> Clause | None:
    t = terms.t
    work = item.maintenance
    sentences = [say(t.EFFECTS[item.effect])]
    if work is not None:
        sentences.insert(0, say(t.AS_MAINTENANCE, maintenance=Reference(f"maintenance-{work.name}")))
    if item.evidence is not None:
        sentences.append(say(t.EVIDENCE, evidence=Said(item.evidence.rstrip("."))))
    if item.beyond_counts:
        if work is not None:
            sentences.append(say(t.BEYOND, maintenance=Reference(f"maintenance-{work.name}")))
        else:
            sentences.append(say(t.BEYOND_PLAIN))
    said = paragraph(*sentences)
    return clause(f"exclusion-{item.name}", said, title=(Said(item.title),), origins=[item.origin])
