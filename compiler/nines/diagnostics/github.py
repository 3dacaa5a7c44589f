"""Findings as GitHub Actions shows them beside the changed lines (workflow commands)."""

from __future__ import annotations

from collections.abc import Iterable

from nines.diagnostics.glyphs import visible
from nines.diagnostics.model import Diagnostic, Severity

__all__ = ["command", "commands"]

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def commands(findings: Iterable[Diagnostic]) -> str:
    """One command a line, with an end of line after each."""
    return "".join(f"{command(finding)}\n" for finding in findings)


def command(finding: Diagnostic) -> str:
    """`::error file=shop/a.nines,line=3,endLine=3,col=5,endColumn=9,title=...::message`.

    GitHub takes columns only where the place is on one line.
    """
    span = finding.primary.span
    start, end = span.position, span.end_position
    properties = {"file": span.source.path, "line": str(start.line), "endLine": str(end.line)}
    if start.line == end.line:
        properties |= {"col": str(start.column), "endColumn": str(end.column)}
    properties["title"] = f"{finding.code.id} {finding.code.name}"
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_LEVELS[finding.severity]} {listed}::{_data(_message(finding))}"


def _message(finding: Diagnostic) -> str:
    """The headline, then what stands beside the places and below the excerpt in a terminal."""
    lines = [finding.headline]
    if finding.primary.text:
        lines.append(finding.primary.text)
    lines.extend(f"{label.span.address}: {label.text}" for label in finding.others if label.text)
    lines.extend(f"note: {note}" for note in finding.notes)
    lines.extend(f"help: {help_}" for help_ in finding.helps)
    lines.extend(f"{'fix' if fix.certain else 'help'}: {fix.title}" for fix in finding.fixes)
    return "\n".join(visible(line) for text in lines for line in text.split("\n"))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
