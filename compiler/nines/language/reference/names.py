"""How statements, blocks and phrases are called in the reference, and where their sections are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nines.language import messages
from nines.language.shape import Choice, Maybe, Pattern, Repeat, Sequence, Slot, Word
from nines.language.table import ANYWHERE, Entry, PhraseEntry, contexts, entries, phrases
from nines.language.wanted import NAMES

__all__ = [
    "anchor",
    "blocks",
    "home",
    "kinds_in",
    "kinds_of",
    "link",
    "page_of",
    "phrase_kinds",
    "places",
    "title",
    "usage",
    "value_link",
]

_EVERYWHERE = 10
"""A statement of more kinds of blocks than this has a section on a page of its own sort."""


def blocks() -> tuple[str, ...]:
    """The kinds of blocks, a file first, in the order in which the table opens them."""
    opened = dict.fromkeys(entry.body for entry in entries() if entry.body)
    order = {place: number for number, place in enumerate(_FIRST)}
    return ("file", *sorted(opened, key=lambda name: order.get(name, len(order))))


_FIRST = ("service", "sli", "slo", "alerts", "policy", "class", "journey", "test", "automation", "schedule")
"""The kinds of blocks that most specs have, in the order in which one meets them."""


def places(entry: Entry) -> tuple[str, ...]:
    """The kinds of blocks that a statement may stand in."""
    return tuple(contexts()) if ANYWHERE in entry.inside else entry.inside


def home(entry: Entry) -> str:
    """The page that a statement's section is on."""
    return "everywhere" if len(places(entry)) > _EVERYWHERE else places(entry)[0]


def page_of(block: str) -> str:
    return f"{block}.md"


def anchor(entry: Entry) -> str:
    """Stable, and one of a kind: the name of its class."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", entry.node.__name__).lower()


def link(entry: Entry, page: str) -> str:
    """A link from a page to the section of a statement."""
    there = "" if home(entry) == page else page_of(home(entry))
    return f"[{_code(title(entry))}]({there}#{anchor(entry)})"


def value_link(kind: str) -> str:
    """A link to what a kind of value, or of phrase, is."""
    shown = kind.upper().replace(" ", "-")
    return f"[{shown}]({'values' if kind in NAMES else 'phrases'}.md#{shown.lower()})"


def title(entry: Entry) -> str:
    """The words that a statement is known by: `depends on`, `page|ticket when data missing for`."""
    if not entry.heads:
        return "ARGUMENT" if entry.body or "argument" in kinds_of([entry.shape]) else "PROSE"
    parts = _flat(entry.shape)
    alike = [other for other in entries() if other is not entry and set(places(other)) & set(places(entry))]
    short = _leading(parts)
    return _telling(parts) if any(_leading(_flat(other.shape)) == short for other in alike) else short


def usage(entry: Entry) -> str:
    """How a statement is written, with its block."""
    return messages.usage(entry) + (" [{ }]" if entry.block == "may" else "")


def kinds_of(patterns: Iterable[Pattern]) -> tuple[str, ...]:
    """The kinds of values and phrases in patterns, each once, in their order."""
    found: dict[str, None] = {}
    for pattern in patterns:
        _collect(pattern, found)
    return tuple(found)


def phrase_kinds() -> tuple[str, ...]:
    """The kinds of phrases that statements, or phrases in them, have."""
    kinds = [kind for kind in kinds_of(entry.shape for entry in entries()) if kind not in NAMES]
    for kind in kinds:  # grows while it is read
        kinds += [inner for inner in kinds_in(kind) if inner not in NAMES and inner not in kinds]
    return tuple(kinds)


def kinds_in(kind: str) -> tuple[str, ...]:
    """The kinds of values and phrases that a phrase of a kind is made of."""
    ways = phrases(kind)
    parts = kinds_of(way.shape for way in ways if isinstance(way, PhraseEntry))
    return (*parts, *[way for way in ways if isinstance(way, str)])


def _collect(pattern: Pattern, found: dict[str, None]) -> None:
    match pattern:
        case Slot(kind=kind, options=options):
            if not options and (kind in NAMES or phrases(kind)):
                found.setdefault(kind)
        case Maybe(inner) | Repeat(inner):
            _collect(inner, found)
        case Choice(parts) | Sequence(parts):
            for part in parts:
                _collect(part, found)
        case Word():
            pass


def _flat(shape: Sequence) -> tuple[Pattern, ...]:
    """The parts of a shape, without what it may begin with and without a choice of everything."""
    parts = shape.parts
    while isinstance(parts[0], (Sequence, Choice)):
        first = parts[0].parts[0] if isinstance(parts[0], Sequence) else parts[0].ways[0]
        parts = first.parts if isinstance(first, Sequence) else (first, *parts[1:])
    return parts[1:] if isinstance(parts[0], Maybe) else parts


def _shown(part: Pattern) -> str:
    if isinstance(part, Word):
        return part.text
    if isinstance(part, Slot) and part.options:
        return "|".join(" ".join(option) for option in part.options)
    return "…"


def _leading(parts: tuple[Pattern, ...]) -> str:
    """The words before the first value."""
    words: list[str] = []
    for part in parts:
        if not isinstance(part, Word) and (words or _shown(part) == "…"):
            break
        words.append(_shown(part))
    return " ".join(words)


def _telling(parts: tuple[Pattern, ...]) -> str:
    """The words up to the first part that may be left out, with the values between them left out."""
    words: list[str] = []
    for part in parts:
        if isinstance(part, (Maybe, Repeat)):
            break
        words.append(_shown(part))
    return " ".join(words)


def _code(text: str) -> str:
    return f"`{text}`".replace("|", "\\|")
