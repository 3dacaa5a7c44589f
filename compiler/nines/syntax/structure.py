"""Says what is wrong with the structure of a text: braces, parentheses, line ends, colons and commas."""

from __future__ import annotations

from collections.abc import Sequence

from nines.late import late_pattern
from nines.syntax import codes
from nines.syntax.patterns import ALONE
from nines.syntax.problems import Problems, shown
from nines.syntax.tokens import Kind, Token

__all__ = [
    "after_block",
    "bare_block",
    "brace_on_next_line",
    "colon_after_keyword",
    "comma_after_block",
    "description_in_braces",
    "is_description",
    "line_end_comma",
    "missing_brace",
    "stray_brace",
    "stray_parenthesis",
    "too_deep",
    "unclosed_block",
    "unclosed_group",
]

_INDENT = late_pattern(r"[^\S\n]*+")


def is_description(text: str, start: int, tokens: Sequence[Token]) -> bool:
    """Whether the brace at `start` holds a text alone that is meant as a description, not as a metric's name.

    It is after a title, and wherever the text has a blank.
    """
    found = ALONE.match(text, start)
    if found is None:
        return False
    return (bool(tokens) and tokens[-1].kind is Kind.STRING) or " " in found[1]


def description_in_braces(text: str, start: int, problems: Problems) -> None:
    found = ALONE.match(text, start)
    if found is None:
        return
    first, last = found.span(1)
    indent = _indentation(text, start)
    problems.add(
        codes.TEXT_IN_BRACES,
        "a description in one-line braces reads as a selector",
        first,
        last,
        helps=("give the description a line of its own",),
        fix=problems.fix(
            "put it on its own line",
            (start + 1, first, f"\n{indent}  "),
            (last, found.end() - 1, f"\n{indent}"),
        ),
    )


def brace_on_next_line(text: str, head_end: int, brace: int, problems: Problems) -> None:
    """A brace stands on a line after that of its statement, which ends at `head_end`."""
    edits = [(head_end, brace, " ")]
    if not text[head_end:brace].isspace():  # a comment is between them
        edits = [(head_end, head_end, " {"), (brace, brace + 1, "")]
    problems.add(
        codes.BRACE_ON_NEXT_LINE,
        "the `{` of a block is not on the line of its statement",
        brace,
        brace + 1,
        others=((head_end, head_end, "it belongs here"),),
        fix=problems.fix("put it there", *edits),
    )


def bare_block(start: int, end: int, problems: Problems) -> None:
    problems.add(codes.BARE_BLOCK, "a block has no statement before it", start, end)


def after_block(text: str, start: int, end: int, last: int, problems: Problems) -> None:
    """What stands from `start` to `end` follows a block, which ends at `last`, on its line."""
    problems.add(
        codes.AFTER_BLOCK,
        "nothing follows a block on its line",
        start,
        end,
        "starts a new statement",
        fix=problems.fix("start a new line", (last, start, f"\n{_indentation(text, start)}")),
    )


def comma_after_block(start: int, end: int, problems: Problems) -> None:
    problems.add(
        codes.LINE_END_COMMA,
        "no comma follows a block",
        start,
        end,
        fix=problems.fix("delete the comma", (start, end, "")),
    )


def line_end_comma(text: str, comma: Token, next_line: int, problems: Problems) -> Token:
    """Report a comma at a line's end, and answer what to take it for. `next_line`: where that one starts."""
    goes_on = len(_indentation(text, next_line)) > len(_indentation(text, comma.start))
    problems.add(
        codes.LINE_END_COMMA,
        "a line does not end with a comma",
        comma.start,
        comma.end,
        helps=("a list does not go on in the next line: repeat the keyword there",) if goes_on else (),
        fix=None if goes_on else problems.fix("delete the comma", (comma.start, comma.end, "")),
    )
    return Token(Kind.BAD, comma.start, comma.end, comma.lead)


def colon_after_keyword(text: str, start: int, word_end: int, end: int, problems: Problems) -> None:
    fits = end < len(text) and text[end].isspace()
    problems.add(
        codes.COLON,
        f"no colon follows {shown(text[start:word_end])}",
        word_end,
        end,
        fix=problems.fix("delete the colon", (word_end, end, "" if fits else " ")),
    )


def stray_brace(start: int, end: int, problems: Problems) -> None:
    problems.add(
        codes.STRAY_BRACE,
        "a `}` closes nothing",
        start,
        end,
        helps=("delete it, or look for the `{` that is missing above",),
    )


def unclosed_block(brace: int, start: int, end: int, why: str, problems: Problems) -> None:
    problems.add(
        codes.UNCLOSED_BLOCK,
        "a block is not closed",
        brace,
        brace + 1,
        "opened here",
        others=((start, end, why),),
        helps=("close it with `}`",),
    )


def missing_brace(at: int, start: int, end: int, problems: Problems) -> None:
    """A block that begins at `at` without a brace; the deeper line starts with what goes from `start` to `end`."""
    problems.add(
        codes.MISSING_BRACE,
        "a block has no opening brace",
        at,
        at,
        "`{` is missing here",
        others=((start, end, "this line is deeper, and a `}` ends what starts with it"),),
        fix=problems.fix("open the block with `{`", (at, at, " {"), certain=False),
    )


def unclosed_group(start: int, end: int, problems: Problems) -> None:
    problems.add(
        codes.UNCLOSED_GROUP,
        "a `(` is not closed on its line",
        start,
        start + 1,
        "opened here",
        others=((end, end, "taken to end here"),),
        fix=problems.fix("close it with `)`", (end, end, ")"), certain=False),
    )


def stray_parenthesis(start: int, end: int, problems: Problems) -> None:
    problems.add(codes.STRAY_PARENTHESIS, "a `)` closes nothing", start, end, "no `(` is open on this line")


def too_deep(start: int, end: int, deepest: int, problems: Problems) -> None:
    problems.add(
        codes.TOO_DEEP,
        f"blocks or parentheses are nested more than {deepest} deep",
        start,
        end,
        helps=("specs need five or six; a brace may be unclosed far above",),
    )


def _indentation(text: str, offset: int) -> str:
    found = _INDENT.match(text, text.rfind("\n", 0, offset) + 1)
    return found[0] if found is not None else ""
