"""What does not count: hours by schedule, works as they were done, and cases with their evidence."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nines.contract.model import Agreement, Exclusion, Maintenance, Promise
from nines.diagnostics.suggest import closest, listing
from nines.record import dataclass
from nines.settle.codes import MISSING_NUMBERS, WHOSE_NUMBERS
from nines.settle.gaps import Gap
from nines.settle.judged import Judged
from nines.settle.rows import ExclusionRow, MaintenanceRow, Row
from nines.source import Span
from nines.values import calendar
from nines.values.intervals import Interval, difference
from nines.values.zone import Zone, zone

__all__ = ["Excluded", "Refused", "excluded_time", "exclusion_named", "lacks_evidence", "masked_time"]


@dataclass(frozen=True, slots=True)
class Excluded:
    """A stretch of time that an exclusion covers. `row` is where it is stated, None for hours by schedule."""

    exclusion: Exclusion
    span: Interval
    promise: str | None
    evidence: str | None
    row: Span | None


@dataclass(frozen=True, slots=True)
class Refused:
    """Time that was given as excluded, and why the contract does not exclude it.

    `why` is `outside of the agreed hours`, `announced too late` or `beyond`: `time` is then the notice that was needed,
    or what is allowed `per` month.
    """

    exclusion: Exclusion
    span: Interval
    why: str
    row: Span | None
    time: Fraction = Fraction(0)
    per: str = ""


Time = tuple[tuple[Excluded, ...], tuple[Refused, ...]]


def exclusion_named(name: str, agreement: Agreement, span: Span) -> Exclusion | Gap:
    found = next((item for item in agreement.exclusions if item.name == name), None)
    if found is not None:
        return found
    known = [item.name for item in agreement.exclusions]
    better = closest(name, known)
    return Gap(
        WHOSE_NUMBERS,
        f"the contract has no exclusion `{name}`" + (f": did you mean `{better}`?" if better else ""),
        span,
        helps=(f"it has {listing(known, joint='and')}" if known else "it excludes nothing",),
    )


def excluded_time(
    agreement: Agreement, judged: Judged, cases: Sequence[ExclusionRow], works: Sequence[MaintenanceRow]
) -> Time | Gap:
    """All excluded time of a period, and what was refused. Of time beyond an allowance the later part counts."""
    found: list[Excluded] = []
    refused: list[Refused] = []
    for exclusion in agreement.exclusions:
        maintenance = exclusion.maintenance
        if maintenance is None:
            continue
        mine = [row for row in works if row.exclusion == exclusion.name]
        done = _works(exclusion, maintenance, judged, mine)
        if isinstance(done, Gap):
            return done
        spans, late = done
        refused += late
        kept, beyond = _within_allowance(exclusion, maintenance, judged, spans)
        found += kept
        refused += beyond
    for row in works:
        other = exclusion_named(row.exclusion, agreement, row.place("exclusion"))
        if isinstance(other, Gap):
            return other
        if other.maintenance is None:
            said = f"`{other.name}` is no maintenance: it belongs in the table `exclusions`"
            return Gap(WHOSE_NUMBERS, said, row.place("exclusion"))
    for case in cases:
        item = _case(case, agreement, judged)
        if isinstance(item, Gap):
            return item
        found += [item] if item is not None else []
    return tuple(found), tuple(refused)


def masked_time(promise: Promise, agreement: Agreement, judged: Judged) -> tuple[Excluded, ...]:
    """The hours that an indicator leaves out, as time that leaves downtime and period.

    Hours that the contract excludes itself are not among them: it says what their effect is.
    """
    found: list[Excluded] = []
    existing = judged.existing
    own = {item.maintenance.name for item in agreement.exclusions if item.maintenance is not None}
    for mask in promise.indicator.masks if promise.indicator is not None else ():
        hours = mask.hours.hours
        if hours is None or mask.hours.name in own:
            continue
        spans = hours.occurrences(existing.start, existing.end)
        title = mask.hours.title or mask.hours.name
        if mask.kind == "during":
            spans, title = difference([existing], spans), f"Outside of {title}"
        exclusion = Exclusion(mask.hours.name, title, "leaves downtime and period", None, False, None, mask.origin)
        found += [Excluded(exclusion, span, promise.name, None, None) for span in spans]
    return tuple(found)


def _case(row: ExclusionRow, agreement: Agreement, judged: Judged) -> Excluded | Gap | None:
    exclusion = exclusion_named(row.exclusion, agreement, row.place("exclusion"))
    if isinstance(exclusion, Gap):
        return exclusion
    gap = lacks_evidence(exclusion, row.evidence, row)
    if gap is not None:
        return gap
    if row.start is None or row.end is None:
        return None
    span = Interval(row.start, row.end).clipped(judged.span.start, judged.span.end)
    return Excluded(exclusion, span, row.promise, row.evidence, row.span) if span.seconds > 0 else None


def lacks_evidence(exclusion: Exclusion, evidence: str | None, row: Row) -> Gap | None:
    """The finding for a case whose evidence the contract asks for, and that has none."""
    if exclusion.evidence is None or evidence:
        return None
    said = f"`{exclusion.name}` is shown by {exclusion.evidence}, and the row has no `evidence`"
    return Gap(MISSING_NUMBERS, said, row.place("exclusion"), "excluded only with evidence")


def _works(
    exclusion: Exclusion, maintenance: Maintenance, judged: Judged, rows: Sequence[MaintenanceRow]
) -> tuple[list[Excluded], list[Refused]] | Gap:
    """Hours by schedule, and works as they were done where there is no schedule or beside it."""
    start, end = _allowance_unit(maintenance, judged)
    hours = maintenance.hours.occurrences(start, end) if maintenance.hours is not None else ()
    scheduled = maintenance.hours is not None and bool(maintenance.hours.lines)
    found = [Excluded(exclusion, span, None, None, None) for span in hours] if scheduled else []
    refused: list[Refused] = []
    for row in sorted(rows, key=lambda row: (row.start, row.end)):
        span = Interval(row.start, row.end)
        if scheduled and not maintenance.emergency:
            outside = difference([span.clipped(judged.span.start, judged.span.end)], hours)
            refused += [Refused(exclusion, part, "outside of the agreed hours", row.span) for part in outside]
            continue
        late = _announced_late(maintenance, row)
        if isinstance(late, Gap):
            return late
        if late is None:
            found.append(Excluded(exclusion, span, row.promise, None, row.span))
        elif (inside := span.clipped(judged.span.start, judged.span.end)).seconds > 0:
            refused.append(Refused(exclusion, inside, "announced too late", row.span, late))
    return sorted(found, key=lambda item: item.span), refused


def _announced_late(maintenance: Maintenance, row: MaintenanceRow) -> Fraction | Gap | None:
    """The notice that was needed, where it was not kept."""
    if maintenance.notice is None:
        return None
    if row.announced is None:
        said = f"`{maintenance.name}` needs notice, and the row does not say when it was `announced`"
        return Gap(MISSING_NUMBERS, said, row.span)
    if row.start - row.announced < maintenance.notice.seconds:
        return maintenance.notice.seconds
    return None


def _within_allowance(
    exclusion: Exclusion, maintenance: Maintenance, judged: Judged, items: Sequence[Excluded]
) -> tuple[list[Excluded], list[Refused]]:
    """In the order of time, what an allowance leaves; the time before this period uses it up too."""
    span = judged.span
    if maintenance.allowance is None or not exclusion.beyond_counts:
        inside = [_clipped(item, span) for item in items]
        return [item for item in inside if item.span.seconds > 0], []
    kept: list[Excluded] = []
    refused: list[Refused] = []
    per = maintenance.per or "month"
    unit = _calendar(per, zone(maintenance.zone) or judged.zone)
    used: dict[int, int] = {}
    most = maintenance.allowance.milliseconds // 1000
    for item in items:
        for part in _by_unit(item.span, unit):
            left = max(0, most - used.get(unit.containing(part.start).start, 0))
            used[unit.containing(part.start).start] = most - left + part.seconds
            fits = Interval(part.start, min(part.end, part.start + left)).clipped(span.start, span.end)
            beyond = Interval(min(part.end, part.start + left), part.end).clipped(span.start, span.end)
            if fits.seconds > 0:
                kept.append(Excluded(exclusion, fits, item.promise, item.evidence, item.row))
            if beyond.seconds > 0:
                refused.append(Refused(exclusion, beyond, "beyond", item.row, maintenance.allowance.seconds, per))
    return kept, refused


def _allowance_unit(maintenance: Maintenance, judged: Judged) -> tuple[int, int]:
    """From where on works use up the allowance of this period."""
    if maintenance.allowance is None or maintenance.per is None:
        return judged.span.start, judged.span.end
    unit = _calendar(maintenance.per, zone(maintenance.zone) or judged.zone)
    return unit.containing(judged.span.start).start, judged.span.end


def _calendar(per: str, place: Zone) -> calendar.CalendarPeriod:
    units: dict[str, calendar.CalendarPeriod] = {
        "day": calendar.Day(place),
        "week": calendar.Week(place),
        "quarter": calendar.Quarter(place),
        "year": calendar.Year(place),
    }
    return units.get(per, calendar.Month(place))


def _by_unit(span: Interval, unit: calendar.CalendarPeriod) -> list[Interval]:
    parts: list[Interval] = []
    start = span.start
    while start < span.end:
        end = min(span.end, unit.containing(start).end)
        parts.append(Interval(start, end))
        start = end
    return parts


def _clipped(item: Excluded, span: Interval) -> Excluded:
    return Excluded(item.exclusion, item.span.clipped(span.start, span.end), item.promise, item.evidence, item.row)
