"""What came of tests: as values, as JSON and as JUnit."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from nines.diagnostics.model import Diagnostic
from nines.diagnostics.text import render
from nines.record import dataclass
from nines.scenario.judge import Verdict
from nines.scenario.run import Case
from nines.scenario.timeline import Moment

__all__ = ["Result", "to_json", "to_junit"]

_WIDTH = 100
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""


@dataclass(frozen=True, slots=True)
class Result:
    """A test that was tried. `trouble` is why it could not be; then there are no verdicts. `milliseconds` it took."""

    case: Case
    verdicts: tuple[Verdict, ...]
    moments: tuple[Moment, ...]
    trouble: tuple[Diagnostic, ...]
    milliseconds: int

    @property
    def passed(self) -> bool:
        return not self.trouble and all(verdict.passed for verdict in self.verdicts)

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        return (*self.trouble, *(verdict.finding for verdict in self.verdicts if not verdict.passed))

    @property
    def seconds(self) -> str:
        return _seconds(self.milliseconds)


def to_json(results: Sequence[Result]) -> str:
    """All results as one object, with the moments of each test."""
    tests = [_json(result) for result in results]
    failed = sum(not result.passed for result in results)
    document = {"version": 1, "passed": len(results) - failed, "failed": failed, "tests": tests}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _json(result: Result) -> dict[str, object]:
    origin = result.case.scenario.origin
    return {
        "of": result.case.holder.name,
        "title": result.case.scenario.title,
        "file": origin.source.path,
        "line": origin.line,
        "passed": result.passed,
        "milliseconds": result.milliseconds,
        "expectations": [
            {
                "expected": verdict.expected,
                "happened": verdict.happened,
                "passed": verdict.passed,
                "line": verdict.origin.line,
            }
            for verdict in result.verdicts
        ],
        "moments": [{"milliseconds": moment.at, "kind": moment.kind, "text": moment.text} for moment in result.moments],
        "trouble": [finding.headline for finding in result.trouble],
    }


def to_junit(results: Sequence[Result]) -> str:
    """All results as JUnit's XML, a suite for each service and journey."""
    suites: dict[str, list[Result]] = {}
    for result in results:
        suites.setdefault(result.case.holder.name, []).append(result)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites {_counts('nines test', results)}>"]
    for name, members in suites.items():
        lines.append(f"  <testsuite {_counts(name, members)}>")
        for result in members:
            lines += _testcase(result)
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>", ""])


def _counts(name: str, results: Sequence[Result]) -> str:
    errors = sum(bool(result.trouble) for result in results)
    failures = sum(not result.passed and not result.trouble for result in results)
    seconds = _seconds(sum(result.milliseconds for result in results))
    return f'name={_attribute(name)} tests="{len(results)}" failures="{failures}" errors="{errors}" time="{seconds}"'


def _testcase(result: Result) -> list[str]:
    origin = result.case.scenario.origin
    head = (
        f"    <testcase name={_attribute(result.case.scenario.title)} classname={_attribute(result.case.holder.name)}"
        f' time="{result.seconds}"'
    )
    if result.passed:
        return [f"{head}/>"]
    kind = "error" if result.trouble else "failure"
    found = result.findings
    text = "\n\n".join(render(finding, width=_WIDTH, color=False) for finding in found)
    moments = "\n".join(f"{moment.clock:>8}  {moment.text}" for moment in result.moments)
    body = escape(_clean(f"{text}\n\n{moments}\n"))
    place = f"{origin.source.path}:{origin.line}"
    message = _attribute(f"{place}: {found[0].headline}")
    return [f"{head}>", f'      <{kind} type="{found[0].code.id}" message={message}>{body}</{kind}>', "    </testcase>"]


def _seconds(milliseconds: int) -> str:
    return f"{milliseconds // 1000}.{milliseconds % 1000:03d}"


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
