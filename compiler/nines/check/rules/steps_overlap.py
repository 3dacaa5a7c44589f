"""Every miss has exactly one credit: two ranges do not hold at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from nines.check import examples
from nines.check.bands import bands_of
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page

_STEPS = """\
measure share of good events
credit  10% {first} and below 99.9%
credit  25% below 99.0%
"""

PAGE = Page(
    Code("N0483", "steps-overlap", Severity.ERROR, "two ranges of credits hold at once"),
    why="""\
As soon as one credit has a range with two ends, nothing nests: each value belongs to one range and gets that credit.
A value in two ranges would be owed two credits, and the contract does not say which. One value is enough: `at most
99 %` and `at least 99 %` meet in it.""",
    bad=examples.agreement(_STEPS.format(first="at least 98.5%")),
    good=examples.agreement(_STEPS.format(first="at least 99.0%")),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for bands in bands_of(context):
        for lower, upper in pairwise(bands.ordered):
            if lower.reaches_into(upper):
                what = f"a value of {upper.since}" if lower.high == upper.low else f"values above {upper.since}"
                yield found(
                    PAGE,
                    f"{what} would be owed two credits: two ranges hold at once",
                    upper.span,
                    "begins here",
                    others=[Label(lower.span, f"goes on to {lower.until}")],
                    helps=["let one range begin where the other ends: `below 99%`, and `at least 99% and below 99.9%`"],
                )
