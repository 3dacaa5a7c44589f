"""Promises that judge each outage, ticket or record on its own, and what exclusions only waive the credit of."""

from __future__ import annotations

from fractions import Fraction

from nines.contract.model import Exclusion
from nines.diagnostics.model import Report
from nines.record import replace
from nines.settle.by_items import items_of, measured_of
from nines.settle.by_outages import from_outages, length_of, of_period
from nines.settle.by_totals import NotJudged
from nines.settle.codes import MISSING_NUMBERS, OPEN_TERM
from nines.settle.counting import Counted, LeftOut
from nines.settle.excluded import Refused
from nines.settle.items import Item
from nines.settle.measuring import measured, without_waivers
from nines.settle.outcome import Outcome, compared, not_judged
from nines.settle.rows import OutageRow, RecordRow, TicketRow
from nines.settle.watched import WAIVES, Measurement, Watched
from nines.values.intervals import Interval

__all__ = ["EVENTS", "each_alone", "with_waivers"]

EVENTS = ("outage", "ticket", "record")
"""What `judge each` can name that is no label."""


def each_alone(
    watched: Watched, level: str | None, refused: tuple[Refused, ...], what: str, report: Report
) -> list[Outcome]:
    """An outcome for each of them; one that is not judged if there was none. Findings are in the report."""
    promise = watched.promise
    if promise.round_measured is None and watched.agreement.round_measured is None:
        report.add(watched.open("round measured ...", "how the measured value is rounded").finding)
        return []
    table = {"outage": watched.outages, "ticket": watched.tickets, "record": watched.records}[what]
    if table is None:
        report.say(
            MISSING_NUMBERS, f"{watched.what} is judged by each {what}, and there is no table `{what}s`", promise.origin
        )
        return []
    found = _outages(watched, level, refused, report) if what == "outage" else _items(watched, level, what, report)
    if not found:
        return [not_judged(promise, level, watched.labels, f"there was no {what}", ())]
    return found


def _outages(watched: Watched, level: str | None, refused: tuple[Refused, ...], report: Report) -> list[Outcome]:
    promise = watched.promise
    if watched.key != "downtime":
        said = f"an outage on its own has a length, and {watched.what} is measured as {watched.key}"
        report.say(OPEN_TERM, said, promise.measure.span if promise.measure else promise.origin, "write `downtime`")
        return []
    found: list[Outcome] = []
    for outage in of_period(watched, report) or ():
        one = replace(watched, outages=(outage.row,))
        result = from_outages(one, report)
        if result is None or isinstance(result, NotJudged):
            continue
        outcome = _outcome(one, replace(result, length=length_of(watched)), level, refused, outage.row, "outage")
        outcome = replace(
            outcome,
            labels=(*watched.labels, *_affected(watched, outage.row)),
            during=Interval(outage.row.start, outage.row.end),
        )
        found.append(with_waivers(outcome, one, report))
    return found


def _items(watched: Watched, level: str | None, what: str, report: Report) -> list[Outcome]:
    found: list[Outcome] = []
    for item in items_of(watched, report) or ():
        one = replace(
            watched,
            tickets=tuple(row for row in watched.tickets or () if row.id == item.id),
            records=tuple(row for row in watched.records or () if row.id == item.id),
        )
        if item.excluded is not None:
            found.append(_taken_out(watched, item, item.excluded, level, what))
            continue
        result = measured_of(watched, (item,), report)
        if result is None or isinstance(result, NotJudged):
            continue
        outcome = _outcome(watched, result, level, (), item.row, what)
        outcome = replace(
            outcome, during=Interval(item.at, item.at + max(1, int(item.value) if what == "ticket" else 1))
        )
        found.append(with_waivers(outcome, one, report))
    return found


def _taken_out(watched: Watched, item: Item, by: LeftOut, level: str | None, what: str) -> Outcome:
    """A ticket or record that an exclusion covers is not judged, and the account says why."""
    outcome = not_judged(watched.promise, level, watched.labels, "it is excluded", (item.row.span,))
    counting = Counted(f"{what}s", Fraction(0), Fraction(0))
    taken = replace(by, bad=Fraction(0), whole=Fraction(1))
    return replace(outcome, outage=item.id, kind=what, left_out=(taken,), counting=counting)


def _outcome(
    watched: Watched,
    result: Measurement,
    level: str | None,
    refused: tuple[Refused, ...],
    row: OutageRow | TicketRow | RecordRow,
    what: str,
) -> Outcome:
    rounding = watched.promise.round_measured or watched.agreement.round_measured
    assert rounding is not None
    return Outcome(
        promise=watched.promise,
        level=level,
        labels=watched.labels,
        outage=row.id,
        seen=compared(watched.promise, result, rounding),
        why="",
        counting=result.counting,
        left_out=result.left_out,
        refused=refused,
        waived=(),
        rounding=rounding,
        rows=(row.span,),
        kind=what,
    )


def _affected(watched: Watched, row: OutageRow) -> tuple[tuple[str, str], ...]:
    """The thing whose fees a credit is a share of, where the outage says which that is."""
    base = watched.promise.base or watched.agreement.base
    label = base.label.value if base is not None and base.label is not None else None
    value = row.label(label) if label is not None else None
    known = any(name == label for name, _ in watched.labels)
    return ((label, value),) if label is not None and value is not None and not known else ()


def with_waivers(outcome: Outcome, watched: Watched, report: Report) -> Outcome:
    """The outcome with what credits go by, where an exclusion waives those of what falls under it."""
    spared = without_waivers(watched)
    if spared is None or outcome.rounding is None or outcome.seen is None:
        return outcome
    result = measured(spared, report)
    if result is None:
        return outcome
    waived = _waivers(watched)
    if isinstance(result, NotJudged):
        return replace(outcome, waived=waived)
    charged = compared(watched.promise, result, outcome.rounding)
    if outcome.outage is not None and outcome.kind == "outage":
        charged = compared(watched.promise, replace(result, length=length_of(watched)), outcome.rounding)
    return outcome if charged == outcome.seen else replace(outcome, waived=waived, charged=charged)


def _waivers(watched: Watched) -> tuple[Exclusion, ...]:
    """The exclusions that waive something in the period."""
    rows = watched.excludable
    names = {row.exclusion for row in rows} | {item.exclusion.name for item in watched.excluded}
    return tuple(item for item in watched.agreement.exclusions if item.effect == WAIVES and item.name in names)
