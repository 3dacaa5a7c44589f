"""What people write by habit from other languages and word processors, and what they meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nines.late import late_pattern
from nines.syntax import codes
from nines.syntax.problems import Problems, shown
from nines.syntax.tokens import Kind, Token

__all__ = ["Slip", "read"]

Slip = tuple[Kind, int, int]
"""A token in the place of what was written: kind, start, end."""

_DAYS = frozenset(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_WORD_REST = late_pattern(r"[\w:]++(?>(?:[-./]++(?=[\w:])[\w:]*+)*)")
_DASHED_DATE = late_pattern(rf"[{_DASHES}-]\d\d[{_DASHES}-]\d\d(?!\w)")
_NUMERAL_REST = late_pattern(r"[\d_.]++\w*+%?")
_WRONGLY_QUOTED = late_pattern(r"""[“”„‟«»]([^"\\\n“”„‟«»]*+)[“”„‟«»"]|[‘’‚‛]([^"\\\n‘’‚‛]*+)[‘’‚‛']|'([^'"\\\n]*+)'""")
_QUOTES = "“”„‟«»‘’‚‛'"
_OPEN_TEXT = late_pattern(r'"(?>(?:[^"\\\n]++|\\[^\n]|\\(?=\n|\Z))*)')
_GIVES_BACK = late_pattern(r"(?<!\s)[^\S\n]++\{[^\S\n]*(?:#.*)?\Z")
_GIVES_BACK_END = late_pattern(r"(?<!\s)[^\S\n]++\}[^\S\n]*\Z")
_CURLY_END = late_pattern(r'"[^"\\\n“”„‟«»]*+[“”»](?=[\s,)}]|\Z)')
_BLANKS = late_pattern(r"[^\S\n]*+")
_SIGNS = {"≤": "<=", "≥": ">=", "≠": "!=", "=<": "<=", "=>": ">=", "<>": "!="}
_MONEY = {"€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
_LINE_ENDS = late_pattern(r"[^\S\n]*+(?:#[^\n]*+)?(?:\n|\Z)")


def read(text: str, start: int, end: int, tokens: Sequence[Token], block: int, problems: Problems) -> Slip | None:
    """Report what stands at `start`, where no token of the language does, and answer what to take it for.

    `block` is the place of the innermost brace that is open. None: nothing, a comment. A start
    before `start`: the last token is part of it.
    """
    char = text[start]
    if text.startswith("//", start):
        problems.add(
            codes.WRONG_COMMENT,
            "a comment starts with `#`, not with `//`",
            start,
            start + 2,
            fix=problems.fix("write `#`", (start, start + 2, "#")),
        )
        return None
    if char == '"':
        return _open_text(text, start, block, problems)
    if text[start:end] in _SIGNS:
        right = _SIGNS[text[start:end]]
        problems.add(
            codes.WRONG_SIGN,
            f"`{text[start:end]}` is written `{right}`",
            start,
            end,
            fix=problems.fix(f"write `{right}`", (start, end, right)),
        )
        return Kind.OP, start, end
    if char == "=" or text.startswith("!~", start):
        _equals_sign(text, start, end, tokens, problems)
        return Kind.BAD, start, end
    if char in _QUOTES and (quoted := _WRONGLY_QUOTED.match(text, start)) and not _is_apostrophe(text, start):
        return _wrongly_quoted(quoted, problems)
    if char in _DASHES:
        return _dash(text, start, tokens, problems)
    return _stray(text, start, tokens, problems)


def _open_text(text: str, start: int, block: int, problems: Problems) -> Slip:
    """A text without its closing quotes ends with its line, or before the brace of a block there."""
    found = _OPEN_TEXT.match(text, start)
    end = found.end() if found is not None else start + 1
    if curly := _CURLY_END.match(text, start, end):
        end = curly.end()
        problems.add(
            codes.WRONG_QUOTES,
            f"{shown(text[start:end])} ends with a curly quote",
            end - 1,
            end,
            fix=problems.fix('write `"`', (end - 1, end, '"')),
        )
        return Kind.STRING, start, end
    brace = _GIVES_BACK.search(text, start + 1, end)
    if brace is None and text.find("\n", block, start) < 0 <= block:
        brace = _GIVES_BACK_END.search(text, start + 1, end)
    end = end if brace is None else brace.start()
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    problems.add(
        codes.UNCLOSED_TEXT,
        "a text in quotes does not end on its line",
        start,
        start + 1,
        "opened here",
        others=((end, end, "taken to end here"),),
        helps=('close it with `"`; a text over several lines stands in `"""`',),
        fix=problems.fix('close it with `"`', (end, end, '"'), certain=False),
    )
    return (Kind.STRING if end > start + 1 else Kind.BAD), start, end


def _equals_sign(text: str, start: int, end: int, tokens: Sequence[Token], problems: Problems) -> None:
    sign = text[start:end]
    if sign != "=":
        problems.add(
            codes.EQUALS_SIGN,
            f"`{sign}` stands outside of a selector",
            start,
            end,
            helps=('it belongs into the braces of a selector, before a text in quotes: `up{job=~"shop|cart"}`',),
        )
        return
    fix = None
    if tokens and tokens[-1].kind is Kind.WORD and (len(tokens) == 1 or tokens[-2].kind in (Kind.END, Kind.LBRACE)):
        rest = _BLANKS.match(text, end)
        fix = problems.fix("delete the `=`", (tokens[-1].end, rest.end() if rest is not None else end, " "))
    problems.add(
        codes.EQUALS_SIGN,
        "a statement has no `=`",
        start,
        end,
        helps=("a keyword and its value stand side by side: `tier 1`; to compare, write `==`",),
        fix=fix,
    )


def _is_apostrophe(text: str, start: int) -> bool:
    return text[start] in "'‘’" and start > 0 and text[start - 1].isalnum()


def _wrongly_quoted(found: re.Match[str], problems: Problems) -> Slip:
    start, end = found.span()
    group = found.lastindex or 1
    right = f'"{found[group]}"'
    kind = "single quotes" if found[0][0] == "'" else "curly quotes"
    problems.add(
        codes.WRONG_QUOTES,
        f'a text stands in `"`, not in {kind}',
        start,
        end,
        fix=problems.fix(f"write {shown(right)}", (start, start + 1, '"'), (end - 1, end, '"')),
    )
    return Kind.STRING, start, end


def _dash(text: str, start: int, tokens: Sequence[Token], problems: Problems) -> Slip:
    """A long dash: in a name, in a date, before a number, or alone."""
    last = tokens[-1] if tokens and tokens[-1].end == start else None
    kind, first, end = Kind.BAD, start, start + 1
    right: str | None = "-"
    if last is not None and last.kind is Kind.WORD and (rest := _WORD_REST.match(text, start + 1)):
        kind, first, end = Kind.WORD, last.start, rest.end()
        if start - first == 3 and text[first:start] in _DAYS and rest[0] in _DAYS:
            right = ".."
    elif last is not None and last.kind is Kind.NUMBER and (rest := _DASHED_DATE.match(text, start)):
        kind, first, end = Kind.BADNUMBER, last.start, rest.end()
    elif last is None and (rest := _NUMERAL_REST.match(text, start + 1)):
        kind, end = Kind.BADNUMBER, rest.end()
    else:
        right = None
    spoken = f"U+{ord(text[start]):04X}"
    if right is None:
        problems.add(
            codes.LONG_DASH,
            f"the long dash {spoken} means nothing here",
            start,
            start + 1,
            helps=("prose stands in quotes; spans are written `from 08:00 to 22:00`, days `mon..fri`",),
        )
    else:
        edits = [(at, at + 1, right) for at in range(max(first, start), end) if text[at] in _DASHES]
        problems.add(
            codes.LONG_DASH,
            f"the long dash {spoken} stands for `{right}`",
            start,
            start + 1,
            fix=problems.fix(f"write `{right}`", *edits),
        )
    return kind, first, end


def _stray(text: str, start: int, tokens: Sequence[Token], problems: Problems) -> Slip:
    char = text[start]
    if char == "%" and tokens and tokens[-1].kind is Kind.NUMBER and "\n" not in text[tokens[-1].end : start]:
        last = tokens[-1]
        right = text[last.start : last.end] + "%"
        problems.add(
            codes.BAD_NUMBER,
            f"`%` touches its number: `{right}`",
            last.end,
            start + 1,
            fix=problems.fix(f"write `{right}`", (last.end, start, "")),
        )
        return Kind.BADNUMBER, last.start, start + 1
    found = (_FOREIGN if ord(char) > 0x7F else _REPEATED).match(text, start)
    end = found.end() if found is not None else start + 1
    fix = None
    if char in _MONEY and end == start + 1 and (number := _AMOUNT.match(text, end)):
        fix = problems.fix(f"write `{_MONEY[char]} {number[1]}`", (start, number.start(1), f"{_MONEY[char]} "))
    if char == ";" and _LINE_ENDS.match(text, end):
        fix = problems.fix("delete it", (start, end, ""))
    headline = f"{shown(text[start:end])} means nothing here"
    help_ = _help(char)
    if char == "[" and _RANGE.match(text, start) and start > 0 and not text[start - 1].isspace():
        headline = "PromQL that is more than a selector stands in backticks"
        help_ = (
            "a counter stands alone, as a selector, and its rate is taken by the compiler; "
            "other PromQL looks like `` `max_over_time(queue_length[5m])` ``"
        )
    problems.add(codes.STRAY_CHARACTER, headline, start, end, helps=(help_,), fix=fix)
    return Kind.BAD, start, end


def _help(char: str) -> str:
    if char in _MONEY:
        return f"money is a currency and a number: `{_MONEY[char]} 40`"
    return _HELPS.get(char, "prose stands in quotes, PromQL that is more than a selector in backticks")


_HELPS = {
    "[": "a list has no brackets: `catalog, payments`; PromQL that is more than a selector stands in backticks",
    "]": "a list has no brackets: `catalog, payments`; PromQL that is more than a selector stands in backticks",
    "@": 'an address stands in quotes: `"sre@shop.example"`; PromQL that is more than a selector, in backticks',
    ";": "a statement ends with its line",
    "\\": "a statement ends with its line, and cannot be continued",
    "&": "conditions are joined by `and`",
    "|": "conditions are joined by `or`",
    "!": "the signs are `<` `<=` `>` `>=` `==` `!=`",
    "$": "a parameter is `$` and a name: `$bound`, `${bound}`",
    "'": 'a text stands in `"`',
    "%": "`%` touches the number before it: `99.9%`",
    "×": "a multiple is a number and `x`: `14.4x`, `3 x fee`",
}
_AMOUNT = late_pattern(r"[^\S\n]*(\d[\d_.]*)")
_RANGE = late_pattern(r"\[\d")
_REPEATED = late_pattern(r"(.)\1*+", re.DOTALL)
_FOREIGN = late_pattern(rf"[^\x00-\x7f\w\s{_QUOTES}{_DASHES}≤≥≠]++|.", re.DOTALL)
