"""Reads CSV (RFC 4180: commas, quotes, a head) with the place of each cell."""

from __future__ import annotations

from nines.diagnostics.model import Report
from nines.late import late_pattern
from nines.record import dataclass
from nines.settle.cells import Cell, Line, Table
from nines.settle.codes import UNREADABLE_NUMBERS
from nines.source import Source, Span

__all__ = ["read_csv"]

_FIELD = late_pattern(r'"((?:[^"]|"")*)"[ \t]*|([^",\r\n]*)')
_OTHERS = {";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True, slots=True)
class Field:
    """The text between two commas; `span` is without blanks and with quotes."""

    text: str
    span: Span


def read_csv(source: Source, name: str, report: Report) -> Table | None:
    """The table of a file. Lines that are empty or start with `#` are passed over; None after a finding."""
    rows = _rows(source, report)
    if rows is None:
        return None
    if not rows:
        report.say(
            UNREADABLE_NUMBERS, f"`{source.path}` is empty", source.span(0, 0), helps=["its first line is a head"]
        )
        return None
    head, *body = rows
    columns = tuple(Cell(field.text, field.text, field.span) for field in head)
    if not _head_is_fine(columns, report):
        return None
    lines: list[Line] = []
    for row in body:
        if len(row) != len(columns):
            _uneven(row, columns, report)
            return None
        cells = tuple(
            Cell(column.text, field.text, field.span) for column, field in zip(columns, row, strict=True) if field.text
        )
        lines.append(Line(cells, row[0].span.to(row[-1].span)))
    return Table(name, columns, tuple(lines), source.span(0, 0))


def _rows(source: Source, report: Report) -> list[list[Field]] | None:
    text, at, rows = source.text, 0, list[list[Field]]()
    while at < len(text):
        if text[at] in "#\r\n":
            end = text.find("\n", at)
            at = len(text) if end < 0 else end + 1
            continue
        row: list[Field] = []
        while True:
            found = _FIELD.match(text, at)
            assert found is not None  # the second way matches nothing too
            row.append(_field(source, found.start(), found.end(), found[1]))
            at = found.end()
            if text[at : at + 1] != ",":
                break
            at += 1
        if at < len(text) and text[at] not in "\r\n":
            line_end = text.find("\n", at)
            report.say(
                UNREADABLE_NUMBERS,
                "a quote is not closed, or something stands after it",
                source.span(at, len(text) if line_end < 0 else line_end),
                helps=['a value with a comma or a quote stands in quotes, and a quote in it twice: `"a ""b"", c"`'],
            )
            return None
        rows.append(row)
        end = text.find("\n", at)
        at = len(text) if end < 0 else end + 1
    return rows


def _field(source: Source, start: int, end: int, quoted: str | None) -> Field:
    if quoted is not None:
        return Field(quoted.replace('""', '"'), source.span(start, end))
    raw = source.text[start:end]
    first = start + len(raw) - len(raw.lstrip())
    bare = raw.strip()
    return Field(bare, source.span(first, first + len(bare)))


def _head_is_fine(columns: tuple[Cell, ...], report: Report) -> bool:
    first = columns[0]
    if len(columns) == 1:
        for sign, name in _OTHERS.items():
            if sign in first.text:
                report.say(UNREADABLE_NUMBERS, f"the columns are parted by {name}, not by commas", first.span)
                return False
    for index, column in enumerate(columns):
        if not column.text:
            report.say(UNREADABLE_NUMBERS, f"column {index + 1} has no name", column.span)
            return False
        twin = next((other for other in columns[:index] if other.text == column.text), None)
        if twin is not None:
            report.say(UNREADABLE_NUMBERS, f"there are two columns `{column.text}`", column.span)
            return False
    return True


def _uneven(row: list[Field], columns: tuple[Cell, ...], report: Report) -> None:
    report.say(
        UNREADABLE_NUMBERS,
        f"the line has {len(row)} values, and the head {len(columns)} columns",
        row[0].span.to(row[-1].span),
        helps=["numbers are written without commas between thousands: `12000` or `12_000`"]
        if len(row) > len(columns)
        else [],
    )
