"""Slices of a period from the rows that say what was counted: each moment once, none missing.

Stretches of slices that are alike stay one `Piece`, so that a quiet month of minutes is a few pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

from nines.diagnostics.model import Label, Report
from nines.record import dataclass, replace
from nines.settle.codes import BAD_VALUE, CONTRADICTION, MISSING_NUMBERS, WRONG_TIME
from nines.settle.judged import Judged
from nines.settle.rows import SliceRow
from nines.settle.words import moment_words
from nines.source import Span
from nines.values.intervals import Interval, difference
from nines.values.text import duration
from nines.values.units import base_value

__all__ = ["Piece", "cut", "pieces"]


@dataclass(frozen=True, slots=True)
class Piece:
    """`number` slices of `size` seconds that are alike, from `start` on; each has `total` events, `bad` of them bad."""

    start: int
    size: int
    number: int
    total: Fraction | None
    bad: Fraction | None
    down: Fraction | None
    value: Fraction | None
    missing: bool
    row: Span
    valid: bool = True

    @property
    def end(self) -> int:
        return self.start + self.size * self.number

    @property
    def seconds(self) -> int:
        return self.size * self.number


def pieces(
    rows: Sequence[SliceRow],
    step: int | None,
    judged: Judged,
    valid: Callable[[SliceRow], bool | None],
    report: Report,
) -> tuple[Piece, ...] | None:
    """The slices of a period, in order, without gap or overlap; None after a finding.

    With `step` they are slices of that many seconds, aligned to the start of the period: a longer row is shared out
    evenly, shorter ones are added up. Without, each row is a slice of its own.
    """
    listed = [row for row in rows if row.start is not None]
    rests = [row for row in rows if row.start is None]
    if len(rests) > 1:
        report.say(CONTRADICTION, "only one row can stand for the rest of the time", rests[1].span)
        return None
    counts = {id(row): valid(row) for row in rows}
    if None in counts.values():
        return None
    found = sorted((_piece(row, counts[id(row)] is True) for row in listed), key=lambda piece: (piece.start, piece.end))
    if not _in_period(found, judged, report) or not _apart(found, judged, report):
        return None
    gaps = difference([judged.existing], [Interval(piece.start, piece.end) for piece in found])
    if rests and gaps:
        rest = _rest(rests[0], gaps, counts[id(rests[0])] is True)
        found = sorted([*found, *rest], key=lambda piece: piece.start)
    elif gaps:
        _missing(gaps, judged, rows, report)
        return None
    if step is None:
        return tuple(found)
    return _aligned(found, step, judged, report)


def cut(piece: Piece, spans: Sequence[Interval]) -> tuple[list[tuple[Piece, bool]], Interval | None]:
    """A piece in parts that lie within the spans (True) or outside; and a slice that is within in part only."""
    parts: list[tuple[Piece, bool]] = []
    at = piece.start
    for span in spans:
        inner = span.clipped(piece.start, piece.end)
        if inner.seconds <= 0:
            continue
        for edge in (inner.start, inner.end):
            if (edge - piece.start) % piece.size:
                start = edge - (edge - piece.start) % piece.size
                return [], Interval(start, start + piece.size)
        if inner.start > at:
            parts.append((_from(piece, at, inner.start), False))
        parts.append((_from(piece, inner.start, inner.end), True))
        at = inner.end
    if at < piece.end:
        parts.append((_from(piece, at, piece.end), False))
    return parts, None


def _from(piece: Piece, start: int, end: int) -> Piece:
    return replace(piece, start=start, number=(end - start) // piece.size)


def _piece(row: SliceRow, valid: bool) -> Piece:  # noqa: FBT001 - a fact about the row
    assert row.start is not None
    assert row.length is not None
    value = base_value(row.value) if row.value is not None else None
    return Piece(row.start, row.length, row.repeat, row.total, row.bad, row.down, value, row.missing, row.span, valid)


def _rest(row: SliceRow, gaps: Sequence[Interval], valid: bool) -> list[Piece]:  # noqa: FBT001 - as above
    """The rest, shared out over the time that is left in proportion."""
    whole = sum(gap.seconds for gap in gaps)
    value = base_value(row.value) if row.value is not None else None

    def part(amount: Fraction | None, gap: Interval) -> Fraction | None:
        return amount * gap.seconds / whole if amount is not None else None

    return [
        Piece(
            gap.start,
            gap.seconds,
            1,
            part(row.total, gap),
            part(row.bad, gap),
            part(row.down, gap),
            value,
            row.missing,
            row.span,
            valid,
        )
        for gap in gaps
    ]


def _in_period(found: Sequence[Piece], judged: Judged, report: Report) -> bool:
    for piece in found:
        if piece.start < judged.existing.start or piece.end > judged.existing.end:
            start, end = (moment_words(at, judged.zone) for at in (judged.existing.start, judged.existing.end))
            report.say(
                WRONG_TIME,
                f"the slice is from {moment_words(piece.start, judged.zone)} to "
                f"{moment_words(piece.end, judged.zone)}, which is not all within the period",
                piece.row,
                f"the period is from {start} to {end} in {judged.zone.name}",
                helps=["days begin and end in the contract's zone: count anew by its clock"],
            )
            return False
    return True


def _apart(found: Sequence[Piece], judged: Judged, report: Report) -> bool:
    for before, piece in pairwise(found):
        if piece.start < before.end:
            report.say(
                CONTRADICTION,
                f"two slices overlap: {moment_words(piece.start, judged.zone)} is in both",
                piece.row,
                "starts before the other ends",
                others=[Label(before.row, f"ends at {moment_words(before.end, judged.zone)}")],
            )
            return False
    return True


def _missing(gaps: Sequence[Interval], judged: Judged, rows: Sequence[SliceRow], report: Report) -> None:
    first, whole = gaps[0], sum(gap.seconds for gap in gaps)
    near = next((row for row in rows if row.start is not None and row.start >= first.end), rows[-1])
    more = f", the first of {len(gaps)} gaps" if len(gaps) > 1 else ""
    report.say(
        MISSING_NUMBERS,
        f"{duration(whole * 1000)} of the period are missing, from {moment_words(first.start, judged.zone)}{more}",
        near.span,
        "before this row" if near.start is not None and near.start >= first.end else "after this row",
        helps=[
            "add the rows; where the monitor was down, give `missing` as their total",
            "or one row whose start is `rest`, for all time that no other row has",
        ],
    )


# Slices of one length.


def _aligned(found: Sequence[Piece], step: int, judged: Judged, report: Report) -> tuple[Piece, ...] | None:
    origin = judged.span.start
    if _clock_changes_inside(step, judged, found, report):
        return None
    out: list[Piece] = []
    parts: list[Piece] = []
    for piece in found:
        off = (piece.start - origin) % step
        if piece.size % step == 0 and off == 0 and not parts:
            out.append(_shared(piece, piece.size // step, step))
            continue
        if step % piece.size or off % piece.size:
            _not_aligned(piece, step, judged, report)
            return None
        for single in _by_slice(piece, step, origin):
            parts.append(single)
            if (single.end - origin) % step == 0:
                whole = _added(parts, step, report)
                if whole is None:
                    return None
                out.append(whole)
                parts = []
    if parts:
        _not_aligned(parts[-1], step, judged, report)
        return None
    return tuple(out)


def _shared(piece: Piece, times: int, step: int) -> Piece:
    """A row that lasts several slices, as so many slices that are alike."""
    if times == 1:
        return piece

    def part(amount: Fraction | None) -> Fraction | None:
        return amount / times if amount is not None else None

    return replace(
        piece,
        size=step,
        number=piece.number * times,
        total=part(piece.total),
        bad=part(piece.bad),
        down=part(piece.down),
    )


def _by_slice(piece: Piece, step: int, origin: int) -> list[Piece]:
    """Short rows that repeat, parted where a slice ends."""
    parts: list[Piece] = []
    at = piece.start
    while at < piece.end:
        end = min(piece.end, at + step - (at - origin) % step)
        parts.append(_from(piece, at, end))
        at = end
    return parts


def _added(parts: Sequence[Piece], step: int, report: Report) -> Piece | None:
    """Several short rows as one slice. Slices in which something is missing in part, or values, cannot be added."""
    first = parts[0]
    if any(part.valid is not first.valid for part in parts):
        report.say(BAD_VALUE, "some rows of one slice count and others do not", parts[-1].row)
        return None
    if any(part.missing is not first.missing or (part.total is None) != (first.total is None) for part in parts):
        report.say(BAD_VALUE, "the rows of one slice do not say the same things, and cannot be added up", parts[-1].row)
        return None
    if first.value is not None and (len(parts) > 1 or first.number > 1):
        report.say(BAD_VALUE, "values of a gauge cannot be added up: give one row a slice", first.row)
        return None

    def added(name: str) -> Fraction | None:
        amounts = [getattr(part, name) * part.number for part in parts if getattr(part, name) is not None]
        return sum(amounts, Fraction(0)) if amounts else None

    return replace(first, size=step, number=1, total=added("total"), bad=added("bad"), down=added("down"))


def _not_aligned(piece: Piece, step: int, judged: Judged, report: Report) -> None:
    said = duration(step * 1000)
    report.say(
        WRONG_TIME,
        f"the row starts at {moment_words(piece.start, judged.zone)} and lasts {duration(piece.size * 1000)}, "
        f"which does not fit slices of {said}",
        piece.row,
        f"slices of {said} start with the period, at {moment_words(judged.span.start, judged.zone)}",
        helps=["give rows of that length, of several such lengths, or of even parts of it"],
    )


def _clock_changes_inside(step: int, judged: Judged, found: Sequence[Piece], report: Report) -> bool:
    for at, _ in judged.zone.transitions(judged.existing.start, judged.existing.end)[1:]:
        if (at - judged.span.start) % step:
            near = next((piece for piece in found if piece.start <= at < piece.end), found[0])
            report.say(
                WRONG_TIME,
                f"the clock in {judged.zone.name} is changed at {moment_words(at, judged.zone)}, "
                f"within a slice of {duration(step * 1000)}",
                near.row,
                "such a slice has an hour more or less than the others",
                helps=["promise slices of one hour or less, or a zone whose clock is not changed"],
            )
            return True
    return False
