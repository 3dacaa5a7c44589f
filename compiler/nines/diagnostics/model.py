"""What the compiler has to say: diagnostics as values.

A user's mistake is a value, not an exception. Every pass takes a `Report`, adds
what it finds, and returns what it could build all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import TYPE_CHECKING

from nines.record import dataclass, replace
from nines.source import Span

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Allowed", "Code", "Diagnostic", "Edit", "Fix", "Label", "Report", "Severity"]


class Severity(Enum):
    """How much a finding matters. Errors stop a build; warnings do so only with `--strict`."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding. `id` (`N0401`) is stable for ever; its page is docs/rules/<id>.md.

    `name` is kebab-case (`objective-below-promise`), `summary` one sentence without a full stop.
    """

    id: str
    name: str
    severity: Severity
    summary: str


@dataclass(frozen=True, slots=True)
class Label:
    """A place and what is to be said about it, beside the underlined text. May be empty."""

    span: Span
    text: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text of `span` by `text`; an empty span inserts."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that mends a finding.

    `certain` fixes keep what the author meant beyond doubt, and `nines check --fix`
    applies them; others are shown only.
    """

    title: str
    edits: tuple[Edit, ...]
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    `headline` makes sense alone, without the excerpt. `primary` is the smallest
    span; `others` are further places (the other end of a clash). `notes` give the
    numbers that decide, `helps` what to do instead. Backticks surround text that
    is the user's or could be.
    """

    code: Code
    headline: str
    primary: Label
    others: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = ()

    @property
    def severity(self) -> Severity:
        return self.code.severity

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Findings are shown in the order of the text."""
        span = self.primary.span
        return (span.source.path, span.start, span.end, self.code.id)


@dataclass(frozen=True, slots=True)
class Allowed:
    """A finding that the author accepts for a time: `allow CODE because REASON until DATE`, which is at `span`."""

    finding: Diagnostic
    because: str
    until: date
    span: Span


class Report:
    """Collects findings. Adding the same finding twice keeps one."""

    def __init__(self, findings: Iterable[Diagnostic] = ()) -> None:
        self._findings: dict[Diagnostic, None] = dict.fromkeys(findings)

    def add(self, finding: Diagnostic) -> None:
        self._findings.setdefault(finding)

    def extend(self, findings: Iterable[Diagnostic]) -> None:
        for finding in findings:
            self.add(finding)

    def say(
        self,
        code: Code,
        headline: str,
        span: Span,
        label: str = "",
        *,
        others: Iterable[Label] = (),
        notes: Iterable[str] = (),
        helps: Iterable[str] = (),
        fixes: Iterable[Fix] = (),
    ) -> None:
        """Add a finding built from its parts."""
        self.add(
            Diagnostic(
                code,
                headline,
                Label(span, label),
                tuple(others),
                tuple(notes),
                tuple(helps),
                tuple(fixes),
            )
        )

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(self._findings, key=lambda finding: finding.order))

    def __len__(self) -> int:
        return len(self._findings)

    def count(self, severity: Severity) -> int:
        return sum(1 for finding in self._findings if finding.severity is severity)

    @property
    def has_errors(self) -> bool:
        return self.count(Severity.ERROR) > 0

    def strict(self) -> Report:
        """The same findings with every warning made an error."""
        return Report(
            replace(finding, code=replace(finding.code, severity=Severity.ERROR))
            if finding.severity is Severity.WARNING
            else finding
            for finding in self._findings
        )
