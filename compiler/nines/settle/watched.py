"""What is known of the measured world for one promise of one customer: its rows, its time, its exclusions."""

from __future__ import annotations

from fractions import Fraction

from nines.contract.model import Agreement, Exclusion, Promise
from nines.diagnostics.model import Label, Report
from nines.record import dataclass
from nines.settle.arithmetic import Kind
from nines.settle.codes import CONTRADICTION, MISSING_NUMBERS, OPEN_TERM
from nines.settle.counting import Counting, LeftOut
from nines.settle.excluded import Excluded, exclusion_named, lacks_evidence
from nines.settle.gaps import Gap
from nines.settle.judged import Judged
from nines.settle.rows import ExclusionRow, OutageRow, RecordRow, SliceRow, TicketRow, TotalRow
from nines.values.intervals import Interval, union

__all__ = ["BOTH", "DOWNTIME", "WAIVES", "Measurement", "Watched", "events_left_out", "measure_key"]

DOWNTIME = "leaves downtime"
BOTH = "leaves downtime and period"
WAIVES = "waives credit"


@dataclass(frozen=True, slots=True)
class Watched:
    """One promise in one scope. `time` are all exclusions of time; tables have the rows of this scope only.

    A table that was not given at all is None, where one without rows says that there was nothing. `as_of` is until when
    tickets were looked at, `others` what other promises came to, for formulas.
    """

    promise: Promise
    agreement: Agreement
    judged: Judged
    labels: tuple[tuple[str, str], ...]
    time: tuple[Excluded, ...]
    totals: tuple[TotalRow, ...] = ()
    slices: tuple[SliceRow, ...] = ()
    outages: tuple[OutageRow, ...] | None = None
    events: tuple[ExclusionRow, ...] = ()
    tickets: tuple[TicketRow, ...] | None = None
    records: tuple[RecordRow, ...] | None = None
    as_of: int | None = None
    others: tuple[tuple[str, Fraction, Kind], ...] = ()

    @property
    def key(self) -> str:
        return measure_key(self.promise)

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        """The exclusions of time that concern this promise."""
        return tuple(item for item in self.time if item.promise in (None, self.promise.name))

    @property
    def excludable(self) -> tuple[OutageRow | TicketRow | RecordRow | ExclusionRow, ...]:
        """The rows that can say by themselves what they fall under."""
        return (*(self.outages or ()), *(self.tickets or ()), *(self.records or ()), *self.events)

    def effect(self, *effects: str) -> tuple[Interval, ...]:
        return union(item.span for item in self.excluded if item.exclusion.effect in effects)

    @property
    def no_traffic(self) -> str | None:
        """What time without events counts as; None if nobody says."""
        indicator = self.promise.indicator
        return self.promise.no_traffic or (indicator.empty if indicator is not None and indicator.empty_said else None)

    @property
    def step(self) -> int | None:
        """Seconds of a slice of the contract; None where it has none."""
        if self.promise.slice is not None:
            length = self.promise.slice.length.value
        elif self.promise.indicator is not None and self.promise.indicator.slices is not None:
            length = self.promise.indicator.slices.length
        else:
            return None
        return max(1, length.milliseconds // 1000)

    @property
    def what(self) -> str:
        """`the promise `availability` of acme's region eu`."""
        of = "".join(f", {name} {value}" for name, value in self.labels)
        return f"the promise `{self.promise.name}`{of}"

    def open(self, term: str, why: str) -> Gap:
        """A term that has to be stated before this promise can be settled."""
        return Gap(OPEN_TERM, f"{self.what} does not say {why}", self.promise.origin, f"needs `{term}`")


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was measured before it is rounded and compared. Times in seconds; None where the measure knows none.

    `incidents` are the outages that it was made worse by, where they are known.
    """

    value: Fraction
    counting: Counting
    left_out: tuple[LeftOut, ...] = ()
    downtime: Fraction | None = None
    length: Fraction | None = None
    bad_slices: Fraction | None = None
    outages: Fraction | None = None
    late: Fraction | None = None
    incidents: tuple[str, ...] = ()


def measure_key(promise: Promise) -> str:
    """The kind of a `measure` statement; empty without one."""
    value = promise.measure
    if value is None:
        return ""
    if value.percentile is not None:
        return "percentile"
    if value.bound is not None:
        return "share within"
    if value.formula is not None:
        return "formula"
    return value.what.value if value.what is not None else ""


def events_left_out(watched: Watched, bad: Fraction, total: Fraction, report: Report) -> tuple[LeftOut, ...] | None:
    """What exclusions of single events take out of counts; None after a finding."""
    found: list[LeftOut] = []
    out_bad = out_all = Fraction(0)
    for row in watched.events:
        exclusion = exclusion_named(row.exclusion, watched.agreement, row.place("exclusion"))
        if isinstance(exclusion, Gap):
            report.add(exclusion.finding)
            return None
        gap = lacks_evidence(exclusion, row.evidence, row)
        if gap is not None:
            report.add(gap.finding)
            return None
        item = _left_out(exclusion, row)
        if item is None:
            said = f"`{exclusion.name}` {BOTH}: the row has to say `total` as well"
            report.say(MISSING_NUMBERS, said, row.span)
            return None
        found.append(item)
        out_bad, out_all = out_bad + item.bad, out_all + item.whole
        if out_bad > bad or out_all > total or out_all - out_bad > total - bad:
            report.say(
                CONTRADICTION,
                "more events are excluded than were counted",
                row.span,
                others=[Label(watched.totals[0].span, "counted here")] if watched.totals else [],
            )
            return None
    return tuple(found)


def _left_out(exclusion: Exclusion, row: ExclusionRow) -> LeftOut | None:
    bad = row.bad if row.bad is not None else Fraction(0)
    if exclusion.effect == BOTH:
        if row.total is None:
            return None
        return LeftOut(exclusion, bad, row.total, row.evidence, row.span)
    if exclusion.effect == DOWNTIME:
        return LeftOut(exclusion, bad, Fraction(0), row.evidence, row.span)
    return LeftOut(exclusion, Fraction(0), Fraction(0), row.evidence, row.span)
