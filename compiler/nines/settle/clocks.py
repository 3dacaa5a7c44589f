"""The clocks of a support matrix: which events start, stop and pause them, and in which hours they run."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from nines.contract.model import Agreement
from nines.language.statements.support import Clock, SeverityRow
from nines.record import dataclass
from nines.settle.codes import CONTRADICTION, OPEN_TERM
from nines.settle.gaps import Gap
from nines.settle.rows import TicketRow
from nines.source import Span
from nines.values.intervals import Interval, difference, intersection, total
from nines.values.recurrence import Recurrence
from nines.values.units import base_value

__all__ = ["EVENTS", "Rule", "events_of", "intervals_of", "rule_of", "time_of"]

EVENTS = ("opened", "responded", "updated", "paused", "resumed", "workaround", "fixed")
_ENDS = {
    "respond": ("responded", "updated", "workaround", "fixed"),
    "update": ("fixed",),
    "workaround": ("workaround", "fixed"),
    "fix": ("fixed",),
}
"""What ends each clock: who mends a thing has answered too."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The clock of one cell of the matrix. `bound` is in seconds; `hours` None for around the clock.

    `pauses` are the events that pause it; empty where the contract has no word of pauses.
    """

    severity: str
    cell: str
    bound: Fraction
    hours: Recurrence | None
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    pauses: tuple[str, ...]
    span: Span


def rule_of(agreement: Agreement, clock: str) -> Rule | None:
    """The rule of `critical.fix`; None for a matrix without that cell."""
    severity, _, cell = clock.partition(".")
    matrix = agreement.support
    rows = matrix.body.all(SeverityRow) if matrix is not None else ()
    row = next((row for row in rows if row.name.value == severity), None)
    bound = getattr(row, cell, None) if row is not None else None
    if matrix is None or row is None or bound is None:
        return None
    named = next((item for item in agreement.support_hours if row.schedule and item.name == row.schedule.value), None)
    said = [item for item in matrix.body.all(Clock) if item.severity is None or item.severity.value == severity]
    starts = tuple(_event(item) for item in said if item.what.value == "starts")
    stops = tuple(_event(item) for item in said if item.what.value == "stops")
    pauses = tuple(_event(item) for item in said if item.what.value == "pauses")
    return Rule(
        severity=severity,
        cell=cell,
        bound=base_value(bound.value),
        hours=named.hours if named is not None else None,
        starts=starts or ("opened",),
        ends=tuple(dict.fromkeys((*_ENDS[cell], *stops))),
        pauses=("paused", *pauses) if pauses else (),
        span=bound.span,
    )


def events_of(agreement: Agreement) -> tuple[str, ...]:
    """The words that tickets may have as events: those that all know, and those of the contract's own clock."""
    matrix = agreement.support
    own = [_event(item) for item in matrix.body.all(Clock)] if matrix is not None else []
    return tuple(dict.fromkeys((*EVENTS, *own)))


def _event(item: Clock) -> str:
    """`while waiting-for-customer` is the event `waiting-for-customer`."""
    return item.text.value.split()[-1]


def intervals_of(rule: Rule, rows: Sequence[TicketRow], until: int | None) -> tuple[Interval, bool] | Gap | None:
    """From when to when the clock ran for a ticket, whether it has stopped, or None if it never started.

    One that still runs is looked at `until` then; a Gap says that nobody knows until when.
    """
    begun = next((row for row in rows if row.event in rule.starts), None)
    if begun is None:
        return None
    ended = next((row for row in rows if row.event in rule.ends and row.at >= begun.at), None)
    if ended is not None:
        return Interval(begun.at, ended.at), True
    if until is None:
        said = f"the ticket `{begun.id}` has no event that ends its time, and until when it was looked at is not said"
        helps = ("add the event, or say `--as-of TIME` (in JSON, `as-of`)",)
        return Gap(OPEN_TERM, said, begun.span, f"`{rule.severity}.{rule.cell}` still runs", helps)
    return Interval(begun.at, max(begun.at, until)), False


def time_of(rule: Rule, rows: Sequence[TicketRow], span: Interval) -> Fraction | Gap:
    """Seconds that a clock counted; of updates the longest time without one."""
    paused = _pauses(rule, rows, span)
    if isinstance(paused, Gap):
        return paused
    if rule.cell != "update":
        return _counted(rule, span, paused)
    marks = [row.at for row in rows if row.event in ("responded", "updated", "workaround") and row.at in span]
    edges = [span.start, *marks, span.end]
    parts = [Interval(start, end) for start, end in pairwise(edges)]
    return max((_counted(rule, part, paused) for part in parts), default=Fraction(0))


def _counted(rule: Rule, span: Interval, paused: Sequence[Interval]) -> Fraction:
    running = difference([span], paused)
    if rule.hours is None:
        return Fraction(total(running))
    return Fraction(total(intersection(running, rule.hours.occurrences(span.start, span.end))))


def _pauses(rule: Rule, rows: Sequence[TicketRow], span: Interval) -> list[Interval] | Gap:
    found: list[Interval] = []
    since: TicketRow | None = None
    for row in rows:
        if row.event in (rule.pauses or ("paused",)):
            if not rule.pauses:
                said = f"the ticket `{row.id}` was paused, and the contract does not say that its clock pauses"
                return Gap(OPEN_TERM, said, row.place("event"), "needs `clock pauses while ...` in `support`")
            if since is not None:
                said = f"the ticket `{row.id}` was paused twice without being resumed"
                return Gap(CONTRADICTION, said, row.place("event"))
            since = row
        elif row.event == "resumed":
            if since is None:
                said = f"the ticket `{row.id}` was resumed without having been paused"
                return Gap(CONTRADICTION, said, row.place("event"))
            found.append(Interval(since.at, row.at))
            since = None
    if since is not None and since.at < span.end:
        found.append(Interval(since.at, span.end))
    return found
