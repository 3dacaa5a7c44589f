"""Tickets and records as things with a value each: those that belong to a period, and what excludes them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nines.diagnostics.model import Label, Report
from nines.diagnostics.suggest import listing
from nines.record import dataclass
from nines.settle.clocks import events_of, intervals_of, rule_of, time_of
from nines.settle.codes import BAD_VALUE, CONTRADICTION, MISSING_NUMBERS, OPEN_TERM, WHOSE_NUMBERS, WRONG_TIME
from nines.settle.counting import LeftOut
from nines.settle.excluded import exclusion_named, lacks_evidence
from nines.settle.gaps import Gap
from nines.settle.rows import RecordRow, TicketRow
from nines.settle.validity import valid_rows
from nines.settle.watched import BOTH, WAIVES, Watched
from nines.values.intervals import Interval
from nines.values.model import Quantity
from nines.values.units import base_value

__all__ = ["Item", "records_of", "tickets_of"]


@dataclass(frozen=True, slots=True)
class Item:
    """A ticket or record of the period. `value` in base units; `running` where it is at least that, and not over yet.

    `excluded` is what takes it out of the bad ones, or of all (`whole`); `waived` what only waives its credit.
    """

    id: str
    at: int
    value: Fraction
    planned: Fraction | None
    quantity: Quantity | None
    running: bool
    excluded: LeftOut | None
    waived: LeftOut | None
    row: TicketRow | RecordRow


# Tickets.


def tickets_of(watched: Watched, report: Report) -> tuple[Item, ...] | None:
    """The tickets of a promise's severity that belong to the period; None after a finding."""
    rule = rule_of(watched.agreement, watched.promise.clock or "")
    if rule is None:
        report.say(OPEN_TERM, f"the support matrix has no `{watched.promise.clock}`", watched.promise.origin)
        return None
    by_id = _by_id(watched, report)
    if by_id is None:
        return None
    found: list[Item] = []
    for rows in by_id:
        severity = _severity(rows, report)
        if severity is None:
            return None
        if severity != rule.severity:
            continue
        ran = intervals_of(rule, rows, watched.as_of)
        if isinstance(ran, Gap):
            report.add(ran.finding)
            return None
        if ran is None:
            continue
        span, ended = ran
        belongs = _belongs(watched, span, report)
        if belongs is None:
            return None
        if not belongs:
            continue
        seconds = time_of(rule, rows, span)
        by = _excluded(watched, next((row for row in rows if row.exclusion), rows[0]))
        gap = next((item for item in (seconds, by) if isinstance(item, Gap)), None)
        if gap is not None:
            report.add(gap.finding)
            return None
        assert isinstance(seconds, Fraction)
        assert not isinstance(by, Gap)
        found.append(Item(rows[0].id, span.start, seconds, None, None, not ended, *by, rows[0]))
    return tuple(found)


def _by_id(watched: Watched, report: Report) -> list[list[TicketRow]] | None:
    """The rows of each ticket in the order of time, tickets by when they began."""
    known = events_of(watched.agreement)
    groups: dict[str, list[TicketRow]] = {}
    for row in watched.tickets or ():
        if row.event not in known:
            said = f"`{row.event}` is nothing that happens to a ticket"
            report.say(BAD_VALUE, said, row.place("event"), helps=[f"there is {listing(known, most=20, joint='and')}"])
            return None
        groups.setdefault(row.id, []).append(row)
    for rows in groups.values():
        rows.sort(key=lambda row: row.at)
        opened = [row for row in rows if row.event == "opened"]
        if len(opened) > 1:
            said = f"the ticket `{opened[1].id}` was opened twice"
            report.say(CONTRADICTION, said, opened[1].span, others=[Label(opened[0].span, "first here")])
            return None
        if opened and rows[0] is not opened[0] and rows[0].at < opened[0].at:
            report.say(WRONG_TIME, f"the ticket `{rows[0].id}` was {rows[0].event} before it was opened", rows[0].span)
            return None
    return [groups[name] for name in sorted(groups, key=lambda name: (groups[name][0].at, name))]


def _severity(rows: Sequence[TicketRow], report: Report) -> str | None:
    said = [row for row in rows if row.severity]
    if not said:
        report.say(MISSING_NUMBERS, f"the severity of the ticket `{rows[0].id}` is not said", rows[0].span)
        return None
    other = next((row for row in said if row.severity != said[0].severity), None)
    if other is not None:
        report.say(
            CONTRADICTION,
            f"the ticket `{other.id}` is of two severities, `{said[0].severity}` and `{other.severity}`",
            other.place("severity"),
            others=[Label(said[0].place("severity"), "first here")],
            helps=["give it as two tickets, each with the clock of its own severity"],
        )
        return None
    return said[0].severity


def _belongs(watched: Watched, span: Interval, report: Report) -> bool | None:
    """Whether a ticket is of this period, by where it starts or ends."""
    existing, crossing = watched.judged.existing, watched.promise.crossing
    inside = span.start in existing, (span.end - 1 if span.seconds else span.end) in existing
    if inside[0] is inside[1] and (inside[0] or span.end <= existing.start or span.start >= existing.end):
        return inside[0]
    if crossing is None or crossing.how.value == "split":
        said = "a ticket cannot be split over two periods" if crossing is not None else ""
        gap = watched.open("crossing counts where it starts", "to which period a ticket over its end belongs")
        report.say(OPEN_TERM, said or gap.headline, crossing.span if crossing is not None else gap.span, gap.label)
        return None
    return inside[0] if crossing.how.value == "counts where it starts" else inside[1]


# Records.


def records_of(watched: Watched, report: Report) -> tuple[Item, ...] | None:
    """The records of a promise within the period; None after a finding."""
    found: list[Item] = []
    seen: dict[str, RecordRow] = {}
    rows = valid_rows(watched.promise, watched.records or (), report)
    if rows is None:
        return None
    for row in sorted(rows, key=lambda row: (row.at, row.id)):
        if row.id in seen:
            said = f"the record `{row.id}` is there twice"
            report.say(CONTRADICTION, said, row.place("id"), others=[Label(seen[row.id].place("id"), "first here")])
            return None
        seen[row.id] = row
        if row.at not in watched.judged.existing:
            continue
        by = _excluded(watched, row)
        if isinstance(by, Gap):
            report.add(by.finding)
            return None
        planned = base_value(row.planned) if row.planned is not None else None
        found.append(Item(row.id, row.at, base_value(row.value), planned, row.value, False, *by, row))
    return tuple(found)


def _excluded(watched: Watched, row: TicketRow | RecordRow) -> tuple[LeftOut | None, LeftOut | None] | Gap:
    """What takes an item out, and what waives its credit."""
    if row.exclusion is None:
        return None, None
    exclusion = exclusion_named(row.exclusion, watched.agreement, row.place("exclusion"))
    if isinstance(exclusion, Gap):
        return exclusion
    gap = lacks_evidence(exclusion, row.evidence, row)
    if gap is not None:
        return gap
    if exclusion.maintenance is not None:
        said = f"`{exclusion.name}` is maintenance, which excludes time"
        return Gap(WHOSE_NUMBERS, said, row.place("exclusion"))
    out = LeftOut(exclusion, Fraction(1), Fraction(1 if exclusion.effect == BOTH else 0), row.evidence, row.span)
    return (None, out) if exclusion.effect == WAIVES else (out, None)
