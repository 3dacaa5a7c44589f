"""An objective lies between 0 and 100 %."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.diagnostics.model import Code, Diagnostic, Severity
from nines.diagnostics.pages import Page
from nines.values.text import literal

PAGE = Page(
    Code("N0311", "objective-out-of-range", Severity.ERROR, "an objective is not between 0 and 100 %"),
    why="""\
The error budget is what an objective leaves to 100 %. At 100 % there is none: the first bad event spends all of it,
no burn rate can be computed, and no change can ever be risked. Beyond 100 %, or at 0 % and below, nothing is aimed for.

A contract may promise 100 %; the objective that guards it is still the one that a team can work towards.""",
    bad=examples.slo("slo requests 100% over 30d\n"),
    good=examples.slo("slo requests 99.99% over 30d\n"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for objective in context.contract.objectives:
        target = objective.target
        if 0 < target.value < 1:
            continue
        written = literal(target)
        if target.value == 1:
            headline, label = f"an objective of `{written}` leaves no error budget", "the first bad event spends it all"
            helps = ["write the share that can be reached and is good enough: `99.9%`, or `99.99%` where much depends"]
        elif target.value > 1:
            headline, label = f"no more than all events can be good, and `{written}` is more", "above 100%"
            helps = ["write a share below 100%, such as `99.9%`"]
        else:
            headline, label = f"an objective of `{written}` is kept whatever happens", "nothing is aimed for"
            helps = ["write the share that should be good, such as `99.9%`"]
        yield found(PAGE, headline, objective.target_origin, label, helps=helps)
