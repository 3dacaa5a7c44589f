"""Regular expressions that are compiled when they are first used.

To compile one takes as long as to load a module, and most are for mistakes, or for what few specs say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

__all__ = ["late_pattern"]

_METHODS = ("finditer", "findall", "fullmatch", "match", "search", "split", "sub", "subn")


class _Late:
    """Becomes as good as a compiled pattern when it is first asked for anything."""

    __slots__ = ("_flags", "_text", *_METHODS)

    def __init__(self, text: str, flags: int = 0) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Only comes here while the slot is empty."""
        compiled = re.compile(self._text, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"late_pattern({self._text!r})"


if TYPE_CHECKING:

    def late_pattern(text: str, flags: int | re.RegexFlag = 0) -> re.Pattern[str]:
        """A regular expression, as `re.compile` makes it."""
        ...

else:
    late_pattern = _Late
