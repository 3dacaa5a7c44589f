"""What an objective leaves out, the contract that rests on it leaves out too."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.agreements import Held, promises
from nines.check.context import Context
from nines.check.rule import found
from nines.check.rules.exclusion_not_masked import leaves_hours_out
from nines.contract.model import Mask, Objective, Promise
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page

_WEEKLY = "maintenance weekly {\n  every sun from 03:00 to 03:30 in UTC\n}\n"
_EXCEPTED = "99.95% over calendar month in UTC { except weekly }"

PAGE = Page(
    Code("N0407", "mask-not-excluded", Severity.ERROR, "an SLO leaves hours out that the SLA on it counts"),
    why="""\
Bad minutes in hours that an objective leaves out spend none of its budget and fire no alert. If the contract counts
them, the promise is broken without anybody having been told. The same goes for an objective that counts some hours
only, by `during`, under a promise for all of them.""",
    bad=_WEEKLY + examples.agreement(objective=_EXCEPTED),
    good=_WEEKLY + examples.agreement(objective=_EXCEPTED, also="exclude        weekly leaves downtime and period\n"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for one, promise in promises(context):
        guard = promise.guard
        if guard is None:
            continue
        excluded = {exclusion.name for exclusion in one.agreement.exclusions if leaves_hours_out(exclusion)}
        for mask in guard.masks[len(guard.indicator.masks) :]:
            if mask.kind != "except" or mask.hours.name not in excluded:
                yield _finding(one, promise, guard, mask)


def _finding(one: Held, promise: Promise, guard: Objective, mask: Mask) -> Diagnostic:
    name = mask.hours.name
    during = mask.kind == "during"
    headline = (
        f"the SLO `{guard.id}` counts only `{name}`, and the promise `{promise.name}` on it counts all hours"
        if during
        else f"the SLO `{guard.id}` leaves `{name}` out, and the promise `{promise.name}` on it counts it"
    )
    helps = (
        ["move `during` into the sli, which promise and objective share"]
        if during
        else [f"add `exclude {name} leaves downtime and period` to the sla, or count these hours in the objective"]
    )
    return found(
        PAGE,
        headline,
        mask.origin,
        "counts no other hours" if during else "spends none of the budget",
        others=[Label(promise.origin, "promised at all hours" if during else f"{one.words} does not exclude it")],
        helps=helps,
    )
