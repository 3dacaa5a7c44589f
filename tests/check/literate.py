"""Markdown files that are tests: each heading is a project of specs that say what is to be found in them.

    ## An objective of 100 %

    ```nines
    service checkout {
      slo availability 100% over 30d     # error[N0311]: leaves no error budget
      #                ^^^^ error[N0311]: leaves no error budget | spends it all
    }
    ```

A comment beside a line, or alone below it, expects a finding that starts on the line; carets say from where to where.
The text is part of the headline; what follows a ` | ` is part of any label, note, help or fix. What is found and not
expected fails, as does what is expected and not found.

The blocks under one heading are one project. ```` ```nines teams.nines ```` is a file of that name; without a name it
is `main.nines`. Only `main.nines` (or else the first) and `project.nines` are compiled, with what they import. What
stands under the title of a file, before the first `##`, is beside every project of it.
```` ```nines fixed ```` is `main.nines` after all certain fixes. `Today is 2026-07-01.` in the prose sets the day, and
`Some files only.` says that more files may use what is declared.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nines.check.run import Checked, check
from nines.contract.build import build
from nines.diagnostics.fixes import apply
from nines.diagnostics.model import Diagnostic, Report
from nines.program.load import load
from nines.program.scope import Scope
from tests.support.specs import TODAY, Texts

__all__ = ["Case", "Expected", "cases", "check_texts", "differences"]

_HEADING = re.compile(r"^(#{1,4}) (.+)$")
_FENCE = re.compile(r"^(`{3,})nines(?: (\S+))?$")
_EXPECTED = re.compile(r"#( *)(\^*) ?(error|warning|note)\[(N\d{4})\]: (.*?)\s*$")
_TODAY = re.compile(r"\bToday is (\d{4}-\d\d-\d\d)")


@dataclass(frozen=True)
class Expected:
    """A finding that a comment asks for. `start` and `end` are columns, if carets give them."""

    file: str
    line: int
    severity: str
    code: str
    texts: tuple[str, ...]
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}[{self.code}]: {' | '.join(self.texts)}"

    def fits(self, finding: Diagnostic) -> bool:
        span = finding.primary.span
        if (span.source.name, span.line) != (self.file, self.line):
            return False
        if (finding.severity.value, finding.code.id) != (self.severity, self.code):
            return False
        if self.start is not None and (span.column, span.end_position.column) != (self.start, self.end):
            return False
        said = "\n".join(_texts_of(finding))
        return self.texts[0] in finding.headline and all(text in said for text in self.texts[1:])


@dataclass
class Case:
    """What stands under one heading."""

    file: str
    heading: str
    texts: dict[str, str] = field(default_factory=dict)
    fixed: str | None = None
    today: datetime.date = TODAY
    whole: bool = True

    def __str__(self) -> str:
        return f"{self.file}: {self.heading}"

    @property
    def expected(self) -> list[Expected]:
        return [expected for name, text in self.texts.items() for expected in _expected(name, text)]


def cases(folder: Path) -> list[Case]:
    """Every heading with specs of every file."""
    return [case for path in sorted(folder.glob("*.md")) for case in _cases(path)]


def check_texts(texts: dict[str, str], *, today: datetime.date = TODAY, whole: bool = True) -> Checked:
    """Check texts by name: the first of them, and `project.nines` if there is one."""
    report = Report()
    project = "project.nines" if "project.nines" in texts else None
    main = "main.nines" if "main.nines" in texts else next(iter(texts))
    program = load((main,), Texts(texts), report, project=project, whole=whole)
    scope = Scope(program, report)
    contract = build(program, scope, report, "shop", today)
    return check(contract, program, scope, report, today)


def differences(case: Case) -> list[str]:
    """What was found and not expected, or expected and not found; and what fixes make of it."""
    texts = {name: text if name.endswith(".nines") else _guest(text) for name, text in case.texts.items()}
    checked = check_texts(texts, today=case.today, whole=case.whole)
    left = list(case.expected)
    told = []
    for finding in checked.report:
        match = next((expected for expected in left if expected.fits(finding)), None)
        if match is not None:
            left.remove(match)
        else:
            told.append(f"not expected: {_line(finding)}")
    told += [f"not found: {expected}" for expected in left]
    if case.fixed is not None:
        mended = {text.source.name: text.text for text in apply(checked.report).texts}
        got = _bare(mended.get("main.nines", case.texts["main.nines"]))
        if got != _bare(case.fixed):
            told.append(f"the fixes give:\n{got}")
    return told


def _line(finding: Diagnostic) -> str:
    span = finding.primary.span
    place = f"{span.source.name}:{span.line}:{span.column}-{span.end_position.column}"
    return (
        f"{place}: {finding.severity.value}[{finding.code.id}]: {finding.headline} | {' | '.join(_texts_of(finding))}"
    )


def _texts_of(finding: Diagnostic) -> Iterator[str]:
    yield from (label.text for label in (finding.primary, *finding.others) if label.text)
    yield from (*finding.notes, *finding.helps)
    yield from (fix.title for fix in finding.fixes)


def _guest(text: str) -> str:
    """A file that is no spec knows no comments of ours: its text, line for line, without what it expects."""
    return "\n".join(_EXPECTED.sub("", line).rstrip() for line in text.split("\n"))


def _bare(text: str) -> str:
    """A text without what it expects."""
    lines = [_EXPECTED.sub("", line).rstrip() for line in text.split("\n")]
    kept = [line for line, was in zip(lines, text.split("\n"), strict=True) if line or not was.strip()]
    return "\n".join(kept)


def _expected(name: str, text: str) -> Iterator[Expected]:
    line = 0
    for number, written in enumerate(text.split("\n"), 1):
        found = _EXPECTED.search(written)
        alone = found is not None and not written[: found.start()].strip()
        if not alone and written.strip():
            line = number
        if found is None:
            continue
        _, carets, severity, code, texts = found.groups()
        start = found.start(2) + 1 if carets else None
        end = found.end(2) + 1 if carets else None
        yield Expected(name, line, severity, code, tuple(texts.split(" | ")), start, end)


def _cases(path: Path) -> Iterator[Case]:
    shared: dict[str, str] = {}
    case = Case(path.name, "", shared)
    lines = iter(path.read_text("utf-8").split("\n"))
    for line in lines:
        heading, fence, today = _HEADING.match(line), _FENCE.match(line), _TODAY.search(line)
        if heading and heading[1] != "#":
            if case.texts is not shared:
                yield case
            case = Case(path.name, heading[2], dict(shared))
        elif fence:
            text = "\n".join(_until(lines, fence[1])) + "\n"
            if fence[2] == "fixed":
                case.fixed = text
            else:
                case.texts[fence[2] or "main.nines"] = text
        if today:
            case.today = datetime.date.fromisoformat(today[1])
        if "Some files only." in line:
            case.whole = False
    yield case


def _until(lines: Iterator[str], fence: str) -> Iterator[str]:
    for line in lines:
        if line == fence:
            return
        yield line
