"""Measured numbers from files: CSV of one table each, or JSON of several, as typed rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from nines.diagnostics.model import Report
from nines.diagnostics.suggest import closest, listing
from nines.record import dataclass, replace
from nines.settle.building import built
from nines.settle.cells import Cell, Line, Table
from nines.settle.codes import MISSING_NUMBERS, UNKNOWN_COLUMN, UNREADABLE_NUMBERS
from nines.settle.csvtext import read_csv
from nines.settle.instants import instant_of
from nines.settle.jsontext import Json, JsonList, JsonObject, JsonValue, read_json
from nines.settle.rows import (
    ClaimRow,
    ExclusionRow,
    FeeRow,
    HistoryRow,
    LifetimeRow,
    MaintenanceRow,
    Measured,
    NeedRow,
    OutageRow,
    RecordRow,
    ReportRow,
    Row,
    SliceRow,
    Stated,
    TicketRow,
    TotalRow,
    UsageRow,
)
from nines.settle.tables import HEAD, TABLES, Column, Kind, Shape
from nines.settle.values import Value, value_of
from nines.source import Source, Span

__all__ = ["File", "read_measured", "table_named"]

R = TypeVar("R", bound=Row)

_SHAPES = {shape.name: shape for shape in TABLES}
_ROWS: dict[str, type[Row]] = {
    "totals": TotalRow,
    "slices": SliceRow,
    "outages": OutageRow,
    "exclusions": ExclusionRow,
    "maintenance": MaintenanceRow,
    "needs": NeedRow,
    "fees": FeeRow,
    "lifetimes": LifetimeRow,
    "reports": ReportRow,
    "tickets": TicketRow,
    "records": RecordRow,
    "usage": UsageRow,
    "claims": ClaimRow,
    "history": HistoryRow,
}
_OF_ROWS = frozenset(("customer", "promise"))
"""What the head of a file says in the place of its rows; the rest is about the file."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of measured numbers. `table` is what a CSV file holds, None for JSON."""

    source: Source
    table: str | None


def table_named(stem: str) -> str | None:
    """The table that a file's name speaks of: `2026-09-slices` is of `slices`; None if of none or of two."""
    words = "".join(char if char.isalpha() else " " for char in stem.lower()).split()
    found = {word for word in words if word in _SHAPES}
    return found.pop() if len(found) == 1 else None


def read_measured(
    files: Sequence[File], labels: frozenset[str], zones: frozenset[str], report: Report
) -> Measured | None:
    """All rows of all files; None after a finding. `labels` are those that contracts judge by, `zones` theirs."""
    before = len(report)
    tables: list[Table] = []
    head: list[Stated] = []
    for file in files:
        if file.table is not None:
            found = read_csv(file.source, file.table, report)
            tables += [found] if found is not None else []
        else:
            value = read_json(file.source, report)
            tables += _tables(value, zones, head, report) if value is not None else []
    rows = [row for table in tables for row in _rows(table, labels, report)]
    if len(report) > before:
        return None
    return Measured(
        tables=frozenset(table.name for table in tables),
        totals=_of(rows, TotalRow),
        slices=_of(rows, SliceRow),
        outages=_of(rows, OutageRow),
        exclusions=_of(rows, ExclusionRow),
        maintenance=_of(rows, MaintenanceRow),
        needs=_of(rows, NeedRow),
        fees=_of(rows, FeeRow),
        lifetimes=_of(rows, LifetimeRow),
        reports=_of(rows, ReportRow),
        tickets=_of(rows, TicketRow),
        records=_of(rows, RecordRow),
        usage=_of(rows, UsageRow),
        claims=_of(rows, ClaimRow),
        history=_of(rows, HistoryRow),
        head=tuple(head),
        as_of=next(
            (at for item in head if item.name == "as-of" and isinstance(at := instant_of(item.text), int)), None
        ),
    )


def _of(rows: Iterable[Row], kind: type[R]) -> tuple[R, ...]:
    return tuple(row for row in rows if isinstance(row, kind))


# JSON: an object of tables, each a list of objects.


def _tables(value: Json, zones: frozenset[str], stated: list[Stated], report: Report) -> list[Table]:
    if not isinstance(value, JsonObject):
        report.say(UNREADABLE_NUMBERS, "measured numbers are a JSON object whose keys are tables", value.span)
        return []
    head: list[Cell] = []
    tables: list[Table] = []
    for key, inner in value.members:
        column = next((column for column in HEAD if column.name == key.text), None)
        if column is not None and isinstance(inner, JsonValue):
            head.append(Cell(key.text, inner.text, inner.span))
        elif key.text in _SHAPES and isinstance(inner, JsonList):
            tables.append(_table(key, inner, report))
        elif key.text in _SHAPES:
            report.say(UNREADABLE_NUMBERS, f"`{key.text}` is a list of objects, one a row", inner.span)
        else:
            _unknown(key.text, key.span, [*_SHAPES, *(column.name for column in HEAD)], "table or key", report)
    for cell in head:
        column = next(column for column in HEAD if column.name == cell.column)
        if column.kind is Kind.TIME:
            value_of(cell, column, report)
        if cell.column not in _OF_ROWS and cell.column != "zone":
            stated.append(Stated(cell.column, cell.text, cell.span))
    zone = next((cell for cell in head if cell.column == "zone"), None)
    if zone is not None and zone.text not in zones:
        report.say(
            UNKNOWN_COLUMN,
            f"the numbers are for the zone `{zone.text}`, and the contract's is {listing(sorted(zones))}",
            zone.span,
            helps=["count anew by the days and hours of the contract's zone"],
        )
    return [replace(table, lines=tuple(_with_head(line, head) for line in table.lines)) for table in tables]


def _with_head(line: Line, head: Sequence[Cell]) -> Line:
    own = {cell.column for cell in line.cells}
    more = tuple(cell for cell in head if cell.column not in own and cell.column in _OF_ROWS)
    return replace(line, cells=(*line.cells, *more))


def _table(key: JsonValue, rows: JsonList, report: Report) -> Table:
    lines: list[Line] = []
    columns: dict[str, Cell] = {}
    for row in rows.items:
        if not isinstance(row, JsonObject):
            report.say(UNREADABLE_NUMBERS, f"a row of `{key.text}` is an object", row.span)
            continue
        cells: list[Cell] = []
        for name, value in row.members:
            columns.setdefault(name.text, Cell(name.text, name.text, name.span))
            if not isinstance(value, JsonValue):
                report.say(UNREADABLE_NUMBERS, f"`{name.text}` is one value, not several", value.span)
            elif value.text != "null" or value.quoted:
                cells.append(Cell(name.text, value.text, value.span))
        lines.append(Line(tuple(cells), row.span))
    return Table(key.text, tuple(columns.values()), tuple(lines), key.span)


# Rows.


def _rows(table: Table, labels: frozenset[str], report: Report) -> list[Row]:
    shape = _SHAPES[table.name]
    own = [column.name for column in shape.columns]
    fine = True
    for column in table.columns:
        if shape.column(column.text) is None and column.text not in labels:
            _unknown(column.text, column.span, [*own, "customer", "promise", *sorted(labels)], "column", report)
            fine = False
    for wanted in shape.columns:
        if wanted.key and table.lines and not any(column.text == wanted.name for column in table.columns):
            report.say(
                MISSING_NUMBERS,
                f"`{table.name}` has no column `{wanted.name}`",
                table.columns[0].span if table.columns else table.span,
                f"{wanted.name}: {wanted.meaning}",
            )
            fine = False
    if not fine:
        return []
    found = [_row(line, shape, labels, report) for line in table.lines]
    return [row for row in found if row is not None]


def _unknown(name: str, span: Span, known: Sequence[str], what: str, report: Report) -> None:
    better = closest(name, known)
    report.say(
        UNKNOWN_COLUMN,
        f"there is no {what} `{name}`" + (f": did you mean `{better}`?" if better else ""),
        span,
        helps=[f"there is {listing(known, most=20, joint='and')}"],
    )


def _row(line: Line, shape: Shape, labels: frozenset[str], report: Report) -> Row | None:
    values: dict[str, Value] = {}
    found: list[tuple[str, str]] = []
    fine = True
    for cell in line.cells:
        column = shape.column(cell.column)
        if column is None:
            found.append((cell.column, cell.text))
            continue
        value = value_of(cell, column, report)
        fine &= value is not None
        if value is not None:
            values[column.name] = value
    places = tuple((cell.column, cell.span) for cell in line.cells)
    fine = _has_keys(line, shape, values, report) and fine
    if not fine:
        return None
    common: dict[str, Any] = {
        "customer": values.pop("customer", None),
        "promise": values.pop("promise", None),
        "labels": tuple(label for label in found if label[0] in labels),
        "places": places,
        "span": line.span,
    }
    return built(_ROWS[shape.name], shape, values, common, report)


def _has_keys(line: Line, shape: Shape, values: dict[str, Value], report: Report) -> bool:
    written = {cell.column for cell in line.cells}
    missing: list[Column] = [column for column in shape.columns if column.key and column.name not in written]
    for column in missing:
        report.say(MISSING_NUMBERS, f"the row has no `{column.name}`", line.span, f"{column.name}: {column.meaning}")
    return not missing and all(column.name in values for column in shape.columns if column.key)
