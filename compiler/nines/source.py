"""The text of a spec file, and the places in it.

Everything that Nines says about a file (a diagnostic, the origin of a rule, a
clause's spec line) is a `Span`: a half-open range of code-point offsets into
one `Source`. Lines and columns are worked out only when somebody looks.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from nines.record import dataclass, field

__all__ = ["Position", "Source", "Span"]


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place as people count it: line and column start at 1, columns are code points."""

    line: int
    column: int


@dataclass(frozen=True, eq=False)
class Source:
    """One text and the name it goes by.

    `name` is what outputs say: a path with forward slashes, relative to the project's
    folder (or `<stdin>`, `std/http`), so that outputs are the same everywhere. `path` is
    what messages say: the same file, seen from where the user stands. Two sources are
    equal only if they are the same object.
    """

    name: str
    text: str = field(repr=False)
    path: str = ""

    def __post_init__(self) -> None:
        if not self.path:
            object.__setattr__(self, "path", self.name)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offsets at which lines start. Only `\\n` ends a line."""
        starts = [0]
        find = self.text.find
        at = find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        return tuple(starts)

    def position(self, offset: int) -> Position:
        """The line and column of an offset; one past the end is the last place there is."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of a line (from 1), without its end."""
        start = self.line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end].removesuffix("\r")

    def span(self, start: int, end: int) -> Span:
        return Span(self, start, end)


@dataclass(frozen=True, slots=True)
class Span:
    """The code points from `start` up to but not including `end` of a source."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def position(self) -> Position:
        """Where it starts."""
        return self.source.position(self.start)

    @property
    def end_position(self) -> Position:
        return self.source.position(self.end)

    @property
    def line(self) -> int:
        return self.position.line

    @property
    def column(self) -> int:
        return self.position.column

    def to(self, other: Span) -> Span:
        """From the start of this to the end of another span of the same source."""
        return Span(self.source, min(self.start, other.start), max(self.end, other.end))

    def part(self, start: int, end: int) -> Span:
        """A piece of it, by offsets counted from its own start."""
        return Span(self.source, self.start + start, self.start + end)

    def __str__(self) -> str:
        """`checkout.nines:38:21`, the same wherever it is asked for: for outputs."""
        return f"{self.source.name}:{self.line}:{self.column}"

    @property
    def address(self) -> str:
        """`shop/checkout.nines:38:21`, as editors and terminals link it: for messages."""
        return f"{self.source.path}:{self.line}:{self.column}"
