"""The blocks that are open while a text is read."""

from __future__ import annotations

from nines.record import dataclass

__all__ = ["Blocks", "Open"]


@dataclass(slots=True)
class Open:
    """A block: where its brace is, where its line starts, how deep that is and, once known, its first inner line."""

    start: int
    line: int
    depth: int
    body: int = -1


class Blocks:
    """The open blocks of a text whose braces are taken at their word."""

    def __init__(self) -> None:
        self._open: list[Open] = []
        self._line = 0
        self._depth = 0

    def __len__(self) -> int:
        return len(self._open)

    def open(self, start: int) -> int:
        """A block begins with the brace at `start`; the answer is how many are open now."""
        self._open.append(Open(start, self._line, self._depth))
        return len(self._open)

    def close(self) -> int:
        """The innermost block ends; the answer is where its brace was."""
        return self._open.pop().start

    @property
    def innermost(self) -> int:
        """Where the brace of the innermost block is; -1 if none is open."""
        return self._open[-1].start if self._open else -1

    def is_stray(self, start: int) -> bool:
        """Whether the closing brace at `start` closes nothing."""
        return not 0 <= self.innermost < start
