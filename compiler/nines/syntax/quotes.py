"""Where the content of a quoted token is."""

from __future__ import annotations

__all__ = ["inside"]

_QUOTES = "\"'“”„‟«»‘’‚‛"


def inside(text: str) -> tuple[int, int]:
    """The start and end of the content in the text of a STRING, PROSE, FENCE or QUOTED token.

    Escapes are left as they are. A token that was not closed (and reported) has content up to
    its end.
    """
    if text.startswith("`"):
        size = len(text) - len(text.lstrip("`"))
        mark = "`" * size
    else:
        mark = '"""' if text.startswith('"""') else text[:1]
        size = len(mark)
    end = len(text)
    closes = text.endswith(mark) if size > 1 or mark == "`" else text[-1:] in _QUOTES and not _is_escaped(text, end - 1)
    return size, end - size if closes and end >= 2 * size else end


def _is_escaped(text: str, at: int) -> bool:
    before = text[:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1
