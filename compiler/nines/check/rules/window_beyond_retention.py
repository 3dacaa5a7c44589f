"""What a window looks back at has to be there still."""

from __future__ import annotations

from collections.abc import Iterator

from nines.check import examples
from nines.check.context import Context
from nines.check.rule import found
from nines.contract.model import CalendarWindow, Window
from nines.contract.recorded import Recorded, promises_of
from nines.contract.windows import nominal, period_window, window_words
from nines.diagnostics.model import Code, Diagnostic, Label, Severity
from nines.diagnostics.pages import Page
from nines.language.statements.contract import PeriodLine
from nines.language.statements.project import Project, Retention
from nines.source import Span
from nines.values.model import Duration
from nines.values.text import literal

PAGE = Page(
    Code("N0315", "window-beyond-retention", Severity.ERROR, "a window is longer than samples are kept"),
    why="""\
The sums of a window are made from recorded tiles as old as the window is long. What the engine has thrown away is
missing from them, and the objective is judged by less than it says, without anybody noticing. The same holds for the
period of a contract.""",
    bad="project {\n  retention 15d\n  heartbeat to watch\n}\nreceiver watch webhook {\n"
    '  url "https://watch.shop.example/nines"\n}\n' + examples.slo("slo requests 99.9% over 30d\n"),
    good="project {\n  retention 60d\n  heartbeat to watch\n}\nreceiver watch webhook {\n"
    '  url "https://watch.shop.example/nines"\n}\n' + examples.slo("slo requests 99.9% over 30d\n"),
)

_DAY = 86_400_000
_LONGEST = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
"""Days of the longest calendar window of each unit."""


def check(context: Context) -> Iterator[Diagnostic]:
    kept = context.contract.project.retention
    if kept is None:
        return
    where = [placed.node for placed in context.every(Retention) if placed.inside(Project) is placed.within[-1]]
    windows = {objective.window_origin: objective.window for objective in context.contract.objectives}
    for span, window in (*windows.items(), *_periods(context)):
        longest = _longest(window)
        if longest.milliseconds > kept.milliseconds:
            yield found(
                PAGE,
                f"{_words(window)} is longer than the {literal(kept)} that samples are kept",
                span,
                f"needs {literal(longest)}",
                others=[Label(line.length.span, "kept so long") for line in where[:1]],
                helps=[f"let the engine keep at least {literal(longest)}, or take a shorter window"],
            )


def _periods(context: Context) -> Iterator[tuple[Span, Window]]:
    """The periods of contracts, over which promises are recorded."""
    for sla in context.contract.slas:
        statement = context.statement(sla.origin)
        window = period_window(sla.agreement)
        line = context.within(statement, PeriodLine)[-1:] if statement is not None else ()
        if window is not None and line and any(isinstance(one, Recorded) for one in promises_of(context.contract, sla)):
            yield line[0].period.span, window


def _longest(window: Window) -> Duration:
    if isinstance(window, CalendarWindow):
        days = _LONGEST[window.unit]
        return Duration(days * _DAY, f"{days}d")
    return nominal(window)


def _words(window: Window) -> str:
    return f"a {window_words(window)}" if isinstance(window, CalendarWindow) else f"a window of {window_words(window)}"
