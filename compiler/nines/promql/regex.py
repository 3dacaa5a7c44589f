"""What Prometheus' regular expressions (RE2 in Go's dialect) accept, and what they do to the empty text.

A matcher's regex is anchored at both ends and compiled when a rule is loaded: one that
Go does not take makes the whole rule file fail. This reads a pattern once, from left to
right, by the rules of Go's `regexp/syntax` with its Perl flags, and never builds a machine.
Source: Go, package `regexp/syntax`; tried against promtool 2.42 and 3.5.
"""

from __future__ import annotations

import re
from functools import lru_cache

from nines.late import late_pattern
from nines.promql.names import shortened
from nines.promql.scripts import UNICODE_CLASSES
from nines.record import dataclass

__all__ = ["Regex", "RegexProblem", "literal_alternatives", "read_regex"]

_MOST_REPEATS = 1000
"""Go's bound for a repeat count, and for the product of nested ones."""

_DEEPEST = 1000
"""Go's bound for groups within groups."""


@dataclass(frozen=True, slots=True)
class RegexProblem:
    """Why a pattern is no RE2, and the offsets in the pattern at fault."""

    start: int
    end: int
    message: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Regex:
    """`problem` is None for a pattern that compiles; `matches_empty` holds only then."""

    problem: RegexProblem | None
    matches_empty: bool = False


@lru_cache(maxsize=4096)
def read_regex(pattern: str) -> Regex:
    """Judge a pattern. Linear in its length; never raises."""
    if _PLAIN.fullmatch(pattern):
        return Regex(
            None, matches_empty=not pattern or pattern.startswith("|") or pattern.endswith("|") or "||" in pattern
        )
    reader = _Reader(pattern)
    try:
        reader.read()
    except _Stop as stop:
        return Regex(stop.problem)
    return Regex(None, matches_empty=reader.groups[0].nullable)


def literal_alternatives(pattern: str) -> tuple[str, ...] | None:
    """The texts that a pattern of plain alternatives (`a|b`) matches; None for any other pattern."""
    return tuple(pattern.split("|")) if _PLAIN.fullmatch(pattern) else None


_PLAIN = late_pattern(r"[^\\.+*?()\[\]{}^$]*")
"""Patterns without any special character but `|`: most that people write."""


class _Stop(Exception):  # noqa: N818 - no error: the way out of a reader, never out of this module
    def __init__(self, start: int, end: int, message: str, advice: str = "") -> None:
        self.problem = RegexProblem(start, end, message, advice)


@dataclass(slots=True)
class _Group:
    """An open group, or the pattern itself.

    `nullable` says whether what was read of the current alternative matches nothing at
    all, `earlier` the same of the alternatives before. `repeats` is the largest product
    of nested counts so far.
    """

    start: int
    earlier: bool = False
    before_atom: bool = True
    atom_nullable: bool = True
    has_atom: bool = False
    repeats: int = 1
    atom_repeats: int = 1

    @property
    def nullable(self) -> bool:
        return self.earlier or (self.before_atom and self.atom_nullable)


_REPEAT = late_pattern(r"\{(0|[1-9][0-9]*)(?:(,)(0|[1-9][0-9]*)?)?\}")
_GROUP_NAME = late_pattern(r"\(\?P?<([^>]*)>")
_FLAGS = late_pattern(r"\(\?(?:[imsU]*|[imsU]*-[imsU]+)([:)])")
_HEX = late_pattern(r"\\x(?:\{([0-9a-fA-F]+)\}|[0-9a-fA-F]{2})")
_OCTAL = late_pattern(r"\\(?:0[0-7]{0,2}|[1-7][0-7]{1,2})")
_UNICODE = late_pattern(r"\\[pP](?:\{(\^?[^}]*)\}|(.))", re.DOTALL)
_POSIX = late_pattern(r"\[:(\^?[^]:]*):\]")
_POSIX_NAMES = frozenset(
    [
        "alnum",
        "alpha",
        "ascii",
        "blank",
        "cntrl",
        "digit",
        "graph",
        "lower",
        "print",
        "punct",
        "space",
        "upper",
        "word",
        "xdigit",
    ]
)
_SIMPLE_ESCAPES = frozenset("afnrtv")
_CLASS_ESCAPES = frozenset("dDsSwW")

_MUST = "say what must match as well in a second matcher, with `=~`"
_MUST_NOT = "say what must not match in a second matcher, with `!~`"
_GROUPS_ELSEWHERE = {
    "(?=": ("lookahead `(?=...)`", _MUST),
    "(?!": ("negative lookahead `(?!...)`", _MUST_NOT),
    "(?<=": ("lookbehind `(?<=...)`", _MUST),
    "(?<!": ("negative lookbehind `(?<!...)`", _MUST_NOT),
    "(?>": ("atomic group `(?>...)`", "RE2 never goes back, so a plain group `(?:...)` is as fast"),
}
_ESCAPES_ELSEWHERE = {
    "Z": "the end of the text is `\\z`",
    "G": "there is no `\\G`",
    "h": "blanks are `[ \\t]`",
    "R": "line ends are `\\r?\\n`",
    "K": "there is no `\\K`",
    "k": "backreferences are not supported",
    "<": "a word's edge is `\\b`",
    "x": "a character by its code is `\\x41` or `\\x{10FFFF}`",
    "u": "a character by its code is `\\x{20AC}`",
}


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.groups = [_Group(0)]

    def read(self) -> None:
        pattern = self.pattern
        at = 0
        last_repeat: int | None = None
        while at < len(pattern):
            character = pattern[at]
            repeat_start = None
            if character in "*+?" or (character == "{" and _REPEAT.match(pattern, at)):
                end = self._repeat(at, last_repeat)
                repeat_start = at if last_repeat is None else last_repeat
            elif character == "(":
                end = self._open(at)
            elif character == ")":
                end = self._close(at)
            elif character == "|":
                group = self.groups[-1]
                group.earlier = group.nullable
                group.before_atom = group.atom_nullable = True
                group.has_atom = False
                end = at + 1
            elif character == "[":
                end = self._class(at)
                self._atom(nullable=False)
            elif character == "\\":
                end = self._escape(at)
            else:
                end = at + 1
                self._atom(nullable=character in "^$")
            last_repeat = repeat_start
            at = end
        if len(self.groups) > 1:
            start = self.groups[-1].start
            raise _Stop(start, start + 1, "this `(` is never closed", "close it, or write `\\(` for the character")

    def _atom(self, *, nullable: bool, repeats: int = 1) -> None:
        group = self.groups[-1]
        group.before_atom = group.before_atom and group.atom_nullable
        group.atom_nullable = nullable
        group.has_atom = True
        group.repeats = max(group.repeats, group.atom_repeats)
        group.atom_repeats = repeats

    def _repeat(self, at: int, last_repeat: int | None) -> int:
        pattern = self.pattern
        match = _REPEAT.match(pattern, at)
        end = match.end() if match else at + 1
        least, most = (0, None) if pattern[at] == "*" else (1, None) if pattern[at] == "+" else (0, 1)
        if match:
            least = _count(match[1])
            most = least if match[2] is None else None if match[3] is None else _count(match[3])
        operator = pattern[at:end]
        group = self.groups[-1]
        if last_repeat is not None:
            raise _Stop(
                last_repeat,
                end,
                f"`{shortened(pattern[last_repeat:end])}` repeats a repetition",
                "RE2 has no possessive quantifiers: keep one of the signs, or put the first in a group `(?:...)`",
            )
        if not group.has_atom:
            raise _Stop(
                at,
                end,
                f"`{shortened(operator)}` has nothing before it to repeat",
                f"write `\\{operator}` for the text itself",
            )
        if most is not None and most < least:
            raise _Stop(at, end, f"`{shortened(operator)}` asks for at least {least} and at most {most}")
        if max(least, most or 0) > _MOST_REPEATS:
            raise _Stop(
                at, end, f"`{shortened(operator)}` repeats more than {_MOST_REPEATS} times, the most that RE2 allows"
            )
        times = least if most is None else most
        if match and times > 1:
            group.atom_repeats *= times
            if group.atom_repeats > _MOST_REPEATS:
                message = f"with the repeats inside it, `{shortened(operator)}` comes to {group.atom_repeats}"
                raise _Stop(at, end, f"{message}; RE2 allows {_MOST_REPEATS}")
        group.atom_nullable = group.atom_nullable or least == 0
        return end + 1 if pattern.startswith("?", end) else end

    def _open(self, at: int) -> int:
        pattern = self.pattern
        end = at + 1
        if pattern.startswith("(?", at):
            flags = _FLAGS.match(pattern, at)
            if flags and flags[1] == ")":
                return flags.end()
            end = flags.end() if flags else self._named_group(at)
        if len(self.groups) > _DEEPEST:
            raise _Stop(at, end, f"groups are nested more than {_DEEPEST} deep")
        self.groups.append(_Group(at))
        return end

    def _named_group(self, at: int) -> int:
        pattern = self.pattern
        for start, (what, advice) in _GROUPS_ELSEWHERE.items():
            if pattern.startswith(start, at):
                raise _Stop(at, at + len(start), f"RE2 has no {what}", advice)
        if pattern.startswith("(?P=", at):
            raise _Stop(at, at + 4, "RE2 has no backreferences")
        if pattern.startswith("(?#", at):
            raise _Stop(at, at + 3, "RE2 has no comments in a pattern")
        name = _GROUP_NAME.match(pattern, at)
        if name is None:
            end = min(at + 3, len(pattern))
            advice = "groups are `(...)`, `(?:...)`, `(?P<name>...)`; flags are `i`, `m`, `s`, `U`, as in `(?i)`"
            raise _Stop(at, end, f"`{pattern[at:end]}` starts no group that RE2 knows", advice)
        if not re.fullmatch(r"[0-9A-Za-z_]+", name[1]):
            raise _Stop(at, name.end(), f"`{shortened(name[1])}` cannot name a group: use letters, digits and `_`")
        if not name[0].startswith("(?P"):
            raise _Stop(
                at,
                name.end(),
                f"Prometheus before 3.0 does not know `{shortened(name[0])}`",
                f"write `(?P<{name[1]}>`, or `(` alone",
            )
        return name.end()

    def _close(self, at: int) -> int:
        if len(self.groups) == 1:
            raise _Stop(at, at + 1, "this `)` closes nothing", "write `\\)` for the character")
        closed = self.groups.pop()
        self._atom(nullable=closed.nullable, repeats=max(closed.repeats, closed.atom_repeats))
        return at + 1

    def _escape(self, at: int) -> int:
        pattern = self.pattern
        following = pattern[at + 1 : at + 2]
        if following == "Q":
            end = pattern.find("\\E", at)
            if end < 0:
                raise _Stop(
                    at, at + 2, "this `\\Q` is never ended", "end it with `\\E`: Prometheus 2 puts brackets behind it"
                )
            if end > at + 2:
                self._atom(nullable=False)
            return end + 2
        if following in ("A", "z", "B"):
            self._atom(nullable=True)
            return at + 2
        end = at + 2 if following == "b" else self._character(at)
        self._atom(nullable=False)
        return end

    def _character(self, at: int) -> int:
        """One escape that stands for a character or a class of them, in or outside brackets."""
        pattern = self.pattern
        following = pattern[at + 1 : at + 2]
        if following in _CLASS_ESCAPES:
            return at + 2
        if following in ("p", "P"):
            return self._unicode_class(at)
        return self._single_character(at)

    def _single_character(self, at: int) -> int:
        pattern = self.pattern
        following = pattern[at + 1 : at + 2]
        if not following:
            raise _Stop(at, at + 1, "a lone `\\` ends the pattern", "write `\\\\` for the character")
        if following in _SIMPLE_ESCAPES or (following.isascii() and not following.isalnum()):
            return at + 2
        match = _HEX.match(pattern, at) if following == "x" else _OCTAL.match(pattern, at)
        if match and (following != "x" or not match[1] or int(match[1], 16) <= 0x10FFFF):
            return match.end()
        if following.isdigit() and following.isascii():
            raise _Stop(at, at + 2, f"RE2 has no backreferences such as `\\{following}`")
        elsewhere = _ESCAPES_ELSEWHERE.get(following, "")
        advice = elsewhere or f"write `{following}` for the character itself"
        raise _Stop(at, at + 2, f"`\\{following}` is no escape that RE2 knows", advice)

    def _unicode_class(self, at: int) -> int:
        match = _UNICODE.match(self.pattern, at)
        if match is None:
            raise _Stop(
                at, at + 2, f"`{self.pattern[at : at + 2]}` needs the name of a Unicode class, as in `\\p{{Lu}}`"
            )
        name = (match[1] or match[2] or "").removeprefix("^")
        if name not in UNICODE_CLASSES:
            advice = "categories are written `L`, `Lu`, `Nd`, scripts `Greek`, `Han`"
            raise _Stop(at, match.end(), f"`{shortened(name)}` is no Unicode class that RE2 knows", advice)
        return match.end()

    def _class(self, at: int) -> int:
        pattern = self.pattern
        end = at + 1
        if pattern.startswith("^", end):
            end += 1
        first = True
        while first or not pattern.startswith("]", end):
            if end >= len(pattern):
                raise _Stop(at, at + 1, "this `[` is never closed", "close it, or write `\\[` for the character")
            first = False
            end = self._class_item(end, at)
        return end + 1

    def _class_item(self, at: int, opened: int) -> int:
        pattern = self.pattern
        posix = _POSIX.match(pattern, at)
        if posix:
            if posix[1].removeprefix("^") not in _POSIX_NAMES:
                advice = f"they are {', '.join(f'`{name}`' for name in sorted(_POSIX_NAMES))}"
                raise _Stop(at, posix.end(), f"`{shortened(posix[0])}` is no class that RE2 knows", advice)
            return posix.end()
        if pattern[at] == "\\" and pattern[at + 1 : at + 2] in (*_CLASS_ESCAPES, "p", "P"):
            return self._character(at)
        low, end = self._class_character(at, opened)
        if not pattern.startswith("-", end) or pattern.startswith("]", end + 1) or end + 1 >= len(pattern):
            return end
        if pattern[end + 1] == "\\" and pattern[end + 2 : end + 3] in _CLASS_ESCAPES:
            escape = pattern[end + 1 : end + 3]
            advice = "put the `-` first or last, or write `\\-`"
            raise _Stop(at, end + 3, f"the class `{escape}` cannot end a range", advice)
        high, end = self._class_character(end + 1, opened)
        if high < low:
            raise _Stop(at, end, f"the range `{pattern[at:end]}` runs backwards")
        return end

    def _class_character(self, at: int, opened: int) -> tuple[int, int]:
        """The code of a character inside brackets, and where the next begins."""
        pattern = self.pattern
        if at >= len(pattern):
            raise _Stop(opened, opened + 1, "this `[` is never closed", "close it, or write `\\[` for the character")
        if pattern[at] != "\\":
            return ord(pattern[at]), at + 1
        end = self._single_character(at)
        return _code(pattern[at:end]), end


def _count(digits: str) -> int:
    """A repeat count; digits without end are only known to be too many."""
    return int(digits) if len(digits) < 9 else 10**9


def _code(escape: str) -> int:
    """The character's code behind an escape that was found right."""
    kind = escape[1]
    if kind == "x":
        return int(escape[2:].strip("{}"), 16)
    if kind.isdigit():
        return int(escape[1:], 8)
    return ord(_CONTROLS.get(kind, kind))


_CONTROLS = {"a": "\a", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
