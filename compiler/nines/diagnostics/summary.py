"""Counting findings, and keeping a long list short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nines.diagnostics.model import Diagnostic, Severity
from nines.record import dataclass

__all__ = ["Capped", "Summary", "cap", "count_of", "in_order", "summarize"]


@dataclass(frozen=True, slots=True)
class Summary:
    """How many findings there are. `mendable` of them have a certain fix.

    `codes` are in order of first use, those of errors before those of warnings and notes.
    """

    errors: int
    warnings: int
    notes: int
    files: int
    mendable: int
    codes: tuple[str, ...]

    @property
    def total(self) -> int:
        return self.errors + self.warnings + self.notes


@dataclass(frozen=True, slots=True)
class Capped:
    """The findings to show, and how many are left out."""

    shown: tuple[Diagnostic, ...]
    left_out: int


def in_order(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """In the order of the texts, file by file; findings of one place keep theirs."""
    return tuple(sorted(findings, key=lambda finding: finding.order))


def cap(findings: Sequence[Diagnostic], most: int) -> Capped:
    """At most so many findings, in the order given. Errors are kept before warnings, and these before notes."""
    if len(findings) <= most:
        return Capped(tuple(findings), 0)
    rank = {severity: at for at, severity in enumerate(Severity)}
    kept = sorted(range(len(findings)), key=lambda at: (rank[findings[at].severity], at))[: max(0, most)]
    return Capped(tuple(findings[at] for at in sorted(kept)), len(findings) - len(kept))


def summarize(findings: Iterable[Diagnostic]) -> Summary:
    """Count what there is. Files are told apart by name."""
    counts = dict.fromkeys(Severity, 0)
    files: set[str] = set()
    codes: dict[Severity, dict[str, None]] = {severity: {} for severity in Severity}
    mendable = 0
    for finding in findings:
        counts[finding.severity] += 1
        files.add(finding.primary.span.source.path)
        codes[finding.severity].setdefault(finding.code.id)
        mendable += any(fix.certain for fix in finding.fixes)
    worst_first = dict.fromkeys(code for found in codes.values() for code in found)
    errors, warnings, notes = counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.NOTE]
    return Summary(errors, warnings, notes, len(files), mendable, tuple(worst_first))


def count_of(number: int, thing: str) -> str:
    """`1 error`, `2 errors`, `1,200 warnings`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
