"""The regular expressions of the lexer, and nothing else.

None of them backtracks over what it has read: quantifiers are possessive where a text could
make a difference. Around a group that is an atomic group, since Python before 3.11.5 forgets the
last repetition of `(?:...)*+` (its issue 106052), and Debian 12 has such a Python.
"""

from __future__ import annotations

import re

from nines.late import late_pattern

__all__ = [
    "ALONE",
    "APART",
    "APART_BARE",
    "BACKTICKS",
    "BAD_MATCHER",
    "COMMENT",
    "CONTROL",
    "EOF",
    "FENCE",
    "HIDDEN",
    "LBRACE",
    "LPAR",
    "MATCHER",
    "NAME",
    "NEWLINE",
    "NUMERAL",
    "NUMERAL_KINDS",
    "OPERATOR",
    "PARAM",
    "PARAM_NAME",
    "PIECE",
    "PROSE",
    "RBRACE",
    "REST",
    "RPAR",
    "SELECTOR_COMMA",
    "SELECTOR_PARAM",
    "SELECTOR_RBRACE",
    "SLIP",
    "STRING",
    "TOKEN",
    "TOUCHING",
    "TOUCHING_BARE",
    "TRIVIA",
    "WORD",
]

_BLANKS = r"[^\S\n]*+"
_TRIVIA = r"(?>(?:\s++|\#[^\n]*+\n)*)"
_WORD = r"(?:[^\W\d]|:)[\w:]*+(?>(?:(?:[-./]++(?=[\w:])|\+(?=\d))[\w:]*+)*)"
_PARAM = r"\$(?:\{[^\W\d][\w-]*+\}|[^\W\d]\w*+(?>(?:-\w++)*))"
_DOUBLE = r'"(?>(?:[^"\\\n]++|\\[^\n])*)"'
_QUOTED = rf"(?:{_DOUBLE}|'(?>(?:[^'\\\n]++|\\[^\n])*)'|`[^`\n]*+`)"
_LABEL = r"[^\W\d]\w*+"
_SIGN = "(?:=~|!~|!=|=)"

# The groups of TOKEN, by number.
WORD, NEWLINE, NUMERAL, STRING, COMMA, LBRACE, COMMENT, RBRACE, PARAM = range(1, 10)
SLIP, OPERATOR, LPAR, RPAR, PROSE, FENCE, HIDDEN, EOF, REST = range(10, 19)

TOKEN = late_pattern(
    rf'''{_BLANKS}(?:
    ({_WORD})
  | (\n)
  | ((?:(?<![^\s(,])-)?\.?\d(?>(?:[\w.:%]++|[-/](?=\w)|(?<=\d),(?=\d{{3}}(?!\d)|\d++%))*))
  | (?!""")({_DOUBLE})
  | (,)
  | (\{{)
  | (\#[^\n]*+)
  | (\}})
  | ({_PARAM})
  | (=[<>~]|!~|<>|=(?!=)|//[^\n]*+)
  | ([<>=!]=|[<>+*/-])
  | (\()
  | (\))
  | (""")
  | (`++)
  | ([\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]++)
  | (\Z)
  | (.)
    )''',
    re.VERBOSE | re.DOTALL,
)
"""One token and the blanks before it, whatever the text. The number of the group that matched says what it is."""

_DIGITS = r"\d++(?>(?:_\d++)*)(?>(?:\.\d++(?>(?:_\d++)*))?)"
_NUMBER = rf"-?{_DIGITS}"
NUMERAL_KINDS = late_pattern(
    rf"""
    (?P<QUANTITY>{_NUMBER}(?:%|pp|x|st|nd|rd|th|/(?:s|min|h|d))|-?(?>(?:{_DIGITS}(?:ms|[smhdw]))+))
  | (?P<NUMBER>{_NUMBER})
  | (?P<DATE>\d{{4}}-\d\d-\d\d)
  | (?P<TIME>\d\d:\d\d)
  | (?P<RATIO>\d++/\d++)
  | (?P<VERSION>\d++(?>(?:\.\d++)+))
    """,
    re.VERBOSE | re.ASCII,
)
"""What a numeral is, by the name of the group that matches all of it."""

CONTROL = late_pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")
"""What a text of ASCII characters alone should not have in it."""

PARAM_NAME = late_pattern(r"\$[^\W\d]\w*+(?>(?:-\w++)*)")
BACKTICKS = late_pattern("`++")

_MATCHER_AHEAD = rf"{_QUOTED}%s[,}}]|\$\{{"
APART = late_pattern(
    rf"\{{{_BLANKS}(?:(?:{_LABEL}|{_QUOTED}){_BLANKS}{_SIGN}{_BLANKS}[\"'`]|{_MATCHER_AHEAD % _BLANKS})",
)
"""A brace with a matcher on its line: a selector, even with a blank before the brace."""

_LOOSE = r"[^\W\d][\w.:/-]*+"
TOUCHING = late_pattern(
    rf"\{{(?:\}}|{_TRIVIA}(?:(?:{_LOOSE}|{_QUOTED}){_TRIVIA}(?:==|{_SIGN}){_TRIVIA}[\"'`“”„]"
    rf"|{_MATCHER_AHEAD % _TRIVIA}))",
)
"""A brace right after a word: a selector also over several lines, and if empty."""

_BARE = r"(?>(?:[^\s{},=~#$]|\$\{[\w-]*+\})+)"
TOUCHING_BARE = late_pattern(
    rf"\{{{_BLANKS}{_LOOSE}{_BLANKS}(?:==|{_SIGN}){_BLANKS}{_BARE}{_BLANKS}[,}}]",
)
"""A brace right after a word, and a label whose value has no quotes: a selector with a mistake."""

APART_BARE = late_pattern(
    rf"\{{(?:{_LABEL}={_BARE}|{_BLANKS}{_LABEL}{_BLANKS}(?:=~|!~|!=){_BLANKS}{_BARE}{_BLANKS})[,}}]"
)
"""The same after a blank: either no blank is in it, or a sign that no statement of a block begins with."""

ALONE = late_pattern(rf"\{{{_BLANKS}({_DOUBLE}){_BLANKS}\}}")
"""A quoted text alone in braces."""

# The groups of PIECE, by number.
LABEL, QUOTED_NAME, MATCHOP, MATCHER, NAME, SELECTOR_PARAM, SELECTOR_COMMA, SELECTOR_RBRACE = range(1, 9)

PIECE = late_pattern(
    rf"""{_TRIVIA}(?:
    (?:({_LABEL})|({_QUOTED})){_TRIVIA}(=~|!~|!=|=(?!=)){_TRIVIA}({_QUOTED})
  | ({_QUOTED})(?!{_TRIVIA}[=!])
  | (\$\{{[^\W\d][\w-]*+\}})
  | (,)
  | (\}})
    )""",
    re.VERBOSE,
)
"""One piece of a selector, between its braces, and what stands before it."""

TRIVIA = late_pattern(_TRIVIA)
BAD_MATCHER = late_pattern(rf"(?>(?:{_QUOTED}|\$\{{[\w-]*+\}}|[^\n,{{}}])*)")
"""What is no piece of a selector, up to a comma, a brace or the line's end."""
