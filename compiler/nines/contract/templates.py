"""Texts that Alertmanager works out when it tells somebody: Go's templates, read as far as to know what breaks them."""

from __future__ import annotations

import re

from nines.late import late_pattern

__all__ = ["FUNCTIONS", "fault_of"]

FUNCTIONS = frozenset(
    (
        *("and", "break", "call", "continue", "eq", "ge", "gt", "html", "index", "js", "le", "len", "lt", "ne", "not"),
        *("or", "print", "printf", "println", "slice", "urlquery"),
        *("append", "date", "dict", "humanizeDuration", "join", "list", "match", "now", "reReplaceAll", "safeHtml"),
        *("safeUrl", "since", "stringSlice", "title", "toJson", "toLower", "toUpper", "trimSpace", "tz", "urlUnescape"),
    )
)
"""What templates know: Go's own functions, then Alertmanager's (0.33)."""

_OPENS = ("if", "range", "with", "block", "define")
_WORDS = frozenset((*_OPENS, "else", "end", "template", "true", "false", "nil"))
_ACTION = late_pattern(
    r"\{\{-?(?:\s*/\*.*?\*/\s*|((?:\"(?:[^\"\\]|\\.)*\"|`[^`]*`|'[^']*'|[^}\"`']|\}(?!\}))*?))-?\}\}", re.DOTALL
)
_LITERAL = late_pattern(r"\"(?:[^\"\\]|\\.)*\"|`[^`]*`|'[^']*'")
_NAME = late_pattern(r"(?<!\w)[$.]?[A-Za-z_]\w*(?:\.\w+)*")


def fault_of(text: str) -> tuple[str, str] | None:
    """The word at fault in a template, and what is wrong with it; None if Alertmanager could work it out.

    Whether fields exist is not asked: an absent one is empty.
    """
    rest = _ACTION.sub("", text)
    if "{{" in rest:
        return "{{", "does not end: `}}` is missing"
    if "{{" in text and "}}" in rest:
        return "}}", "has no `{{` before it"
    opened: list[str] = []
    for action in _ACTION.finditer(text):
        inside = _LITERAL.sub(" ", action[1] or "").strip()
        first = inside.split(" ", 1)[0]
        if first in _OPENS:
            opened.append(first)
        elif first == "end" and not opened:
            return "end", "ends nothing"
        elif first == "end":
            opened.pop()
        elif first == "else" and not opened:
            return "else", "stands in no `if`, `range` or `with`"
        for word in _NAME.findall(inside):
            if word[0] not in "$." and word not in _WORDS and word not in FUNCTIONS:
                return word, "is nothing that Alertmanager's templates know"
    return (opened[-1], "has no `{{ end }}`") if opened else None
