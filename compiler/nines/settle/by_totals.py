"""Measured values from totals: what was counted elsewhere over the whole period."""

from __future__ import annotations

from fractions import Fraction

from nines.diagnostics.model import Report
from nines.record import dataclass
from nines.settle.codes import BAD_VALUE, MISSING_NUMBERS
from nines.settle.counting import Counted, Given, Listed, Timed
from nines.settle.rows import TotalRow
from nines.settle.watched import Measurement, Watched, events_left_out
from nines.values.units import base_value, comparable, dimension

__all__ = ["NotJudged", "from_totals"]

_COUNTED = ("share of good events", "share of good slices", "share within")


@dataclass(frozen=True, slots=True)
class NotJudged:
    """A promise that is neither kept nor missed, and why."""

    why: str


def from_totals(watched: Watched, row: TotalRow, report: Report) -> Measurement | NotJudged | None:
    """None after a finding."""
    if row.measured is not None:
        return _given(watched, row, report)
    key = watched.key
    if key in _COUNTED and row.total is not None and (row.good is not None or row.bad is not None):
        return _counted(watched, row, report)
    if key in ("share of good time", "downtime") and row.downtime is not None:
        return _timed(watched, row)
    counts = {"outages": row.outages, "bad slices": row.bad_slices}
    amount = counts.get(key)
    if amount is not None:
        bad, outages = (amount, None) if key == "bad slices" else (None, amount)
        return Measurement(amount, Listed(key, amount), bad_slices=bad, outages=outages)
    wanted = {
        "share of good time": "`downtime`",
        "downtime": "`downtime`",
        "outages": "`outages`",
        "bad slices": "`bad-slices`",
    }.get(key, "`good` and `total`" if key in _COUNTED else "`measured`")
    said = f"{watched.what} is measured as {key or 'nothing that is said'}, which needs {wanted} or `measured`"
    report.say(MISSING_NUMBERS, said, row.span, f"lacks {wanted}")
    return None


def _given(watched: Watched, row: TotalRow, report: Report) -> Measurement | None:
    promised = watched.promise.comparison.value.value
    value = row.measured
    assert value is not None
    if not comparable(value, promised):
        report.say(
            BAD_VALUE,
            f"{watched.what} is promised as {dimension(promised).value}, and this is {dimension(value).value}",
            row.place("measured"),
        )
        return None
    found = base_value(value)
    down = row.downtime.seconds if row.downtime is not None else None
    if watched.key == "downtime":
        down = found
    return Measurement(
        found,
        Given(found),
        downtime=down,
        length=watched.judged.length,
        bad_slices=found if watched.key == "bad slices" else row.bad_slices,
        outages=found if watched.key == "outages" else row.outages,
    )


def _counted(watched: Watched, row: TotalRow, report: Report) -> Measurement | NotJudged | None:
    total = row.total
    assert total is not None
    if row.bad is not None:
        bad = row.bad
    else:
        assert row.good is not None
        bad = total - row.good
    left = events_left_out(watched, bad, total, report)
    if left is None:
        return None
    bad -= sum((item.bad for item in left), Fraction(0))
    total -= sum((item.whole for item in left), Fraction(0))
    slices = watched.key == "share of good slices"
    unit = "slices" if slices else ("tickets" if watched.promise.clock is not None else "events")
    found = of_all(watched, total - bad, total, report)
    if found is None or isinstance(found, NotJudged):
        return found
    step = watched.step if slices else None
    return Measurement(
        found,
        Counted(unit, total - bad, total, step),
        left,
        downtime=bad * step if step is not None else None,
        length=watched.judged.length if slices else None,
        bad_slices=bad if slices else row.bad_slices,
        outages=row.outages,
    )


def of_all(watched: Watched, good: Fraction, total: Fraction, report: Report) -> Fraction | NotJudged | None:
    """The quotient; what the contract says where there was nothing or little."""
    thin = watched.promise.thin_slice
    few = thin is not None and watched.step is None and total < thin.fewest.value.value
    if total > 0 and not few:
        return good / total
    counts_as = watched.no_traffic if total == 0 or thin is None else thin.value.value
    if counts_as is None:
        report.add(watched.open("no traffic ...", "what counts where there was nothing to count").finding)
        return None
    if counts_as == "left out":
        return NotJudged("there was nothing to count" if total == 0 else "there was too little to count")
    return Fraction(1 if counts_as == "counts as good" else 0)


def _timed(watched: Watched, row: TotalRow) -> Measurement:
    assert row.downtime is not None
    down, length = row.downtime.seconds, watched.judged.length
    if watched.judged.partial and watched.agreement.partial_period == "missing time counts as good":
        length = Fraction(watched.judged.span.seconds)
    if watched.key == "downtime":
        return Measurement(down, Listed("downtime", down), downtime=down, length=length, outages=row.outages)
    share = 1 - down / length if length else Fraction(1)
    return Measurement(share, Timed(down, length), downtime=down, length=length, outages=row.outages)
