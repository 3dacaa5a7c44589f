"""Runs of bad slices are told in whole slices."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.nodes import At
from nines.language.statements.indicator import Runs, Sli, Slices
from nines.values.model import Duration
from nines.values.spelling import spell_duration
from nines.values.text import literal

_SLI = """\
bad http_requests_total{{job="checkout", code=~"5.."}}
of  http_requests_total{{job="checkout"}}
slices of 5m where bad < 5%
runs of at least {least} count in full
"""

PAGE = Page(
    Code("N0348", "runs-rounded", Severity.WARNING, "a run is no whole number of slices"),
    why="""\
A slice is good or bad as a whole, and a run is so many bad slices in a row. `runs of at least 7m` over slices of 5m
needs two of them: trouble that lasts 7 to 10 minutes is not counted, though the words say that it is. Without slices
there are no runs at all.""",
    bad=examples.sli(_SLI.format(least="7m")),
    good=examples.sli(_SLI.format(least="10m")),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for runs in context.every(Runs):
        if not runs.within or not isinstance(runs.within[-1], Sli):
            continue
        slices = context.beside(runs, Slices)
        if slices:
            yield from _judged(runs.node.length, slices[-1].length)
        elif not context.is_unsure(runs.within[-1]):
            yield found(
                PAGE,
                "runs are counted in slices, and this sli has none",
                runs.node.span,
                "has no effect",
                helps=["add `slices of 1m where ...`, or remove it"],
            )


def _judged(least: At[Duration], slice_: At[Duration]) -> Iterator[Diagnostic]:
    length, wanted = slice_.value.milliseconds, least.value.milliseconds
    if length <= 0 or wanted <= 0 or wanted % length == 0:
        return
    count = wanted // length
    shorter, longer = spell_duration(count * length), spell_duration((count + 1) * length)
    slices = f"{count + 1} slices" if count else "one slice"
    yield found(
        PAGE,
        f"a run of at least {literal(least.value)} takes {slices} of {literal(slice_.value)}, which are {longer}",
        least.span,
        f"from {literal(least.value)} to {longer} nothing is counted" if count else f"every bad slice is {longer}",
        others=[Label(slice_.span, "the slice")],
        fixes=[Fix(f"write `{text}`", (Edit(least.span, text),)) for text in ((shorter,) if count else ()) + (longer,)],
    )
