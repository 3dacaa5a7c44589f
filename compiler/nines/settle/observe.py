"""What each promise of a customer came to in a period, in each of the scopes in which it is judged alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TypeVar

from nines.contract.model import Customer, Promise
from nines.diagnostics.model import Report
from nines.record import replace
from nines.settle.alone import EVENTS, each_alone, with_waivers
from nines.settle.arithmetic import Kind, amount_of
from nines.settle.by_formula import in_order
from nines.settle.by_totals import NotJudged
from nines.settle.codes import MISSING_NUMBERS, OPEN_TERM, WHOSE_NUMBERS
from nines.settle.excluded import Refused, excluded_time, masked_time
from nines.settle.gaps import Gap
from nines.settle.judged import Judged
from nines.settle.levels import level_of
from nines.settle.measuring import measured as measured_of
from nines.settle.measuring import unfit
from nines.settle.outcome import Outcome, compared, not_judged
from nines.settle.rows import Measured, Row
from nines.settle.watched import Watched
from nines.values.units import comparable

__all__ = ["observe"]

R = TypeVar("R", bound=Row)


def observe(customer: Customer, judged: Judged, measured: Measured, report: Report) -> tuple[Outcome, ...] | None:
    """All promises, in the order of the contract; None after a finding. Formulas come after what they name."""
    before = len(report)
    found: dict[str, list[Outcome]] = {}
    promises = customer.agreement.promises
    for promise in in_order(promises):
        others = [outcome for outcomes in found.values() for outcome in outcomes]
        found[promise.name] = _promise(customer, promise, judged, measured, others, report)
    if len(report) > before:
        return None
    return tuple(outcome for promise in promises for outcome in found[promise.name])


def _promise(
    customer: Customer,
    promise: Promise,
    judged: Judged,
    measured: Measured,
    others: Sequence[Outcome],
    report: Report,
) -> list[Outcome]:
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
    labels = tuple(item for item in each if item not in EVENTS and not (item == "tenant" and customer.tenant))
    scopes = _scopes(customer, promise, labels, measured, report)
    alone = next((item for item in each if item in EVENTS), None)
    found: list[Outcome] = []
    for scope in scopes:
        watched = _watched(customer, promise, scope, judged, measured, others, report)
        found += _scope(customer, *watched, report, alone=alone) if watched is not None else []
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
    rows += _of(measured.tickets, promise) if promise.clock is not None else _of(measured.records, promise)
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
        said = f"nothing was measured of `{promise.name}` for `{customer.name}`"
        helps = [f"add rows with a column `{labels[0]}`: to `totals`, `slices`, `outages`, `records` or `tickets`"]
        report.say(MISSING_NUMBERS, said, promise.origin, "promised here", helps=helps)
    return sorted(found)


# One scope.


def _watched(
    customer: Customer,
    promise: Promise,
    scope: tuple[tuple[str, str], ...],
    judged: Judged,
    measured: Measured,
    others: Sequence[Outcome],
    report: Report,
) -> tuple[Watched, tuple[Refused, ...]] | None:
    """What is known of a promise in a scope, and what was refused as excluded; None after a finding."""
    agreement = customer.agreement
    cases = _in_scope(_of(measured.exclusions, promise), scope)
    works = _in_scope(_of(measured.maintenance, promise), scope)
    time = excluded_time(agreement, judged, cases, works)
    if isinstance(time, Gap):
        report.add(time.finding)
        return None

    def table(name: str, rows: tuple[R, ...]) -> tuple[R, ...] | None:
        return _in_scope(_of(rows, promise), scope) if name in measured.tables else None

    watched = Watched(
        promise=promise,
        agreement=agreement,
        judged=judged,
        labels=scope,
        time=(*time[0], *masked_time(promise, agreement, judged)),
        totals=_in_scope(_of(measured.totals, promise), scope),
        slices=_in_scope(_of(measured.slices, promise), scope),
        outages=table("outages", measured.outages),
        events=tuple(row for row in cases if row.start is None),
        tickets=table("tickets", measured.tickets),
        records=table("records", measured.records),
        as_of=measured.as_of,
        others=tuple(_values_of(others, scope)),
    )
    return watched, time[1]


def _values_of(others: Sequence[Outcome], scope: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, Fraction, Kind]]:
    """What other promises came to in the same scope, or as a whole."""
    for outcome in others:
        kind = amount_of(outcome.promise.comparison.value.value)
        if outcome.seen is not None and outcome.outage is None and outcome.labels in ((), scope) and kind is not None:
            yield outcome.promise.name, outcome.seen.exact, kind.kind


def _scope(
    customer: Customer, watched: Watched, refused: tuple[Refused, ...], report: Report, *, alone: str | None
) -> list[Outcome]:
    rows: tuple[Row, ...] = (*watched.totals, *watched.slices, *(watched.outages or ()))
    rows += (*(watched.tickets or ()), *(watched.records or ()))
    leveled = level_of(watched.promise, rows, report)
    if leveled is None or not _comparable(leveled[0], report) or not _fits(leveled[0], watched, report):
        return []
    watched, level = replace(watched, promise=leveled[0]), leveled[1]
    gap = unfit(watched)
    if gap is not None:
        report.add(gap.finding)
        return []
    if alone is not None:
        return each_alone(watched, level, refused, alone, report)
    result = measured_of(watched, report)
    if result is None:
        return []
    spans = tuple(row.span for row in rows)
    if isinstance(result, NotJudged):
        return [replace(not_judged(watched.promise, level, watched.labels, result.why, spans), refused=refused)]
    rounding = watched.promise.round_measured or customer.agreement.round_measured
    if rounding is None:
        report.add(watched.open("round measured ...", "how the measured value is rounded").finding)
        return []
    outcome = Outcome(
        promise=watched.promise,
        level=level,
        labels=watched.labels,
        outage=None,
        seen=compared(watched.promise, result, rounding),
        why="",
        counting=result.counting,
        left_out=result.left_out,
        refused=refused,
        waived=(),
        rounding=rounding,
        rows=spans,
        incidents=result.incidents,
    )
    return [with_waivers(outcome, watched, report)]


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


def _fits(promise: Promise, watched: Watched, report: Report) -> bool:
    """Whether the step of rounding is one of what is measured: a share to the second would be rounded to all of it."""
    rule = promise.round_measured or watched.agreement.round_measured
    promised = promise.comparison.value
    if rule is None or rule.step is None or comparable(rule.step.value, promised.value):
        return True
    said = f"`{promise.name}` is promised as `{promised.span.text}`, which cannot be rounded to `{rule.step.span.text}`"
    helps = (f"write how it is rounded in `promise {promise.name}` itself: `round measured never`",)
    report.say(OPEN_TERM, said, rule.step.span, "of another kind", helps=helps)
    return False
