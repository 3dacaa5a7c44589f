"""An objective below one half is probably the share of bad events."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Severity
from nines.diagnostics.pages import Page
from nines.values.text import literal, percent

PAGE = Page(
    Code("N0312", "objective-very-low", Severity.WARNING, "an objective is below 50 %"),
    why="""\
An objective says which share should be good. One below 50 % accepts that most is bad, which hardly anybody means: what
was written is more likely the share that may be bad, `0.1%` for `99.9%`, or a number without its last digits.""",
    bad=examples.slo("slo requests 0.1% over 30d { no alerts }\n"),
    good=examples.slo("slo requests 99.9% over 30d\n"),
)

_LOWEST = Fraction(1, 2)


def check(context: Context) -> Iterator[Diagnostic]:
    for objective in context.contract.objectives:
        target = objective.target
        if not 0 < target.value < _LOWEST:
            continue
        span = objective.target_origin
        other = percent(1 - target.value)
        yield found(
            PAGE,
            f"an objective of `{literal(target)}` allows {other} to be bad",
            span,
            "the share that should be good",
            fixes=[Fix(f"if {literal(target)} may be bad, write `{other}`", (Edit(span, other),))],
        )
