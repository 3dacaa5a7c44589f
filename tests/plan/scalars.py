"""Computes scalar PromQL at a moment, exactly: what masks and calendars are proven with, without a server."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable
from fractions import Fraction

from nines.promql.tree import Binary, BinaryOp, Call, Expression, Number

__all__ = ["scalar"]

_SIGNS = {op: op.value for op in (BinaryOp.MUL, BinaryOp.LT, BinaryOp.LE, BinaryOp.GE, BinaryOp.EQ)}
_PLAIN = {"vector": "", "scalar": "", "ceil": "ceil"}


def scalar(expression: Expression) -> Callable[[Fraction | int], Fraction | int]:
    """An expression that reads no series as a function of the moment, in Unix seconds."""
    known = {"Fraction": Fraction, "ceil": math.ceil, "rest": _rest, "of_date": _of_date}
    function: Callable[[Fraction | int], Fraction | int] = eval(f"lambda t: {_python(expression)}", known)
    return function


def _python(expression: Expression) -> str:
    match expression:
        case Number():
            assert isinstance(expression.value, Fraction)
            number = expression.value
            return str(number) if number.denominator == 1 else f"Fraction({number.numerator}, {number.denominator})"
        case Binary(BinaryOp.ADD | BinaryOp.SUB):
            return f"({_sum(expression)})"
        case Binary():
            left, right = _python(expression.left), _python(expression.right)
            if expression.op is BinaryOp.MOD:
                return f"rest({left}, {right})"
            if expression.op is BinaryOp.DIV:
                return f"Fraction({left}) / ({right})"
            assert expression.op.is_comparison == expression.returns_bool, "a comparison that filters is no scalar"
            return f"(({left}) {_SIGNS[expression.op]} ({right}))"
        case Call("time"):
            return "t"
        case Call("clamp_max", (inner, most)):
            return f"min({_python(inner)}, {_python(most)})"
        case Call(name, (inner,)) if name in _PLAIN:
            return f"{_PLAIN[name]}({_python(inner)})"
        case Call(name, (inner,)):
            return f"of_date({name!r}, {_python(inner)})"
        case _:
            raise AssertionError(f"no value for {expression}")


def _sum(expression: Expression) -> str:
    """A chain of sums without parentheses: Python's parser takes only so many of them."""
    terms: list[str] = []
    while isinstance(expression, Binary) and expression.op in (BinaryOp.ADD, BinaryOp.SUB):
        terms.append(f"{expression.op.value} ({_python(expression.right)})")
        expression = expression.left
    return " ".join([_python(expression), *reversed(terms)])


def _rest(left: Fraction | int, right: Fraction | int) -> Fraction | int:
    """What is left of a division towards zero, as `%` of PromQL has it."""
    return left % right if left >= 0 else -(-left % right)


def _of_date(name: str, moment: Fraction | int) -> int:
    date = datetime.datetime.fromtimestamp(math.floor(moment), datetime.UTC)
    match name:
        case "day_of_week":
            return (date.weekday() + 1) % 7
        case "day_of_month":
            return date.day
        case "days_in_month":
            following = (date.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
            return (following - datetime.timedelta(days=1)).day
        case _:
            raise AssertionError(f"no value for {name}()")
