"""Builds rows from the values of their cells, where these go together."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from nines.diagnostics.model import Label, Report
from nines.settle.codes import BAD_VALUE, CONTRADICTION, MISSING_NUMBERS
from nines.settle.rows import ExclusionRow, HistoryRow, LifetimeRow, Row, SliceRow, TotalRow
from nines.settle.tables import Shape
from nines.settle.values import MISSING, REST, Value
from nines.source import Span
from nines.values.model import Duration, FineDuration

__all__ = ["built"]


def built(
    kind: type[Row], shape: Shape, values: dict[str, Value], common: dict[str, Any], report: Report
) -> Row | None:
    """The row of its class, with what its columns say together."""
    fields: dict[str, Any] = {column.name.replace("-", "_"): values.get(column.name) for column in shape.columns}
    span: Span = common["span"]
    timed = {"start", "end", "length"} <= fields.keys()
    if timed and not _ended(fields, span, report, needed=kind is not ExclusionRow):
        return None
    if kind is LifetimeRow:
        fields = {"start": fields["from"], "end": fields["to"]}
    if kind is SliceRow and not _of_slice(fields, span, report):
        return None
    if kind is ExclusionRow and (fields["start"] is None) == (fields["total"] is None and fields["bad"] is None):
        report.say(BAD_VALUE, "an exclusion covers either a time (`start`) or events (`total`, `bad`)", span)
        return None
    if kind is HistoryRow and (fields["period"] is None) == (fields["periods"] is None):
        report.say(BAD_VALUE, "a row of `history` is either of a `period` by its name, or of so many `periods`", span)
        return None
    row = kind(**common, **fields)
    return row if _counts_fit(row, report) else None


def _ended(fields: dict[str, Any], span: Span, report: Report, *, needed: bool) -> bool:
    """Put `end` in the place of `length`."""
    length = fields.pop("length")
    start, end = fields["start"], fields["end"]
    if start is None:
        return True
    if (end is None) == (length is None):
        report.say(BAD_VALUE, "it needs either an `end` or a `length`" if needed else "it needs one end", span)
        return False
    if length is not None:
        seconds = _seconds(length)
        if seconds is None:
            report.say(BAD_VALUE, "times are whole seconds", span)
            return False
        fields["end"] = start + seconds
    if fields["end"] <= start:
        report.say(CONTRADICTION, "it ends before it starts, or lasts no time", span)
        return False
    return True


def _of_slice(fields: dict[str, Any], span: Span, report: Report) -> bool:
    rest, length = fields["start"] == REST, fields["length"]
    seconds = _seconds(length) if length is not None else None
    if rest != (length is None) or (seconds is None and not rest) or seconds == 0:
        said = "the time that `rest` stands for has the length that is left" if rest else "a slice has a length"
        report.say(BAD_VALUE, f"{said}: leave `length` {'out' if rest else 'not out, in whole seconds'}", span)
        return False
    fields["start"] = None if rest else fields["start"]
    fields["length"] = seconds
    fields["repeat"] = fields["repeat"] or 1
    fields["missing"] = fields["total"] == MISSING
    if fields["missing"]:
        fields["total"] = None
    if fields["down"] is not None:
        fields["down"] = Fraction(fields["down"].milliseconds) / 1000
    given = [name for name in ("total", "down", "value") if fields[name] is not None]
    if fields["missing"] == bool(given) or (fields["bad"] is not None and fields["total"] is None):
        report.say(BAD_VALUE, "a slice has `total` and `bad`, or `down`, or `value`, or `missing` as its total", span)
        return False
    if fields["total"] is not None and fields["bad"] is None:
        report.say(MISSING_NUMBERS, "the row has a total, but does not say how many were `bad`", span)
        return False
    return True


def _counts_fit(row: Row, report: Report) -> bool:
    """More bad or good things than there were cannot be."""
    if isinstance(row, TotalRow | SliceRow | ExclusionRow):
        for name in ("bad", "good"):
            part = getattr(row, name, None)
            if part is not None and row.total is not None and part > row.total:
                report.say(
                    CONTRADICTION,
                    f"there are more {name} than there were in all: {part} of {row.total}",
                    row.place(name),
                    others=[Label(row.place("total"), "in all")],
                )
                return False
    if isinstance(row, TotalRow) and None not in (row.good, row.bad, row.total):
        assert row.good is not None
        assert row.bad is not None
        if row.good + row.bad != row.total:
            report.say(CONTRADICTION, f"{row.good} good and {row.bad} bad do not make {row.total}", row.place("total"))
            return False
    if isinstance(row, SliceRow) and row.down is not None and row.length is not None and row.down > row.length:
        report.say(CONTRADICTION, "it was down for longer than it lasts", row.place("down"))
        return False
    return True


def _seconds(length: Duration | FineDuration) -> int | None:
    seconds = Fraction(length.milliseconds) / 1000
    return seconds.numerator if seconds.denominator == 1 else None
