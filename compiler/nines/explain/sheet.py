"""A call sheet as an explanation, for a terminal and for programs. What is urgent comes first."""

from __future__ import annotations

from collections.abc import Iterator

from nines.explain.model import Block, Column, Explanation, Fact, Facts, Prose, Row, Section, Table
from nines.plan.documents.inline import lines_of, plain
from nines.plan.documents.model import Block as WrittenBlock
from nines.plan.documents.model import Bullets
from nines.plan.documents.model import Fact as WrittenFact
from nines.plan.documents.model import Table as WrittenTable
from nines.plan.sheets.model import Now, Promised, Sheet, Unknown
from nines.source import Span

__all__ = ["explain_sheet"]

_SIGNS = ("○", "●", "▲", "■", "✖")
_WORDS = ("no data", "kept", "watch", "risk", "broken")


def explain_sheet(sheet: Sheet, now: Now | Unknown) -> Explanation:
    return Explanation("customer", sheet.customer, plain(sheet.title), sheet.origin, tuple(_sections(sheet, now)))


def _sections(sheet: Sheet, now: Now | Unknown) -> Iterator[Section]:
    t = sheet.t
    yield Section("", (Prose(plain(sheet.subtitle)), Prose(_as_of(sheet, now))))
    if isinstance(now, Now):
        yield Section(t.CALL_INCIDENTS, tuple(_incidents(sheet, now)))
        yield Section(t.CALL_CREDITS, (Prose(plain(now.credit)), Prose(t.CALL_CREDIT_NOTE)))
    yield Section(t.CALL_PROMISES, (_promises(sheet, now),))
    yield Section(t.CALL_THEIRS, _people(sheet.theirs, sheet))
    yield Section(t.CALL_OURS, _people(sheet.ours, sheet))
    if sheet.support is not None:
        yield Section(t.SUPPORT, (_table(sheet.support),))
    yield Section(t.CALL_NOTES, tuple(_notes(sheet)))
    if sheet.short:
        yield Section(t.SHORT_TITLE, _people(sheet.short, sheet))


def _as_of(sheet: Sheet, now: Now | Unknown) -> str:
    if isinstance(now, Unknown):
        return plain(now.why)
    moment = sheet.t.CALL_AS_OF.format(time=plain(now.at))
    return f"{moment}. {plain(now.old)}" if now.old else moment


def _incidents(sheet: Sheet, now: Now) -> Iterator[Block]:
    if not now.incidents:
        yield Prose(sheet.t.CALL_NO_INCIDENTS)
        return
    for incident in now.incidents:
        label = f"{_SIGNS[incident.state]} {plain(incident.urgency)}"
        told = [plain(incident.what), *(plain(fact) for fact in incident.facts), incident.runbook]
        yield Facts(tuple(Fact(label, text) for text in told if text))


def _promises(sheet: Sheet, now: Now | Unknown) -> Table:
    """With what is known of each now; without, what each was promised and what a miss brings."""
    t = sheet.t
    if isinstance(now, Unknown):
        rows = [Row((plain(one.title), plain(one.value), plain(one.missed)), one.origin) for one in sheet.promises]
        titles = ("", t.CALL_HEAD_PROMISED, t.HEAD_CREDIT, "")
        return Table(tuple(Column(title) for title in titles), tuple(rows))
    heads = (
        Column(t.CALL_HEAD_STATE),
        Column(""),
        Column(t.CALL_HEAD_PROMISED),
        Column(t.CALL_HEAD_ATTAINED, right=True),
        Column(t.CALL_HEAD_LEFT),
        Column(t.CALL_HEAD_BREAKS),
        Column(t.CALL_HEAD_CREDIT),
    )
    ordered = sorted(sheet.promises, key=lambda one: -_state(one, now))
    return Table(heads, tuple(_row(one, sheet, now) for one in ordered))


def _state(promised: Promised, now: Now) -> int:
    found = now.promise(promised.name)
    return found.state if found is not None else 0


def _row(promised: Promised, sheet: Sheet, now: Now) -> Row:
    state = _state(promised, now)
    found = now.promise(promised.name)
    said = f"{_SIGNS[state]} {sheet.t.CALL_STATES[_WORDS[state]]}"
    cells = (found.attained, found.left, found.breaks, found.credit) if found is not None else ()
    return Row((said, plain(promised.title), plain(promised.value), *(plain(cell) for cell in cells)))


def _people(facts: tuple[WrittenFact, ...], sheet: Sheet) -> tuple[Block, ...]:
    if not facts:
        return (Prose(sheet.t.CALL_NOBODY),)
    return (Facts(tuple(Fact(plain(one.label), plain(one.value), _place(one)) for one in facts)),)


def _place(fact: WrittenFact) -> Span | None:
    return next(iter(fact.origins), None)


def _table(table: WrittenTable) -> Table:
    columns = tuple(Column(plain(column.head)) for column in table.columns)
    return Table(columns, tuple(Row(tuple(plain(cell) for cell in row.cells)) for row in table.rows))


def _notes(sheet: Sheet) -> Iterator[Block]:
    if not sheet.notes:
        yield Prose(sheet.t.CALL_NO_NOTES)
    for note in sheet.notes:
        head = plain(note.day) + (f", {plain(note.title)}" if note.title else "")
        yield Facts(tuple(Fact(head if not at else "", text) for at, text in enumerate(_texts(note.blocks) or [""])))
    if sheet.older:
        yield Prose(plain(sheet.older))


def _texts(blocks: tuple[WrittenBlock, ...]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        sign = "- " if isinstance(block, Bullets) else ""
        found += [f"{sign}{plain(line)}" for line in lines_of(block)]
    return found
