"""A fix as people read one: the lines it takes away and those it brings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nines.diagnostics.canvas import Piece, line_up
from nines.diagnostics.glyphs import visible
from nines.diagnostics.ink import Brush, Ink
from nines.diagnostics.model import Edit, Fix
from nines.diagnostics.summary import count_of
from nines.diagnostics.view import Line, look
from nines.record import dataclass
from nines.source import Source

__all__ = ["Hunk", "hunks", "patch_rows"]

_MOST = 6
"""Lines shown of one side of a change."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines of a source, from line `first` on, before and after a change; what stays is not in it."""

    source: Source
    first: int
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def last(self) -> int:
        """The largest line number that is shown of it."""
        return self.first + max(min(_MOST, len(self.before)), min(_MOST, len(self.after))) - 1


def hunks(fix: Fix) -> tuple[Hunk, ...]:
    """The changed lines of a fix, in the order of the files in its edits and of their lines."""
    found: list[Hunk] = []
    for source in dict.fromkeys(edit.span.source for edit in fix.edits):
        edits = sorted(
            (edit for edit in fix.edits if edit.span.source is source),
            key=lambda edit: (edit.span.start, edit.span.end),
        )
        found.extend(hunk for group in _groups(source, edits) if (hunk := _hunk(source, group)) is not None)
    return tuple(found)


def patch_rows(changes: tuple[Hunk, ...], home: Source, digits: int, columns: int, brush: Brush) -> Iterator[str]:
    """The rows of a change in a frame whose line numbers have so many digits; other files than `home` are named."""
    for hunk in changes:
        if hunk.source is not home:
            address = visible(f"{hunk.source.path}:{hunk.first}")
            yield line_up([Piece(digits, ":::", Ink.FRAME), Piece(digits + 4, address)], brush)
        start, tail = _common(hunk)
        for lines, sign, ink in ((hunk.before, "-", Ink.REMOVED), (hunk.after, "+", Ink.ADDED)):
            for number, text in enumerate(lines[:_MOST], hunk.first):
                view = look(Line(Source("", text), 1), [(start, max(start, len(text) - tail))], columns - digits - 3)
                frame = Piece(digits - len(str(number)), str(number), Ink.FRAME)
                yield line_up([frame, Piece(digits + 1, sign, ink), Piece(digits + 3, view.shown, ink)], brush)
            if len(lines) > _MOST:
                rest = f"... and {count_of(len(lines) - _MOST, 'more line')}"
                yield line_up([Piece(digits + 1, sign, ink), Piece(digits + 3, rest)], brush)


def _groups(source: Source, edits: list[Edit]) -> Iterator[list[Edit]]:
    """Edits that share a line are one change."""
    group: list[Edit] = []
    last = 0
    for edit in edits:
        if group and source.position(edit.span.start).line > last:
            yield group
            group = []
        group.append(edit)
        last = source.position(edit.span.end).line
    if group:
        yield group


def _hunk(source: Source, edits: list[Edit]) -> Hunk | None:
    first = source.position(edits[0].span.start).line
    at, end = Line(source, first).start, Line(source, source.position(edits[-1].span.end).line).end
    old = source.text[at:end]
    new: list[str] = []
    for edit in edits:
        new.append(source.text[at : edit.span.start])
        new.append(edit.text)
        at = max(at, edit.span.end)
    new.append(source.text[at:end])
    before, after = old.split("\n"), "".join(new).split("\n")
    same, tail = _shared(before, after)
    before, after = before[same : len(before) - tail], after[same : len(after) - tail]
    if not before and not after:
        return None
    return Hunk(source, first + same, tuple(_bare(before)), tuple(_bare(after)))


def _bare(lines: list[str]) -> Iterator[str]:
    return (line.removesuffix("\r") for line in lines)


def _common(hunk: Hunk) -> tuple[int, int]:
    """Characters that both sides share at their start and end, if a line becomes a line."""
    if len(hunk.before) != 1 or len(hunk.after) != 1:
        return 0, 0
    return _shared(hunk.before[0], hunk.after[0])


def _shared(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many items two sequences share at their start, and then at their end."""
    shortest = min(len(before), len(after))
    start = next((at for at in range(shortest) if before[at] != after[at]), shortest)
    end = next((at for at in range(shortest - start) if before[-1 - at] != after[-1 - at]), shortest - start)
    return start, end
