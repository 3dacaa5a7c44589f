"""Every miss has exactly one credit: ranges leave no gap and do not overlap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from nines.check import examples
from nines.check.bands import Band, bands_of
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page

_STEPS = """\
measure share of good events
credit  10% at least 99.0% and below 99.9%
credit  25% at least 95.0% and below {until}
credit  50% below 95.0%
"""

PAGE = Page(
    Code("N0482", "steps-with-gap", Severity.ERROR, "two ranges of credits leave a gap between them"),
    why="""\
A table of ranges is complete only if each value lies in one of them. Whatever lies between two, be it the single value
99.0 %, is a miss for which nothing is due, and each side reads the gap in its favour. Thresholds written one by one
(`credit 25% below 99.0%`) cannot have one: the worst that is reached pays.""",
    bad=examples.agreement(_STEPS.format(until="98.9%")),
    good=examples.agreement(_STEPS.format(until="99.0%")),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for bands in bands_of(context):
        for lower, upper in pairwise(bands.ordered):
            if lower.ends_before(upper):
                yield _between(lower, upper)
        open_end = bands.open_end()
        if open_end is not None:
            yield found(
                PAGE,
                f"the worst values get no credit: no range holds what is {open_end.beyond}",
                open_end.span,
                "the last range ends here",
                helps=[f"let the worst range be open: write `{open_end.opened}`"],
            )


def _between(lower: Band, upper: Band) -> Diagnostic:
    if lower.high == upper.low:
        said = f"a value of exactly {lower.until} gets no credit: it lies between two ranges"
    else:
        said = f"values from {lower.until} to {upper.since} get no credit: they lie between two ranges"
    return found(
        PAGE,
        said,
        lower.span,
        "one range",
        others=[Label(upper.span, "and the next")],
        helps=["let one range begin where the other ends: `at least 99% and below 99.9%`, then `below 99%`"],
    )
