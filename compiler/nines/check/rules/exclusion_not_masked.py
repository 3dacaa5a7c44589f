"""What a contract leaves out, the objective that guards it leaves out too."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.agreements import promises
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import Exclusion, Objective
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page

_WEEKLY = "maintenance weekly {\n  every sun from 03:00 to 03:30 in UTC\n}\n"
_EXCLUDED = "exclude        weekly leaves downtime and period\n"

PAGE = Page(
    Code("N0406", "exclusion-not-masked", Severity.WARNING, "an SLA leaves hours out that the SLO under it counts"),
    why="""\
Maintenance that a contract excludes spends the budget of an objective that does not except it: alerts fire in announced
hours, and the budget says that the promise is nearly broken while nothing counts.""",
    bad=_WEEKLY + examples.agreement(also=_EXCLUDED),
    good=_WEEKLY + examples.agreement(also=_EXCLUDED, objective="99.95% over calendar month in UTC { except weekly }"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for one, promise in promises(context):
        guard = promise.guard
        if guard is None or context.is_broken(guard.origin):
            continue
        excepted = {mask.hours.name for mask in guard.masks if mask.kind == "except"}
        for exclusion in one.agreement.exclusions:
            if leaves_hours_out(exclusion) and exclusion.name not in excepted:
                yield _finding(guard, exclusion)


def leaves_hours_out(exclusion: Exclusion) -> bool:
    """Whether it takes out hours that are known beforehand."""
    maintenance = exclusion.maintenance
    return maintenance is not None and maintenance.hours is not None and exclusion.effect.startswith("leaves downtime")


def _finding(guard: Objective, exclusion: Exclusion) -> Diagnostic:
    return found(
        PAGE,
        f"the SLO `{guard.id}` counts the hours of `{exclusion.name}`, which the SLA on it leaves out",
        guard.origin,
        f"does not except `{exclusion.name}`",
        others=[Label(exclusion.origin, "left out here")],
        helps=[f"add `except {exclusion.name}` to the objective"],
    )
