"""Message templates put into the texts that call them, for where no files of templates can be loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

__all__ = ["definitions", "inlined"]

_ACTION = re.compile(
    r"\{\{-?\s*(?:/\*.*?\*/|(?P<word>[a-z]*)(?P<rest>(?:[^}\"`]|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|\}(?!\}))*))\s*-?\}\}",
    re.DOTALL,
)
_NAME = re.compile(r'\s*("(?:[^"\\]|\\.)*")')
_OPENS = frozenset({"if", "range", "with", "block", "define"})


def definitions(texts: Iterable[str]) -> dict[str, str]:
    """What some files define, from `{{ define "name" }}` to its end, by the name as it is written."""
    found: dict[str, str] = {}
    for text in texts:
        depth, start, name = 0, 0, ""
        for action in _ACTION.finditer(text):
            word = action["word"] or ""
            if word in _OPENS:
                if depth == 0 and word == "define":
                    called = _NAME.match(action["rest"])
                    start, name = action.start(), called[1] if called is not None else ""
                depth += 1
            elif word == "end":
                depth -= 1
                if depth == 0 and name:
                    found[name] = text[start : action.end()]
                    name = ""
    return found


def inlined(text: str, defined: Mapping[str, str]) -> str:
    """A text after the definitions of all templates that it calls, directly or not."""
    needed: dict[str, None] = {}
    waiting = [text]
    while waiting:
        for name in _called(waiting.pop()):
            if name in defined and name not in needed:
                needed[name] = None
                waiting.append(defined[name])
    return "".join(defined[name] for name in needed) + text


def _called(text: str) -> Iterable[str]:
    for action in _ACTION.finditer(text):
        if action["word"] == "template":
            called = _NAME.match(action["rest"])
            if called is not None:
                yield called[1]
