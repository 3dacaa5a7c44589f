"""Findings for people at a terminal, or for a log.

error[N0401]: the SLO allows more downtime than the SLA that rests on it
  --> shop/checkout.nines:38:21
   |
38 |   slo availability  99.5% over calendar month in Europe/Berlin
   |                     ^^^^^ allows 3h 36m in 30 days
  ::: shop/sla.nines:9:58
 9 |   promise availability of checkout.availability at least 99.9% {
   |                                                          ----- promises at most 43m 12s
   = help: raise the objective above 99.9%, or promise less
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nines.diagnostics.canvas import Piece, line_up
from nines.diagnostics.excerpt import excerpt
from nines.diagnostics.glyphs import visible, wrap
from nines.diagnostics.ink import Brush, Ink, brush, severity_ink
from nines.diagnostics.model import Diagnostic
from nines.diagnostics.patch import hunks, patch_rows
from nines.diagnostics.sections import sections
from nines.diagnostics.summary import Summary, count_of, summarize

__all__ = ["closing", "one_line", "render", "render_all"]

_NARROWEST = 40


def render(finding: Diagnostic, *, width: int, color: bool) -> str:
    """One finding with its excerpts, without an end of line after it.

    Rows take at most `width` columns (40 where less is asked for); only the address of an excerpt
    and an internet address may take more. `color` adds ANSI codes and changes nothing else.
    """
    return "\n".join(_rows(finding, max(_NARROWEST, width), brush(color=color)))


def render_all(findings: Iterable[Diagnostic], *, width: int, color: bool, left_out: int = 0) -> str:
    """All findings in the order given, a blank line after each, then the closing lines; nothing if there are none.

    `left_out` is how many more findings there are that `cap` took away.
    """
    kept = tuple(findings)
    parts = [render(finding, width=width, color=color) for finding in kept]
    if kept or left_out:
        parts.append(closing(summarize(kept), width=width, color=color, left_out=left_out))
    return "\n\n".join(parts)


def one_line(finding: Diagnostic, *, color: bool) -> str:
    """`shop/checkout.nines:38:21: error[N0401]: the SLO allows ...`, for grep and for editors; never wrapped."""
    paint = brush(color=color)
    tag = paint(f"{finding.severity.value}[{finding.code.id}]", severity_ink(finding.severity))
    return f"{visible(finding.primary.span.address)}: {tag}: {visible(finding.headline)}"


def closing(summary: Summary, *, width: int, color: bool, left_out: int = 0) -> str:
    """What stands under a report: the counts, what can be mended, and where to read more."""
    paint = brush(color=color)
    counts = ((summary.errors, "error"), (summary.warnings, "warning"), (summary.notes, "note"))
    found = ", ".join(count_of(number, thing) for number, thing in counts if number)
    lines = [paint(f"{found or 'nothing'} in {count_of(summary.files, 'file')}", Ink.STRONG)]
    hints: list[str] = []
    if left_out:
        hints.append(f"{count_of(left_out, 'more finding')} {'is' if left_out == 1 else 'are'} not shown")
    if summary.mendable:
        which = "it" if summary.total == 1 else f"{summary.mendable:,} of them" if summary.total else ""
        hints.append(f"`nines check --fix` mends {which}")
    if summary.codes:
        hints.append(f"`nines explain {summary.codes[0]}` tells more")
    for hint in hints:
        lines.extend(wrap(hint, max(_NARROWEST, width)))
    return "\n".join(lines)


def _rows(finding: Diagnostic, columns: int, paint: Brush) -> Iterator[str]:
    yield from _headline(finding, columns, paint)
    shown = sections(finding)
    changes = [(fix, hunks(fix)) for fix in finding.fixes]
    numbers = [section.lines[-1] for section in shown] + [hunk.last for _, found in changes for hunk in found]
    digits = len(str(max(numbers)))
    yield from excerpt(finding, shown, digits, columns, paint)
    for note in finding.notes:
        yield from _remark("note", note, digits, columns, paint)
    for help_ in finding.helps:
        yield from _remark("help", help_, digits, columns, paint)
    for fix, found in changes:
        yield from _remark("fix" if fix.certain else "help", fix.title, digits, columns, paint)
        yield from patch_rows(found, finding.primary.span.source, digits, columns, paint)


def _headline(finding: Diagnostic, columns: int, paint: Brush) -> Iterator[str]:
    tag = f"{finding.severity.value}[{finding.code.id}]"
    indent = len(tag) + 2
    for at, line in enumerate(wrap(finding.headline, columns - indent)):
        lead = paint(tag, severity_ink(finding.severity)) + paint(": ", Ink.STRONG) if at == 0 else " " * indent
        yield lead + paint(line, Ink.STRONG)


def _remark(word: str, text: str, digits: int, columns: int, paint: Brush) -> Iterator[str]:
    """`= note: ...`, further lines under the first word of it."""
    indent = digits + 1 + len(f"= {word}: ")
    for at, line in enumerate(wrap(text, columns - indent)):
        lead = [Piece(digits + 1, "=", Ink.FRAME), Piece(digits + 3, f"{word}:", Ink.STRONG)] if at == 0 else []
        yield line_up([*lead, Piece(indent, line)], paint)
