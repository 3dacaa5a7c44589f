"""Reads what may follow an operand: ranges and subqueries, `offset`, `@`, `anchored` and `smoothed`."""

from __future__ import annotations

from fractions import Fraction
from typing import NoReturn

from nines.diagnostics.suggest import closest, listing
from nines.promql.codes import DURATION, MODIFIER, PARAMETER, SYNTAX, UNCLOSED
from nines.promql.cursor import Cursor, Repair
from nines.promql.durations import Length, Placeholder, duration_text, read_duration
from nines.promql.lexer import BAD_NUMBER, END, NUMBER, WORD
from nines.promql.lexer import DURATION as DURATION_TOKEN
from nines.promql.lexer import PARAMETER as PARAMETER_TOKEN
from nines.promql.literals import LONGEST, LiteralProblem, duration_problem, read_number
from nines.promql.names import shortened
from nines.promql.tree import At, Edge, Expression, Extension, Range, Selector, Subquery
from nines.record import replace

__all__ = ["FIRST_TOKENS", "read_duration_token", "read_modifiers"]

FIRST_TOKENS = frozenset({"[", "offset", "@", "anchored", "smoothed"})

_ARITHMETIC = frozenset({"+", "-", "*", "/", "%", "^"})
_LATEST = 2**63
"""Milliseconds: a moment is kept in 64 bits."""


def read_modifiers(cursor: Cursor, first: int, operand: Expression) -> Expression:
    """Everything that follows the operand that began with token `first`."""
    parentheses = cursor.kinds[first] == "("
    operand_end = cursor.ends[cursor.at - 1]
    while True:
        kind = cursor.kinds[cursor.at]
        if kind == "[":
            operand = _read_brackets(cursor, first, operand, operand_end, parentheses=parentheses)
            parentheses = False
        elif kind == "offset":
            operand = _read_offset(cursor, first, operand, parentheses=parentheses)
        elif kind == "@":
            operand = _read_at(cursor, first, operand, parentheses=parentheses)
        elif kind in ("anchored", "smoothed"):
            operand = _read_extension(cursor, first, operand, parentheses=parentheses)
        else:
            return operand


def read_duration_token(cursor: Cursor) -> int:
    """Milliseconds of a DURATION token; 0 if it is wrong, which is reported."""
    at = cursor.at
    literal = cursor.token_text(at)
    cursor.at += 1
    length = read_duration(literal)
    if length is None:
        cursor.say_problem(DURATION, at, duration_problem(literal))
        return 0
    if length > LONGEST:
        message = f"`{shortened(literal)}` is longer than Prometheus can hold (292 years)"
        cursor.say(DURATION, message, cursor.starts[at], cursor.ends[at])
    return length


# --- ranges and subqueries ------------------------------------------------


def _read_brackets(
    cursor: Cursor, first: int, operand: Expression, operand_end: int, *, parentheses: bool
) -> Range | Subquery:
    opened = cursor.at
    cursor.at += 1
    window_at = cursor.at
    window = _read_window(cursor, opened)
    window_span = cursor.span_from(window_at)
    if cursor.kinds[cursor.at] == ":":
        cursor.at += 1
        step = None if cursor.kinds[cursor.at] == "]" else _read_step(cursor, opened)
        _close(cursor, opened, "`]`")
        return Subquery(operand, window, step, span=cursor.span_from(first), window_span=window_span)
    _close(cursor, opened, "`:` or `]`")
    if not isinstance(operand, Selector) or parentheses:
        _range_of_no_selector(cursor, opened, operand)
    if operand.offset or operand.at is not None:
        _range_behind_modifier(cursor, opened, operand_end)
    return Range(operand, window, span=cursor.span_from(first), window_span=window_span)


def _read_window(cursor: Cursor, opened: int) -> Length:
    if cursor.kinds[cursor.at] != PARAMETER_TOKEN:
        return _positive(cursor, opened)
    name = cursor.token_text(cursor.at)[1:].strip("{}")
    if name not in cursor.placeholders:
        _unknown_placeholder(cursor, name)
    cursor.at += 1
    return Placeholder(name)


def _read_step(cursor: Cursor, opened: int) -> int:
    if cursor.kinds[cursor.at] == PARAMETER_TOKEN:
        name = cursor.token_text(cursor.at)
        helps = ("a step is a duration: `[$window:1m]`",)
        cursor.stop_at(PARAMETER, f"`{name}` cannot be the step of a subquery", cursor.at, helps=helps)
    return _positive(cursor, opened)


def _positive(cursor: Cursor, opened: int) -> int:
    at = cursor.at
    length = _read_length(cursor, opened)
    if length == 0 and not cursor.failed:
        cursor.say(
            DURATION, "a range or step of no length", cursor.starts[at], cursor.ends[at], "must be more than nothing"
        )
    return length


def _read_length(cursor: Cursor, opened: int) -> int:
    kind = cursor.kinds[cursor.at]
    if kind == END:
        _unclosed(cursor, opened)
    if kind == "-":
        cursor.stop_at(
            DURATION, "a range cannot be negative", cursor.at, helps=("the past is before now: leave the `-` out",)
        )
    if kind == WORD and cursor.kinds[cursor.at + 1] == "(":
        cursor.stop_at(
            DURATION, "a duration cannot be computed here", cursor.at, helps=("write the duration, such as `5m`",)
        )
    length = _length(cursor, "a range is a duration, such as `[5m]`")
    if cursor.kinds[cursor.at] in _ARITHMETIC:
        helps = ("write the duration that it comes to, such as `10m` for `5m * 2`",)
        cursor.stop_at(DURATION, "a duration cannot be computed here", cursor.at, helps=helps)
    return length


def _length(cursor: Cursor, how: str) -> int:
    """A duration, or a number of seconds."""
    kind = cursor.kinds[cursor.at]
    if kind == DURATION_TOKEN:
        return read_duration_token(cursor)
    at = cursor.at
    literal = cursor.token_text(at)
    if kind == NUMBER:
        cursor.at += 1
        seconds = read_number(literal)
        if isinstance(seconds, LiteralProblem):
            cursor.say_problem(DURATION, at, seconds)
            return 0
        length = seconds * 1000
        if length.denominator != 1 or length > LONGEST:
            message = f"`{shortened(literal)}` seconds are no duration of whole milliseconds up to 292 years"
            cursor.say(DURATION, message, cursor.starts[at], cursor.ends[at])
        return int(length) if length <= LONGEST else 0
    if kind == BAD_NUMBER:
        cursor.at += 1
        cursor.say_problem(DURATION, at, duration_problem(literal))
        return 0
    if kind == PARAMETER_TOKEN:
        helps = ("a placeholder can only be the length of a range: `[$window]`",)
        cursor.stop_at(PARAMETER, f"`{literal}` cannot stand here", cursor.at, helps=helps)
    return cursor.stop_at(SYNTAX, f"{cursor.found(cursor.at)} stands where a duration should", cursor.at, helps=(how,))


def _close(cursor: Cursor, opened: int, expected: str) -> None:
    kind = cursor.kinds[cursor.at]
    if kind == "]":
        cursor.at += 1
        return
    if kind == END:
        _unclosed(cursor, opened)
    cursor.stop_at(SYNTAX, f"{cursor.found(cursor.at)} stands where {expected} should", cursor.at)


def _range_of_no_selector(cursor: Cursor, opened: int, operand: Expression) -> NoReturn:
    start, end = cursor.starts[opened], cursor.ends[cursor.at - 1]
    text = cursor.text[start:end]
    if isinstance(operand, Selector):
        helps = ("take the selector out of its parentheses",)
    elif isinstance(operand, (Range, Subquery)):
        helps = ("this is a range already: leave one of the two out",)
    else:
        helps = (f"for any other expression write a subquery, which computes it again and again: `{text[:-1]}:]`",)
    cursor.stop(MODIFIER, f"the range `{shortened(text)}` can only follow a selector", start, end, helps=helps)


def _range_behind_modifier(cursor: Cursor, opened: int, operand_end: int) -> NoReturn:
    start, end = cursor.starts[opened], cursor.ends[cursor.at - 1]
    modifier = cursor.text[operand_end:start]
    range_text = cursor.text[start:end]
    repair = Repair("put the range first", ((operand_end, end, range_text + modifier),), certain=True)
    headline = f"the range `{shortened(range_text)}` stands before `{shortened(modifier.strip())}`, not behind it"
    cursor.stop(MODIFIER, headline, start, end, fixes=(repair,))


def _unclosed(cursor: Cursor, opened: int) -> NoReturn:
    start = cursor.starts[opened]
    cursor.stop(UNCLOSED, "this `[` is never closed", start, start + 1, "no `]` follows")


def _unknown_placeholder(cursor: Cursor, name: str) -> NoReturn:
    known = sorted(cursor.placeholders)
    helps = []
    if name.startswith("__") or name == "interval":
        helps.append(f"`${name}` is a variable of Grafana, which a rule does not have")
    meant = closest(name, known)
    if meant:
        helps.append(f"did you mean `${meant}`?")
    if known:
        helps.append(f"what can stand here: {listing([f'${one}' for one in known])}, or a duration such as `5m`")
    else:
        helps.append("write a duration, such as `5m`")
    start, end = cursor.starts[cursor.at], cursor.ends[cursor.at]
    fixes = (Repair(f"write `${meant}`", ((start, end, f"${meant}"),)),) if meant else ()
    cursor.stop(PARAMETER, f"`${shortened(name)}` is no name that is known here", start, end, helps=helps, fixes=fixes)


# --- offset, @, anchored, smoothed ----------------------------------------


def _read_offset(cursor: Cursor, first: int, operand: Expression, *, parentheses: bool) -> Expression:
    word = cursor.at
    cursor.at += 1
    negative = cursor.kinds[cursor.at] == "-"
    if negative or cursor.kinds[cursor.at] == "+":
        cursor.at += 1
    length = _length(cursor, "an offset is a duration, such as `offset 5m`")
    shift = -length if negative else length
    selector = _shiftable(cursor, word, operand, parentheses=parentheses)
    if selector.offset:
        _twice(cursor, word, "an offset", f"one of {duration_text(selector.offset)} is set already")
    return _with(operand, cursor, first, offset=shift)


def _read_at(cursor: Cursor, first: int, operand: Expression, *, parentheses: bool) -> Expression:
    word = cursor.at
    cursor.at += 1
    moment = _read_moment(cursor)
    selector = _shiftable(cursor, word, operand, parentheses=parentheses)
    if selector.at is not None:
        _twice(cursor, word, "a moment", "an `@` is set already")
    return _with(operand, cursor, first, at=moment)


def _read_moment(cursor: Cursor) -> At:
    at = cursor.at
    word = cursor.token_text(at).lower()
    if cursor.kinds[at] == WORD and word in ("start", "end"):
        if cursor.kinds[at + 1] != "(" or cursor.kinds[at + 2] != ")":
            cursor.stop_at(SYNTAX, f"after `@`, `{word}` is written `{word}()`", at)
        cursor.at += 3
        return Edge.START if word == "start" else Edge.END
    sign = -1 if cursor.kinds[at] == "-" else 1
    if cursor.kinds[at] in ("-", "+"):
        cursor.at += 1
    at = cursor.at
    start, end = cursor.starts[at], cursor.ends[at]
    if cursor.kinds[at] == DURATION_TOKEN:
        return sign * read_duration_token(cursor)
    if cursor.kinds[at] != NUMBER:
        how = "`@` takes seconds since 1970, `start()` or `end()`"
        cursor.stop_at(SYNTAX, f"{cursor.found(at)} stands where a moment should", at, helps=(how,))
    cursor.at += 1
    seconds = read_number(cursor.text[start:end])
    if isinstance(seconds, LiteralProblem) or seconds * 1000 >= _LATEST:
        cursor.stop(MODIFIER, f"`{shortened(cursor.text[start:end])}` is later than Prometheus can count", start, end)
    return sign * int(seconds * 1000 + Fraction(1, 2))


def _read_extension(cursor: Cursor, first: int, operand: Expression, *, parentheses: bool) -> Expression:
    at = cursor.at
    word = cursor.kinds[at]
    cursor.at += 1
    if parentheses or not isinstance(operand, (Selector, Range)):
        cursor.stop_at(MODIFIER, f"`{word}` can only follow a selector or its range", at)
    selector = operand.selector if isinstance(operand, Range) else operand
    if selector.extension is not None:
        cursor.stop_at(MODIFIER, f"`{word}` follows `{selector.extension.value}`: a range is one of them", at)
    changed = replace(selector, extension=Extension(word))
    span = cursor.span_from(first)
    return replace(operand, selector=changed, span=span) if isinstance(operand, Range) else replace(changed, span=span)


def _shiftable(cursor: Cursor, word: int, operand: Expression, *, parentheses: bool) -> Selector | Subquery:
    """What an offset or `@` would be set on."""
    if not parentheses:
        if isinstance(operand, Range):
            return operand.selector
        if isinstance(operand, (Selector, Subquery)):
            return operand
    name = cursor.token_text(word)
    start, end = cursor.starts[word], cursor.ends[cursor.at - 1]
    return cursor.stop(
        MODIFIER,
        f"`{name}` can only follow a selector, its range, or a subquery",
        start,
        end,
        helps=(f"move `{cursor.text[start:end]}` to each selector within",),
    )


def _twice(cursor: Cursor, word: int, what: str, label: str) -> NoReturn:
    cursor.stop(MODIFIER, f"{what} is set twice", cursor.starts[word], cursor.ends[cursor.at - 1], label)


def _with(
    operand: Expression, cursor: Cursor, first: int, *, offset: int | None = None, at: At | None = None
) -> Expression:
    """The operand with an offset or moment set, and its span drawn out over it."""
    span = cursor.span_from(first)
    target = operand.selector if isinstance(operand, Range) else operand
    assert isinstance(target, (Selector, Subquery)), "found to be so by the caller"
    if offset is not None:
        target = replace(target, offset=offset)
    if at is not None:
        target = replace(target, at=at)
    if isinstance(operand, Range):
        assert isinstance(target, Selector), "a range is always of a selector"
        return replace(operand, selector=target, span=span)
    return replace(target, span=span)
