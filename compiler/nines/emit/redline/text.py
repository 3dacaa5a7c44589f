"""Redlines for a terminal: terms first, each with its mark, then the words of each clause that changed."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from nines.change.declared import Declared
from nines.emit.documents.characters import one_line
from nines.emit.redline.words import MARKS, VERDICTS, about, clause_name, heading, notice_text, sides, summary
from nines.plan.redline.model import ClauseChange, Compared, Judged, Line, Mark, Redline

__all__ = ["redlines_text"]

_WIDTH = 110
_BRACKETS = {Mark.BOTH: ("", ""), Mark.OLD: ("[-", "-]"), Mark.NEW: ("{+", "+}")}
"""As `git diff --word-diff` marks words."""


def redlines_text(compared: Compared) -> str:
    """All contracts, what else differs, and how many changes there are of each kind; with an end of line at the end."""
    items = compared.contracts
    lines = [line for item in items for line in (*_redline(item), "")]
    lines += _besides(compared.besides)
    return "\n".join([*lines, summary(compared)]) + "\n"


def _besides(found: Sequence[Declared]) -> Iterator[str]:
    """Statements that no contract words: settings, indicators, objectives."""
    if not found:
        return
    yield "Besides contracts"
    yield "================="
    for item in found:
        yield ""
        yield f"   {one_line(item.what)}"
        for mark, statements in (("-", item.gone), ("+", item.come)):
            for said in statements:
                yield from _wrapped(f"     {mark} {one_line(said)}", "       ")
    yield ""


def _redline(item: Redline) -> Iterator[str]:
    title = one_line(heading(item))
    yield title
    yield "=" * len(title)
    yield ""
    yield f"   {one_line(sides(item))}"
    if item.notice is not None:
        yield from _wrapped(f"   notice {notice_text(item.notice)}", "          ")
    for fault in item.faults:
        yield from _wrapped(f"   error: {one_line(fault)}", "          ")
    if item.changes:
        yield ""
        for change in item.changes:
            yield from _change(change)
    for clause in item.clauses:
        yield ""
        yield from _clause(clause)


def _change(item: Judged) -> Iterator[str]:
    verdict = item.change.verdict
    number = f"{item.number}  " if item.number else ""
    yield from _wrapped(f" {MARKS[verdict]} {number}{one_line(about(item))}: {VERDICTS[verdict]}", "     ")
    yield from _wrapped(f"     {one_line(item.change.text)}", "     ")


def _clause(clause: ClauseChange) -> Iterator[str]:
    if clause.why or clause.follows:
        word = "follows from other clauses" if clause.follows else VERDICTS[clause.verdict]
    else:
        word = "no term that is computed: to be read"
    yield f"   {one_line(clause_name(clause))}: {word}"
    for line in clause.lines:
        yield from _wrapped(f"     | {_line(line)}", "     | ")


def _line(line: Line) -> str:
    return "".join(f"{_BRACKETS[p.mark][0]}{_kept(p.text)}{_BRACKETS[p.mark][1]}" for p in line)


def _kept(text: str) -> str:
    """Without control characters; blanks at the ends stay, they part words."""
    start = " " if text[:1].isspace() else ""
    end = " " if text[-1:].isspace() and text.strip() else ""
    return f"{start}{one_line(text).strip()}{end}"


def _wrapped(text: str, margin: str) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )
