"""Rows of measured numbers with their values read, one class a table. Times are Unix seconds, shares from 0 to 1."""

from __future__ import annotations

from fractions import Fraction

from nines.record import dataclass
from nines.source import Span
from nines.values.model import Duration, FineDuration, Money, Quantity

__all__ = [
    "ClaimRow",
    "ExclusionRow",
    "FeeRow",
    "HistoryRow",
    "LifetimeRow",
    "MaintenanceRow",
    "Measured",
    "NeedRow",
    "OutageRow",
    "RecordRow",
    "ReportRow",
    "Row",
    "SliceRow",
    "Stated",
    "TicketRow",
    "TotalRow",
    "UsageRow",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What any row has: whose it is, labels by name, and the places of its cells."""

    customer: str | None
    promise: str | None
    labels: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, Span], ...]
    span: Span

    def place(self, column: str) -> Span:
        """Where a column's value is; the whole row where there is none."""
        return next((span for name, span in self.places if name == column), self.span)

    def label(self, name: str) -> str | None:
        return next((value for label, value in self.labels if label == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalRow(Row):
    good: Fraction | None
    bad: Fraction | None
    total: Fraction | None
    measured: Quantity | None
    downtime: Duration | FineDuration | None
    outages: Fraction | None
    bad_slices: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceRow(Row):
    """`start` is None for `rest`; `missing` where the monitor was down."""

    start: int | None
    length: int | None
    repeat: int
    total: Fraction | None
    bad: Fraction | None
    down: Fraction | None
    value: Quantity | None
    missing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageRow(Row):
    id: str
    start: int
    end: int
    affected: Fraction | None
    exclusion: str | None
    evidence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionRow(Row):
    """Either a time (`start`, `end`) or events (`total`, `bad`)."""

    exclusion: str
    start: int | None
    end: int | None
    total: Fraction | None
    bad: Fraction | None
    evidence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintenanceRow(Row):
    exclusion: str
    start: int
    end: int
    announced: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow(Row):
    need: str
    met: bool
    evidence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRow(Row):
    fee: str
    amount: Money
    period: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageRow(Row):
    unit: str
    quantity: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRow(Row):
    id: str
    severity: str | None
    at: int
    event: str
    exclusion: str | None
    evidence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow(Row):
    id: str
    at: int
    value: Quantity
    planned: Quantity | None
    exclusion: str | None
    evidence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LifetimeRow(Row):
    """`start` is the column `from`, `end` the column `to`; None while it goes on."""

    start: int
    end: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow(Row):
    sent: int
    period: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow(Row):
    step: str
    at: int
    id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow(Row):
    """Either a period by its name, or so many of them (`periods`), whose amounts are sums."""

    period: str | None
    periods: int | None
    measured: Quantity | None
    missed: bool | None
    credit: Money | None
    reward: Money | None
    deferred: Money | None
    carried: Money | None
    points: Fraction | None
    fees: Money | None


@dataclass(frozen=True, slots=True)
class Stated:
    """What the head of a file says of all its numbers: `sla`, `period`, `as-of` and so on."""

    name: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Measured:
    """All measured numbers of one run. `tables` are those that were given, with or without rows."""

    tables: frozenset[str] = frozenset()
    totals: tuple[TotalRow, ...] = ()
    slices: tuple[SliceRow, ...] = ()
    outages: tuple[OutageRow, ...] = ()
    exclusions: tuple[ExclusionRow, ...] = ()
    maintenance: tuple[MaintenanceRow, ...] = ()
    needs: tuple[NeedRow, ...] = ()
    fees: tuple[FeeRow, ...] = ()
    lifetimes: tuple[LifetimeRow, ...] = ()
    reports: tuple[ReportRow, ...] = ()
    tickets: tuple[TicketRow, ...] = ()
    records: tuple[RecordRow, ...] = ()
    usage: tuple[UsageRow, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    head: tuple[Stated, ...] = ()
    as_of: int | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row of every table."""
        return (
            *self.totals,
            *self.slices,
            *self.outages,
            *self.exclusions,
            *self.maintenance,
            *self.needs,
            *self.fees,
            *self.lifetimes,
            *self.reports,
            *self.tickets,
            *self.records,
            *self.usage,
            *self.claims,
            *self.history,
        )
