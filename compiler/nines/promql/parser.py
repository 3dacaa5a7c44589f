"""Reads PromQL into a tree whose nodes know their places: operator precedence, one token of look-ahead.

It takes what Prometheus takes from 2.42 on. What only some versions know is judged by
`dialect`, types by `check`; here is the grammar alone. The first mistake of syntax ends
the reading, since what follows is anybody's guess; mistakes within braces, in names and
in literals do not.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NoReturn

from nines.diagnostics.suggest import closest
from nines.late import late_pattern
from nines.promql.clauses import read_grouping, read_matching
from nines.promql.codes import ARGUMENTS, DEEP, FUNCTION, LITERAL, OCTAL, SYNTAX, TYPE, UNCLOSED
from nines.promql.cursor import Cursor, Halt, Repair
from nines.promql.functions import AGGREGATORS, FUNCTIONS
from nines.promql.leftovers import no_operand, no_operator
from nines.promql.lexer import DURATION, END, NUMBER, STRING, WORD
from nines.promql.literals import LiteralProblem, read_number
from nines.promql.matchers import read_braces, read_string
from nines.promql.modifiers import FIRST_TOKENS, read_duration_token, read_modifiers
from nines.promql.names import KEYWORDS, NEVER_A_METRIC, shortened
from nines.promql.text import PRECEDENCE
from nines.promql.tree import (
    Aggregation,
    Binary,
    BinaryOp,
    Call,
    Expression,
    Grouping,
    Negation,
    Number,
    Range,
    Selector,
    Special,
    String,
    Subquery,
)
from nines.source import Span

__all__ = ["read_expression", "read_selector"]

_DEEPEST = 100
"""Levels of brackets. A person's expression has ten; without a bound a text could exhaust the stack."""

_LONGEST_CHAIN = 150
"""Operators in a row, for the same reason: each makes the tree one deeper."""

_TIGHTER_THAN_A_SIGN = PRECEDENCE[BinaryOp.POW]
_OPERATORS = {op.value: (op, PRECEDENCE[op]) for op in BinaryOp}
_SPECIALS = {"inf": Special.INF, "nan": Special.NAN}
_OCTAL = late_pattern(r"0[0-7]*[1-7][0-7]*")


def read_expression(cursor: Cursor) -> Expression | None:
    """The whole text as one expression; None after a mistake of syntax, which is reported."""
    try:
        expression = _expression(cursor, 1)
        if cursor.kinds[cursor.at] != END:
            no_operator(cursor)
    except Halt:
        return None
    return expression


def read_selector(cursor: Cursor) -> Selector | None:
    """A selector at the cursor, alone; None after a mistake of syntax."""
    try:
        return _selector(cursor)
    except Halt:
        return None


# --- operators ------------------------------------------------------------


def _expression(cursor: Cursor, least: int) -> Expression:
    """Operands and operators that bind at least as tightly as `least`."""
    cursor.level += 1
    if cursor.level > _DEEPEST:
        cursor.stop_at(DEEP, f"brackets are nested more than {_DEEPEST} deep here", cursor.at)
    first = cursor.at
    left = _operand(cursor)
    chain = 0
    while True:
        found = _OPERATORS.get(cursor.kinds[cursor.at])
        if found is None or found[1] < least:
            break
        chain += 1
        if chain > _LONGEST_CHAIN:
            cursor.stop_at(DEEP, f"more than {_LONGEST_CHAIN} operators stand in a row", cursor.at)
        left = _operation(cursor, first, left, *found)
    cursor.level -= 1
    return left


def _operation(cursor: Cursor, first: int, left: Expression, op: BinaryOp, precedence: int) -> Binary:
    op_at = cursor.at
    cursor.at += 1
    returns_bool = cursor.kinds[cursor.at] == "bool"
    if returns_bool:
        cursor.at += 1
    matching = read_matching(cursor)
    right = _expression(cursor, precedence if op is BinaryOp.POW else precedence + 1)
    return Binary(
        op, left, right, returns_bool, matching, span=cursor.span_from(first), op_span=cursor.token_span(op_at)
    )


# --- operands -------------------------------------------------------------


def _operand(cursor: Cursor) -> Expression:
    first = cursor.at
    kind = cursor.kinds[first]
    operand: Expression
    if kind == WORD:
        operand = _word(cursor)
    elif kind == "{":
        operand = _selector(cursor)
    elif kind == NUMBER:
        operand = Number(_number(cursor), span=cursor.span_from(first))
    elif kind == "(":
        operand = _parentheses(cursor)
    elif kind in ("-", "+"):
        return _signed(cursor)
    elif kind == STRING:
        operand = String(read_string(cursor), span=cursor.span_from(first))
    elif kind == DURATION:
        seconds = Fraction(read_duration_token(cursor), 1000)
        operand = Number(seconds, span=cursor.span_from(first))
    elif kind in KEYWORDS and kind not in NEVER_A_METRIC and cursor.kinds[first + 1] not in (WORD, NUMBER, STRING, "("):
        operand = _selector(cursor)
    else:
        no_operand(cursor)
    return read_modifiers(cursor, first, operand) if cursor.kinds[cursor.at] in FIRST_TOKENS else operand


def _word(cursor: Cursor) -> Expression:
    at = cursor.at
    following = cursor.kinds[at + 1]
    if following == "(" or following in ("by", "without"):
        word = cursor.token_text(at).lower()
        if word in AGGREGATORS:
            return _aggregation(cursor, word)
        if following == "(":
            return _call(cursor)
    elif cursor.ends[at] - cursor.starts[at] == 3:
        special = _SPECIALS.get(cursor.token_text(at).lower())
        if special is not None:
            cursor.at += 1
            return Number(special, span=cursor.token_span(at))
    return _selector(cursor)


def _selector(cursor: Cursor) -> Selector:
    first = cursor.at
    metric: str | None = None
    metric_span: Span | None = None
    outer: tuple[int, int] | None = None
    if cursor.kinds[first] != "{":
        metric = cursor.token_text(first)
        metric_span = cursor.token_span(first)
        outer = (cursor.starts[first], cursor.ends[first])
        cursor.at += 1
        if cursor.kinds[cursor.at] != "{":
            return Selector(metric, span=metric_span, metric_span=metric_span)
    braces = read_braces(cursor, outer)
    if metric is None:
        metric, metric_span = braces.metric, braces.metric_span
    return Selector(metric, tuple(braces.matchers), span=cursor.span_from(first), metric_span=metric_span)


def _number(cursor: Cursor) -> Fraction:
    at = cursor.at
    literal = cursor.token_text(at)
    cursor.at += 1
    value = read_number(literal)
    if isinstance(value, LiteralProblem):
        cursor.say_problem(LITERAL, at, value)
        return Fraction(0)
    if literal[0] == "0" and value.denominator == 1 and value > 7 and _OCTAL.fullmatch(literal):
        plain = literal.lstrip("0")
        start, end = cursor.starts[at], cursor.ends[at]
        repair = Repair(f"write `{plain}`", ((start, end, plain),))
        cursor.say(
            OCTAL, f"Prometheus reads `{shortened(literal)}` as an octal number, {value}", start, end, fixes=(repair,)
        )
    return value


def _parentheses(cursor: Cursor) -> Expression:
    opened = cursor.at
    cursor.at += 1
    inner = _expression(cursor, 1)
    _close(cursor, opened)
    return inner


def _close(cursor: Cursor, opened: int) -> None:
    kind = cursor.kinds[cursor.at]
    if kind == ")":
        cursor.at += 1
        return
    if kind == END:
        start = cursor.starts[opened]
        cursor.stop(UNCLOSED, "this `(` is never closed", start, start + 1, "no `)` follows")
    no_operator(cursor)


def _signed(cursor: Cursor) -> Expression:
    first = cursor.at
    cursor.at += 1
    operand = _expression(cursor, _TIGHTER_THAN_A_SIGN)
    span = cursor.span_from(first)
    if isinstance(operand, (String, Range, Subquery)):
        sign = cursor.token_text(first)
        what = "a text" if isinstance(operand, String) else "a range vector"
        cursor.stop(TYPE, f"{what} cannot have a sign `{sign}`", cursor.starts[first], cursor.ends[cursor.at - 1])
    if cursor.kinds[first] == "+":
        return operand
    if isinstance(operand, Number) and not isinstance(operand.value, Special):
        return Number(-operand.value, span=span)
    return Negation(operand, span=span)


# --- functions and aggregations -------------------------------------------


def _call(cursor: Cursor) -> Call:
    first = cursor.at
    name = cursor.token_text(first)
    if name not in FUNCTIONS:
        _unknown_function(cursor, first, name)
    cursor.at += 1
    arguments = _arguments(cursor)
    function_span = cursor.token_span(first)
    return Call(name, arguments, span=cursor.span_from(first), function_span=function_span)


def _arguments(cursor: Cursor) -> tuple[Expression, ...]:
    """The arguments in parentheses; the cursor stands on the `(`."""
    opened = cursor.at
    cursor.at += 1
    arguments: list[Expression] = []
    if cursor.kinds[cursor.at] == ")":
        cursor.at += 1
        return ()
    while True:
        arguments.append(_expression(cursor, 1))
        if cursor.kinds[cursor.at] != ",":
            break
        comma = cursor.at
        cursor.at += 1
        if cursor.kinds[cursor.at] == ")":
            repair = Repair("leave it out", ((cursor.starts[comma], cursor.ends[comma], ""),), certain=True)
            headline = "a comma stands after the last argument"
            cursor.say(SYNTAX, headline, cursor.starts[comma], cursor.ends[comma], fixes=(repair,))
            break
    _close(cursor, opened)
    return tuple(arguments)


def _aggregation(cursor: Cursor, name: str) -> Aggregation:
    first = cursor.at
    cursor.at += 1
    grouping: Grouping | None = None
    if cursor.kinds[cursor.at] != "(":
        grouping = read_grouping(cursor)
        if cursor.kinds[cursor.at] != "(":
            found = cursor.found(cursor.at)
            cursor.stop_at(SYNTAX, f"`{name}` takes its argument in parentheses, not {found}", cursor.at)
    arguments = _arguments(cursor)
    if cursor.kinds[cursor.at] in ("by", "without"):
        if grouping is not None:
            cursor.stop_at(SYNTAX, f"`{name}` has a `{grouping.kind.value}` already", cursor.at)
        grouping = read_grouping(cursor)
    wanted = 1 if AGGREGATORS[name].parameter is None else 2
    if len(arguments) != wanted:
        _wrong_count(cursor, first, name, wanted, len(arguments))
    return Aggregation(
        name,
        arguments[-1],
        grouping or _NO_GROUPING,
        arguments[0] if wanted == 2 else None,
        span=cursor.span_from(first),
        operator_span=cursor.token_span(first),
    )


_NO_GROUPING = Grouping()


def _wrong_count(cursor: Cursor, first: int, name: str, wanted: int, given: int) -> NoReturn:
    parameter = AGGREGATORS[name].parameter
    how = (
        f"`{name}(v)` takes an instant vector"
        if parameter is None
        else f"`{name}(p, v)`: first a {parameter.value}, then an instant vector"
    )
    headline = f"`{name}` takes {wanted} argument{'s' if wanted > 1 else ''}, and is given {given}"
    cursor.stop(ARGUMENTS, headline, cursor.starts[first], cursor.ends[cursor.at - 1], helps=(how,))


_METRICSQL = frozenset(
    {
        "any",
        "default_rollup",
        "histogram_share",
        "increase_pure",
        "keep_last_value",
        "label_set",
        "median",
        "range_quantile",
        "rate_over_sum",
        "rollup_rate",
        "running_sum",
        "union",
    }
)


def _unknown_function(cursor: Cursor, at: int, name: str) -> None:
    start, end = cursor.starts[at], cursor.ends[at]
    if ":" in name:
        cursor.stop(FUNCTION, f"`{shortened(name)}` names a metric, since it has a `:`, and no function", start, end)
    lower = name.lower()
    certain = lower in FUNCTIONS
    meant = lower if certain else closest(name, [*FUNCTIONS, *AGGREGATORS])
    helps = []
    if meant:
        helps.append("names of functions are in lower case" if certain else f"did you mean `{meant}`?")
    elif name in _METRICSQL:
        helps.append("it belongs to MetricsQL, which Prometheus does not speak")
    elif name in ("fill", "fill_left", "fill_right"):
        helps.append("filling in missing series is an experiment of Prometheus; `or` does it everywhere")
    fixes = (Repair(f"write `{meant}`", ((start, end, meant),), certain=certain),) if meant else ()
    cursor.say(FUNCTION, f"PromQL has no function `{shortened(name)}`", start, end, helps=helps, fixes=fixes)
