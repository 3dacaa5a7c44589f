"""How a text is indented: the judge of where blocks start and end if its braces do not balance."""

from __future__ import annotations

from bisect import bisect_right

from nines.late import late_pattern

__all__ = ["Layout"]

_LINE = late_pattern(r"([^\S\n]*+)([^\n]*+)\n?")
_PIECE = late_pattern(r"\S*+")
_LINE_ENDS = late_pattern(r"(?>(?:[^\S\n]|\})*)(?:#|\n|\Z)")
_NOTHING_MORE = late_pattern(r"[^\S\n]*+(?:\n|\Z)")
_OPENS = late_pattern(r"\{[^\S\n]*(?:#.*)?$")


class Layout:
    """The depth of each line that holds more than blanks and a comment.

    `trusted` says whether the text indents its blocks at all: without that, lines tell nothing.
    `doubts_long` says that texts over several lines, too, must be held against the indentation.
    """

    def __init__(self, text: str, *, doubts_long: bool) -> None:
        self._text = text
        self.doubts_long = doubts_long
        self._starts: list[int] = []
        self._depths: list[int] = []
        self._first: list[int] = []
        deeper = flat = 0
        opened = -1
        for found in _LINE.finditer(text):
            blanks, rest = found.groups()
            if not rest or rest[0] == "#":
                continue
            depth = _depth(blanks)
            if opened >= 0 and rest[0] != "}":
                deeper, flat = (deeper + 1, flat) if depth > opened else (deeper, flat + 1)
            opened = depth if _OPENS.search(rest) else -1
            self._starts.append(found.start())
            self._first.append(found.start(2))
            self._depths.append(depth)
        self.trusted = deeper >= flat

    def first(self, line_start: int) -> int:
        """Where the line that starts here has its first character; -1 if it is blank or a comment."""
        line = self._line(line_start)
        return self._first[line] if line >= 0 and self._starts[line] == line_start else -1

    def word_end(self, offset: int) -> int:
        """Where the blank-separated piece of text that starts here ends."""
        found = _PIECE.match(self._text, offset)
        return found.end() if found else offset

    def depth(self, offset: int) -> int:
        """How deep the line of an offset is indented."""
        line = self._line(offset)
        return self._depths[line] if line >= 0 else 0

    def ends_line(self, offset: int) -> bool:
        """Whether nothing but closing braces, blanks and a comment stands from here to the line's end."""
        return _LINE_ENDS.match(self._text, offset) is not None

    def next_depth(self, offset: int) -> int:
        """How deep the next line that is not blank is indented; -1 at the end of the text."""
        line = self._line(offset) + 1
        return self._depths[line] if line < len(self._depths) else -1

    def has_closer(self, offset: int) -> bool:
        """Whether the deeper lines after the line of an offset end with a `}` just as deep as that line."""
        line = self._line(offset)
        depth = self._depths[line]
        for after in range(line + 1, len(self._depths)):
            if self._depths[after] <= depth:
                return self._depths[after] == depth and self._text[self._first[after]] == "}"
        return False

    def too_far_left(self, start: int, end: int) -> bool:
        """Whether a line after that of `start`, up to `end`, is less deep than the line of `start`."""
        line = self._line(start)
        depth = self._depths[line]
        return any(self._depths[after] < depth for after in range(line + 1, self._line(end) + 1))

    def deeper_lines_end(self, offset: int) -> int:
        """Where the last of the lines ends that follow the line of an offset and are deeper than it."""
        line = last = self._line(offset)
        while last + 1 < len(self._depths) and self._depths[last + 1] > self._depths[line]:
            last += 1
        end = self._text.find("\n", self._first[last])
        end = len(self._text) if end < 0 else end
        while self._text[end - 1].isspace():
            end -= 1
        return end

    def looks_like_an_end(self, start: int, end: int) -> bool:
        """Whether quotes or backticks, though they could begin a text, stand as the end of one would.

        Nothing follows them on their line. Quotes have something before them and no deeper
        line after; backticks, which never begin a statement, stand alone.
        """
        if not _NOTHING_MORE.match(self._text, end):
            return False
        alone = self._first[self._line(start)] == start
        if self._text[start] == "`":
            return alone
        return not alone and self.next_depth(start) <= self.depth(start)

    def _line(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1


def _depth(blanks: str) -> int:
    """Tabs go to every eighth column, as in the terminals that the text was written in."""
    return len(blanks.expandtabs(8)) if "\t" in blanks else len(blanks)
