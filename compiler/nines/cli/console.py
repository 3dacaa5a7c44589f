"""What the terminal is like, and how findings and results are written to it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from nines.record import dataclass

if TYPE_CHECKING:
    from nines.diagnostics.model import Allowed, Diagnostic

__all__ = ["FORMATS", "Console", "write"]

FORMATS = ("text", "short", "json", "sarif", "github")
_WIDEST = 140
"""Columns beyond which lines of prose are hard to read, however wide the terminal."""


@dataclass(frozen=True, slots=True)
class Console:
    """A stream for people or programs: how wide it is, and whether it shows colours."""

    stream: IO[str]
    width: int
    color: bool

    @staticmethod
    def of(stream: IO[str], when: str = "auto") -> Console:
        """The console behind a stream. Colour goes to terminals only, unless it is asked for."""
        width = _width() if _is_terminal(stream) else 100
        color = when == "always" or (when == "auto" and _wants_color(stream))
        return Console(stream, min(width, _WIDEST), color)

    @property
    def interactive(self) -> bool:
        """Whether a person watches: a terminal, and not the log of a build server."""
        return _is_terminal(self.stream) and not os.environ.get("CI")

    def line(self, text: str = "", **style: object) -> None:
        """A line of text; `style` is click's (`bold=True`), and counts only where colours do."""
        self.stream.write((_styled(text, style) if self.color and style else text) + "\n")

    @contextmanager
    def working(self, what: str) -> Iterator[None]:
        """Say what is going on while it does, to a person who watches; logs stay as they are."""
        if self.interactive:
            self.stream.write(f"{what} ...")
            self.stream.flush()
        try:
            yield
        finally:
            if self.interactive:
                self.stream.write("\r\033[K")
                self.stream.flush()

    def findings(
        self, findings: Iterable[Diagnostic], form: str, *, allowed: tuple[Allowed, ...] = (), most: int | None = None
    ) -> None:
        """All findings in a form of `FORMATS`."""
        write(self, tuple(findings), form, allowed, most)


def write(
    console: Console, findings: tuple[Diagnostic, ...], form: str, allowed: tuple[Allowed, ...], most: int | None
) -> None:
    """Write findings in the form asked for. A form for programs is written even if there are none."""
    if form == "text" and not findings:
        return
    from nines.diagnostics.summary import cap

    capped = cap(findings, most if most is not None else len(findings))
    if form == "json":
        from nines.diagnostics.machine import to_json

        console.stream.write(to_json(capped.shown, allowed=allowed, left_out=capped.left_out))
    elif form == "sarif":
        from nines.cli.version import VERSION
        from nines.diagnostics.sarif import to_sarif
        from nines.manual import all_pages

        console.stream.write(to_sarif(findings, version=VERSION, pages=all_pages(), allowed=allowed))
    elif form == "github":
        from nines.diagnostics.github import commands

        console.stream.write(commands(capped.shown))
    elif form == "short":
        from nines.diagnostics.text import one_line

        console.stream.writelines(one_line(finding, color=console.color) + "\n" for finding in capped.shown)
    else:
        from nines.diagnostics.text import render_all

        text = render_all(capped.shown, width=console.width, color=console.color, left_out=capped.left_out)
        console.stream.write(text.rstrip("\n") + "\n")


def _styled(text: str, style: dict[str, object]) -> str:
    from click import style as styled

    return styled(text, **style)  # type: ignore[arg-type]  # the names and values that click takes


def _width() -> int:
    from shutil import get_terminal_size

    return get_terminal_size((100, 24)).columns


def _is_terminal(stream: IO[str]) -> bool:
    return hasattr(stream, "isatty") and stream.isatty()


def _wants_color(stream: IO[str]) -> bool:
    """As https://no-color.org and https://force-color.org have it."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return _is_terminal(stream) and os.environ.get("TERM") != "dumb"


def stdout(when: str = "auto") -> Console:
    return Console.of(sys.stdout, when)


def stderr(when: str = "auto") -> Console:
    return Console.of(sys.stderr, when)
