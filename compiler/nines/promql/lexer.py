"""PromQL as tokens with their places.

One expression finds every token; only two things depend on where they stand: a `:` in
square brackets is a token of its own, and a keyword within braces is a label. Never raises:
what is no PromQL becomes a BAD token, for which the parser finds the words.
"""

from __future__ import annotations

import re
from typing import Final

from nines.late import late_pattern
from nines.promql.names import KEYWORDS

__all__ = [
    "BAD",
    "BAD_NUMBER",
    "DURATION",
    "END",
    "NUMBER",
    "OPEN_STRING",
    "PARAMETER",
    "STRING",
    "WORD",
    "Tokens",
    "tokenize",
]


WORD: Final = "a name"
NUMBER: Final = "a number"
DURATION: Final = "a duration"
STRING: Final = "a text"
PARAMETER: Final = "a parameter"
OPEN_STRING: Final = "an open text"
BAD_NUMBER: Final = "a wrong number"
BAD: Final = "a wrong character"
END: Final = "the end"
"""Kinds of tokens. The kind of a sign or keyword is its own text in lower case."""


class Tokens:
    """The tokens of a text, as parallel lists; the last one is END, without width.

    `kinds` are the constants above, or the token's own text in lower case for signs and keywords.
    """

    __slots__ = ("ends", "kinds", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.kinds: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []


_DIGITS = r"[0-9](?:_?[0-9])*"
_TOKEN = late_pattern(
    rf"""
      (?P<blank>   (?:[ \t\r\n]|\#[^\n]*)+ )
    | (?P<word>    [a-zA-Z_:][a-zA-Z0-9_:]* )
    | (?P<foreign> && | \|\| | <> | ~= )
    | (?P<sign>    ==|!=|<=|>=|=~|!~|[-+*/%^<>=@(){{}}\[\],] )
    | (?P<string>  "(?:[^"\\\n]|\\[^\n])*" | '(?:[^'\\\n]|\\[^\n])*' | `[^`]*` )
    | (?P<number>  (?: 0[xX](?:_?[0-9a-fA-F])+
                     | (?:{_DIGITS}(?:\.(?:{_DIGITS})?)?|\.{_DIGITS})(?:[eE][-+]?{_DIGITS})? ) (?![0-9A-Za-z_.]) )
    | (?P<duration> (?:[0-9]+(?:ms|[ywdhms]))+ (?![0-9A-Za-z_.]) )
    | (?P<badnumber> \.?[0-9][0-9A-Za-z_.]* )
    | (?P<parameter> \$\{{[^}}\n]*\}} | \$[A-Za-z_][A-Za-z0-9_-]* )
    | (?P<open>    ["'][^\n]* | `.* )
    | (?P<bad>     . )
    """,
    re.VERBOSE | re.DOTALL,
)

_KINDS = {
    "number": NUMBER,
    "duration": DURATION,
    "badnumber": BAD_NUMBER,
    "parameter": PARAMETER,
    "open": OPEN_STRING,
    "foreign": BAD,
    "bad": BAD,
}


def tokenize(text: str) -> Tokens:
    tokens = Tokens(text)
    add_kind, add_start, add_end = tokens.kinds.append, tokens.starts.append, tokens.ends.append
    match_at = _TOKEN.match
    at, length = 0, len(text)
    braces = brackets = False
    while at < length:
        match = match_at(text, at)
        assert match is not None, "the last alternative takes any character"
        group, end = match.lastgroup, match.end()
        if group == "blank":
            at = end
            continue
        if group == "word":
            kind = WORD
            if brackets and text[at] == ":":
                kind, end = ":", at + 1
            elif not braces and (word := text[at:end].lower()) in KEYWORDS:
                kind = word
        elif group == "string":
            kind = STRING
        elif group == "sign":
            kind = text[at:end]
            if kind == "{":
                braces = True
            elif kind == "}":
                braces = False
            elif kind == "[":
                brackets = True
            elif kind == "]":
                brackets = False
        else:
            kind = _KINDS[group or "bad"]
        add_kind(kind)
        add_start(at)
        add_end(end)
        at = end
    add_kind(END)
    add_start(length)
    add_end(length)
    return tokens
