"""What each promise of a customer came to in a period, in each of the scopes in which it is judged alone."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeVar

from nines.contract.model import Customer, Promise
from nines.diagnostics.model import Label, Report
from nines.language.nodes import Body
from nines.language.statements.money import Round
from nines.language.statements.promise import Credit, Duty, Level, Reward
from nines.record import dataclass, replace
from nines.settle.by_outages import from_outages, length_of, of_period
from nines.settle.by_slices import from_slices
from nines.settle.by_totals import NotJudged, from_totals
from nines.settle.codes import CONTRADICTION, MISSING_NUMBERS, NOT_SETTLED, OPEN_TERM, WHOSE_NUMBERS
from nines.settle.counting import Counting, LeftOut
from nines.settle.excluded import Excluded, Refused, excluded_time, masked_time
from nines.settle.gaps import Gap
from nines.settle.ground import rounded
from nines.settle.judged import Judged
from nines.settle.rows import Measured, Row
from nines.settle.seen import COMPARE, Seen, seen_of
from nines.settle.watched import WAIVES, Measurement, Watched
from nines.source import Span
from nines.values.intervals import Interval
from nines.values.units import base_value, comparable

__all__ = ["Outcome", "observe"]

R = TypeVar("R", bound=Row)

_EVENTS = ("outage", "ticket", "record")
"""What `judge each` can name that is no label."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One promise in one scope. `seen` is None where it was not judged, and `why` says why.

    `outage` is the id where each outage is judged alone, `during` its time. `promise` has the terms of its `level`.
    """

    promise: Promise
    level: str | None
    labels: tuple[tuple[str, str], ...]
    outage: str | None
    seen: Seen | None
    why: str
    counting: Counting | None
    left_out: tuple[LeftOut, ...]
    refused: tuple[Refused, ...]
    waived: tuple[Excluded, ...]
    rounding: Round | None
    rows: tuple[Span, ...]
    during: Interval | None = None

    @property
    def scope(self) -> tuple[tuple[str, str], ...]:
        return (*self.labels, ("outage", self.outage)) if self.outage is not None else self.labels


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
        return [_not_judged(promise, None, (), "the period is a partial one", ())]
    each = tuple(item.value for item in promise.judge.what) if promise.judge is not None else ()
    if any(item in _EVENTS[1:] for item in each):
        report.say(NOT_SETTLED, "promises judged by each ticket or record are not settled yet", promise.origin)
        return []
    labels = tuple(item for item in each if item not in _EVENTS and not (item == "tenant" and customer.tenant))
    scopes = _scopes(customer, promise, labels, measured, report)
    found: list[Outcome] = []
    for scope in scopes:
        found += _scope(customer, promise, scope, judged, measured, report, each_outage="outage" in each)
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
    each_outage: bool,
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
    leveled = _level(promise, rows, report)
    if leveled is None or not _comparable(leveled[0], report):
        return []
    watched, level = replace(watched, promise=leveled[0]), leveled[1]
    spans = tuple(row.span for row in rows)
    gap = _not_settled(watched)
    if gap is not None:
        report.add(gap.finding)
        return []
    waived = tuple(item for item in watched.excluded if item.exclusion.effect == WAIVES)
    if each_outage:
        return _each_outage(watched, level, refused, waived, report)
    result = _measurement(customer, watched, report)
    if result is None:
        return []
    if isinstance(result, NotJudged):
        return [replace(_not_judged(watched.promise, level, scope, result.why, spans), refused=refused)]
    rounding = watched.promise.round_measured or agreement.round_measured
    if rounding is None:
        report.add(watched.open("round measured ...", "how the measured value is rounded").finding)
        return []
    seen = _seen(watched.promise, result, rounding)
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


def _not_judged(
    promise: Promise, level: str | None, scope: tuple[tuple[str, str], ...], why: str, rows: tuple[Span, ...]
) -> Outcome:
    return Outcome(promise, level, scope, None, None, why, None, (), (), (), None, rows)


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


def _seen(promise: Promise, result: Measurement, rounding: Round) -> Seen:
    return seen_of(
        promise,
        result.value,
        rounded(result.value, rounding),
        length=result.length,
        downtime=result.downtime,
        bad_slices=result.bad_slices,
        outages=result.outages,
    )


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


# Levels: another value for a configuration.


def _level(promise: Promise, rows: Sequence[Row], report: Report) -> tuple[Promise, str | None] | None:
    """The promise with the first level that matches, and its name; None after a finding."""
    for level in promise.levels:
        if level.label is None or level.where is None:
            said = f"the level `{level.name.value}` does not say where it holds, and is not settled yet"
            report.say(NOT_SETTLED, said, level.head, "needs `where LABEL ...`")
            return None
        values = {row.label(level.label.value) for row in rows}
        value = values.pop() if len(values) == 1 else None
        if value is None:
            said = f"the level `{level.name.value}` goes by `{level.label.value}`, of which the rows have no one value"
            report.say(MISSING_NUMBERS, said, rows[0].span if rows else promise.origin, helps=["add it as a column"])
            return None
        number = _number(value)
        if number is None:
            said = f"`{value}` is no number that the level `{level.name.value}` could go by"
            report.say(MISSING_NUMBERS, said, rows[0].place(level.label.value))
            return None
        both = [item for item in (level.where.first, level.where.second) if item is not None]
        if all(COMPARE[item.operator.value](number, base_value(item.value.value)) for item in both):
            return _with_level(promise, level), level.name.value
    return promise, None


def _number(text: str) -> Fraction | None:
    digits = text.replace("_", "")
    return Fraction(digits) if digits.replace(".", "", 1).isascii() and digits.replace(".", "", 1).isdigit() else None


def _with_level(promise: Promise, level: Level) -> Promise:
    body: Body = level.body
    return replace(
        promise,
        comparison=level.comparison,
        credits=body.all(Credit) or promise.credits,
        rewards=body.all(Reward) or promise.rewards,
        duties=body.all(Duty) or promise.duties,
        round_measured=body.last(Round) or promise.round_measured,
    )


# Each outage on its own.


def _each_outage(
    watched: Watched, level: str | None, refused: tuple[Refused, ...], waived: tuple[Excluded, ...], report: Report
) -> list[Outcome]:
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
        seen = _seen(promise, result, rounding)
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
        return [_not_judged(promise, level, watched.labels, "there was no outage", ())]
    return found


def _affected(watched: Watched, row: Row) -> tuple[tuple[str, str], ...]:
    """The thing whose fees a credit is a share of, where the outage says which that is."""
    base = watched.promise.base or watched.agreement.base
    label = base.label.value if base is not None and base.label is not None else None
    value = row.label(label) if label is not None else None
    known = any(name == label for name, _ in watched.labels)
    return ((label, value),) if label is not None and value is not None and not known else ()
