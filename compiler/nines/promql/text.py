"""PromQL trees as text, on one line or laid out for people.

Parentheses stand only where precedence needs them. The spelling is that of
Prometheus' own printer; the layout that of `promtool promql format`, but that in a
chain of operators of one rank each stands before its operand, on one line if that fits,
and that literals share a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from nines.promql.durations import Length, Placeholder, duration_text
from nines.promql.names import is_bare_label, is_bare_metric, is_metric_identifier, quoted
from nines.promql.numbers import number_text
from nines.promql.tree import (
    Aggregation,
    At,
    Binary,
    BinaryOp,
    Call,
    Edge,
    Expression,
    Grouping,
    GroupingKind,
    Matcher,
    Matching,
    Negation,
    Number,
    Range,
    Selector,
    Special,
    String,
    Subquery,
)

__all__ = ["PRECEDENCE", "RULE_WIDTH", "WIDTH", "line", "matcher_text", "pretty"]

WIDTH = 100
"""Columns beyond which `pretty` breaks a line, as Prometheus does."""

RULE_WIDTH = 110
"""Columns of an expression in a rule file. All that look at rules ask for the same text, which is made once."""

PRECEDENCE = {
    BinaryOp.OR: 1,
    BinaryOp.AND: 2,
    BinaryOp.UNLESS: 2,
    BinaryOp.EQ: 3,
    BinaryOp.NE: 3,
    BinaryOp.LT: 3,
    BinaryOp.LE: 3,
    BinaryOp.GT: 3,
    BinaryOp.GE: 3,
    BinaryOp.ADD: 4,
    BinaryOp.SUB: 4,
    BinaryOp.MUL: 5,
    BinaryOp.DIV: 5,
    BinaryOp.MOD: 5,
    BinaryOp.ATAN2: 5,
    BinaryOp.POW: 7,
}
"""How tightly operators bind; all are left-associative but `^`."""

_SIGN = 6
"""A sign binds tighter than `*` and weaker than `^`."""

_ATOM = 8


Lines: TypeAlias = Callable[[Expression], str]
"""Gives the text of an expression on one line."""


def line(expression: Expression) -> str:
    """The expression on one line."""
    return _LINES[type(expression)](expression, line)


def pretty(expression: Expression, *, width: int = WIDTH) -> str:
    """The expression, broken into indented lines where it is wider than `width` columns. No newline at the end."""
    return _pretty(_Same(expression), width)


class _Same:
    """An expression that is equal to itself alone: to compare trees would take longer than to print them."""

    __slots__ = ("expression",)

    def __init__(self, expression: Expression) -> None:
        self.expression = expression

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.expression is other.expression

    def __hash__(self) -> int:
        return id(self.expression)


@lru_cache(maxsize=131_072)
def _pretty(same: _Same, width: int) -> str:
    """What was written is asked for again when it is read back."""
    expression = same.expression
    lines = _remembered()
    text = lines(expression)
    if len(text) <= width:
        return text
    return "\n".join(_Layout(width, lines).lines(expression, 0))


def _remembered() -> Lines:
    """`line` for the parts of one tree, each worked out once: the layout asks for them at every level."""
    texts: dict[int, str] = {}

    def remembered(expression: Expression) -> str:
        key = id(expression)
        text = texts.get(key)
        if text is None:
            text = texts[key] = _LINES[type(expression)](expression, remembered)
        return text

    return remembered


@lru_cache(maxsize=65_536)
def matcher_text(matcher: Matcher) -> str:
    return f"{_label(matcher.label)}{matcher.op.value}{quoted(matcher.value)}"


# --- one line -------------------------------------------------------------


def _selector(node: Selector, _: Lines) -> str:
    return _series(node) + _modifiers(node.at, node.offset) + _extension(node)


def _range(node: Range, _: Lines) -> str:
    selector = node.selector
    modifiers = _modifiers(selector.at, selector.offset)
    return f"{_series(selector)}[{_length(node.window)}]{_extension(selector)}{modifiers}"


def _subquery(node: Subquery, lines: Lines) -> str:
    return _wrapped(node.expression, _ATOM, lines) + _subquery_suffix(node)


def _subquery_suffix(node: Subquery) -> str:
    step = "" if node.step is None else duration_text(node.step)
    return f"[{_length(node.window)}:{step}]{_modifiers(node.at, node.offset)}"


def _series(node: Selector) -> str:
    matchers = [matcher_text(matcher) for matcher in node.matchers]
    metric = node.metric
    if metric is None:
        return f"{{{','.join(matchers)}}}"
    if is_bare_metric(metric):
        return f"{metric}{{{','.join(matchers)}}}" if matchers else metric
    name = f"__name__={quoted(metric)}" if is_metric_identifier(metric) else quoted(metric)
    return f"{{{','.join([name, *matchers])}}}"


def _modifiers(at: At | None, offset: int) -> str:
    moment = "" if at is None else f" @ {at.value if isinstance(at, Edge) else _seconds(at)}"
    return f"{moment} offset {duration_text(offset)}" if offset else moment


def _extension(node: Selector) -> str:
    return "" if node.extension is None else f" {node.extension.value}"


def _seconds(moment: int) -> str:
    seconds, rest = divmod(abs(moment), 1000)
    fraction = f".{rest:03d}".rstrip("0") if rest else ""
    return f"{'-' if moment < 0 else ''}{seconds}{fraction}"


def _length(length: Length) -> str:
    return f"${length.name}" if isinstance(length, Placeholder) else duration_text(length)


def _call(node: Call, lines: Lines) -> str:
    return f"{node.function}({', '.join(map(lines, node.arguments))})"


def _aggregation(node: Aggregation, lines: Lines) -> str:
    parameter = "" if node.parameter is None else f"{lines(node.parameter)}, "
    return f"{_aggregation_head(node)}({parameter}{lines(node.expression)})"


def _aggregation_head(node: Aggregation) -> str:
    grouping = _grouping(node.grouping)
    return f"{node.operator} {grouping} " if grouping else node.operator


def _grouping(grouping: Grouping) -> str:
    if not grouping.labels and grouping.kind is GroupingKind.BY:
        return ""
    return f"{grouping.kind.value} ({_labels(grouping.labels)})"


def _binary(node: Binary, lines: Lines) -> str:
    parts = []
    for step in _left_spine(node):
        parts += [_right(step, lines), _operator(step)]
        node = step
    parts.append(_left(node, lines))
    return " ".join(reversed(parts))


def _left_spine(node: Binary) -> Iterable[Binary]:
    """The operations of a chain such as `a + b + c`, last one first: a loop, so that chains may be long."""
    yield node
    while isinstance(node.left, Binary) and not _left_needs_parentheses(node.op, node.left):
        node = node.left
        yield node


def _operator(node: Binary) -> str:
    sign = _SIGNS[node.op]
    text = f"{sign} bool" if node.returns_bool else sign
    return text if node.matching is None else f"{text} {_matching(node.matching)}"


def _matching(matching: Matching) -> str:
    text = f"{matching.kind.value} ({_labels(matching.labels)})"
    if matching.group is None:
        return text
    return f"{text} {matching.group.side.value} ({_labels(matching.group.labels)})"


def _negation(node: Negation, lines: Lines) -> str:
    return f"-{_wrapped(node.operand, _SIGN + 1, lines)}"


def _number(node: Number, _: Lines) -> str:
    return number_text(node.value)


def _string(node: String, _: Lines) -> str:
    return quoted(node.value)


@lru_cache(maxsize=4_096)
def _labels(labels: tuple[str, ...]) -> str:
    return ", ".join(map(_label, labels))


def _label(name: str) -> str:
    return name if is_bare_label(name) else quoted(name)


# --- parentheses ----------------------------------------------------------


def _rank(node: Expression) -> int:
    if isinstance(node, Binary):
        return PRECEDENCE[node.op]
    if isinstance(node, Negation) or (isinstance(node, Number) and _is_negative(node.value)):
        return _SIGN
    return _ATOM


def _is_negative(value: Fraction | Special) -> bool:
    return isinstance(value, Fraction) and value.numerator < 0


def _left_needs_parentheses(op: BinaryOp, left: Expression) -> bool:
    return _rank(left) <= PRECEDENCE[op] if op is BinaryOp.POW else _rank(left) < PRECEDENCE[op]


def _right_needs_parentheses(op: BinaryOp, right: Expression) -> bool:
    """A sign needs none on the right: nothing before it can take its operand away."""
    rank = _rank(right)
    return rank != _SIGN and (rank < PRECEDENCE[op] if op is BinaryOp.POW else rank <= PRECEDENCE[op])


def _left(node: Binary, lines: Lines) -> str:
    text = lines(node.left)
    return f"({text})" if _left_needs_parentheses(node.op, node.left) else text


def _right(node: Binary, lines: Lines) -> str:
    text = lines(node.right)
    return f"({text})" if _right_needs_parentheses(node.op, node.right) else text


def _wrapped(node: Expression, rank: int, lines: Lines) -> str:
    return lines(node) if _rank(node) >= rank else f"({lines(node)})"


_SIGNS = {op: op.value for op in BinaryOp}
"""Found here faster than at the operators themselves."""

_LINES: dict[type[Expression], Callable[..., str]] = {
    Aggregation: _aggregation,
    Binary: _binary,
    Call: _call,
    Negation: _negation,
    Number: _number,
    Range: _range,
    Selector: _selector,
    String: _string,
    Subquery: _subquery,
}


# --- layout ---------------------------------------------------------------


class _Layout:
    """Breaks what is too wide, from the outside in."""

    def __init__(self, width: int, line: Lines) -> None:
        self._width = width
        self._line = line

    def lines(self, node: Expression, level: int) -> list[str]:
        text = self._line(node)
        if len(text) + 2 * level <= self._width:
            return [_indent(level) + text]
        return self._broken(node, level)

    def _broken(self, node: Expression, level: int) -> list[str]:
        match node:
            case Binary():
                return self._chain(node, level)
            case Call() if node.arguments:
                return self._bracketed(node.function, node.arguments, level)
            case Aggregation(parameter=None):
                return self._bracketed(_aggregation_head(node), (node.expression,), level)
            case Aggregation(parameter=parameter) if parameter is not None:
                return self._bracketed(_aggregation_head(node), (parameter, node.expression), level)
            case Subquery():
                inner = self._operand(node.expression, level, parentheses=_rank(node.expression) < _ATOM)
                return [*inner[:-1], inner[-1] + _subquery_suffix(node)]
            case Negation():
                inner = self._operand(node.operand, level, parentheses=_rank(node.operand) <= _SIGN)
                return [f"{_indent(level)}-{inner[0].lstrip()}", *inner[1:]]
            case _:
                return [_indent(level) + self._line(node)]

    def _chain(self, node: Binary, level: int) -> list[str]:
        """Operands one below another, each after its operator."""
        steps = [step for step in _left_spine(node) if PRECEDENCE[step.op] == PRECEDENCE[node.op]]
        steps.reverse()
        first = steps[0]
        parentheses = _left_needs_parentheses(first.op, first.left)
        lines = self._operand(first.left, level + 1, parentheses=parentheses)
        for step in steps:
            start = f"{_indent(level)}{_operator(step)}"
            text = f"{start} {_right(step, self._line)}"
            if len(text) <= self._width:
                lines.append(text)
                continue
            parentheses = _right_needs_parentheses(step.op, step.right)
            lines += [start, *self._operand(step.right, level + 1, parentheses=parentheses)]
        return lines

    def _operand(self, node: Expression, level: int, *, parentheses: bool) -> list[str]:
        if not parentheses:
            return self.lines(node, level)
        text = f"{_indent(level)}({self._line(node)})"
        if len(text) <= self._width:
            return [text]
        return [f"{_indent(level)}(", *self.lines(node, level + 1), f"{_indent(level)})"]

    def _bracketed(self, head: str, arguments: tuple[Expression, ...], level: int) -> list[str]:
        """Arguments one below another, but literals on one line with those before them."""
        lines = [f"{_indent(level)}{head}("]
        before: Expression | None = None
        for argument in arguments:
            if isinstance(before, String | Number) and isinstance(argument, String | Number):
                lines[-1] += f" {self._line(argument)}"
            else:
                lines += self.lines(argument, level + 1)
            lines[-1] += ","
            before = argument
        lines[-1] = lines[-1].removesuffix(",")
        return [*lines, f"{_indent(level)})"]


def _indent(level: int) -> str:
    return "  " * level
