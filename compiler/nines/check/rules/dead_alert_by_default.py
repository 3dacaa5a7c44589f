"""Alerts that come from a policy or by default can fire at the objective they come to."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.burns import Alert, alerts, under
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.burning import largest_share
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.suggest import listing
from nines.values.text import factor, literal, percent

PAGE = Page(
    Code(
        "N0502",
        "dead-alert-by-default",
        Severity.WARNING,
        "alerts by default or policy ask for more than total failure",
    ),
    why="""\
Without alerts of its own an objective has those of the SRE workbook, made for objectives of 99 % and more. At a lower
one even total failure does not burn fast enough for some of them. They are left out of the rules, and this says so:
with fewer alerts people hear of trouble later.""",
    bad=examples.slo("slo requests 90% over 30d\n"),
    good=examples.slo("slo requests 90% over 30d {\n  page 1% in 1h\n  page 5% in 6h\n}\n"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    dead: dict[int, list[Alert]] = {}
    for alert in alerts(context):
        if not alert.burn.written and not alert.can_fire:
            dead.setdefault(id(alert.objective), []).append(alert)
    for group in dead.values():
        yield _finding(group)


def _finding(dead: list[Alert]) -> Diagnostic:
    objective = dead[0].objective
    fastest = max(dead, key=lambda alert: alert.burn.factor)
    share = under(largest_share(fastest.objective, fastest.burn))
    needed = percent(1 - under(1 / fastest.burn.factor))
    instead = f"{fastest.burn.alert_class.value} {percent(share)} in {literal(fastest.burn.window)}"
    return found(
        PAGE,
        f"at an objective of `{literal(objective.target)}`, {listing([alert.words for alert in dead], joint='and')} "
        "can never fire",
        objective.target_origin,
        f"total failure burns at only {factor(1 / objective.budget)}",
        others=[Label(alert.burn.origin, "comes from here") for alert in dead[:1]],
        helps=[f"aim for {needed} or more, or write alerts that can fire, such as `{instead}`"],
    )
