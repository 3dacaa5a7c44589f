"""Findings as SARIF 2.1.0 (OASIS standard), which code scanning services and editors read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256

from nines.diagnostics.glyphs import visible
from nines.diagnostics.manual import page_markdown
from nines.diagnostics.model import Allowed, Code, Diagnostic, Edit, Fix, Label, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.view import Line
from nines.source import Source, Span

__all__ = ["to_sarif"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_FINGERPRINT = "ninesFinding/v1"
_QUOTED = 1_000
"""Characters of the source that are looked at for one finding at most."""

_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")

_Json = dict[str, object]


def to_sarif(
    findings: Iterable[Diagnostic],
    *,
    version: str,
    pages: Iterable[Page] = (),
    allowed: Sequence[Allowed] = (),
) -> str:
    """A log with one run, in ASCII, with an end of line.

    `version` is the compiler's. The rules are those of `pages` and of what is found, by code, each
    with its page if there is one. What the author allows is a result that is suppressed in source.
    """
    results = [(finding, None) for finding in findings] + [(each.finding, each) for each in allowed]
    known = {page.code.id: page for page in pages}
    codes = {finding.code.id: finding.code for finding, _ in results} | {id_: known[id_].code for id_ in known}
    order = {id_: at for at, id_ in enumerate(sorted(codes))}
    seen: Counter[str] = Counter()
    run = {
        "tool": {"driver": _driver(version, [codes[id_] for id_ in order], known)},
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder of the project."}}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, order[finding.code.id], seen, each) for finding, each in results],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _driver(version: str, codes: Sequence[Code], pages: dict[str, Page]) -> _Json:
    rules = [_rule(code, pages.get(code.id)) for code in codes]
    return {"name": "nines", "fullName": f"nines {version}", "version": version, "rules": rules}


def _rule(code: Code, page: Page | None) -> _Json:
    summary = f"{code.summary[:1].upper()}{code.summary[1:]}."
    rule: _Json = {
        "id": code.id,
        "name": "".join(part.capitalize() for part in code.name.split("-")),
        "shortDescription": {"text": summary},
        "fullDescription": {"text": page.why.strip(), "markdown": page.why.strip()} if page else {"text": summary},
        "defaultConfiguration": {"level": code.severity.value},
    }
    hint = f"`nines explain {code.id}` tells more."
    rule["help"] = {"text": hint, "markdown": page_markdown(page)} if page else {"text": hint}
    return rule


def _result(finding: Diagnostic, rule: int, seen: Counter[str], allowed: Allowed | None) -> _Json:
    result: _Json = {
        "ruleId": finding.code.id,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": _message(finding),
        "locations": [_location(finding.primary)],
        "partialFingerprints": {_FINGERPRINT: _fingerprint(finding, seen)},
    }
    if finding.others:
        result["relatedLocations"] = [_location(label, at) for at, label in enumerate(finding.others, 1)]
    if fixes := [_fix(fix) for fix in finding.fixes if fix.edits]:
        result["fixes"] = fixes
    if allowed:
        result["suppressions"] = [_suppression(allowed)]
    return result


_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def _message(finding: Diagnostic) -> _Json:
    """What a terminal shows around the excerpt."""
    parts = [finding.headline, finding.primary.text, *finding.notes, *(f"Help: {help_}" for help_ in finding.helps)]
    text = "\n".join(visible(line) for part in parts if part for line in part.split("\n"))
    if "](" in text:  # would be a link in a SARIF message
        text = text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return {"text": text}


def _location(label: Label, id_: int | None = None) -> _Json:
    region = _region(label.span)
    if 0 < label.span.end - label.span.start <= _QUOTED:
        region["snippet"] = {"text": label.span.text}
    place = {"artifactLocation": _artifact(label.span.source), "region": region}
    location: _Json = {"physicalLocation": place}
    if label.text:
        location["message"] = {"text": label.text}
    return location if id_ is None else {"id": id_, **location}


def _artifact(source: Source) -> _Json:
    return {"uri": _uri(source.path), "uriBaseId": _ROOT}


def _uri(name: str) -> str:
    """A path as a relative reference (RFC 3986): what is not unreserved is escaped."""
    encoded = name.encode("utf-8", "replace")
    return "".join(chr(byte) if chr(byte) in _UNRESERVED else f"%{byte:02X}" for byte in encoded)


def _region(span: Span) -> _Json:
    start, end = span.position, span.end_position
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _fix(fix: Fix) -> _Json:
    changes = []
    for source in dict.fromkeys(edit.span.source for edit in fix.edits):
        edits = [_replacement(edit) for edit in fix.edits if edit.span.source is source]
        changes.append({"artifactLocation": _artifact(source), "replacements": edits})
    return {"description": {"text": fix.title}, "artifactChanges": changes}


def _replacement(edit: Edit) -> _Json:
    return {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}


def _suppression(allowed: Allowed) -> _Json:
    return {
        "kind": "inSource",
        "status": "accepted",
        "justification": f"{allowed.because} (until {allowed.until.isoformat()})",
        "location": _location(Label(allowed.span)),
    }


def _fingerprint(finding: Diagnostic, seen: Counter[str]) -> str:
    """The same as long as the file, the code and the line's own words are, wherever the line moves.

    Findings alike in all of that are told apart by their order.
    """
    span = finding.primary.span
    line = Line(span.source, span.line)
    words = " ".join(span.source.text[line.start : min(line.end, line.start + _QUOTED)].split())
    parts = "\0".join((finding.code.id, span.source.path, words, span.text[:_QUOTED]))
    digest = sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    seen[digest] += 1
    return f"{digest}:{seen[digest]}"
