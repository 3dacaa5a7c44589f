"""How the items of a statement are spaced, and how a selector looks on one line."""

from __future__ import annotations

from collections.abc import Sequence

from nines.record import dataclass
from nines.source import Source
from nines.syntax.tokens import Kind, Token
from nines.syntax.tree import Block, Group, Matcher, Matchers
from nines.syntax.tree import Item as SyntaxItem

__all__ = ["Item", "Written", "carries", "matcher_parts", "matcher_text", "text_of", "written"]

Item = SyntaxItem | Block
"""An item of a head. A block is an empty pair of braces that stands for no matchers: `default {}`."""

_UNCLEAR = frozenset(("by", "default", "of", "weight"))
"""Words that come before a selector, and may be a metric's name all the same: the author knows which."""

_BEFORE_NAMES = ("with",)
"""Words after which, as after a comma, comes the name of a parameter and then its value."""


@dataclass(frozen=True, slots=True)
class Written:
    """An item as it is written on one line. `apart`: a blank comes before it."""

    text: str
    apart: bool


def text_of(items: Sequence[Written]) -> str:
    """The items in a row; the first without a blank before it."""
    return "".join([f" {item.text}" if item.apart and index else item.text for index, item in enumerate(items)])


def written(items: Sequence[Item], source: Source) -> list[Written]:
    """The items with one blank between, but none before a comma or a metric's braces."""
    found: list[Written] = []
    for index, item in enumerate(items):
        if isinstance(item, Matchers):
            found.append(Written(_matchers(item, source), not _touches(items, index, source)))
        elif isinstance(item, Group):
            found.append(Written(_group(item, source), apart=True))
        elif isinstance(item, Block):
            found.append(Written("{}", apart=True))
        else:
            found.append(Written(item.text(source), item.kind is not Kind.COMMA))
    return found


def carries(item: Item | None) -> bool:
    """Whether the braces of a selector may touch an item: a word can, and a parameter."""
    return isinstance(item, Token) and item.kind in (Kind.WORD, Kind.PARAM)


def matcher_parts(matchers: Matchers) -> list[Matcher | Token]:
    """What stands between the braces, without the commas."""
    return [part for part in matchers.parts if not (isinstance(part, Token) and part.kind is Kind.COMMA)]


def matcher_text(part: Matcher | Token, source: Source) -> str:
    """A piece between a selector's braces, without a blank in it."""
    if isinstance(part, Token):
        return part.text(source)
    return "".join([child.text(source) for child in part.children])


def _touches(items: Sequence[Item], index: int, source: Source) -> bool:
    """Whether matchers touch what is before them: a metric, that is, not a keyword or a parameter's name."""
    matchers, before = items[index], items[index - 1] if index else None
    if not isinstance(before, Token) or not carries(before):
        return False
    together = before.end == matchers.start
    if isinstance(matchers, Matchers) and not matchers.parts:
        return together  # apart, they would be a block
    if before.kind is Kind.PARAM:
        return True
    if index == 1:
        return False
    if before.text(source) in _UNCLEAR:
        return together
    earlier = items[index - 2]
    return not (isinstance(earlier, Token) and (earlier.kind is Kind.COMMA or earlier.text(source) in _BEFORE_NAMES))


def _matchers(matchers: Matchers, source: Source) -> str:
    return "{" + ", ".join([matcher_text(part, source) for part in matcher_parts(matchers)]) + "}"


def _group(group: Group, source: Source) -> str:
    """`(a + b)`. What is called, as in `max(a, b)`, stays as it is written: it may be a word of its own.

    The parser lets no file pass whose groups are nested so deep that this could not follow.
    """
    items = written(group.items, source)
    for index, item in enumerate(group.items):
        if index and isinstance(item, Group) and group.items[index - 1].end == item.start:
            items[index] = Written(items[index].text, apart=False)
    return f"({text_of(items)})"
