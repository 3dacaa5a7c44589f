"""What a team aims for is stricter than what is promised."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.agreements import Held, allowed_time, floor_of, period_length, promises
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Objective, Promise
from nines.contract.windows import nominal
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.phrases import Comparison
from nines.values.model import Duration
from nines.values.text import literal

PAGE = Page(
    Code("N0401", "objective-below-promise", Severity.ERROR, "an SLO allows more than an SLA that rests on it"),
    why="""\
The objective decides when people are woken and what a team may risk. If it allows more than was promised to a customer,
the promise is broken before anybody acts, and all is well on the boards while money is owed.

The objective that guards a promise is the strictest one on the same indicator.""",
    bad=examples.agreement(objective="99.5% over calendar month in UTC"),
    good=examples.agreement(objective="99.95% over calendar month in UTC"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for one, promise in promises(context):
        if promise.guard is None:
            continue
        length = period_length(one.agreement.period) or nominal(promise.guard.window)
        for comparison in (promise.comparison, *(level.comparison for level in promise.levels)):
            least = floor_of(comparison)
            if least is None or least == 1 or not 0 < promise.guard.target.value < 1:
                continue
            above = comparison.operator.value == "above"
            if promise.guard.target.value < least or (above and promise.guard.target.value == least):
                yield _finding(one, promise, promise.guard, comparison, length)


def _finding(one: Held, promise: Promise, guard: Objective, comparison: Comparison, length: Duration) -> Diagnostic:
    promised = comparison.value
    least = floor_of(comparison)
    assert least is not None
    aimed = Label(guard.target_origin, f"allows {allowed_time(guard.target.value, length)}")
    said = Label(promised.span, f"promises at most {allowed_time(least, length)}")
    # In one file the line that is read second contradicts the first; over two, the objective is what has to move.
    primary, other = (said, aimed) if promised.span.source is guard.target_origin.source else (aimed, said)
    own = one.customer is not None and promise.changed_by is not None and comparison is promise.comparison
    whom = f" to {one.customer.title}" if own and one.customer is not None else ""
    return found(
        PAGE,
        f"the SLO `{guard.id}` allows more downtime than the SLA that rests on it promises{whom}",
        primary.span,
        primary.text,
        others=[other],
        helps=[f"raise the objective above {literal(promised.value)}, or promise less than {literal(guard.target)}"],
    )
