"""The difference of two texts, line by line, as `diff -u` shows it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

__all__ = ["diff"]


def diff(before: str, after: str, name: str) -> str:
    """A unified diff that `patch` takes; empty if the texts are the same."""
    return "".join(_marked(unified_diff(_lines(before), _lines(after), name, name)))


def _lines(text: str) -> list[str]:
    """The lines with their ends. Only a line feed ends one, as in a spec."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _marked(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
