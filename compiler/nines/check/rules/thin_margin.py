"""Between what is aimed for and what is promised there is room to act."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from nines.check import examples
from nines.check.agreements import allowed_time, floor_of, period_length, promises
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Objective
from nines.contract.windows import nominal
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.phrases import Comparison
from nines.values.model import Duration
from nines.values.text import literal, percent

PAGE = Page(
    Code("N0402", "thin-margin", Severity.WARNING, "an SLO allows nearly all that an SLA promises"),
    why="""\
An objective that allows as much as the promise is spent at the moment in which the promise is broken. It should allow
at most four fifths of that: then there is a fifth of the time left when the budget is gone, in which a promise can
still be kept.""",
    bad=examples.agreement(objective="99.91% over calendar month in UTC"),
    good=examples.agreement(objective="99.92% over calendar month in UTC"),
)

_MOST = Fraction(4, 5)


def check(context: Context) -> Iterator[Diagnostic]:
    for one, promise in promises(context):
        guard = promise.guard
        if guard is None:
            continue
        length = period_length(one.agreement.period) or nominal(guard.window)
        for comparison in (promise.comparison, *(level.comparison for level in promise.levels)):
            least = floor_of(comparison)
            if least is None or not least < 1 or guard.target.value < least:
                continue
            if comparison.operator.value == "above" and guard.target.value == least:
                continue
            if guard.budget > _MOST * (1 - least):
                yield _finding(guard, comparison, least, length)


def _finding(guard: Objective, comparison: Comparison, least: Fraction, length: Duration) -> Diagnostic:
    aim = percent(1 - _MOST * (1 - least))
    share = percent(guard.budget / (1 - least))
    return found(
        PAGE,
        f"the SLO `{guard.id}` allows {share} of what the SLA that rests on it promises",
        guard.target_origin,
        f"allows {allowed_time(guard.target.value, length)}",
        others=[Label(comparison.value.span, f"promises at most {allowed_time(least, length)}")],
        helps=[f"aim for {aim} or more, which leaves a fifth, or promise less than {literal(comparison.value.value)}"],
    )
