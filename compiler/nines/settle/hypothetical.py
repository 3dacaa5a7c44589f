"""What would be measured with a further outage in which everything fails."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nines.contract.model import Customer, Promise
from nines.record import replace
from nines.settle.codes import WHAT_IF
from nines.settle.gaps import Gap
from nines.settle.judged import judged_period
from nines.settle.rows import Measured, OutageRow, SliceRow, TotalRow
from nines.settle.watched import measure_key
from nines.source import Span
from nines.values.intervals import Interval, difference
from nines.values.model import Duration

__all__ = ["slice_length", "with_outage"]


def with_outage(customer: Customer, span: Interval, measured: Measured, seconds: int, asked: Span) -> Measured | Gap:
    """The same numbers with so many seconds more in which everything fails.

    Totals get their share of the period's traffic as bad events; slices and outages the first stretch of time that has
    no outage yet. `asked` is where the outage was asked for.
    """
    judged = judged_period(customer.agreement, span, None)
    if judged is None:
        return Gap(WHAT_IF, "the contract has no period", asked)
    promises = {promise.name: promise for promise in customer.agreement.promises}
    totals: list[TotalRow] = []
    for total in measured.totals:
        changed = _total(total, _promise(total.promise, promises), judged.existing.seconds, seconds)
        if isinstance(changed, Gap):
            return changed
        totals.append(changed)
    slices: list[SliceRow] = []
    for name in dict.fromkeys((row.promise, row.labels) for row in measured.slices):
        rows = [row for row in measured.slices if (row.promise, row.labels) == name]
        changed_rows = _slices(rows, seconds, asked)
        if isinstance(changed_rows, Gap):
            return changed_rows
        slices += changed_rows
    outages = measured.outages
    if "outages" in measured.tables:
        more = _outages(measured.outages, judged.existing, seconds, asked)
        if isinstance(more, Gap):
            return more
        outages = (*outages, *more)
    return replace(measured, totals=tuple(totals), slices=tuple(slices), outages=outages)


def _promise(name: str | None, promises: dict[str, Promise]) -> Promise:
    return promises[name] if name in promises else next(iter(promises.values()))


def _total(row: TotalRow, promise: Promise, period: int, seconds: int) -> TotalRow | Gap:
    part = min(Fraction(1), Fraction(seconds, period))
    key = measure_key(promise)
    if row.measured is not None or promise.clock is not None:
        said = f"what a further outage does to `{promise.name}` cannot be told from its value alone"
        return Gap(WHAT_IF, said, row.span, helps=("give what was counted: `good` and `total`, slices, outages",))
    found = row
    if row.total is not None:
        bad = row.bad if row.bad is not None else row.total - (row.good or 0)
        if key == "share of good slices":
            more = Fraction(-(-seconds // slice_length(promise)))
            bad = min(row.total, bad + more)
        else:
            bad = bad + (row.total - bad) * part
        found = replace(found, bad=bad, good=row.total - bad)
    if row.downtime is not None:
        found = replace(found, downtime=Duration(int(row.downtime.milliseconds) + seconds * 1000))
    if row.outages is not None:
        found = replace(found, outages=row.outages + 1)
    if row.bad_slices is not None:
        found = replace(found, bad_slices=row.bad_slices + -(-seconds // slice_length(promise)))
    return found


def slice_length(promise: Promise) -> int:
    """Seconds of a slice of what is promised; a minute where it has none."""
    slices = promise.indicator.slices if promise.indicator is not None else None
    length = promise.slice.length.value if promise.slice is not None else (slices.length if slices else None)
    return max(1, length.milliseconds // 1000) if length is not None else 60


def _slices(rows: Sequence[SliceRow], seconds: int, asked: Span) -> list[SliceRow] | Gap:
    """The first rows made bad until so many seconds are; a longer row is parted, with its traffic shared out evenly."""
    left = seconds
    found: list[SliceRow] = []
    for row in sorted((row for row in rows if row.start is not None), key=lambda row: row.start or 0):
        if left <= 0 or row.missing or row.value is not None or row.start is None or row.length is None:
            found.append(row)
            continue
        number = min(row.repeat, left // row.length)
        if number:
            found.append(_failed(replace(row, repeat=number)))
            left -= number * row.length
        rest = replace(row, start=row.start + number * row.length, repeat=row.repeat - number)
        if rest.repeat and 0 < left < row.length:
            found += _parted(rest, left)
            left = 0
            rest = replace(rest, start=(rest.start or 0) + row.length, repeat=rest.repeat - 1)
        if rest.repeat:
            found.append(rest)
    if left > 0:
        return Gap(WHAT_IF, "there is not so much listed time that a further outage could fall into it", asked)
    return [*found, *(row for row in rows if row.start is None)]


def _failed(row: SliceRow) -> SliceRow:
    down = Fraction(row.length or 0) if row.down is not None else None
    return replace(row, bad=row.total, down=down)


def _parted(row: SliceRow, seconds: int) -> list[SliceRow]:
    """One slice in two: the failed part, and the rest, each with its share of the events."""
    assert row.length is not None
    assert row.start is not None
    part = Fraction(seconds, row.length)

    def of(share: Fraction, start: int, length: int) -> SliceRow:
        return replace(
            row,
            start=start,
            length=length,
            repeat=1,
            total=row.total * share if row.total is not None else None,
            bad=row.bad * share if row.bad is not None else None,
            down=row.down * share if row.down is not None else None,
        )

    rest = row.length - seconds
    return [_failed(of(part, row.start, seconds)), of(1 - part, row.start + seconds, rest)]


def _outages(rows: Sequence[OutageRow], existing: Interval, seconds: int, asked: Span) -> list[OutageRow] | Gap:
    """An outage more of everything, for each promise and scope that has a list of its own."""
    groups = list(dict.fromkeys((row.customer, row.promise, row.labels) for row in rows)) or [(None, None, ())]
    found: list[OutageRow] = []
    for customer, promise, labels in groups:
        mine = [row for row in rows if row.labels == labels]
        free = difference([existing], [Interval(row.start, row.end) for row in mine])
        room = next((span for span in free if span.seconds >= seconds), None)
        if room is None:
            return Gap(WHAT_IF, "there is no time left for a further outage", asked)
        found.append(
            OutageRow(
                customer=customer,
                promise=promise,
                labels=labels,
                places=(),
                span=asked,
                id="what-if",
                start=room.start,
                end=room.start + seconds,
                affected=Fraction(1),
                exclusion=None,
                evidence=None,
            )
        )
    return found
