"""What each promise of a customer came to in a period, in each of the scopes in which it is judged alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from nines.contract.model import Customer, Promise
from nines.diagnostics.model import Label, Report
from nines.record import replace
from nines.settle.by_outages import from_outages
from nines.settle.by_slices import from_slices
from nines.settle.by_totals import NotJudged, from_totals
from nines.settle.codes import CONTRADICTION, MISSING_NUMBERS, NOT_SETTLED, OPEN_TERM, WHOSE_NUMBERS
from nines.settle.each_outage import each_outage
from nines.settle.excluded import excluded_time, masked_time
from nines.settle.gaps import Gap
from nines.settle.judged import Judged
from nines.settle.levels import level_of
from nines.settle.outcome import Outcome, compared, not_judged
from nines.settle.rows import Measured, Row
from nines.settle.watched import WAIVES, Measurement, Watched
from nines.values.units import comparable

__all__ = ["observe"]

R = TypeVar("R", bound=Row)

_EVENTS = ("outage", "ticket", "record")
"""What `judge each` can name that is no label."""


def observe(customer: Customer, judged: Judged, measured: Measured, report: Report) -> tuple[Outcome, ...] | None:
    """All promises, in the order of the contract; None after a finding."""
    before = len(report)
    found: list[Outcome] = []
    for promise in customer.agreement.promises:
        found += _promise(customer, promise, judged, measured, report)
    return tuple(found) if len(report) == before else None


def _promise(customer: Customer, promise: Promise, judged: Judged, measured: Measured, report: Report) -> list[Outcome]:
    agreement = customer.agreement
    if promise.measure is None:
        said = f"the promise `{promise.name}` does not say what is measured"
        report.say(OPEN_TERM, said, promise.origin, "needs `measure`")
        return []
    if judged.partial and agreement.partial_period is None:
        said = "the customer had the service for a part of the period, and the contract does not say what holds then"
        report.say(OPEN_TERM, said, promise.origin, "needs `partial period`")
        return []
    if judged.partial and agreement.partial_period == "not judged":
        return [not_judged(promise, None, (), "the period is a partial one", ())]
    each = tuple(item.value for item in promise.judge.what) if promise.judge is not None else ()
    if any(item in _EVENTS[1:] for item in each):
        report.say(NOT_SETTLED, "promises judged by each ticket or record are not settled yet", promise.origin)
        return []
    labels = tuple(item for item in each if item not in _EVENTS and not (item == "tenant" and customer.tenant))
    scopes = _scopes(customer, promise, labels, measured, report)
    found: list[Outcome] = []
    for scope in scopes:
        found += _scope(customer, promise, scope, judged, measured, report, alone="outage" in each)
    return found


# Which rows are of a promise, and in which scopes.


def _of(rows: Sequence[R], promise: Promise) -> tuple[R, ...]:
    return tuple(row for row in rows if row.promise in (None, promise.name))


def _in_scope(rows: Sequence[R], scope: tuple[tuple[str, str], ...]) -> tuple[R, ...]:
    """The rows of a scope, and those that do not say which they are of."""
    return tuple(row for row in rows if all(row.label(name) in (None, value) for name, value in scope))


def _scopes(
    customer: Customer, promise: Promise, labels: tuple[str, ...], measured: Measured, report: Report
) -> list[tuple[tuple[str, str], ...]]:
    rows: list[Row] = [*_of(measured.totals, promise), *_of(measured.slices, promise), *_of(measured.outages, promise)]
    for row in rows:
        tenant = row.label("tenant")
        if tenant is not None and customer.tenant not in (None, tenant):
            said = f"`{tenant}` is not the tenant of `{customer.name}`, which is `{customer.tenant}`"
            report.say(WHOSE_NUMBERS, said, row.place("tenant"))
            return []
    if not labels:
        return [()]
    found: dict[tuple[tuple[str, str], ...], None] = {}
    for row in rows:
        scope = tuple((name, row.label(name) or "") for name in labels)
        lacking = next((name for name, value in scope if not value), None)
        if lacking is not None:
            said = f"`{promise.name}` is judged for each {lacking} alone, and the row does not say which it is of"
            report.say(MISSING_NUMBERS, said, row.span, f"needs a column `{lacking}`")
            return []
        found[scope] = None
    if not found:
        _no_numbers(customer, promise, report)
    return sorted(found)


def _no_numbers(customer: Customer, promise: Promise, report: Report) -> None:
    report.say(
        MISSING_NUMBERS,
        f"nothing was measured of `{promise.name}` for `{customer.name}`",
        promise.origin,
        "promised here",
        helps=["add a row to `totals`, or rows to `slices` or `outages`, with this promise"],
    )


# One scope.


def _scope(
    customer: Customer,
    promise: Promise,
    scope: tuple[tuple[str, str], ...],
    judged: Judged,
    measured: Measured,
    report: Report,
    *,
    alone: bool,
) -> list[Outcome]:
    agreement = customer.agreement
    cases = _in_scope(_of(measured.exclusions, promise), scope)
    works = _in_scope(_of(measured.maintenance, promise), scope)
    time = excluded_time(agreement, judged, cases, works)
    if isinstance(time, Gap):
        report.add(time.finding)
        return []
    excluded, refused = (*time[0], *masked_time(promise, agreement, judged)), time[1]
    given = "outages" in measured.tables
    watched = Watched(
        promise=promise,
        agreement=agreement,
        judged=judged,
        labels=scope,
        time=excluded,
        totals=_in_scope(_of(measured.totals, promise), scope),
        slices=_in_scope(_of(measured.slices, promise), scope),
        outages=_in_scope(_of(measured.outages, promise), scope) if given else None,
        events=tuple(row for row in cases if row.start is None),
    )
    rows: tuple[Row, ...] = (*watched.totals, *watched.slices, *(watched.outages or ()))
    leveled = level_of(promise, rows, report)
    if leveled is None or not _comparable(leveled[0], report):
        return []
    watched, level = replace(watched, promise=leveled[0]), leveled[1]
    spans = tuple(row.span for row in rows)
    gap = _not_settled(watched)
    if gap is not None:
        report.add(gap.finding)
        return []
    waived = tuple(item for item in watched.excluded if item.exclusion.effect == WAIVES)
    if alone:
        return each_outage(watched, level, refused, waived, report)
    result = _measurement(customer, watched, report)
    if result is None:
        return []
    if isinstance(result, NotJudged):
        return [replace(not_judged(watched.promise, level, scope, result.why, spans), refused=refused)]
    rounding = watched.promise.round_measured or agreement.round_measured
    if rounding is None:
        report.add(watched.open("round measured ...", "how the measured value is rounded").finding)
        return []
    seen = compared(watched.promise, result, rounding)
    return [
        Outcome(
            watched.promise,
            level,
            scope,
            None,
            seen,
            "",
            result.counting,
            result.left_out,
            refused,
            waived,
            rounding,
            spans,
        )
    ]


def _measurement(customer: Customer, watched: Watched, report: Report) -> Measurement | NotJudged | None:
    """From the one table that speaks of the promise."""
    timed = watched.key in ("share of good time", "downtime", "outages")
    outages = watched.outages if timed or any(row.promise for row in watched.outages or ()) else None
    found = [table for table in (watched.totals, watched.slices, outages or ()) if table]
    if len(found) > 1:
        said = f"{watched.what} is in several tables, and which of them counts is not known"
        report.say(CONTRADICTION, said, found[1][0].span, others=[Label(found[0][0].span, "here")])
        return None
    if watched.totals:
        if len(watched.totals) > 1:
            first, second = watched.totals[:2]
            said = f"there are two totals of {watched.what}"
            report.say(CONTRADICTION, said, second.span, others=[Label(first.span, "first here")])
            return None
        timed_case = next((item for item in watched.excluded if item.row is not None), None)
        if timed_case is not None and timed_case.exclusion.effect != WAIVES and timed_case.row is not None:
            said = f"the exclusion is of a time, and of {watched.what} there are totals only"
            report.say(
                MISSING_NUMBERS,
                said,
                timed_case.row,
                "which of the events fell into it is not known",
                helps=["give the exclusion `total` and `bad` instead of a time, or give slices instead of totals"],
            )
            return None
        return from_totals(watched, watched.totals[0], report)
    if watched.slices:
        return from_slices(watched, report)
    if outages is not None:
        return from_outages(watched, report)
    _no_numbers(customer, watched.promise, report)
    return None


def _not_settled(watched: Watched) -> Gap | None:
    """The first term of a promise that this version cannot settle from the tables that are given."""
    promise = watched.promise
    if promise.weight is not None:
        return Gap(NOT_SETTLED, "promises that are pooled by weight are not settled yet", promise.weight.span)
    if not watched.slices:
        return None
    sliced = next((item for item in promise.valid if item.unit is not None), None)
    if sliced is not None:
        said = "which slices are valid cannot be told from counts"
        return Gap(NOT_SETTLED, said, sliced.span, helps=("count valid slices only, and give `totals`",))
    if promise.weigh is not None:
        said = "outages by the share of users that they hurt need a list of `outages`, not slices"
        return Gap(NOT_SETTLED, said, promise.weigh.span)
    if promise.runs is not None and watched.key in ("share of good time", "share of good events"):
        said = "runs of bad time need slices that are good or bad, or a list of `outages`"
        return Gap(NOT_SETTLED, said, promise.runs.span)
    return None


def _comparable(promise: Promise, report: Report) -> bool:
    """Whether what is promised and what the credits go by can be measured in one unit."""
    promised = promise.comparison.value
    ranges = [item.range for item in promise.credits] + [item.range for item in promise.rewards]
    for value in ranges:
        for item in (value.first, value.second) if value is not None else ():
            if item is not None and not comparable(item.value.value, promised.value):
                said = f"`{item.value.span.text}` cannot be compared with `{promised.span.text}`, which is promised"
                report.say(OPEN_TERM, said, item.value.span)
                return False
    return True
