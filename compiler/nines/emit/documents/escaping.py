"""Text in Markdown: whatever it holds, it is shown as it is, by CommonMark and by GitHub."""

from __future__ import annotations

import re

from nines.emit.documents.characters import one_line

__all__ = ["code", "escaped", "fenced", "guarded"]

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$]")
_AT_START = re.compile(r"(?:[#+=-]|\d{1,9}(?=[.)]))")


def escaped(text: str) -> str:
    """A text on one line, in which nothing is markup. Lines that start with it need `guarded` too."""
    return _SPECIAL.sub(lambda found: "\\" + found.group(), one_line(text))


def guarded(line: str) -> str:
    """A line that starts no heading, list or rule."""
    found = _AT_START.match(line)
    if found is None:
        return line
    mark = found.group()
    return f"{mark}\\{line[len(mark) :]}" if mark.isdigit() else f"\\{line}"


def code(text: str, *, cell: bool) -> str:
    """A code span; in a table's cell its bars are escaped, as GitHub wants them."""
    shown = one_line(text)
    ticks = _ticks(shown, 1)
    if not shown.strip():
        return ""
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    span = f"{ticks}{pad}{shown}{pad}{ticks}"
    return span.replace("|", "\\|") if cell else span


def fenced(text: str, language: str) -> list[str]:
    """Lines of a fenced block."""
    ticks = _ticks(text, 3)
    return [f"{ticks}{language}", *text.split("\n"), ticks]


def _ticks(text: str, fewest: int) -> str:
    """More backticks in a row than the text has anywhere."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    return "`" * max(fewest, longest + 1)
