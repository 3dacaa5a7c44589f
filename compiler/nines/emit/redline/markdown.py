"""Redlines as Markdown, for a pull request: what went is struck through, what came is bold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nines.change.declared import Declared
from nines.emit.documents.escaping import code, escaped, guarded
from nines.emit.redline.words import VERDICTS, about, clause_name, heading, notice_text, sides, summary
from nines.plan.redline.model import ClauseChange, Compared, Line, Mark, Redline

__all__ = ["redlines_markdown"]

_AROUND = {Mark.BOTH: "", Mark.OLD: "~~", Mark.NEW: "**"}


def redlines_markdown(compared: Compared) -> str:
    """All contracts, each below a heading of its own, and what else differs; with an end of line at the end."""
    contracts = (block for item in compared.contracts for block in _redline(item))
    blocks = ["# Redline", escaped(summary(compared)), *contracts, *_besides(compared.besides)]
    return "\n\n".join(blocks) + "\n"


def _besides(found: Sequence[Declared]) -> Iterator[str]:
    if found:
        yield "## Besides contracts"
    for item in found:
        yield f"### {escaped(item.what)}"
        yield "\n".join(f"- {word}: {code(said, cell=False)}" for word, said in _sides(item))


def _sides(item: Declared) -> Iterator[tuple[str, str]]:
    for word, statements in (("before", item.gone), ("now", item.come)):
        for said in statements:
            yield word, said


def _redline(item: Redline) -> Iterator[str]:
    yield f"## {escaped(heading(item))}"
    yield guarded(escaped(f"{sides(item)[:1].upper()}{sides(item)[1:]}.")).replace("..", ".")
    if item.notice is not None:
        yield f"**Notice** {escaped(notice_text(item.notice))}."
    if item.faults:
        yield "\n".join(f"- **Error**: {escaped(fault)}" for fault in item.faults)
    if item.changes:
        rows = [
            f"| {escaped(change.number)} | {escaped(about(change))} | {VERDICTS[change.change.verdict]} "
            f"| {_with_code(change.change.text)} |"
            for change in item.changes
        ]
        yield "\n".join(["| Clause | What | For the customer | How |", "| --- | --- | --- | --- |", *rows])
    for clause in item.clauses:
        yield f"### {escaped(clause_name(clause))}"
        yield f"*{_why(clause)}*"
        yield "\n\n".join(guarded(_line(line)) for line in clause.lines)


def _with_code(text: str) -> str:
    """A sentence in a table; what stands between backticks is of the specs."""
    parts = text.split("`")
    return "".join(
        code(part, cell=True) if at % 2 and at < len(parts) - 1 else escaped(part) for at, part in enumerate(parts)
    )


def _why(clause: ClauseChange) -> str:
    if clause.follows:
        return "Follows from other clauses."
    word = VERDICTS[clause.verdict]
    return f"{word[:1].upper()}{word[1:]}." if clause.why else "No term that is computed: to be read."


def _line(line: Line) -> str:
    """Marks stand close around words, as Markdown wants them."""
    found = ""
    for piece in line:
        around, text = _AROUND[piece.mark], piece.text
        bare = escaped(text).strip()
        start = " " if text[:1].isspace() else ""
        end = " " if text[-1:].isspace() and bare else ""
        found += f"{start}{around}{bare}{around}{end}" if bare else start
    return found.strip()
