"""What changes next: the period that follows, what it allows, works that are planned in it, and terms to come."""

from __future__ import annotations

from nines.contract.versions import since
from nines.plan.documents.inline import figure
from nines.plan.documents.model import Bullets, Clause, Line, Said, Text
from nines.plan.report.model import Found
from nines.settle.words import day_words, length_words, moment_words
from nines.values import text
from nines.values.calendar import allowed
from nines.values.intervals import Interval, total
from nines.values.zone import EPOCH_DAY

__all__ = ["coming"]


def coming(found: Found) -> Clause:
    judged = found.settlement.judged
    span = judged.calendar.after(judged.span)
    start, end = (moment_words(at, judged.zone) for at in (span.start, span.end))
    items: list[Line] = [
        (Text("The next period is from "), figure(f"{start} to {end}"), Text(", "), figure(length_words(span.seconds)))
    ]
    for watched in found.watched():
        if watched.allowed:
            time = text.duration(allowed(watched.promised, span.seconds * 1000))
            promise = watched.result.outcome.promise
            items.append(
                (
                    Said(promise.title or promise.name),
                    Text(" then allows "),
                    figure(time, promise.origin),
                    Text(" of total failure"),
                )
            )
    items += _works(found, span)
    items += _terms(found)
    bullets = Bullets(tuple(items))
    inner = Clause("next-period", (), (bullets,), (), ())
    return Clause("coming", (Text("What changes next"),), (), (inner,), ())


def _works(found: Found, span: Interval) -> list[Line]:
    items: list[Line] = []
    for exclusion in found.settlement.customer.agreement.exclusions:
        hours = exclusion.maintenance.hours if exclusion.maintenance is not None else None
        times = hours.occurrences(span.start, span.end) if hours is not None else ()
        if times:
            first = moment_words(times[0].start, found.settlement.judged.zone)
            items.append(
                (
                    Said(exclusion.title),
                    Text(": "),
                    figure(f"{len(times)} times, {text.duration(total(times) * 1000)} in all", exclusion.origin),
                    Text(", first on "),
                    figure(first),
                )
            )
    return items


def _terms(found: Found) -> list[Line]:
    """Versions of the agreement that hold later."""
    settlement = found.settlement
    zone = settlement.judged.zone
    last = zone.local_day(settlement.judged.span.end - 1) + EPOCH_DAY
    later = [other for other in settlement.customer.others if since(other).toordinal() > last]
    return [
        (
            Text("From "),
            figure(day_words(since(other).toordinal() - EPOCH_DAY)),
            Text(" version "),
            figure(other.agreement.version or "–", other.sla.origin),
            Text(" of the agreement holds"),
        )
        for other in later
    ] or [(Text("No other version of the agreement is known of"),)]
