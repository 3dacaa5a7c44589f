"""Findings as JSON, for programs. The form is grammar/diagnostics.schema.json and only ever grows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from nines.diagnostics.model import Allowed, Diagnostic, Fix, Label
from nines.diagnostics.pages import page_path
from nines.diagnostics.summary import summarize
from nines.source import Source, Span

__all__ = ["VERSION", "to_json"]

VERSION = 1
"""Raised when a field changes its meaning or goes; new fields do not raise it."""

_Json = dict[str, object]


def to_json(findings: Iterable[Diagnostic], *, allowed: Sequence[Allowed] = (), left_out: int = 0) -> str:
    """A report as one JSON document, in ASCII, with an end of line.

    Lines and columns begin at 1, offsets at 0; all count code points, ends are exclusive. The
    summary counts `findings` alone, which are in the order given.
    """
    kept = tuple(findings)
    counts = summarize(kept)
    document = {
        "version": VERSION,
        "summary": {
            "errors": counts.errors,
            "warnings": counts.warnings,
            "notes": counts.notes,
            "files": counts.files,
            "mendable": counts.mendable,
            "leftOut": left_out,
        },
        "findings": [_finding(finding) for finding in kept],
        "allowed": [_allowed(each) for each in allowed],
    }
    return json.dumps(document, indent=2) + "\n"


def _finding(finding: Diagnostic) -> _Json:
    code = finding.code
    return {
        "code": code.id,
        "name": code.name,
        "severity": code.severity.value,
        "headline": finding.headline,
        **_place(finding.primary.span),
        "label": finding.primary.text,
        "labels": [_label(label) for label in finding.others],
        "notes": list(finding.notes),
        "helps": list(finding.helps),
        "fixes": [_fix(fix) for fix in finding.fixes],
        "page": page_path(code),
    }


def _allowed(allowed: Allowed) -> _Json:
    return {
        "because": allowed.because,
        "until": allowed.until.isoformat(),
        **_place(allowed.span),
        "finding": _finding(allowed.finding),
    }


def _label(label: Label) -> _Json:
    return {**_place(label.span), "text": label.text}


def _fix(fix: Fix) -> _Json:
    edits = [{**_place(edit.span), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "certain": fix.certain, "edits": edits}


def _place(span: Span) -> _Json:
    source = span.source
    return {"file": source.path, "start": _point(source, span.start), "end": _point(source, span.end)}


def _point(source: Source, offset: int) -> _Json:
    at = source.position(offset)
    return {"line": at.line, "column": at.column, "offset": offset}
