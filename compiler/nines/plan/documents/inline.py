"""Makes lines of inline text from the catalogue's templates.

In a template `{name}` is a slot, `[words|key]` a defined term, and all else are words. A template holds no digit:
numbers come in by slots, so that each knows where it is from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from nines.plan.documents.model import (
    Alternative,
    Block,
    Bullets,
    Clause,
    Code,
    Fact,
    Facts,
    Figure,
    Formula,
    Inline,
    Line,
    Link,
    Listing,
    Paragraph,
    Picture,
    Pointer,
    Reference,
    Said,
    Signatures,
    Strong,
    Table,
    Term,
    Text,
)
from nines.source import Span

__all__ = [
    "capital",
    "clause",
    "figure",
    "join",
    "lines_of",
    "link",
    "paragraph",
    "plain",
    "prose",
    "say",
    "slots_of",
]

Part = Inline | Line

_TEMPLATE = re.compile(r"\{([a-z_]+)\}|\[([^|\]]+)\|([a-z-]+)\]")
_WEB = re.compile(r"https?://[^\s<>\"']+")
_MAIL = re.compile(r"[^\s<>\"'@:/?&]+@[^\s<>\"'@:/?&]+")
_BACKTICKS = re.compile(r"`([^`\n]+)`")


def say(template: str, **slots: Part) -> Line:
    """A template with its slots filled: `say("{a} of [the period|period]", a=figure("10%"))`."""
    out: list[Inline] = []
    for piece in _pieces(template):
        if isinstance(piece, Text | Term):
            out.append(piece)
        else:
            value = slots[piece]
            out.extend(value if isinstance(value, tuple) else (value,))
    return tuple(out)


def slots_of(template: str) -> frozenset[str]:
    """The slots that a template has."""
    return frozenset(piece for piece in _pieces(template) if isinstance(piece, str))


@lru_cache(maxsize=2048)
def _pieces(template: str) -> tuple[Text | Term | str, ...]:
    out: list[Text | Term | str] = []
    at = 0
    for found in _TEMPLATE.finditer(template):
        if found.start() > at:
            out.append(Text(template[at : found.start()]))
        slot, words, key = found.groups()
        out.append(slot if slot else Term(words, key))
        at = found.end()
    if at < len(template):
        out.append(Text(template[at:]))
    return tuple(out)


def figure(text: str, *origins: Span | None) -> Figure:
    """A number as printed, and the places it comes from."""
    return Figure(text, tuple(origin for origin in origins if origin is not None))


def join(items: Sequence[Line], between: str, last: str | None = None) -> Line:
    """Lines with words between them: `a, b and c`."""
    out: list[Inline] = []
    for index, item in enumerate(items):
        if index:
            out.append(Text(last if last is not None and index == len(items) - 1 else between))
        out.extend(item)
    return tuple(out)


def capital(line: Line) -> Line:
    """The line with a capital at its start; what the user wrote stays as it is."""
    if not line:
        return line
    match line[0]:
        case Text(text):
            return (Text(text[:1].upper() + text[1:]), *line[1:])
        case Term(text, key, first):
            return (Term(text[:1].upper() + text[1:], key, first), *line[1:])
        case _:
            return line


def paragraph(*sentences: Line) -> Paragraph:
    """Sentences that stand together; empty ones are left out, the others start with a capital."""
    return Paragraph(tuple(capital(sentence) for sentence in sentences if sentence))


def clause(
    anchor: str,
    *blocks: Block,
    title: Line = (),
    clauses: Iterable[Clause | None] = (),
    origins: Iterable[Span | None] = (),
) -> Clause | None:
    """A clause without a number yet; None if nothing stands in it."""
    within = tuple(inner for inner in clauses if inner is not None)
    kept = tuple(block for block in blocks if not (isinstance(block, Paragraph) and not block.sentences))
    if not kept and not within:
        return None
    return Clause(anchor, title, kept, within, tuple(dict.fromkeys(o for o in origins if o is not None)))


def prose(text: str) -> tuple[Paragraph, ...]:
    """A description of the user's as paragraphs; what it has between backticks is code."""
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    return tuple(Paragraph((_said(part),)) for part in paragraphs if part)


def _said(text: str) -> Line:
    out: list[Inline] = []
    at = 0
    for found in _BACKTICKS.finditer(text):
        if found.start() > at:
            out.append(Said(text[at : found.start()]))
        out.append(Code(found.group(1)))
        at = found.end()
    if at < len(text):
        out.append(Said(text[at:]))
    return tuple(out)


def plain(line: Line) -> str:
    """The words of a line without any marking."""
    return "".join(_word(part) for part in line)


def _word(part: Inline) -> str:
    match part:
        case Strong(parts):
            return plain(parts)
        case Reference(anchor, number):
            return number or f"<{anchor}>"
        case Pointer(anchor, before, after, number):
            return f"{before}{number or f'<{anchor}>'}{after}"
        case _:
            return part.text


def lines_of(block: Block) -> tuple[Line, ...]:
    """Every line of a block, in reading order."""
    match block:
        case Paragraph(sentences):
            return sentences
        case Bullets(items):
            return items
        case Formula(lines):
            return lines
        case Facts(facts):
            return tuple(line for fact in facts for line in _fact(fact))
        case Table(caption, columns, rows):
            heads = tuple(column.head for column in columns)
            return (caption, *heads, *(cell for row in rows for cell in row.cells))
        case Listing(label, text):
            return (label, (Code(text),))
        case Signatures(parties):
            return tuple(line for party in parties for line in (party.party, *party.lines))
        case Alternative(whom, blocks):
            return (whom, *(line for inner in blocks for line in lines_of(inner)))
        case Picture(shows=shows):
            return ((Said(shows),),)


def _fact(fact: Fact) -> tuple[Line, Line]:
    return fact.label, fact.value


def link(address: str) -> Inline:
    """A web or mail address; what is neither is words only, so that nothing else is ever linked to."""
    if _WEB.fullmatch(address):
        return Link(address, address)
    return Link(address, f"mailto:{address}") if _MAIL.fullmatch(address) else Said(address)
