"""An alert that is written can fire."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.burns import Alert, alerts, roughly, under
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.burning import largest_share
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.values.text import factor, literal, percent

PAGE = Page(
    Code("N0501", "dead-alert", Severity.ERROR, "an alert asks for more than total failure can spend"),
    why="""\
The less an objective asks for, the larger its budget, and the longer total failure takes to spend a share of it: at
90 % over 30 days an hour without a single good answer spends 1.39 %. An alert for 5 % in an hour would then never fire,
and nobody would notice that it does not.""",
    bad=examples.slo("slo requests 90% over 30d {\n  page 5% in 1h\n}\n"),
    good=examples.slo("slo requests 90% over 30d {\n  page 1% in 1h\n}\n"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for alert in alerts(context):
        if alert.burn.written and not alert.can_fire:
            yield _finding(alert)


def _finding(alert: Alert) -> Diagnostic:
    objective, burn, statement = alert.objective, alert.burn, alert.statement
    window = literal(burn.window)
    amount = None if statement is None else statement.share or statement.factor
    needed = percent(1 - under(1 / burn.factor))
    if burn.share is not None:
        spent = largest_share(objective, burn)
        label = f"even total failure spends only {percent(roughly(spent))} in {window}"
        instead = f"write `{percent(under(spent))}` or less"
    else:
        label = f"even total failure burns at only {factor(1 / objective.budget)}"
        instead = f"write `{factor(under(1 / objective.budget))}` or less"
    return found(
        PAGE,
        f"`{alert.words}` can never fire at an objective of `{literal(objective.target)}`",
        amount.span if amount is not None else burn.origin,
        label,
        others=[Label(objective.target_origin, f"{percent(objective.budget)} may be bad")],
        helps=[f"{instead}, or aim for {needed} or more"],
    )
