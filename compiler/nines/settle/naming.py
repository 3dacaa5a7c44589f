"""Names in measured numbers, held against the specs: fees, needs, units and severities have to be known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nines.contract.model import Agreement
from nines.diagnostics.model import Report
from nines.diagnostics.suggest import closest, listing
from nines.language.phrases import GreaterOf, LesserOf, PerUnit, Share
from nines.language.statements.money import Base
from nines.language.statements.promise import Credit
from nines.language.statements.support import SeverityRow
from nines.settle.codes import WHOSE_NUMBERS
from nines.settle.measuring import OF_RECORDS
from nines.settle.rows import Measured, Row
from nines.settle.watched import measure_key

__all__ = ["names_known"]


def names_known(agreement: Agreement, measured: Measured, report: Report) -> bool:
    """Whether the contract knows all that the rows of a customer name."""
    before = len(report)
    fees = tuple(dict.fromkeys(_fees(agreement)))
    needs = tuple(need.name.value for need in agreement.needs)
    units = tuple(unit.name.value for unit in agreement.units)
    matrix = agreement.support
    severities = tuple(row.name.value for row in matrix.body.all(SeverityRow)) if matrix is not None else ()
    for fee in measured.fees:
        _known(fee.fee, fees, "fee", fee, "fee", report)
    for need in measured.needs:
        _known(need.need, needs, "need", need, "need", report)
    for used in measured.usage:
        _known(used.unit, units, "unit", used, "unit", report)
    for ticket in measured.tickets:
        if ticket.severity is not None and ticket.severity:
            _known(ticket.severity, severities, "severity", ticket, "severity", report)
    _used(agreement, measured, report)
    return len(report) == before


def _used(agreement: Agreement, measured: Measured, report: Report) -> None:
    """Whether any promise goes by the tickets and records that are given: else they would be passed over in silence."""
    if measured.tickets and all(promise.clock is None for promise in agreement.promises):
        said = "no promise is of a time of the support matrix, and here are tickets"
        helps = ["promise `of support.SEVERITY.fix`, or leave the table out"]
        report.say(WHOSE_NUMBERS, said, measured.tickets[0].span, helps=helps)
    by_records = any(measure_key(promise) in (*OF_RECORDS, "formula") for promise in agreement.promises)
    unnamed = next((row for row in measured.records if row.promise is None), None)
    if unnamed is not None and not by_records:
        said = "no promise is measured by records, and here are some"
        helps = ["name the promise in a column `promise`, or leave the table out"]
        report.say(WHOSE_NUMBERS, said, unnamed.span, helps=helps)


def _known(name: str, known: Sequence[str], what: str, row: Row, column: str, report: Report) -> None:
    if name in known:
        return
    better = closest(name, known)
    report.say(
        WHOSE_NUMBERS,
        f"the contract has no {what} `{name}`" + (f": did you mean `{better}`?" if better else ""),
        row.place(column),
        helps=[f"it has {listing(known, most=12, joint='and')}" if known else "it has none"],
    )


def _fees(agreement: Agreement) -> Iterator[str]:
    """All fees that a contract names: those that it states, and those that bases and amounts are of."""
    yield from (fee.name for fee in agreement.fees)
    for base in (agreement.base, *(promise.base for promise in agreement.promises)):
        yield from _of_base(base) if base is not None else ()
    amounts: list[object] = [unit.amount for unit in agreement.units]
    amounts += [cap.amount for cap in agreement.caps]
    if agreement.points is not None:
        amounts += [credit.amount for credit in agreement.points.body.all(Credit)]
    for promise in agreement.promises:
        amounts += [credit.amount for credit in promise.credits]
        amounts += [reward.amount for reward in promise.rewards]
        amounts += [cap.amount for cap in promise.caps]
        amounts += [credit.amount for level in promise.levels for credit in level.body.all(Credit)]
    for amount in amounts:
        yield from _of_amount(amount)


def _of_base(base: Base) -> Iterator[str]:
    yield from (name.value for name in (*base.fees, *base.except_))


def _of_amount(value: object) -> Iterator[str]:
    match value:
        case Share(fee=fee) if fee is not None:
            yield fee.value
        case GreaterOf(first=first, second=second) | LesserOf(first=first, second=second):
            yield from _of_amount(first)
            yield from _of_amount(second)
        case PerUnit(each=each):
            yield from _of_amount(each)
        case _:
            pass
