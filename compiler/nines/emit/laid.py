"""JSON for people too: what fits on a line stands on one, so that a step or a change is a line to compare."""

from __future__ import annotations

import json
from collections.abc import Iterator

__all__ = ["laid"]

_WIDTH = 240


def laid(value: object) -> str:
    """The text, without an end of line at the end."""
    return "".join(_laid(value, ""))


def _laid(value: object, margin: str) -> Iterator[str]:
    line = json.dumps(value, ensure_ascii=False)
    inner = margin + "  "
    if len(margin) + len(line) <= _WIDTH or not isinstance(value, dict | list):
        yield line
    elif isinstance(value, dict):
        yield "{\n"
        for at, (key, item) in enumerate(value.items(), 1):
            yield f"{inner}{json.dumps(key)}: "
            yield from _laid(item, inner)
            yield ",\n" if at < len(value) else "\n"
        yield f"{margin}}}"
    else:
        yield "[\n"
        for at, item in enumerate(value, 1):
            yield inner
            yield from _laid(item, inner)
            yield ",\n" if at < len(value) else "\n"
        yield f"{margin}]"
