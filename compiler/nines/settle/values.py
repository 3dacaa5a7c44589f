"""Reads single cells: each kind of value, or a finding at the cell."""

from __future__ import annotations

from fractions import Fraction

from nines.diagnostics.model import Report
from nines.settle.cells import Cell
from nines.settle.codes import BAD_VALUE, WRONG_TIME
from nines.settle.instants import instant_of
from nines.settle.tables import Column, Kind
from nines.values.literals import parse
from nines.values.model import Duration, FineDuration, Money, Number, Percentage, Problem, Quantity, Ratio

__all__ = ["MISSING", "REST", "Value", "value_of"]

MISSING = "missing"
REST = "rest"

Value = str | int | bool | Fraction | Quantity


def value_of(cell: Cell, column: Column, report: Report) -> Value | None:
    """The value: Unix seconds for times, Fractions for counts and shares; None after a finding.

    `rest` and `missing` stay these words.
    """
    match column.kind:
        case Kind.TEXT:
            return cell.text
        case Kind.TIME | Kind.START:
            return REST if column.kind is Kind.START and cell.text == REST else _time(cell, report)
        case Kind.COUNT | Kind.TOTAL:
            return MISSING if column.kind is Kind.TOTAL and cell.text == MISSING else _count(cell, column, report)
        case Kind.YES:
            if cell.text in ("yes", "true", "no", "false"):
                return cell.text in ("yes", "true")
        case Kind.WHOLE:
            found = parse(cell.text)
            if isinstance(found, Number) and found.whole is not None and 1 <= found.whole <= 10_000_000:
                return found.whole
        case Kind.SHARE:
            found = parse(cell.text)
            if isinstance(found, Number | Percentage | Ratio) and 0 <= found.value <= 1:
                return found.value
        case Kind.LENGTH | Kind.MONEY | Kind.VALUE:
            return _quantity(cell, column, report)
    _wrong(cell, column, report)
    return None


def _time(cell: Cell, report: Report) -> int | None:
    found = instant_of(cell.text)
    if isinstance(found, int):
        return found
    report.say(
        WRONG_TIME,
        f"`{cell.text}` {found}",
        cell.span,
        helps=["write a time as in RFC 3339, with its offset: `2026-09-01T08:00:00+02:00`, `2026-09-01T06:00:00Z`"],
    )
    return None


def _count(cell: Cell, column: Column, report: Report) -> Fraction | None:
    found = parse(cell.text)
    if not isinstance(found, Number):
        _wrong(cell, column, report)
        return None
    if found.value < 0:
        report.say(BAD_VALUE, f"`{column.name}` is below zero: {cell.text}", cell.span, "counts start at zero")
        return None
    return found.value


def _quantity(cell: Cell, column: Column, report: Report) -> Quantity | None:
    found = parse(cell.text)
    if column.kind is Kind.MONEY and isinstance(found, Money):
        if found.amount >= 0:
            return found
        report.say(BAD_VALUE, f"`{column.name}` is below zero: {cell.text}", cell.span)
        return None
    if column.kind is Kind.LENGTH and isinstance(found, Duration | FineDuration):
        return found
    if column.kind is Kind.VALUE and isinstance(found, Quantity):
        return found
    _wrong(cell, column, report, found if isinstance(found, Problem) else None)
    return None


def _wrong(cell: Cell, column: Column, report: Report, problem: Problem | None = None) -> None:
    report.say(
        BAD_VALUE,
        f"`{cell.text}` is not {column.kind.value}",
        cell.span,
        f"`{column.name}` is {column.meaning}",
        helps=[problem.message] if problem is not None else [],
    )
