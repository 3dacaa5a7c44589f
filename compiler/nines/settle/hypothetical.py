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

_VALUES = ("mean of value", "percentile", "value", "value of planned", "score", "share within")
"""Measures that an outage does not tell of: they stay as they are."""


def with_outage(customer: Customer, span: Interval, measured: Measured, seconds: int, asked: Span) -> Measured | Gap:
    """The same numbers with so many seconds more in which everything fails.

    Totals get their share of the period's traffic as bad events; slices and outages the first stretch of time that has
    no outage yet. Tickets, records and values of gauges stay as they are. `asked` is where the outage was asked for.
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
        step = slice_length(_promise(name[0], promises))
        changed_rows = _slices(rows, judged.existing, seconds, step, asked)
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
    if promise.clock is not None or key in _VALUES:
        return row
    if row.measured is not None:
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


def _slices(rows: Sequence[SliceRow], existing: Interval, seconds: int, step: int, asked: Span) -> list[SliceRow] | Gap:
    """The first slices that did not fail made to, until so many seconds have; values of a gauge stay as they are.

    A row that lasts several slices is parted by them, with its traffic shared out evenly.
    """
    if all(row.value is not None for row in rows):
        return list(rows)
    left = seconds
    found: list[SliceRow] = []
    for row in _listed(rows, existing):
        size = row.length or 0
        if left <= 0 or row.missing or row.value is not None or _has_failed(row) or not size:
            found.append(row)
            continue
        unit = step if size % step == 0 else size
        one = _share(row, Fraction(unit, size), row.start or 0, unit)
        number = row.repeat * size // unit
        full = min(number, left // unit)
        at = (row.start or 0) + full * unit
        found += [_failed(replace(one, repeat=full), Fraction(1))] if full else []
        left -= full * unit
        if full < number and 0 < left < unit:
            found.append(_failed(replace(one, start=at), Fraction(left, unit)))
            left, full, at = 0, full + 1, at + unit
        found += [replace(one, start=at, repeat=number - full)] if full < number else []
    if left > 0:
        return Gap(WHAT_IF, "there is not so much time that a further outage could fall into it", asked)
    return found


def _listed(rows: Sequence[SliceRow], existing: Interval) -> list[SliceRow]:
    """All rows in the order of time; the one for the rest of the time as rows of the time that it stands for."""
    found = [row for row in rows if row.start is not None]
    rest = next((row for row in rows if row.start is None), None)
    if rest is not None:
        taken = [Interval(row.start or 0, (row.start or 0) + (row.length or 0) * row.repeat) for row in found]
        gaps = difference([existing], taken)
        whole = sum(gap.seconds for gap in gaps)
        found += [_share(rest, Fraction(gap.seconds, whole), gap.start, gap.seconds) for gap in gaps]
    return sorted(found, key=lambda row: row.start or 0)


def _share(row: SliceRow, share: Fraction, start: int, length: int) -> SliceRow:
    """A part of a row, with its part of what was counted."""
    return replace(
        row,
        start=start,
        length=length,
        repeat=1,
        total=row.total * share if row.total is not None else None,
        bad=row.bad * share if row.bad is not None else None,
        down=row.down * share if row.down is not None else None,
    )


def _has_failed(row: SliceRow) -> bool:
    return (bool(row.total) and row.bad == row.total) or (row.down is not None and row.down == row.length)


def _failed(row: SliceRow, share: Fraction) -> SliceRow:
    """A row of which a share fails that did not."""
    bad, down = row.bad, row.down
    if bad is not None and row.total is not None:
        bad += (row.total - bad) * share
    if down is not None:
        down += (Fraction(row.length or 0) - down) * share
    return replace(row, bad=bad, down=down)


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
