"""Reads JSON with the place of each value, and with numbers as the digits that are written."""

from __future__ import annotations

from nines.diagnostics.model import Report
from nines.late import late_pattern
from nines.record import dataclass
from nines.settle.codes import UNREADABLE_NUMBERS
from nines.source import Source, Span

__all__ = ["Json", "JsonList", "JsonObject", "JsonValue", "read_json"]

_DEEPEST = 20
_BLANKS = late_pattern(r"[ \t\r\n]*")
_STRING = late_pattern(r'"((?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*)"')
_ESCAPE = late_pattern(r"\\(u[0-9a-fA-F]{4}|.)")
_PLAIN = late_pattern(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?![0-9eE.])|true|false|null")
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True, slots=True)
class JsonValue:
    """A text, or a number, `true`, `false` or `null` as it is written."""

    text: str
    quoted: bool
    span: Span


@dataclass(frozen=True, slots=True)
class JsonList:
    items: tuple[Json, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class JsonObject:
    """Keys in the order of the text, each once."""

    members: tuple[tuple[JsonValue, Json], ...]
    span: Span

    def get(self, key: str) -> Json | None:
        return next((value for name, value in self.members if name.text == key), None)


Json = JsonValue | JsonList | JsonObject


class _BadJsonError(Exception):
    """Ends the reading; never leaves this module."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.message = message
        self.at = at


def read_json(source: Source, report: Report, start: int = 0, end: int | None = None) -> Json | None:
    """The one value that a text holds, or a part of it; None after a finding."""
    reader = _Reader(source, len(source.text) if end is None else end)
    try:
        value, at = reader.value(start, 0)
        at = reader.blanks(at)
        if at < reader.end:
            raise _BadJsonError("something stands after the end of the JSON value", at)
    except _BadJsonError as error:
        span = source.span(min(error.at, reader.end), min(error.at + 1, reader.end))
        report.say(UNREADABLE_NUMBERS, error.message, span)
        return None
    return value


@dataclass(slots=True)
class _Reader:
    source: Source
    end: int

    def blanks(self, at: int) -> int:
        found = _BLANKS.match(self.source.text, at, self.end)
        return found.end() if found is not None else at

    def value(self, at: int, depth: int) -> tuple[Json, int]:
        at = self.blanks(at)
        sign = self.source.text[at : at + 1] if at < self.end else ""
        if depth > _DEEPEST:
            raise _BadJsonError(f"the JSON is nested more than {_DEEPEST} deep", at)
        if sign == "{":
            return self._object(at, depth)
        if sign == "[":
            return self._list(at, depth)
        if sign == '"':
            return self._string(at)
        found = _PLAIN.match(self.source.text, at, self.end)
        if found is None:
            wrong = "the file ends where a value should be" if not sign else f"`{sign}` starts no JSON value"
            if sign and sign in "-0123456789":
                wrong = "a number is written with plain digits, without exponent or leading zeros"
            raise _BadJsonError(wrong, at)
        return JsonValue(found[0], False, self.source.span(at, found.end())), found.end()

    def _string(self, at: int) -> tuple[JsonValue, int]:
        found = _STRING.match(self.source.text, at, self.end)
        if found is None:
            raise _BadJsonError("a text is not closed, or holds a sign that JSON has no place for", at)
        return JsonValue(_unescaped(found[1]), True, self.source.span(at, found.end())), found.end()

    def _list(self, start: int, depth: int) -> tuple[JsonList, int]:
        items: list[Json] = []
        at = self.blanks(start + 1)
        if self._is(at, "]"):
            return JsonList((), self.source.span(start, at + 1)), at + 1
        while True:
            item, at = self.value(at, depth + 1)
            items.append(item)
            at = self.blanks(at)
            if self._is(at, "]"):
                return JsonList(tuple(items), self.source.span(start, at + 1)), at + 1
            if not self._is(at, ","):
                raise _BadJsonError("a list goes on with `,` or ends with `]`", at)
            at += 1

    def _object(self, start: int, depth: int) -> tuple[JsonObject, int]:
        members: list[tuple[JsonValue, Json]] = []
        at = self.blanks(start + 1)
        if self._is(at, "}"):
            return JsonObject((), self.source.span(start, at + 1)), at + 1
        while True:
            at = self.blanks(at)
            if not self._is(at, '"'):
                raise _BadJsonError('an object holds `"key": value`', at)
            key, at = self._string(at)
            if any(key.text == known.text for known, _ in members):
                raise _BadJsonError(f"the key `{key.text}` is there twice", key.span.start)
            at = self.blanks(at)
            if not self._is(at, ":"):
                raise _BadJsonError("a key is followed by `:`", at)
            value, at = self.value(at + 1, depth + 1)
            members.append((key, value))
            at = self.blanks(at)
            if self._is(at, "}"):
                return JsonObject(tuple(members), self.source.span(start, at + 1)), at + 1
            if not self._is(at, ","):
                raise _BadJsonError("an object goes on with `,` or ends with `}`", at)
            at += 1

    def _is(self, at: int, sign: str) -> bool:
        return at < self.end and self.source.text[at] == sign


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    plain = _ESCAPE.sub(lambda found: _escape(found[1]), text)
    # Two halves of one sign become it; a half alone becomes the sign for what cannot be shown.
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _escape(code: str) -> str:
    return chr(int(code[1:], 16)) if code[0] == "u" and len(code) == 5 else _ESCAPES.get(code, code)
