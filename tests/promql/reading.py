"""How these tests read PromQL and speak of what was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nines.diagnostics.model import Diagnostic, Report
from nines.promql.guest import Guest, parse_guest, parse_selector
from nines.promql.tree import Expression, Selector
from nines.source import Source

CORPUS = Path(__file__).parent / "corpus"

_BEFORE = "sli x {\n  bad `"
_AFTER = "`\n}\n"


@dataclass(frozen=True)
class Read:
    """A guest within a file, and what was said of it."""

    guest: Guest | None
    findings: tuple[Diagnostic, ...]

    @property
    def ids(self) -> list[str]:
        return [finding.code.id for finding in self.findings]

    @property
    def places(self) -> list[str]:
        """The text that each finding points at."""
        return [finding.primary.span.text for finding in self.findings]

    @property
    def expression(self) -> Expression:
        assert self.guest is not None, [finding.headline for finding in self.findings]
        return self.guest.expression


def read(text: str) -> Read:
    """Reads an expression that stands in the middle of a file."""
    source = Source("a.nines", _BEFORE + text + _AFTER)
    report = Report()
    guest = parse_guest(text, source.span(len(_BEFORE), len(_BEFORE) + len(text)), report)
    return Read(guest, tuple(report))


def expression(text: str) -> Expression:
    return read(text).expression


def selector(text: str) -> tuple[Selector | None, tuple[Diagnostic, ...]]:
    """Reads a bare selector in the middle of a file."""
    source = Source("a.nines", _BEFORE + text + _AFTER)
    report = Report()
    found = parse_selector(text, source.span(len(_BEFORE), len(_BEFORE) + len(text)), report)
    return found, tuple(report)


def start_of(finding: Diagnostic) -> int:
    """Where a finding of `read` or `selector` starts, by the offset in the guest's text."""
    return finding.primary.span.start - len(_BEFORE)


def corpus(name: str) -> list[str]:
    """The lines of a corpus that are no comments."""
    text = (CORPUS / f"{name}.promql").read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


@dataclass(frozen=True)
class Marked:
    """A wrong expression, the code it has, and the place that is pointed at."""

    code: str
    text: str
    start: int
    end: int


def rejected() -> Iterator[Marked]:
    for entry in corpus("rejected"):
        code, marked = entry.split(" ", 1)
        start = marked.index("«")
        end = marked.index("»") - 1
        yield Marked(code, marked.replace("«", "").replace("»", ""), start, end)
