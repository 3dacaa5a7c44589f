"""The bound of a latency, and what it is compared with, have a unit."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.queries import selector_of
from nines.check.rule import found
from nines.contract.context import metric_unit
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.indicator import Unit, Within
from nines.values.model import Bytes, Number
from nines.values.text import decimal, literal
from nines.values.units import Dimension

PAGE = Page(
    Code("N0332", "bound-without-unit", Severity.WARNING, "the unit of a bound or of its histogram is not said"),
    why="""\
`within 300 of ...` may mean 300 ms or five minutes. And of a histogram whose name does not end in a unit nobody knows
what it counts in: it is taken to be seconds, so that a bound of `2s` picks the bucket `2` also where the program counts
milliseconds and its bucket is called `2000`.""",
    bad=examples.sli('within 2s of webhook_delivery_time{job="checkout"}\n'),
    good=examples.sli('within 2s of webhook_delivery_time{job="checkout"}\nunit milliseconds\n'),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for within in context.every(Within):
        node = within.node
        selector = selector_of(node.query)
        if selector is None or selector.metric is None or context.beside(within, Unit):
            continue
        unit, bound = metric_unit(node.query), node.bound
        if isinstance(bound.value, Number):
            if unit is not None and unit.dimension is Dimension.TIME:
                yield _plain_bound(within.node, unit.name)
        elif (
            unit is None and ":" not in selector.metric and not selector.metric.endswith(("_bucket", "_count", "_sum"))
        ):
            guess = "bytes" if isinstance(bound.value, Bytes) else "seconds"
            yield found(
                PAGE,
                f"the name `{selector.metric}` does not say in which unit it counts",
                node.query.span,
                f"taken to be {guess}",
                helps=[f"say it: `unit milliseconds`, or `unit {guess}` if that is right"],
            )


def _plain_bound(node: Within, unit: str) -> Diagnostic:
    """Of a histogram of seconds most write their bounds in milliseconds, so both are offered, neither as certain."""
    bound = node.bound
    assert isinstance(bound.value, Number)
    suffix = {"seconds": "s", "milliseconds": "ms", "minutes": "m", "hours": "h"}.get(unit)
    written = decimal(bound.value.value).replace(",", "_")
    whole = suffix is not None and bound.value.whole is not None
    meant = [f"{written}{each}" for each in dict.fromkeys(("ms", suffix))] if whole else []
    return found(
        PAGE,
        f"the bound `{literal(bound.value)}` has no unit",
        bound.span,
        f"taken to be {unit}, in which the histogram counts",
        helps=[] if meant else ["write it with its unit, such as `300ms`"],
        fixes=[Fix(f"write `{text}`", (Edit(bound.span, text),)) for text in meant],
    )
