"""What is wrong with a piece of a selector that is no matcher."""

from __future__ import annotations

import re

from nines.late import late_pattern
from nines.syntax import codes
from nines.syntax.patterns import PARAM_NAME
from nines.syntax.problems import Problems, shown

__all__ = ["report_bad_matcher"]

_ROUGHLY = late_pattern(
    r"""(?P<name>"[^"]*"|'[^']*'|[^\s"'`=!~:,]+)\s*+(?P<operator>==|=~|!~|!=|=|:)\s*+(?P<value>.*)""", re.DOTALL
)
_IDENTIFIER = late_pattern(r"[a-zA-Z_]\w*", re.ASCII)
_BARE = late_pattern(r"""[^\s"'`“”„‟‘’]+""")
_CURLY = late_pattern(r"""[“”„‟«»‘’]([^"\\“”„‟«»‘’]*)[“”„‟«»‘’"]""")


def report_bad_matcher(text: str, start: int, end: int, problems: Problems) -> None:
    """Say what is wrong with the piece from `start` to `end`, and what to write instead."""
    piece = text[start:end]
    if PARAM_NAME.fullmatch(piece):
        _bare_parameter(piece, start, end, problems)
        return
    found = _ROUGHLY.fullmatch(piece)
    said = False
    if found is not None:
        name, operator, value = (_Part(start, found, group) for group in ("name", "operator", "value"))
        said = any([_operator(operator, problems), _name(name, problems), _value(value, problems)])
    if not said:
        problems.add(
            codes.BAD_MATCHER,
            f"{shown(piece)} is no matcher",
            start,
            end,
            helps=('a matcher is a label, one of `=` `!=` `=~` `!~`, and a text in quotes: `job="checkout"`',),
        )


class _Part:
    """A group of a match: its text, and where it is in the source."""

    __slots__ = ("end", "start", "text")

    def __init__(self, offset: int, found: re.Match[str], group: str) -> None:
        self.text = found[group]
        self.start = offset + found.start(group)
        self.end = offset + found.end(group)


def _operator(operator: _Part, problems: Problems) -> bool:
    if operator.text not in ("==", ":"):
        return False
    problems.add(
        codes.BAD_MATCHER,
        f"a matcher has no `{operator.text}`",
        operator.start,
        operator.end,
        helps=("the operators are `=` `!=` `=~` `!~`",),
        fix=problems.fix("write `=`", (operator.start, operator.end, "=")),
    )
    return True


def _name(name: _Part, problems: Problems) -> bool:
    if _IDENTIFIER.fullmatch(name.text) or name.text[0] in "\"'":
        return False
    right = f'"{name.text}"'
    problems.add(
        codes.UNQUOTED_LABEL,
        f"the label {shown(name.text)} needs quotes",
        name.start,
        name.end,
        "PromQL takes letters, digits and `_` in a bare label",
        fix=problems.fix(f"write `{right}`", (name.start, name.end, right), certain="\\" not in name.text),
    )
    return True


def _value(value: _Part, problems: Problems) -> bool:
    if curly := _CURLY.fullmatch(value.text):
        right = f'"{curly[1]}"'
        problems.add(
            codes.WRONG_QUOTES,
            f"{shown(value.text)} stands in curly quotes",
            value.start,
            value.end,
            fix=problems.fix(f"write `{right}`", (value.start, value.end, right)),
        )
        return True
    if _BARE.fullmatch(value.text):
        right = f"`{value.text}`" if "\\" in value.text else f'"{value.text}"'
        problems.add(
            codes.UNQUOTED_VALUE,
            f"the value {shown(value.text)} of a label needs quotes",
            value.start,
            value.end,
            fix=problems.fix(f"write {shown(right)}", (value.start, value.end, right)),
        )
        return True
    quote = value.text[:1]
    if quote in ('"', "'", "`") and value.text.count(quote) == 1:
        problems.add(
            codes.UNCLOSED_TEXT,
            f"the value {shown(value.text)} of a label does not end",
            value.start,
            value.start + 1,
            "opened here",
            others=((value.end, value.end, "taken to end here"),),
            fix=problems.fix(f"close it with {shown(quote)}", (value.end, value.end, quote), certain=False),
        )
        return True
    return False


def _bare_parameter(piece: str, start: int, end: int, problems: Problems) -> None:
    right = "${" + piece[1:] + "}"
    problems.add(
        codes.BAD_MATCHER,
        f"the parameter {shown(piece)} needs braces in a selector",
        start,
        end,
        fix=problems.fix(f"write `{right}`", (start, end, right)),
    )
