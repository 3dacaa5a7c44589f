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

__all__ = ["Given", "Piece", "Reading", "Slip", "pieces_of"]


@dataclass(frozen=True, slots=True)
class Piece:
    """An item of a statement. With a parameter put in, it stands in another text than its neighbours."""

    source: Source
    item: Token | Group | Matchers | Block

    @property
    def span(self) -> Span:
        return Span(self.source, self.item.start, self.item.end)

    @property
    def text(self) -> str:
        return self.source.text[self.item.start : self.item.end]

    @property
    def kind(self) -> Kind | None:
        return self.item.kind if isinstance(self.item, Token) else None

    @property
    def word(self) -> str | None:
        return self.text if isinstance(self.item, Token) and self.item.kind is Kind.WORD else None


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
    """The state of reading one statement. `silent`: it holds a piece that was reported already."""

    pieces: tuple[Piece, ...]
    end: Span
    given: Mapping[str, Given]
    silent: bool = False
    furthest: int = -1
    wanted: dict[str, None] = field(default_factory=dict)
    words: dict[int, dict[str, None]] = field(default_factory=dict)
    """Which words were wanted, by where."""
    slip: Slip | None = None
    depth: int = 0
    guests: dict[int, tuple[Query, tuple[Diagnostic, ...]]] = field(default_factory=dict)
    slips_after: dict[int, Slip] = field(default_factory=dict)

    def at(self, index: int) -> Piece | None:
        return self.pieces[index] if index < len(self.pieces) else None

    def kind(self, index: int) -> Kind | None:
        return self.pieces[index].kind if index < len(self.pieces) else None

    def word(self, index: int) -> str | None:
        return self.pieces[index].word if index < len(self.pieces) else None

    def fail(self, index: int, wanted: str, *, word: str | None = None, slip: Slip | None = None) -> None:
        """Note that at `index` something else was wanted."""
        if index > self.furthest:
            self.furthest = index
            self.wanted.clear()
            self.slip = None
        if word is not None:
            self.words.setdefault(index, {}).setdefault(word)
        if index == self.furthest:
            self.wanted.setdefault(wanted)
            if slip is not None and self.slip is None:
                self.slip = slip

    def span(self, start: int, end: int) -> Span:
        """From a piece up to but not including another; of the first alone if they stand in two texts."""
        if start >= len(self.pieces):
            return self.end
        first, last = self.pieces[start], self.pieces[max(start, end - 1)]
        if first.source is not last.source:
            return first.span
        return Span(first.source, min(first.item.start, last.item.start), max(first.item.end, last.item.end))


def pieces_of(
    items: tuple[Token | Group | Matchers, ...], source: Source, given: Mapping[str, Given]
) -> tuple[tuple[Piece, ...], tuple[Piece, ...], bool]:
    """The pieces of a statement with its parameters put in; parameters that nobody gave; whether some are bad."""
    pieces: list[Piece] = []
    unknown: list[Piece] = []
    bad = False
    for item in items:
        piece = Piece(source, item)
        kind = piece.kind
        if kind is Kind.BAD or kind is Kind.BADNUMBER:
            bad = True
        if kind is Kind.PARAM:
            found = given.get(piece.text.strip("${}"))
            if found is None:
                unknown.append(piece)
                bad = True
            else:
                pieces.extend(found.pieces)
        elif kind is not Kind.BAD:
            pieces.append(piece)
    return tuple(pieces), tuple(unknown), bad
