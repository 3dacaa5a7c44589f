"""PromQL's functions, as far as rules use them; `build` offers them all. Others by `call`."""

from __future__ import annotations

from nines.promql.tree import Call, Expression, Operand, Range, String, Subquery, lift

__all__ = [
    "Window",
    "abs_",
    "absent",
    "absent_over_time",
    "avg_over_time",
    "call",
    "ceil",
    "changes",
    "clamp",
    "clamp_max",
    "clamp_min",
    "count_over_time",
    "day_of_month",
    "day_of_week",
    "delta",
    "floor",
    "histogram_count",
    "histogram_fraction",
    "histogram_quantile",
    "histogram_sum",
    "hour",
    "increase",
    "irate",
    "label_join",
    "label_replace",
    "last_over_time",
    "max_over_time",
    "min_over_time",
    "minute",
    "month",
    "present_over_time",
    "quantile_over_time",
    "rate",
    "resets",
    "scalar",
    "sum_over_time",
    "time",
    "timestamp",
    "vector",
    "year",
]

Window = Range | Subquery
"""What a function over time takes."""


def call(function: str, *arguments: Operand) -> Call:
    return Call(function, tuple(map(lift, arguments)))


def rate(of: Window) -> Call:
    return Call("rate", (of,))


def irate(of: Window) -> Call:
    return Call("irate", (of,))


def increase(of: Window) -> Call:
    return Call("increase", (of,))


def delta(of: Window) -> Call:
    return Call("delta", (of,))


def changes(of: Window) -> Call:
    return Call("changes", (of,))


def resets(of: Window) -> Call:
    return Call("resets", (of,))


def sum_over_time(of: Window) -> Call:
    return Call("sum_over_time", (of,))


def avg_over_time(of: Window) -> Call:
    return Call("avg_over_time", (of,))


def min_over_time(of: Window) -> Call:
    return Call("min_over_time", (of,))


def max_over_time(of: Window) -> Call:
    return Call("max_over_time", (of,))


def count_over_time(of: Window) -> Call:
    return Call("count_over_time", (of,))


def last_over_time(of: Window) -> Call:
    return Call("last_over_time", (of,))


def present_over_time(of: Window) -> Call:
    return Call("present_over_time", (of,))


def absent_over_time(of: Window) -> Call:
    return Call("absent_over_time", (of,))


def quantile_over_time(share: Operand, of: Window) -> Call:
    return Call("quantile_over_time", (lift(share), of))


def absent(of: Expression) -> Call:
    return Call("absent", (of,))


def time() -> Call:
    return Call("time")


def timestamp(of: Expression) -> Call:
    return Call("timestamp", (of,))


def vector(of: Operand) -> Call:
    """A scalar as a vector of one series without labels."""
    return Call("vector", (lift(of),))


def scalar(of: Expression) -> Call:
    return Call("scalar", (of,))


def floor(of: Expression) -> Call:
    return Call("floor", (of,))


def ceil(of: Expression) -> Call:
    return Call("ceil", (of,))


def abs_(of: Expression) -> Call:
    return Call("abs", (of,))


def clamp(of: Expression, least: Operand, most: Operand) -> Call:
    return Call("clamp", (of, lift(least), lift(most)))


def clamp_min(of: Expression, least: Operand) -> Call:
    return Call("clamp_min", (of, lift(least)))


def clamp_max(of: Expression, most: Operand) -> Call:
    return Call("clamp_max", (of, lift(most)))


def year(of: Expression) -> Call:
    return Call("year", (of,))


def month(of: Expression) -> Call:
    return Call("month", (of,))


def day_of_month(of: Expression) -> Call:
    return Call("day_of_month", (of,))


def day_of_week(of: Expression) -> Call:
    """0 is Sunday."""
    return Call("day_of_week", (of,))


def hour(of: Expression) -> Call:
    return Call("hour", (of,))


def minute(of: Expression) -> Call:
    return Call("minute", (of,))


def histogram_quantile(share: Operand, of: Expression) -> Call:
    return Call("histogram_quantile", (lift(share), of))


def histogram_count(of: Expression) -> Call:
    return Call("histogram_count", (of,))


def histogram_sum(of: Expression) -> Call:
    return Call("histogram_sum", (of,))


def histogram_fraction(lower: Operand, upper: Operand, of: Expression) -> Call:
    return Call("histogram_fraction", (lift(lower), lift(upper), of))


def label_replace(of: Expression, target: str, replacement: str, source: str, regex: str) -> Call:
    return Call("label_replace", (of, String(target), String(replacement), String(source), String(regex)))


def label_join(of: Expression, target: str, separator: str, *sources: str) -> Call:
    return Call("label_join", (of, String(target), String(separator), *map(String, sources)))
