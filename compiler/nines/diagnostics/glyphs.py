"""User text made safe to print, and the terminal columns it takes.

A spec may hold anything: an escape sequence that moves the cursor, an override that turns the
reading direction, a letter of two columns, a mark of none. What a terminal would act upon is
printed as its code point, `<U+202E>`; of the rest the columns are known, so that carets stand
under the right character (Unicode annexes 9 and 11).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from unicodedata import category, east_asian_width

from nines.record import dataclass

__all__ = ["Laid", "lay", "visible", "width", "wrap"]

_TAB = 4
_NON_JOINER = "\u200c"
_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"
_SKIN = range(0x1F3FB, 0x1F400)
_HANGUL_TAIL = range(0x1160, 0x1200)


@dataclass(frozen=True, slots=True)
class Laid:
    """One line of text as it is shown.

    Code point i stands in the columns from `starts[i]` up to but not including `ends[i]`. What
    combines with the character before it shares that one's columns.
    """

    shown: str
    starts: Sequence[int]
    ends: Sequence[int]

    @property
    def width(self) -> int:
        """Columns taken in all."""
        return self.ends[-1] if self.ends else 0


def lay(text: str) -> Laid:
    """Lay a line out. Tabs reach to the next multiple of four columns."""
    if text.isascii() and text.isprintable():
        return Laid(text, range(len(text)), range(1, len(text) + 1))
    shown: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    start = end = members = 0
    base = before = " "
    for at, char in enumerate(text):
        glyph, columns = _glyph(char) if char != "\t" else (" " * (_TAB - end % _TAB), _TAB - end % _TAB)
        joined = columns == 0 or _makes_one_picture(before, char)
        if joined and members < _limit(base) and _may_join(char, before, text[at + 1 : at + 2]):
            members += 1
            if char == _EMOJI_STYLE and end - start == 1 and category(base) == "So":
                end += 1
                ends[-1] = end
        else:
            if columns == 0:
                glyph = _code_point(char)
                columns = len(glyph)
            start, end = end, end + columns
            base, members = char, 0
        shown.append(glyph)
        starts.append(start)
        ends.append(end)
        before = char
    return Laid("".join(shown), starts, ends)


def visible(text: str) -> str:
    """The text of one line as it may be printed; its ends of line are shown too."""
    return text if text.isascii() and text.isprintable() else lay(text).shown


def width(text: str) -> int:
    """Columns that a line takes."""
    return len(text) if text.isascii() and text.isprintable() else lay(text).width


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most so many columns, made safe to print.

    A line end in the text stays one. Lines that fit are left as they are; others break at blanks,
    and go on at the indentation they began with. Only an address (`://`) may stand out at the
    right, since half an address opens nothing.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        shown = visible(line.rstrip())
        if width(shown) <= columns:
            lines.append(shown)
        else:
            lines.extend(_broken(shown, columns))
    return lines


def _broken(text: str, columns: int) -> list[str]:
    indent = " " * min(len(text) - len(text.lstrip(" ")), columns // 2)
    room = columns - len(indent)
    lines: list[str] = []
    line, used = "", 0
    for word in filter(None, text.split(" ")):
        for part in _parts(word, room):
            taken = width(part)
            if line and used + 1 + taken > room:
                lines.append(indent + line)
                line, used = part, taken
            elif line:
                line, used = f"{line} {part}", used + 1 + taken
            else:
                line, used = part, taken
    return [*lines, indent + line] if line else lines


def _parts(word: str, room: int) -> list[str]:
    if width(word) <= room or "://" in word:
        return [word]
    laid = lay(word)
    parts: list[str] = []
    begin = 0
    for at, end in enumerate(laid.ends):
        first = laid.starts[begin]
        if end - first > room and laid.starts[at] > first:
            parts.append(word[begin:at])
            begin = at
    return [*parts, word[begin:]]


def _makes_one_picture(before: str, char: str) -> bool:
    """Whether a character with columns of its own melts into the one before: emoji, and syllables of Hangul."""
    if char.isascii():
        return False
    if before == _JOINER:
        return category(char) == "So"
    if ord(char) in _SKIN:
        return category(before) == "So"
    return ord(char) in _HANGUL_TAIL and 0x1100 <= ord(before) < 0x1200


def _may_join(char: str, before: str, after: str) -> bool:
    """Whether it may stand unseen: a mark on something to bear it, a joiner only inside a script or an emoji."""
    if char not in (_JOINER, _NON_JOINER):
        return True
    return not before.isascii() and before not in (_JOINER, _NON_JOINER) and bool(after) and not after.isascii()


def _limit(base: str) -> int:
    """How many characters may join one: a family of emoji has nine, a pile of accents climbs into other lines."""
    kind = category(base)
    if kind in ("Mn", "Me") or kind[0] in "CZ":
        return 0
    return 10 if kind == "So" else 4


@lru_cache(maxsize=4096)
def _glyph(char: str) -> tuple[str, int]:
    """How a character is printed, and its columns."""
    if " " <= char <= "~":
        return char, 1
    kind = category(char)
    if kind in ("Mn", "Me") or char in (_JOINER, _NON_JOINER):
        return char, 0
    if kind[0] == "C" or kind in ("Zl", "Zp"):
        shown = _code_point(char)
        return shown, len(shown)
    return char, 2 if east_asian_width(char) in "WF" else 1


def _code_point(char: str) -> str:
    return f"<U+{ord(char):04X}>"
