"""Promises that judge each outage on its own, by its downtime."""

from __future__ import annotations

from nines.diagnostics.model import Report
from nines.record import replace
from nines.settle.by_outages import from_outages, length_of, of_period
from nines.settle.by_totals import NotJudged
from nines.settle.codes import MISSING_NUMBERS, NOT_SETTLED
from nines.settle.excluded import Excluded, Refused
from nines.settle.outcome import Outcome, compared, not_judged
from nines.settle.rows import Row
from nines.settle.watched import Watched
from nines.values.intervals import Interval

__all__ = ["each_outage"]


def each_outage(
    watched: Watched, level: str | None, refused: tuple[Refused, ...], waived: tuple[Excluded, ...], report: Report
) -> list[Outcome]:
    """An outcome for each outage; one that is not judged if there was none. Findings are in the report."""
    promise = watched.promise
    if watched.key != "downtime" or watched.outages is None:
        if watched.outages is None:
            said = f"{watched.what} is judged by each outage, and there is no table `outages`"
            report.say(MISSING_NUMBERS, said, promise.origin)
        else:
            report.say(NOT_SETTLED, "an outage on its own is settled by its `downtime` only", promise.origin)
        return []
    rounding = promise.round_measured or watched.agreement.round_measured
    if rounding is None:
        report.add(watched.open("round measured ...", "how the measured value is rounded").finding)
        return []
    outages = of_period(watched, report)
    if outages is None:
        return []
    found: list[Outcome] = []
    for outage in outages:
        alone = replace(watched, outages=(outage.row,))
        result = from_outages(alone, report)
        if result is None or isinstance(result, NotJudged):
            continue
        result = replace(result, length=length_of(watched))
        seen = compared(promise, result, rounding)
        found.append(
            Outcome(
                promise,
                level,
                (*watched.labels, *_affected(watched, outage.row)),
                outage.row.id,
                seen,
                "",
                result.counting,
                result.left_out,
                refused,
                waived,
                rounding,
                (outage.row.span,),
                Interval(outage.row.start, outage.row.end),
            )
        )
    if not found:
        return [not_judged(promise, level, watched.labels, "there was no outage", ())]
    return found


def _affected(watched: Watched, row: Row) -> tuple[tuple[str, str], ...]:
    """The thing whose fees a credit is a share of, where the outage says which that is."""
    base = watched.promise.base or watched.agreement.base
    label = base.label.value if base is not None and base.label is not None else None
    value = row.label(label) if label is not None else None
    known = any(name == label for name, _ in watched.labels)
    return ((label, value),) if label is not None and value is not None and not known else ()
