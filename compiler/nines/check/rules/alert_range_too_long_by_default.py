"""Alerts by default or policy are made for windows of some weeks."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.burns import Alert, alerts
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.windows import nominal, window_words
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.diagnostics.suggest import listing
from nines.values.text import literal

PAGE = Page(
    Code(
        "N0505",
        "alert-range-too-long-by-default",
        Severity.WARNING,
        "an alert by default or policy looks back longer than its objective does",
    ),
    why="""\
The alerts of the SRE workbook look back up to three days. An objective over one day has no such past: what lies before
its window has been paid for.""",
    bad=examples.slo("slo requests 99% over 1d\n"),
    good=examples.slo("slo requests 99% over 1d {\n  page   10% in 1h\n  ticket 20% in 6h\n}\n"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    longer: dict[int, list[Alert]] = {}
    for alert in alerts(context):
        too_long = alert.burn.window.milliseconds > nominal(alert.objective.window).milliseconds
        if not alert.burn.written and too_long and alert.can_fire:
            longer.setdefault(id(alert.objective), []).append(alert)
    for group in longer.values():
        objective = group[0].objective
        yield found(
            PAGE,
            f"{listing([alert.words for alert in group], joint='and')} looks back longer than the "
            f"{window_words(objective.window)} of the objective",
            objective.window_origin,
            f"longer than {literal(nominal(objective.window))}",
            others=[Label(group[0].burn.origin, "comes from here")],
            helps=["write alerts with shorter windows, such as `page 10% in 1h` and `ticket 20% in 6h`"],
        )
