"""One statement's items, read from left to right, and how far each attempt came.

Matching tries one way after another; what a user should hear about is the place that
none of them got beyond, and what would have been right there.
"""

from __future__ import annotations

from collections.abc import Mapping

from nines.diagnostics.model import Code, Diagnostic, Edit, Fix
from nines.language.nodes import Query
from nines.record import dataclass, field
from nines.source import Source, Span
from nines.syntax.tokens import Kind, Token
from nines.syntax.tree import Block, Group, Matchers

__all__ = ["Given", "Piece", "Reading", "Slip", "piece_of", "pieces_of"]


_WORD, _PARAM, _BAD, _BADNUMBER = Kind.WORD, Kind.PARAM, Kind.BAD, Kind.BADNUMBER
"""A name of a module is found ten times as fast as a member of an enumeration in Python 3.11."""


@dataclass(frozen=True, slots=True)
class Piece:
    """An item of a statement. With a parameter put in, it stands in another text than its neighbours.

    `kind` is None for an item of several tokens, `word` for what is no word.
    """

    source: Source
    item: Token | Group | Matchers | Block
    kind: Kind | None
    word: str | None

    @property
    def span(self) -> Span:
        return Span(self.source, self.item.start, self.item.end)

    @property
    def text(self) -> str:
        return self.source.text[self.item.start : self.item.end]


def piece_of(source: Source, item: Token | Group | Matchers | Block) -> Piece:
    """The piece that an item of a text is."""
    if not isinstance(item, Token):
        return Piece(source, item, None, None)
    kind = item.kind
    return Piece(source, item, kind, source.text[item.start : item.end] if kind is _WORD else None)


@dataclass(frozen=True, slots=True)
class Given:
    """What a parameter stands for. `text` is what `${name}` becomes inside quotes, selectors and fences."""

    pieces: tuple[Piece, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A value that was there, but is not right: what to say instead of «expected a ...»."""

    code: Code
    headline: str
    span: Span
    label: str = ""
    helps: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = ()

    @staticmethod
    def replace(code: Code, headline: str, span: Span, text: str, *, certain: bool, label: str = "") -> Slip:
        """A slip that is mended by writing something else."""
        fix = Fix(f"write `{text}`", (Edit(span, text),), certain)
        return Slip(code, headline, span, label, fixes=(fix,))


@dataclass(slots=True)
class Reading:
    """The state of reading one statement.

    `kinds` and `words` are those of its pieces, and None for what follows the last.
    """

    pieces: tuple[Piece, ...]
    end: Span
    given: Mapping[str, Given]
    kinds: list[Kind | None] = field(default_factory=list)
    words: list[str | None] = field(default_factory=list)
    failures: list[tuple[int, str, str | None, Slip | None]] = field(default_factory=list)
    """Where something else was wanted, what, the word of it, and what was wrong with what stood there."""
    depth: int = 0
    guests: dict[int, tuple[Query, tuple[Diagnostic, ...]]] = field(default_factory=dict)
    slips_after: dict[int, Slip] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.kinds = [*[piece.kind for piece in self.pieces], None]
        self.words = [*[piece.word for piece in self.pieces], None]

    def at(self, index: int) -> Piece | None:
        return self.pieces[index] if index < len(self.pieces) else None

    def fail(self, index: int, wanted: str, word: str | None = None, slip: Slip | None = None) -> None:
        """Note that at `index` something else was wanted."""
        self.failures.append((index, wanted, word, slip))

    @property
    def furthest(self) -> int:
        """The place that no way of reading the statement got beyond."""
        return max((failure[0] for failure in self.failures), default=-1)

    @property
    def wanted(self) -> tuple[str, ...]:
        """What would have been right there, each once."""
        furthest = self.furthest
        return tuple(dict.fromkeys([wanted for index, wanted, _, _ in self.failures if index == furthest]))

    @property
    def slip(self) -> Slip | None:
        """What is wrong with what stands there, if it was close."""
        furthest = self.furthest
        return next((slip for index, _, _, slip in self.failures if index == furthest and slip is not None), None)

    def wanted_words(self, at: int) -> frozenset[str]:
        """Which words would have been right at an index."""
        return frozenset(word for index, _, word, _ in self.failures if index == at and word is not None)

    def span(self, start: int, end: int) -> Span:
        """From a piece up to but not including another; of the first alone if they stand in two texts."""
        if start >= len(self.pieces):
            return self.end
        first = self.pieces[start]
        if end <= start + 1 or self.pieces[end - 1].source is not first.source:
            return first.span
        last = self.pieces[end - 1]
        return Span(first.source, min(first.item.start, last.item.start), max(first.item.end, last.item.end))


def pieces_of(
    items: tuple[Token | Group | Matchers, ...], source: Source, given: Mapping[str, Given]
) -> tuple[tuple[Piece, ...], tuple[Piece, ...], bool]:
    """The pieces of a statement with its parameters put in; parameters that nobody gave; whether some are bad."""
    pieces: list[Piece] = []
    unknown: list[Piece] = []
    bad = False
    for item in items:
        kind = item.kind if isinstance(item, Token) else None
        if kind is _BAD or kind is _BADNUMBER:
            bad = True
        if kind is _PARAM:
            piece = piece_of(source, item)
            found = given.get(piece.text.strip("${}"))
            if found is None:
                unknown.append(piece)
                bad = True
            else:
                pieces.extend(found.pieces)
        elif kind is _WORD:
            pieces.append(Piece(source, item, kind, source.text[item.start : item.end]))
        elif kind is not _BAD:
            pieces.append(Piece(source, item, kind, None))
    return tuple(pieces), tuple(unknown), bad
