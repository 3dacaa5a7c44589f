"""Makes one text of several: what is the same for all plans stands once, what differs stands plan by plan."""

from __future__ import annotations

from collections.abc import Sequence

from nines.plan.documents.inline import join, lines_of, paragraph, plain, say
from nines.plan.documents.model import Alternative, Block, Clause, Line
from nines.plan.documents.texts import Texts

__all__ = ["merged"]

Version = tuple[Line, Clause | None]
"""The title of a plan, and the clause as it holds for it; None where it has none."""


def merged(versions: Sequence[Version], t: Texts) -> Clause | None:
    """One clause for all versions of it, which have the same anchor."""
    present = [(title, clause) for title, clause in versions if clause is not None]
    if not present:
        return None
    first = present[0][1]
    everywhere = len(present) == len(versions)
    if everywhere and all(_words(clause) == _words(first) for _, clause in present):
        return _with_origins(first, present)
    if not everywhere and any(clause.clauses for _, clause in present):
        only = paragraph(say(t.ONLY_FOR, plans=_titles([title for title, _ in present], t)))
        inner = merged(present, t)
        return None if inner is None else _replaced(inner, (only, *inner.blocks), inner.clauses)
    blocks = _blocks([(title, clause.blocks) for title, clause in present], t, everywhere=everywhere)
    anchors = _anchors([clause for _, clause in present])
    within = [
        merged([(title, next((c for c in clause.clauses if c.anchor == anchor), None)) for title, clause in present], t)
        for anchor in anchors
    ]
    whole = _replaced(first, blocks, tuple(clause for clause in within if clause is not None))
    return _with_origins(whole, present)


def _replaced(clause: Clause, blocks: tuple[Block, ...], within: tuple[Clause, ...]) -> Clause:
    return Clause(clause.anchor, clause.title, blocks, within, clause.origins)


def _with_origins(clause: Clause, present: Sequence[tuple[Line, Clause]]) -> Clause:
    origins = tuple(dict.fromkeys(origin for _, other in present for origin in other.origins))
    return Clause(clause.anchor, clause.title, clause.blocks, clause.clauses, origins)


def _blocks(found: Sequence[tuple[Line, tuple[Block, ...]]], t: Texts, *, everywhere: bool) -> tuple[Block, ...]:
    """Block by block where the kinds are the same; what is the same for all stands once."""
    kinds = {tuple(type(block).__name__ for block in blocks) for _, blocks in found}
    if not everywhere or len(kinds) > 1:
        return _alternatives(found, t)
    columns = [[(title, (blocks[index],)) for title, blocks in found] for index in range(len(found[0][1]))]
    return tuple(block for column in columns for block in _either(column, t))


def _either(found: Sequence[tuple[Line, tuple[Block, ...]]], t: Texts) -> tuple[Block, ...]:
    same = len({_texts(blocks) for _, blocks in found}) == 1
    return found[0][1] if same else _alternatives(found, t)


def _alternatives(found: Sequence[tuple[Line, tuple[Block, ...]]], t: Texts) -> tuple[Block, ...]:
    """The blocks of each group of plans for which they are the same."""
    groups: dict[tuple[object, ...], tuple[list[Line], tuple[Block, ...]]] = {}
    for title, blocks in found:
        if blocks:
            groups.setdefault(_texts(blocks), ([], blocks))[0].append(title)
    return tuple(Alternative(say(t.FOR_PLANS, plans=_titles(titles, t)), blocks) for titles, blocks in groups.values())


def _titles(titles: Sequence[Line], t: Texts) -> Line:
    return join(list(titles), t.COMMA, t.LAST_AND)


def _anchors(clauses: Sequence[Clause]) -> list[str]:
    """All anchors, in an order that keeps that of each clause: a new one comes after the one it follows."""
    order: list[str] = []
    for clause in clauses:
        at = 0
        for inner in clause.clauses:
            if inner.anchor in order:
                at = order.index(inner.anchor) + 1
            else:
                order.insert(at, inner.anchor)
                at += 1
    return order


def _texts(blocks: Sequence[Block]) -> tuple[object, ...]:
    """The words of blocks, with their kinds, to compare them by."""
    return tuple((type(block).__name__, tuple(plain(line) for line in lines_of(block))) for block in blocks)


def _words(clause: Clause) -> tuple[object, ...]:
    return (plain(clause.title), _texts(clause.blocks), tuple(_words(inner) for inner in clause.clauses))
