"""A share is compared with a share: 85 % is 0.85 beside a ratio, and 85 beside a percentage."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.check import examples
from nines.check.context import Context
from nines.check.queries import condition_of
from nines.check.rule import found
from nines.contract.context import metric_unit
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Severity
from nines.diagnostics.pages import Page
from nines.language.nodes import At, Query
from nines.language.statements.indicator import Mean, Samples, Unit
from nines.values.model import Number, Quantity
from nines.values.text import decimal, percent

PAGE = Page(
    Code("N0314", "percent-or-ratio", Severity.ERROR, "a plain number beside a share is off by a factor of 100"),
    why="""\
By their names, series that end in `_ratio` go from 0 to 1, and those that end in `_percent` from 0 to 100. A plain
number is taken as it is: `<= 85` beside a ratio always holds, `<= 0.85` beside a percentage hardly ever. A number with
its sign, `85%`, is converted to what the series counts in. The same goes for `good` and `bad` of a slice.""",
    bad=examples.sli('samples of disk_used_ratio{job="checkout"} <= 85\n'),
    good=examples.sli('samples of disk_used_ratio{job="checkout"} <= 85%\n'),
)

_RATIO, _PERCENT = "ratio", "percent"


def check(context: Context) -> Iterator[Diagnostic]:
    for samples in context.every(Samples):
        comparison = samples.node.comparison
        if not context.beside(samples, Unit):
            yield from _compared(comparison.query, comparison.value)
    for placed in context.placed:
        condition = condition_of(placed.node)
        if condition is None:
            continue
        if condition.part is not None:
            yield from _of_slice(condition.part.value, condition.value)
        elif condition.query is not None and (condition.aggregate is None or condition.aggregate.value in _LEVELS):
            yield from _compared(condition.query, condition.value)
    for mean in context.every(Mean):
        if not context.beside(mean, Unit):
            yield from _mean(mean.node)


_LEVELS = frozenset({"min", "max", "mean", "p50", "p90", "p95", "p99"})
"""What keeps the unit of a series: a sum of ratios is none."""


def _unit_name(query: Query) -> str | None:
    unit = metric_unit(query)
    return unit.name if unit is not None else None


def _compared(query: Query, value: At[Quantity]) -> Iterator[Diagnostic]:
    amount = value.value
    if not isinstance(amount, Number):
        return
    unit = _unit_name(query)
    if unit == _RATIO and amount.value > 1:
        meant = f"{decimal(amount.value)}%"
        yield _finding(value, f"`{query.text}` goes from 0 to 1, and is compared with `{value.span.text}`", meant)
    elif unit == _PERCENT and 0 < amount.value < 1:
        meant = percent(amount.value)
        yield _finding(value, f"`{query.text}` goes from 0 to 100, and is compared with `{value.span.text}`", meant)


def _of_slice(part: str, value: At[Quantity]) -> Iterator[Diagnostic]:
    """`good` and `bad` are shares: whatever is above one needs its sign."""
    amount = value.value
    if isinstance(amount, Number) and amount.value >= 1:
        meant = f"{decimal(amount.value)}%"
        yield _finding(value, f"`{part}` is a share from 0 to 1, and is compared with `{value.span.text}`", meant)


def _finding(value: At[Quantity], headline: str, meant: str) -> Diagnostic:
    return found(
        PAGE,
        headline,
        value.span,
        f"did you mean `{meant}`?",
        fixes=[Fix(f"write `{meant}`", (Edit(value.span, meant),))],
    )


def _mean(node: Mean) -> Iterator[Diagnostic]:
    unit = _unit_name(node.query)
    full = node.full.value.value if node.full is not None else Fraction(1)
    if unit == _PERCENT and full == 1:
        place = node.full.span if node.full is not None else node.query.span
        yield found(
            PAGE,
            f"`{node.query.text}` goes from 0 to 100, and its mean is taken to go to 1",
            place,
            "by its name a percentage",
            helps=["say `out of 100`"],
        )
    elif unit == _RATIO and full == 100 and node.full is not None:
        yield found(
            PAGE,
            f"`{node.query.text}` goes from 0 to 1, and its mean is taken out of 100",
            node.full.span,
            "by its name a ratio",
            helps=["leave `out of 100` out"],
        )
