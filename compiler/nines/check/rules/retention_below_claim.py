"""What a claim is about can still be looked up."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.agreements import Held, leaves, period_length
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.recorded import Recorded, promises_of
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.phrases import Deadline
from nines.language.statements.contract import ClaimStep
from nines.language.statements.project import Project, Retention
from nines.source import Span
from nines.values.text import literal

_PROJECT = "project {{\n  retention {kept}\n  heartbeat to watch\n}}\nreceiver watch webhook {{\n"
_PROJECT += '  url "https://watch.shop.example/nines"\n}}\n'

PAGE = Page(
    Code("N0496", "retention-below-claim", Severity.WARNING, "samples are gone before claims about them are too late"),
    why="""\
A customer may claim until some days after the period. If the server keeps its samples for less than the period and
that time together, nobody can look up what was measured when the claim comes.""",
    bad=_PROJECT.format(kept="45d") + examples.agreement(),
    good=_PROJECT.format(kept="90d") + examples.agreement(),
)

_DAY = 86_400_000


def check(context: Context) -> Iterator[Diagnostic]:
    kept = context.contract.project.retention
    if kept is None:
        return
    lines = [placed.node for placed in context.every(Retention) if placed.inside(Project) is placed.within[-1]]
    recorded = {
        sla.name
        for sla in context.contract.slas
        if any(isinstance(promise, Recorded) for promise in promises_of(context.contract, sla))
    }
    told: set[Span] = set()
    for one in leaves(context):
        last = _last_step(one)
        length = period_length(one.agreement.period)
        if one.sla.name not in recorded or last is None or length is None or last.span in told:
            continue
        needed = length.milliseconds + _days(last) * _DAY
        if length.milliseconds <= kept.milliseconds < needed:
            told.add(last.span)
            yield found(
                PAGE,
                f"a claim may come {needed // _DAY}d after a period begins, and samples are kept for {literal(kept)}",
                last.span,
                "may be claimed until then",
                others=[Label(line.length.span, "kept so long") for line in lines[:1]],
                helps=[f"keep at least {needed // _DAY}d, or keep what `nines settle` reads in files"],
            )


def _last_step(one: Held) -> Deadline | None:
    """The claim's last deadline."""
    claim = one.agreement.claim
    steps = [step.deadline for step in claim.body.all(ClaimStep)] if claim is not None else []
    return max(steps, key=_days, default=None)


def _days(deadline: Deadline) -> int:
    """Days of the calendar; a business day is taken for seven fifths of one."""
    count = deadline.count.value.whole or 0
    return -(-count * 7 // 5) if deadline.unit.value == "business days" else count
