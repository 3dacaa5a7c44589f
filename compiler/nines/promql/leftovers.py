"""The words for a token that stands where the grammar has no place for it."""

from __future__ import annotations

from typing import NoReturn

from nines.promql.codes import DURATION as DURATION_CODE
from nines.promql.codes import LITERAL, MATCHER, MATCHING, PARAMETER, SYNTAX, UNCLOSED
from nines.promql.cursor import Cursor, Halt, Repair
from nines.promql.functions import AGGREGATORS
from nines.promql.lexer import BAD, BAD_NUMBER, END, OPEN_STRING, WORD
from nines.promql.lexer import PARAMETER as PARAMETER_TOKEN
from nines.promql.literals import duration_problem, looks_like_duration, number_problem
from nines.promql.names import NEVER_A_METRIC, shortened

__all__ = ["no_operand", "no_operator"]

_FOREIGN = {"&&": "and", "||": "or", "<>": "!="}
_CLOSING = {")": "(", "]": "[", "}": "{"}
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})


def no_operand(cursor: Cursor) -> NoReturn:
    """At a token with which no operand can begin."""
    at = cursor.at
    kind = cursor.kinds[at]
    if kind == END and at == 0:
        cursor.stop(SYNTAX, "there is no expression", 0, len(cursor.text), helps=("write PromQL, such as `up`",))
    if kind == END and cursor.kinds[at - 1] == "(":
        cursor.stop_at(UNCLOSED, "this `(` is never closed", at - 1, "no `)` follows")
    if kind == END:
        cursor.stop_at(SYNTAX, f"the expression ends after {cursor.found(at - 1)}, where an operand should follow", at)
    _stop_at_odd_token(cursor)
    if kind in _COMPARISONS and at > 0 and cursor.kinds[at - 1] in ("=", *_COMPARISONS):
        written = f"{cursor.token_text(at - 1)}{cursor.token_text(at)}"
        cursor.stop_at(SYNTAX, f"`{written}` is no operator", at)
    if kind in _CLOSING and at == 0:
        cursor.stop_at(UNCLOSED, f"this `{kind}` closes nothing", at, f"no `{_CLOSING[kind]}` before it")
    before = f"after {cursor.found(at - 1)}" if at > 0 else "at the start"
    helps = (f'a metric of this name is written `{{"{kind}"}}`',) if kind in NEVER_A_METRIC else ()
    cursor.stop_at(SYNTAX, f"{cursor.found(at)} stands {before}, where an operand should", at, helps=helps)


def no_operator(cursor: Cursor) -> NoReturn:
    """At a token that cannot follow a whole operand."""
    at = cursor.at
    kind = cursor.kinds[at]
    start, end = cursor.starts[at], cursor.ends[at]
    if kind in _CLOSING:
        cursor.stop_at(UNCLOSED, f"this `{kind}` closes nothing", at, f"no `{_CLOSING[kind]}` before it")
    if kind == "=":
        repair = Repair("write `==`", ((start, end, "=="),), certain=True)
        cursor.stop(SYNTAX, "outside braces `=` is no operator", start, end, "`==` compares values", fixes=(repair,))
    if kind in ("=~", "!~"):
        advice = ('labels are compared within braces: `up{job=~"a.*"}`',)
        cursor.stop_at(MATCHER, f"`{kind}` compares labels, and no label can stand here", at, helps=advice)
    _stop_at_odd_token(cursor)
    if kind in ("by", "without"):
        cursor.stop_at(SYNTAX, f"`{kind}` belongs to an aggregation such as `sum {kind} (label) (...)`", at)
    if kind in ("bool", "on", "ignoring", "group_left", "group_right"):
        cursor.stop_at(MATCHING, f"`{kind}` stands behind an operator", at, helps=(f"as in `a > {kind} ...`",))
    if kind == ",":
        cursor.stop_at(SYNTAX, "a comma stands between two expressions, and there is place for one", at)
    previous = shortened(cursor.token_text(at - 1))
    helps = ("two operands have an operator between them, such as `+`, `/`, `and`",)
    if previous.lower() in AGGREGATORS and cursor.kinds[at - 1] == WORD:
        helps = (f"an aggregation has its argument in parentheses: `{previous}(...)`",)
    elif kind == "{":
        helps = ("a selector has one pair of braces: put all matchers into it, with commas between",)
    cursor.stop_at(SYNTAX, f"{cursor.found(at)} follows `{previous}` without an operator", at, helps=helps)


def _stop_at_odd_token(cursor: Cursor) -> None:
    """Speaks of tokens that are wrong wherever they stand."""
    at = cursor.at
    kind = cursor.kinds[at]
    start = cursor.starts[at]
    if kind == BAD_NUMBER:
        literal = cursor.token_text(at)
        is_duration = looks_like_duration(literal)
        code, problem = (
            (DURATION_CODE, duration_problem(literal)) if is_duration else (LITERAL, number_problem(literal))
        )
        cursor.say_problem(code, at, problem)
        raise Halt
    if kind == OPEN_STRING:
        quote = cursor.text[start]
        headline = f"the text that starts with {quote} is never closed"
        cursor.stop(UNCLOSED, headline, start, start + 1, "no second quote follows")
    if kind == PARAMETER_TOKEN:
        advice = (
            "a window is written `[$window]`",
            "a parameter of a blueprint is written `${name}`, and declared there",
        )
        cursor.stop_at(PARAMETER, f"{cursor.found(at)} is no name that is known here", at, helps=advice)
    if kind == BAD:
        _stop_at_bad_character(cursor, at)


def _stop_at_bad_character(cursor: Cursor, at: int) -> NoReturn:
    written = cursor.token_text(at)
    start, end = cursor.starts[at], cursor.ends[at]
    meant = _FOREIGN.get(written)
    if meant:
        repair = Repair(f"write `{meant}`", ((start, end, meant),), certain=True)
        cursor.stop(SYNTAX, f"PromQL has no `{written}`", start, end, f"write `{meant}`", fixes=(repair,))
    helps: tuple[str, ...] = ()
    if written == "." and at > 0 and cursor.kinds[at - 1] == WORD:
        helps = ('a metric with a `.` in its name is quoted within braces: `{"http.requests"}` (Prometheus 3)',)
    if written == "!":
        helps = ("`!=` compares, `unless` leaves out",)
    shown = written if written.isprintable() else f"U+{ord(written):04X}"
    cursor.stop(SYNTAX, f"`{shown}` is no character of PromQL", start, end, helps=helps)
