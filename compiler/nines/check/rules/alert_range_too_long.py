"""No window of an alert is longer than the window that the budget is for."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.burns import alerts
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.windows import nominal, window_words
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.values.text import literal

PAGE = Page(
    Code("N0504", "alert-range-too-long", Severity.ERROR, "an alert looks back longer than its objective does"),
    why="""\
A budget belongs to a window. What lies before it has been paid for, so an alert that looks back longer tells of trouble
that does not count any more.""",
    bad=examples.slo("slo requests 99% over 1d {\n  ticket 10% in 3d\n}\n"),
    good=examples.slo("slo requests 99% over 1d {\n  page   10% in 1h\n  ticket 20% in 6h\n}\n"),
)


def check(context: Context) -> Iterator[Diagnostic]:
    for alert in alerts(context):
        objective, burn = alert.objective, alert.burn
        if not burn.written or burn.window.milliseconds <= nominal(objective.window).milliseconds:
            continue
        yield found(
            PAGE,
            f"`{alert.words}` looks back longer than the {window_words(objective.window)} of the objective",
            alert.statement.window.span if alert.statement is not None else burn.origin,
            f"longer than {literal(nominal(objective.window))}",
            others=[Label(objective.window_origin, "the budget is for this time")],
            helps=["take a shorter window"],
        )
