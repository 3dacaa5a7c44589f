"""A statement on one line as it may stand in a table with its neighbours: a name, and what is said under it."""

from __future__ import annotations

from functools import cache

from nines.format.places import Place
from nines.format.words import Item, Written, written
from nines.language.shape import Maybe, Word, compile_shape, first_words
from nines.language.table import Entry
from nines.record import dataclass
from nines.source import Source
from nines.syntax.tokens import Kind, Token

__all__ = ["Row", "row_of"]

_SENTENCES = frozenset(("sli", "slo", "alerts", "policy", "test", "unknown"))
"""Blocks whose lines are sentences, each read for itself. Only neighbours that begin alike, or with words of one
choice such as `good`, `bad`, `of`, make a table there. In other blocks lines are settings: a name and a value."""

_PREPOSITIONS = frozenset(
    ("after", "as", "at", "below", "by", "for", "from", "in", "of", "on", "per", "to", "with", "within")
)
_JOINING = _PREPOSITIONS | frozenset(("each", "every", "is", "once", "when", "where"))
"""Words that lead from a name to its value and stand with the value: `depends | on x`, `scrape | every 15s`."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line that can be aligned with others.

    `name` is how many of its items name what the line is about; in rows of one `group` what
    follows is in one column. `entries` are the statements that it can be, `tail` is the block
    behind the items, or the brace that opens one (`opens`).
    """

    source: Source
    place: Place
    entries: tuple[Entry, ...]
    items: tuple[Item, ...]
    forms: tuple[Written, ...]
    name: int
    group: frozenset[str]
    tail: str
    opens: bool


def row_of(
    items: tuple[Item, ...], place: Place, entries: tuple[Entry, ...], source: Source, tail: str, *, opens: bool
) -> Row | None:
    """The row of a statement on one line; None if it stands for itself.

    That is prose, a statement that begins with a word that may be left out (`replace`), and one
    that the language does not know and whose first word no blank may follow.
    """
    words = [item.text(source) if isinstance(item, Token) and item.kind is Kind.WORD else "" for item in items]
    if not words or not words[0] or any(words[0] in _optional_words(entry.written) for entry in entries):
        return None
    name = max((_agreement(entry, words) for entry in entries), default=1)
    if name == len(items):
        name = 1
    forms = tuple(written(items, source))
    if not all(form.apart for form in forms[name : name + 1]):
        return None
    if place.context not in _SENTENCES:
        group = frozenset[str]()
    else:
        group = entries[0].heads if entries else frozenset(words[:1])
    return Row(source, place, entries, items, forms, name, group, tail, opens)


def _agreement(entry: Entry, words: list[str]) -> int:
    """How many words name the statement, if it is this one."""
    name = _name(entry.written)
    return max(1, len(name)) if words[: len(name)] == list(name) else 1


@cache
def _name(shape: str) -> tuple[str, ...]:
    """The words that a statement begins with, up to one that leads to its value."""
    found: list[str] = []
    for part in compile_shape(shape).parts:
        if not isinstance(part, Word) or (found and part.text in _JOINING):
            break
        found.append(part.text)
    return tuple(found)


@cache
def _optional_words(shape: str) -> frozenset[str]:
    """The words that a statement may begin with, but need not."""
    first = compile_shape(shape).parts[0]
    return first_words(first)[0] if isinstance(first, Maybe) else frozenset()
