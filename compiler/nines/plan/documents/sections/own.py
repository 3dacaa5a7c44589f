"""A company's own clauses: sections and annexes from its Markdown files, and the terms that they define."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from nines.contract.model.wording import (
    OwnBullets,
    OwnClause,
    OwnCode,
    OwnLine,
    OwnLink,
    OwnParagraph,
    OwnStrong,
    OwnTerm,
    OwnTo,
    OwnUse,
    Wording,
)
from nines.late import late_pattern
from nines.plan.documents.inline import clause, say
from nines.plan.documents.merge import merged
from nines.plan.documents.model import (
    Bullets,
    Clause,
    Code,
    Inline,
    Line,
    Link,
    Paragraph,
    Reference,
    Said,
    Strong,
    Term,
)
from nines.plan.documents.sections.commitments import Variant

_END = late_pattern(r"(?<=[a-zäöüß)][.!?]) (?=[A-ZÄÖÜ])")

__all__ = ["own_anchors", "own_definitions", "own_sections"]


def own_anchors(variants: Sequence[Variant]) -> frozenset[str]:
    """The names of all own clauses."""
    return frozenset(found.anchor for _, section in _every(variants) for found in section.walk())


def own_sections(variants: Sequence[Variant], anchors: Collection[str], *, annex: bool) -> list[Clause | None]:
    """Sections, or annexes, in the order of the specs. `anchors` are all clauses that can be referred to."""
    names = dict.fromkeys(section.anchor for wording, section in _every(variants) if wording.is_annex is annex)
    of = _Clauses(anchors)
    return [
        merged([(variant.title, of.section(name, variant, annex=annex)) for variant in variants], variants[0].terms.t)
        for name in names
    ]


def own_definitions(variants: Sequence[Variant], anchors: Collection[str]) -> list[tuple[str, Clause]]:
    """What own terms mean, each with its words to sort it by."""
    t = variants[0].terms.t
    terms = {term.key: term for wording in _wordings(variants) for term in reversed(wording.terms)}
    of = _Clauses(anchors)
    found = []
    for term in terms.values():
        made = merged([(variant.title, of.definition(term.key, variant)) for variant in variants], t)
        if made is not None:
            found.append((term.words, made))
    return found


def _wordings(variants: Sequence[Variant]) -> Iterator[Wording]:
    for variant in variants:
        yield from variant.terms.agreement.wordings


def _every(variants: Sequence[Variant]) -> Iterator[tuple[Wording, OwnClause]]:
    for wording in _wordings(variants):
        for section in wording.sections:
            yield wording, section


def _sentences(line: Line) -> Iterator[Line]:
    """A paragraph parted where a sentence surely ends, so that a changed sentence is a changed line."""
    found: list[Inline] = []
    for part in line:
        first, *more = _END.split(part.text) if isinstance(part, Said) else (part,)
        found.append(Said(first) if isinstance(first, str) else first)
        for text in more:
            yield tuple(found)
            found = [Said(text)] if isinstance(text, str) else [text]
    yield tuple(found)


class _Clauses:
    """Makes clauses of own ones; references lead to `anchors`, and are plain words where there is no such clause."""

    def __init__(self, anchors: Collection[str]) -> None:
        self.anchors = anchors

    def section(self, name: str, variant: Variant, *, annex: bool) -> Clause | None:
        wordings = [item for item in variant.terms.agreement.wordings if item.is_annex is annex]
        found = next((top for item in wordings for top in item.sections if top.anchor == name), None)
        return self._clause(found) if found is not None else None

    def definition(self, key: str, variant: Variant) -> Clause | None:
        wordings = variant.terms.agreement.wordings
        term = next((term for item in wordings for term in item.terms if term.key == key), None)
        return self._definition(term, variant) if term is not None else None

    def _definition(self, term: OwnTerm, variant: Variant) -> Clause | None:
        words: Line = (Strong((Said(term.words),)),)
        line = say(variant.terms.t.DEFINITION, term=words, meaning=self._line(term.meaning))
        return clause(f"definition-{term.key}", Paragraph((line,)), origins=[term.span])

    def _clause(self, own: OwnClause) -> Clause | None:
        blocks = [self._block(block) for block in own.blocks]
        within = [self._clause(inner) for inner in own.clauses]
        return clause(own.anchor, *blocks, title=self._line(own.title), clauses=within, origins=[own.span])

    def _block(self, block: OwnParagraph | OwnBullets) -> Paragraph | Bullets:
        if isinstance(block, OwnParagraph):
            return Paragraph(tuple(_sentences(self._line(block.line))))
        return Bullets(tuple(self._line(item) for item in block.items))

    def _line(self, line: OwnLine) -> Line:
        return tuple(found for part in line for found in self._part(part))

    def _part(self, part: object) -> Iterator[Inline]:
        match part:
            case OwnStrong(parts):
                yield Strong(self._line(parts))
            case OwnCode(text):
                yield Code(text)
            case OwnLink(text, address):
                yield Link(text, address)
            case OwnUse(text, key):
                yield Term(text, key)
            case OwnTo(text, anchor):
                target = next((name for name in (anchor, f"own-{anchor}") if name in self.anchors), None)
                yield Said(f"{text} " if text and target is not None else text)
                if target is not None:
                    yield Reference(target)
            case _:
                yield Said(getattr(part, "text", ""))
