"""The bound of a latency is one of the histogram's buckets."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Bucket, Indicator, Latency
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Label, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.suggest import listing
from nines.language.nodes import At
from nines.language.statements.indicator import Within
from nines.language.statements.objective import Slo
from nines.values.model import Quantity

_SLI = 'within {bound} of http_request_duration_seconds{{job="checkout"}}\nbuckets 100ms, 300ms, 1s, 3s\n'

PAGE = Page(
    Code("N0347", "bound-without-bucket", Severity.ERROR, "the histogram has no bucket that ends at the bound"),
    why="""\
A classic histogram knows how many observations were up to the bound of each bucket, and nothing of what lies between
two of them. With a bound of its own a series is asked for that does not exist, and every request counts as slow. Which
buckets there are says `buckets` in the sli, in its service or in `project`; else any bound is taken to be one.""",
    bad=examples.sli(_SLI.format(bound="800ms")),
    good=examples.sli(_SLI.format(bound="1s")),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for indicator in context.contract.indicators:
        statement = context.statement(indicator.origin)
        for within in context.within(statement, Within) if statement is not None else ():
            yield from _judged(indicator, within.bound)
    for objective in context.contract.objectives:
        slo = context.statement(objective.origin)
        if objective.bound is not None and isinstance(slo, Slo) and slo.within is not None:
            yield from _judged(objective.indicator, slo.within)


def _judged(indicator: Indicator, bound: At[Quantity]) -> Iterator[Diagnostic]:
    measured = indicator.measurement
    if not isinstance(measured, Latency) or measured.native or not measured.buckets:
        return
    if all(bucket.value != measured.bound_value for bucket in measured.buckets):
        yield _finding(measured, bound)


def _finding(measured: Latency, bound: At[Quantity]) -> Diagnostic:
    near = _neighbours(measured)
    return found(
        PAGE,
        f"the histogram has no bucket that ends at `{bound.span.text}`: the nearest end at "
        f"{listing([bucket.text for bucket in near], joint='and')}",
        bound.span,
        "between two buckets" if len(near) == 2 else "beyond all buckets",
        others=[Label(near[0].origin, "its buckets")],
        helps=["give the program that measures such a bucket, and add it to `buckets`"],
        fixes=[Fix(f"write `{bucket.text}`", (Edit(bound.span, bucket.text),)) for bucket in near],
    )


def _neighbours(measured: Latency) -> list[Bucket]:
    """The bucket below a bound and the one above, as far as there are."""
    below = [bucket for bucket in measured.buckets if bucket.value < measured.bound_value]
    above = [bucket for bucket in measured.buckets if bucket.value > measured.bound_value]
    nearest = [max(below, key=lambda bucket: bucket.value)] if below else []
    return nearest + ([min(above, key=lambda bucket: bucket.value)] if above else [])
